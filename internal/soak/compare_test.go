package soak

import (
	"fmt"
	"strings"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// compare counts all that the fleet has sent afresh and asks the site's data
// for the same figures. What was acknowledged must be there; the batch that a
// sender had on the way in the end may be there or not, so it is sent once
// more.
func (s *site) compare(t *testing.T, f *fleet) {
	t.Helper()
	db := s.open(t)
	reference := usage.NewMemory()
	meter := usage.NewMeter(reference, db.Companies(), now, usage.DefaultOpenFrom)
	last := usage.NewMeter(db.Usage(), db.Companies(), now, usage.DefaultOpenFrom)
	total := 0
	for i := range senders {
		for _, m := range []*usage.Meter{meter, last} {
			_, err := m.Record(t.Context(), &usage.Batch{Events: f.pending[i]})
			check(t, err)
		}
	}
	acknowledged := append(f.sent[:], f.others)
	for _, events := range acknowledged {
		_, err := meter.Record(t.Context(), &usage.Batch{Events: events})
		check(t, err)
		total += len(events)
	}
	t.Logf("%d events acknowledged", total)
	s.compareFigures(t, db.Usage(), reference)
	for _, events := range acknowledged {
		again, err := last.Record(t.Context(), &usage.Batch{Events: events}) // all of it is there already
		check(t, err)
		for k, r := range again.Results {
			if r.Outcome != usage.Duplicate {
				t.Fatalf("acknowledged event %s was lost: sent again it is %v", events[k].ID, r)
			}
		}
	}
	s.audit(t)
}

// compareFigures compares yesterday's figures of all products.
func (s *site) compareFigures(t *testing.T, got, want usage.Store) {
	t.Helper()
	for _, p := range catalog.Metered() {
		for i := -1; i < projects; i++ {
			q := usage.Query{Owner: usage.Owner{Reseller: s.reseller}, Product: p, Window: usage.Window{From: yesterday.Add(-1), To: today}}
			if i >= 0 {
				q.Owner.Company, q.Owner.Project = s.company, projectID(i)
			}
			is, err := got.Series(t.Context(), q)
			check(t, err)
			ought, err := want.Series(t.Context(), q)
			check(t, err)
			for k := range is {
				is[k].Revision = 0 // of which the reference has none
			}
			if fmt.Sprint(is) != fmt.Sprint(ought) {
				t.Errorf("%s of %+v:\n got %v\nwant %v", p.ID, q.Owner, is, ought)
			}
		}
	}
}

// audit runs the program's own check.
func (s *site) audit(t *testing.T) {
	t.Helper()
	out, err := s.command(t, "check").CombinedOutput()
	if err != nil || !strings.Contains(string(out), " 0 differences") {
		t.Errorf("check: %v\n%s", err, out)
	}
}

// shown returns the figures of a project's day, by metric, that are not 0.
func (s *site) shown(t *testing.T, project, productID string, day calendar.Day) map[string]int64 {
	t.Helper()
	db, p := s.open(t), product(productID)
	owner := usage.Owner{Reseller: s.reseller, Company: s.company, Project: project}
	points, err := db.Usage().Series(t.Context(), usage.Query{Owner: owner, Product: p, Window: usage.Window{From: day, To: day}})
	check(t, err)
	all := map[string]int64{}
	for _, point := range points {
		for i := range p.Metrics {
			if n := p.Metrics[i].Of(&point.Values); n != 0 {
				all[p.Metrics[i].ID] = n
			}
		}
	}
	return all
}
