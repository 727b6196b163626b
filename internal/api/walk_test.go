package api_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"reseller-console/client"
	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
)

// Pages read usage.Reader's Series, the sheet its Rows; the API must answer
// what both say, to the last digit.
func TestTheAPIAnswersWhatPageAndSheetShow(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]func(t *testing.T) store.Config{
		"sqlite":   func(t *testing.T) store.Config { return store.Config{Dir: t.TempDir()} },
		"postgres": func(t *testing.T) store.Config { return store.Config{Database: pgtest.URL(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			w := newWalk(t, newDeskAt(t, config(t)), seed)
			for range 150 {
				w.compare(t)
			}
			for range 50 {
				w.compareAll(t)
			}
			if w.seen == 0 {
				t.Error("all figures were 0: nothing was compared")
			}
		})
	}
}

// walk is a world of two resellers and what happens in 70 days of it. One
// company changes hands in the midst of them.
type walk struct {
	*desk
	*rand.Rand
	clients   map[int64]*client.Client // by reseller
	secrets   map[int64][2]string      // the ids of their keys, and secrets
	resellers []account.Caller
	companies []company.Company
	projects  map[int64][]string
	seen      int64 // the sum of the figures that were compared
}

const walkDays = 70

func newWalk(t *testing.T, d *desk, seed uint64) *walk {
	w := &walk{desk: d, Rand: rand.New(rand.NewPCG(seed, 1)), clients: map[int64]*client.Client{}, secrets: map[int64][2]string{}, projects: map[int64][]string{}}
	w.resellers = []account.Caller{d.owner, d.reseller(t, "Alder", "theo@alder.example")}
	for r, owner := range w.resellers {
		key, secret := d.newKey(t, owner, account.AccessKey{Name: "walk", Strict: true})
		c, err := client.New(client.Config{BaseURL: d.URL, KeyID: key.ID, Secret: secret, Clock: d.clock, Attempts: 1})
		if err != nil {
			t.Fatal(err)
		}
		w.clients[owner.Reseller], w.secrets[owner.Reseller] = c, [2]string{key.ID, secret}
		for n := range 2 {
			w.found(t, c, owner.Reseller, fmt.Sprintf("%d-%d", r, n))
		}
	}
	w.move(t, w.companies[0].ID)
	for range 20 {
		d.take(t, w.events()...)
	}
	return w
}

// found creates a company with projects through the API.
func (w *walk) found(t *testing.T, c *client.Client, reseller int64, name string) {
	t.Helper()
	made, err := c.CreateCompany(t.Context(), client.NewCompany{
		Name: name, Email: name + "@walk.example", FirstName: "Ann", LastName: "Lee", Country: "DE", Area: client.Outside,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.companies = append(w.companies, company.Company{ID: made.ID, Reseller: reseller})
	for range 1 + w.IntN(3) {
		p, err := c.CreateProject(t.Context(), made.ID, "Project")
		if err != nil {
			t.Fatal(err)
		}
		w.projects[made.ID] = append(w.projects[made.ID], p.ID)
	}
}

// move gives the company to the other reseller from the middle on.
func (w *walk) move(t *testing.T, cid int64) {
	t.Helper()
	m := company.NewMembership(w.db.Companies(), w.db.Usage(), w.clock)
	day := w.today().Add(-walkDays / 2)
	if err := m.Detach(t.Context(), account.Command(), cid, day); err != nil {
		t.Fatal(err)
	}
	if err := m.Attach(t.Context(), account.Command(), cid, w.resellers[1].Reseller, day); err != nil {
		t.Fatal(err)
	}
	w.companies[0].Reseller = w.resellers[1].Reseller
}

func (w *walk) today() calendar.Day { return calendar.DayOf(w.clock()) }

func (w *walk) events() []usage.Event {
	events := make([]usage.Event, 40)
	for i := range events {
		c := w.companies[w.IntN(len(w.companies))]
		p := catalog.Products()[w.IntN(len(catalog.Products()))]
		day := w.today().Add(-w.IntN(walkDays)).Start().UnixMilli()
		e := usage.Event{Source: "walk", ID: fmt.Sprint(w.Uint64()), Project: w.projects[c.ID][w.IntN(len(w.projects[c.ID]))], Product: p, Slot: w.IntN(p.Slots()), Start: day, Value: w.Int64N(5000)}
		switch p.Kind {
		case catalog.Sum:
			e.Type = usage.Seconds
		case catalog.Peak:
			e.Type = usage.Peak
		case catalog.Distinct:
			e.Type, e.User, e.Slot, e.Value = usage.Active, fmt.Sprint(w.IntN(20)), 0, 0
		}
		events[i] = e
	}
	return events
}

// compare asks for something at random: API, page and sheet.
func (w *walk) compare(t *testing.T) {
	t.Helper()
	c := w.companies[w.IntN(len(w.companies))]
	owner := usage.Owner{Reseller: c.Reseller, Company: c.ID}
	if w.IntN(2) == 0 {
		owner.Project = w.projects[c.ID][w.IntN(len(w.projects[c.ID]))]
	}
	pair, window, question := w.question()
	got := w.ask(t, owner, question)
	for _, part := range pair.Parts {
		w.compareSeries(t, owner, part, window, got)
		w.compareRows(t, owner, part, window, got)
	}
}

// question is one at random, and what it asks for.
func (w *walk) question() (catalog.Pair, usage.Window, client.Question) {
	pair := catalog.Pairs()[w.IntN(len(catalog.Pairs()))]
	from := w.today().Add(-w.IntN(walkDays + 5))
	window := usage.Window{From: from, To: from.Add(w.IntN(walkDays)), Monthly: w.IntN(3) == 0}
	return pair, window, client.Question{
		Kind: client.Kind{Business: pair.Business, Model: pair.Model}, Monthly: window.Monthly,
		From: window.From.Start().Add(time.Duration(w.Int64N(int64(24 * time.Hour)))), To: window.To.Add(1).Start().Add(-time.Second),
	}
}

func (w *walk) ask(t *testing.T, o usage.Owner, q client.Question) []client.Period {
	t.Helper()
	c := w.clients[o.Reseller]
	answer, err := c.CompanyUsage(t.Context(), o.Company, q)
	if o.Project != "" {
		answer, err = c.ProjectUsage(t.Context(), o.Company, o.Project, q)
	}
	if err != nil {
		t.Fatal(err)
	}
	return answer.Periods
}

// figuresOf are those of a part.
func figuresOf(p client.Period, part catalog.Part) map[string]int64 {
	switch part.Name {
	case "transcodeDuration":
		return p.TranscodeDuration
	case "concurrentChannel":
		return p.ConcurrentChannel
	}
	return p.Figures
}

// shown are the figures as a page names them.
func shown(p *catalog.Product, v *catalog.Values) map[string]int64 {
	all := map[string]int64{}
	for i := range p.Metrics {
		all[p.Metrics[i].ID] = p.Metrics[i].Of(v)
	}
	return all
}

func (w *walk) compareSeries(t *testing.T, o usage.Owner, part catalog.Part, window usage.Window, got []client.Period) {
	t.Helper()
	page, err := w.usage.Series(t.Context(), usage.Query{Owner: o, Product: part.Product, Window: window})
	if err != nil || len(page) != len(got) {
		t.Fatalf("%+v, %+v: %d periods, the page has %d, %v", o, window, len(got), len(page), err)
	}
	for i := range page {
		want := shown(part.Product, &page[i].Values)
		if got[i].First != page[i].Period.First().Start() || !maps.Equal(figuresOf(got[i], part), want) {
			t.Fatalf("%+v, %s, %s: %v on %s, the page has %v", o, part.Product.ID, page[i].Period, figuresOf(got[i], part), got[i].First, want)
		}
		for _, n := range want {
			w.seen += n
		}
	}
}

// compareRows takes the sheet's rows away from the figures: nothing is left.
func (w *walk) compareRows(t *testing.T, o usage.Owner, part catalog.Part, window usage.Window, got []client.Period) {
	t.Helper()
	left := map[string]int64{}
	for _, p := range got {
		for name, n := range figuresOf(p, part) {
			left[name] += n
		}
	}
	err := w.usage.Rows(t.Context(), usage.RowQuery{Owner: o, Window: window, Products: []*catalog.Product{part.Product}, ByProject: o.Project != ""}, func(r usage.Row) error {
		for name, n := range shown(part.Product, &r.Values[0]) {
			left[name] -= n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range left {
		if n != 0 {
			t.Fatalf("%+v, %s, %+v: %s is %d apart from the sheet", o, part.Product.ID, window, name, n)
		}
	}
}
