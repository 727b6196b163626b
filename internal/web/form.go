package web

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// onceField names a form, so that what it makes is made once, however often it
// is sent: by a second click, or when the answer is loaded again.
const onceField = "once"

// maxOnce is the longest name of a form in bytes.
const maxOnce = 64

// form is what a visitor has typed into a form, and what is wrong with it.
type form struct {
	url.Values
	path    string            // where it was sent to
	wrong   map[string]string // by field, what would be right; in the visitor's language
	problem string            // about all of it, in the visitor's language; empty: none
}

// newForm is a form that nobody has sent yet; pairs are the fields and what
// stands in them.
func newForm(pairs ...string) form {
	f := form{Values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	f.renew()
	return f
}

// renew gives the form another name.
func (f *form) renew() { f.Set(onceField, rand.Text()) }

// readForm reads a form that was sent.
func readForm(w http.ResponseWriter, r *http.Request) (form, error) {
	if err := parseForm(w, r); err != nil {
		return form{}, err
	}
	return form{Values: r.PostForm, path: r.URL.Path}, nil
}

// parseForm reads the fields of a form into r.PostForm. What is larger than
// any form of ours is fault.TooLarge.
func parseForm(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := r.ParseForm()
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return fault.Wrap(fault.TooLarge, err, "A form may have %d bytes; this one has more.", maxForm)
	}
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "The form cannot be read.")
	}
	return nil
}

// once is the visitor as one who asks for what the form makes. It is remembered
// with a reseller, an operator's with none: a stranger's is known to the act, a
// company that has no reseller asks without.
func (s *server) once(v visitor, f *form) account.Caller {
	c := v.caller()
	if name := f.Get(onceField); name != "" && len(name) <= maxOnce && (v.holder() != 0 || !v.signedIn() || v.face() == operatorFace) {
		asked := sha256.Sum256([]byte(f.path + "?" + f.Encode()))
		c.Once = &account.Once{Reseller: v.holder(), Key: "form " + name, Asked: asked, At: s.Clock()}
	}
	return c
}

// refuse notes in the form why it was refused, if the visitor can mend that,
// and returns the status of the answer; else it returns the error. What a
// field needs is the message field.NAME, filled with pairs; what concerns no
// field is the message that otherwise names.
func (f *form) refuse(v visitor, err error, otherwise string, pairs ...any) (status int, _ error) {
	readable := fault.Readable(err)
	switch readable.Kind {
	case fault.Mismatch:
		f.problem = v.T("form.sentBefore")
	case fault.Stale:
		f.problem = v.T("form.stale")
	case fault.Invalid, fault.Conflict:
		if len(readable.Fields) == 0 {
			f.problem = v.T(otherwise, pairs...)
		}
		for _, field := range readable.Fields {
			f.spoil(v, field.Location, pairs...)
		}
	default:
		return 0, err
	}
	f.renew()
	return shapeOf(readable.Kind).status, nil
}

// spoil notes that a field is not right.
func (f *form) spoil(v visitor, name string, pairs ...any) {
	if f.wrong == nil {
		f.wrong = map[string]string{}
	}
	f.wrong[name] = v.T("field."+name, pairs...)
}

// state is what a screen reader is told about a field.
func (f *form) state(name string) templ.Attributes {
	if f.wrong[name] == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": name + "-wrong"}
}

// text is what was typed into a field, without space around it.
func (f *form) text(name string) string { return strings.TrimSpace(f.Get(name)) }

// ticked reports whether a box was ticked.
func (f *form) ticked(name string) bool { return f.Get(name) != "" }
