package store

import (
	"slices"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

func TestAPageThatGoesThroughTooMuchIsContinued(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		var want, got []string
		for i := range 9 { // a segment each
			e := sessions(1, 0, id)
			e[0].Project, e[0].Pixels = "p", int64(i%4/3)*1_000_000
			e[0].Place = company.Place{Company: 1, Holdings: []company.Holding{{Reseller: 1}}}
			record(t, db, e)
			if e[0].Pixels > 0 {
				want = append(want, e[0].ID)
			}
		}
		rtc, _ := catalog.ByID(catalog.RTC)
		q := usage.DayQuery{Owner: usage.Owner{Reseller: 1, Company: 1, Project: "p"}, Day: benchDay, Product: rtc, Slot: 3, Limit: 1}
		pages, empty := 0, 0
		for ; pages == 0 || q.After != (usage.Mark{}); pages++ {
			page := behindIn(t, db, &q, 2)
			for _, e := range page.Events {
				got = append(got, e.ID)
			}
			if len(page.Events) == 0 {
				empty++
			}
			q.After = page.Next
		}
		if !slices.Equal(got, want) || empty == 0 || pages > 9 {
			t.Errorf("%d pages, %d of them empty, have %q, want %q", pages, empty, got, want)
		}
	})
}

func behindIn(t *testing.T, db *DB, q *usage.DayQuery, segments int) (page usage.Behind) {
	t.Helper()
	err := db.usage.view(t.Context(), func(tx *transaction) (err error) {
		page, err = db.log.sumBehind(t.Context(), tx, q, segments)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestARevisionIsFoundInItsGeneration(t *testing.T) {
	t.Parallel()
	db := openFew(t, newSQLite(t))
	e := sessions(1, 0, idForms["random"])
	e[0].Project, e[0].Pixels, e[0].Revision = "p", 0, 5
	e[0].Place = company.Place{Company: 1, Holdings: []company.Holding{{Reseller: 1}}}
	record(t, db, e)
	record(t, db, sessions(fewKeys, 0, idForms["random"])) // another generation is open now
	rtc, _ := catalog.ByID(catalog.RTC)
	page, err := db.Usage().Behind(t.Context(), usage.DayQuery{Owner: usage.Owner{Company: 1, Project: "p"}, Day: benchDay, Product: rtc, Limit: 9})
	if err != nil || len(page.Events) != 1 || page.Events[0].Revision != 5 {
		t.Errorf("%+v, %v", page, err)
	}
}
