package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// The pages of the sources that send usage.
const (
	sourcesPath   = operatorPath + "/sources"
	newSourcePath = sourcesPath + "/new"
)

// Flows tells what came with each token since a time in Unix milliseconds.
type Flows interface {
	Flows(ctx context.Context, since int64) ([]usage.Flow, error)
}

// overlaps are how many hours the token before may go on, the default first.
var overlaps = []int{24, 0, 1, 7 * 24, 30 * 24}

func sourcePath(id int64) string { return sourcesPath + "/" + strconv.FormatInt(id, 10) }

// sourceView is a source with what it has sent.
type sourceView struct {
	account.IngestToken
	flow usage.Flow // of the last 24 hours
}

// sourcesView is the list of sources.
type sourcesView struct {
	rows   []sourceView
	name   string // of the token that was just made; "" if none was
	secret string // of that, shown this once
	now    time.Time
}

// sources lists the sources.
func (s *server) sources(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showSources(w, r, v, sourcesView{})
}

func (s *server) showSources(w http.ResponseWriter, r *http.Request, v visitor, view sourcesView) error {
	view.now = s.Clock()
	tokens, err := s.Desk.Tokens.List(r.Context(), v.caller())
	if err != nil {
		return err
	}
	flows, err := s.Desk.Flows.Flows(r.Context(), view.now.Add(-24*time.Hour).UnixMilli())
	if err != nil {
		return err
	}
	for _, token := range tokens {
		one := sourceView{IngestToken: token}
		if i := slices.IndexFunc(flows, func(f usage.Flow) bool { return f.Token == token.ID }); i >= 0 {
			one.flow = flows[i]
		}
		view.rows = append(view.rows, one)
	}
	slices.SortStableFunc(view.rows, func(a, b sourceView) int {
		return cmp.Compare(b2i(a.Ended(view.now)), b2i(b.Ended(view.now)))
	})
	return show(w, r, http.StatusOK, sourcesPage(v, view))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lastSent is when a source sent last.
func lastSent(v visitor, f *usage.Flow) string {
	switch {
	case f.Last != 0:
		return inUTC(atMilli(f.Last))
	case f.Day != 0:
		return f.Day.String()
	}
	return v.T("key.never")
}

// sourceState says whether the token works, and until when the one before.
func sourceState(v visitor, t *account.IngestToken, now time.Time) deskCell {
	switch {
	case t.Ended(now):
		return deskCell{text: v.T("source.ended", "Time", inUTC(t.EndsAt)), mark: "player-pause", class: "text-secondary"}
	case t.Overlaps(now):
		return deskCell{text: v.T("source.active"), sub: v.T("source.before", "Time", inUTC(t.BeforeEndsAt)), mark: "circle-check", class: "text-green"}
	}
	return deskCell{text: v.T("source.active"), mark: "circle-check", class: "text-green"}
}

// allowedSources is what may be sent with a token.
func allowedSources(v visitor, t *account.IngestToken) string {
	if len(t.Sources) == 0 {
		return v.T("source.any")
	}
	return strings.Join(t.Sources, ", ")
}

// askNewSource asks for a new source.
func (s *server) askNewSource(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, newSourcePage(v, newForm()))
}

// makeSource makes a source. Its token is in this answer and nowhere else: loaded
// again, the form is answered with the list.
func (s *server) makeSource(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	secret, err := s.Desk.Tokens.Create(r.Context(), s.once(v, &f), f.Get("name"), strings.Fields(f.Get("source")))
	if errors.Is(err, account.ErrTokenMade) {
		return goTo(w, r, sourcesPath)
	}
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxName, "Sources", account.MaxSources, "Bytes", account.MaxSource)
		if err != nil {
			return err
		}
		return show(w, r, status, newSourcePage(v, f))
	}
	return s.showSources(w, r, v, sourcesView{name: f.text("name"), secret: secret})
}

// findSource finds the source that the address names.
func (s *server) findSource(r *http.Request, v visitor) (account.IngestToken, error) {
	id, err := pathNumber(r, "source")
	if err != nil {
		return account.IngestToken{}, err
	}
	all, err := s.Desk.Tokens.List(r.Context(), v.caller())
	if err != nil {
		return account.IngestToken{}, err
	}
	i := slices.IndexFunc(all, func(t account.IngestToken) bool { return t.ID == id })
	if i < 0 || all[i].Ended(s.Clock()) {
		return account.IngestToken{}, fault.New(fault.NotFound, "There is no source %d, or it has ended.", id)
	}
	return all[i], nil
}

// askSource asks before a token is changed.
func (s *server) askSource(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		token, err := s.findSource(r, v)
		if err != nil {
			return err
		}
		f := newForm("overlap", strconv.Itoa(overlaps[0]), "version", strconv.FormatInt(token.Version, 10))
		return show(w, r, http.StatusOK, sourceActPage(v, token, verb, f, s.Clock()))
	}
}

// rotateSource gives a source another token, which is in this answer and
// nowhere else: the same form again is refused.
func (s *server) rotateSource(w http.ResponseWriter, r *http.Request, v visitor) error {
	token, err := s.findSource(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	hours, err := strconv.Atoi(f.Get("overlap"))
	if err != nil || !slices.Contains(overlaps, hours) {
		f.spoil(v, "overlap")
		return show(w, r, http.StatusBadRequest, sourceActPage(v, token, "rotate", f, s.Clock()))
	}
	secret, err := s.Desk.Tokens.Rotate(r.Context(), v.caller(), token.ID, max(1, number(f.Values, "version")), time.Duration(hours)*time.Hour)
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid")
		if err != nil {
			return err
		}
		f.Set("version", strconv.FormatInt(token.Version, 10))
		return show(w, r, status, sourceActPage(v, token, "rotate", f, s.Clock()))
	}
	return s.showSources(w, r, v, sourcesView{name: token.Name, secret: secret})
}

// endSource ends a token.
func (s *server) endSource(w http.ResponseWriter, r *http.Request, v visitor) error {
	token, err := s.findSource(r, v)
	if err == nil {
		err = s.Desk.Tokens.End(r.Context(), v.caller(), token.ID)
	}
	if err != nil {
		return err
	}
	return s.say(w, r, sourcesPath, v.T("source.done", "Name", token.Name))
}

// sourceAct is the question before a token is changed.
func sourceAct(v visitor, t account.IngestToken, verb string, f form) act {
	title := v.T("source.ask."+verb, "Name", t.Name)
	return act{
		title: title, address: sourcePath(t.ID) + "/" + verb, back: sourcesPath, button: v.T("source.do." + verb), danger: verb == "end", form: f,
		page: page{title: title, address: sourcesPath, crumbs: under(v, sourcesPath), within: []link{{v.T("source.title"), sourcesPath}}},
	}
}

func overlapChoices(v visitor) (all []deskChoice) {
	for _, hours := range overlaps {
		all = append(all, deskChoice{strconv.Itoa(hours), v.T("source.in." + strconv.Itoa(hours))})
	}
	return all
}

// rotateEffects say what a rotation does.
func rotateEffects(v visitor, t *account.IngestToken, now time.Time) []string {
	lines := []string{v.T("source.effect.new"), v.T("source.effect.old"), v.T("source.effect.receipts")}
	if t.Overlaps(now) {
		lines = append(lines, v.T("source.effect.before", "Time", inUTC(t.BeforeEndsAt)))
	}
	return lines
}
