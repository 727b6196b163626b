package app

import (
	"cmp"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata; read the difference: each cell is a claim")

// The table has a line for each route of the program and a cell for each kind
// of caller; testdata/tenancy.txt says how to read it. A route that is new is
// missing there: -update adds it. Things that its path names are in world.fill,
// what it is sent in world.forms.
func TestEveryRouteAnswersEveryCallerAsTheTableSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pages, api := w.sortedRoutes(t)
	half := len(pages) / 2
	parts := []struct {
		routes  []string
		callers []caller
		api     bool
		text    string
	}{{pages[:half], people(), false, ""}, {pages[half:], people(), false, ""}, {api, programs(), true, ""}}
	t.Run("parts", func(t *testing.T) { // each in a world of its own
		for i := range parts {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				part := &parts[i]
				part.text = w.clone(t).table(t, part.routes, part.callers, part.api)
			})
		}
	})
	const file = "testdata/tenancy.txt"
	text := tableHead + parts[0].text + parts[1].text + "\n" + parts[2].text
	if *update {
		must(t, os.WriteFile(file, []byte(text), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	must(t, err)
	compareLines(t, string(want), text)
}

// sortedRoutes are the routes of the whole program, by path: for people, and
// for programs.
func (w *world) sortedRoutes(t *testing.T) (pages, api []string) {
	t.Helper()
	for _, pattern := range w.routes.Patterns() {
		method, path, ok := strings.Cut(pattern, " ")
		switch {
		case method == "/": // says that there is nothing
		case !ok:
			t.Errorf("%s is not said to be of a method", pattern)
		case strings.HasPrefix(path, "/v1/"):
			api = append(api, pattern)
		default:
			pages = append(pages, pattern)
		}
	}
	byPath := func(a, b string) int {
		methodA, pathA, _ := strings.Cut(a, " ")
		methodB, pathB, _ := strings.Cut(b, " ")
		return cmp.Or(strings.Compare(pathA, pathB), strings.Compare(methodA, methodB))
	}
	slices.SortFunc(pages, byPath)
	slices.SortFunc(api, byPath)
	return pages, api
}

const tableHead = `# What every route answers every kind of caller. Rewritten by go test ./internal/app -run EveryRoute -update.
#
# A cell is the status; login and setup are redirects to signing in and to setting up a second factor; ! says
# that something was changed in a database, and is in the audit trail; ~, that it is not there.
# A changing route without any of them may lack what it is to be sent: see world.forms.
#
# All things of paths and forms are of one reseller, Amberwood, and where they are of a company, of Azurite.
# none: nobody signed in; here: the same, on the server's machine; owner, finance, support, viewer: staff of Amberwood;
# other: an owner of another reseller; admin, cfin, prod, csup, engin: members of Azurite; next: an admin of another
# company of Amberwood; far: of one of another reseller; visit: the owner who visits Azurite; oper: an operator, oper1:
# one without a second factor; /PUT: by that method; /gone: things that there are not.
# Of programs: forged: a wrong signature; key, read, other: keys of Amberwood, one that only reads, and of another
# reseller; token, token2: of the source whose receipt it is, and of another; owner: a browser's session.
`

// table asks all of all.
func (w *world) table(t *testing.T, routes []string, callers []caller, api bool) string {
	t.Helper()
	var b strings.Builder
	for i, route := range routes {
		if i%25 == 0 {
			b.WriteString(tableLine("#", "", columnsOf(callers)))
		}
		cells := make([]string, len(callers))
		for i, who := range callers {
			cells[i] = w.try(t, route, who, api)
		}
		method, path, _ := strings.Cut(route, " ")
		b.WriteString(tableLine(method, path, cells))
	}
	return b.String()
}

func columnsOf(callers []caller) (names []string) {
	for _, c := range callers {
		names = append(names, c.name)
	}
	return names
}

func tableLine(method, path string, cells []string) string {
	line := fmt.Sprintf("%-6s %-66s", method, path)
	for _, c := range cells {
		line += fmt.Sprintf(" %-7s", c)
	}
	return strings.TrimRight(line, " ") + "\n"
}

// speaksOf are routes that tell those who hold a secret of theirs whose it is.
var speaksOf = []string{"GET /register/{register}", "POST /register/{register}"}

// try asks a route as a caller, and leaves the world as it was.
func (w *world) try(t *testing.T, route string, who caller, api bool) string {
	t.Helper()
	c := w.ask(t, route, who, api)
	answer := w.send(t, c)
	written, changed := w.witness.changed(t)
	if written {
		w.restore(t)
	}
	if words := leaks(answer, who, c); len(words) > 0 && !slices.Contains(speaksOf, route) {
		t.Errorf("%s tells %s of %v", route, who.name, words)
	}
	if answer.Code >= http.StatusInternalServerError {
		t.Errorf("%s answers %s %d: %s", route, who.name, answer.Code, answer.Body)
	}
	if isStranger(who) && strings.Contains(route, "{") && !slices.Contains(speaksOf, route) {
		w.compareWithNothing(t, route, who, api, c, answer)
	}
	return cellOf(answer, changed)
}

// changing is what differs between two answers to the same.
var changing = regexp.MustCompile(`name="once" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z2-7]{26}`)

// compareWithNothing checks that a stranger is answered about another's things
// as about things that there are not.
func (w *world) compareWithNothing(t *testing.T, route string, who caller, api bool, had call, about *httptest.ResponseRecorder) {
	t.Helper()
	who.gone = true
	c := w.ask(t, route, who, api)
	answer := w.send(t, c)
	if written, _ := w.witness.changed(t); written {
		w.restore(t)
	}
	words := strings.FieldsFunc(had.path+"/"+c.path, func(r rune) bool { return r == '/' || r == '?' })
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	plain := func(answer *httptest.ResponseRecorder) string {
		text := changing.ReplaceAllString(answer.Body.String(), "")
		for _, word := range words {
			text = strings.ReplaceAll(text, word, "")
		}
		return text
	}
	if got, want := plain(about), plain(answer); answer.Code != about.Code || answer.Code >= http.StatusBadRequest && got != want {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		t.Errorf("%s answers %s %d, and %d for what there is not; they differ at %.200q and %.200q", route, who.name, about.Code, answer.Code, got[at:], want[at:])
	}
}

func compareLines(t *testing.T, want, got string) {
	t.Helper()
	wanted, have := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range have {
		if !slices.Contains(wanted, line) {
			t.Errorf("it answers, and the table does not say:\n%s", line)
		}
	}
	for _, line := range wanted {
		if !slices.Contains(have, line) {
			t.Errorf("the table says, and it does not answer:\n%s", line)
		}
	}
}
