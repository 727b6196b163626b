package api

import (
	"bytes"
	_ "embed"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/docs/signing"
	"reseller-console/internal/account"
)

//go:embed docs.html
var docsText string

// docsView is what the documentation page shows. All of it is said by the
// OpenAPI document, the programs in docs/signing and the settings.
type docsView struct {
	Theme      string
	BaseURL    string
	StyleSheet string
	Skew       int // seconds
	Quota      Quota
	Snippets   []docsSnippet
	Operations []docsOperation
}

type docsSnippet struct{ Language, File, Text string }

type docsOperation struct {
	*huma.Operation
	Fields   []docsField // of the body
	Examples []docsExample
}

// Paragraphs are those of the description.
func (o docsOperation) Paragraphs() []string { return strings.Split(o.Description, "\n\n") }

// docsExample is an example whose texts are in lines.
type docsExample struct {
	Example
	Answer, Body string
}

type docsField struct {
	Name, Description string
	Required          bool
}

// showDocs is GET /docs/api.
func (a *resellerAPI) showDocs(w http.ResponseWriter, r *http.Request) error {
	view := a.docs
	if view.Theme = "light"; r.Header.Get("Sec-CH-Prefers-Color-Scheme") == "dark" {
		view.Theme = "dark"
	}
	var page bytes.Buffer
	if err := a.docsPage.Execute(&page, view); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Accept-CH", "Sec-CH-Prefers-Color-Scheme")
	h.Set("Vary", "Sec-CH-Prefers-Color-Scheme")
	_, _ = w.Write(page.Bytes()) // the client has gone; nobody is left to tell
	return nil
}

func (a *resellerAPI) prepareDocs() {
	a.docsPage = template.Must(template.New("docs").Parse(docsText))
	a.docs = docsView{BaseURL: a.BaseURL, StyleSheet: a.StyleSheet, Skew: int(account.MaxSkew.Seconds()), Quota: a.Quota}
	for _, s := range signing.Snippets() {
		text, err := signing.Files.ReadFile(s.File)
		if err != nil {
			panic(err) // the program was built without it
		}
		a.docs.Snippets = append(a.docs.Snippets, docsSnippet{s.Language, s.File, string(text)})
	}
	operations := a.operations()
	for _, e := range Examples() {
		shown := docsExample{e, inLines(e.Media(), e.Answer), inLines(mediaJSON, e.Body)}
		if n := len(a.docs.Operations); n > 0 && a.docs.Operations[n-1].OperationID == e.Operation {
			a.docs.Operations[n-1].Examples = append(a.docs.Operations[n-1].Examples, shown)
			continue
		}
		op := operations[e.Operation]
		a.docs.Operations = append(a.docs.Operations, docsOperation{op, fieldsOf(a.huma.OpenAPI(), op), []docsExample{shown}})
	}
}

// operations returns all operations by id.
func (a *resellerAPI) operations() map[string]*huma.Operation {
	all := map[string]*huma.Operation{}
	for _, item := range a.huma.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				all[op.OperationID] = op
			}
		}
	}
	return all
}

// fieldsOf lists the fields of an operation's body, those that must be there
// first.
func fieldsOf(document *huma.OpenAPI, op *huma.Operation) []docsField {
	if op.RequestBody == nil {
		return nil
	}
	body := document.Components.Schemas.SchemaFromRef(op.RequestBody.Content[mediaJSON].Schema.Ref)
	required := body.Required
	if len(body.AnyOf) > 0 {
		required = append(required[:len(required):len(required)], body.AnyOf[0].Required...) // what stands first is what to send
	}
	var all []docsField
	for _, name := range slices.Sorted(maps.Keys(body.Properties)) {
		field := docsField{name, body.Properties[name].Description, slices.Contains(required, name)}
		if n := body.Properties[name].MaxLength; n != nil && field.Description == "" {
			field.Description = "1 to " + strconv.Itoa(*n) + " characters."
		}
		all = append(all, field)
	}
	slices.SortStableFunc(all, func(a, b docsField) int {
		if a.Required == b.Required {
			return 0
		}
		return map[bool]int{true: -1, false: 1}[a.Required]
	})
	return all
}

// inLines indents a JSON text; what is lines already stays so.
func inLines(media, text string) string {
	if text == "" || media != mediaJSON {
		return text
	}
	lines, err := json.Marshal(jsontext.Value(text), jsontext.WithIndent("  "))
	if err != nil {
		panic(err) // a text of ours
	}
	return strings.TrimSpace(string(lines))
}
