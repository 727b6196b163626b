package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/store/pgtest"
)

// BenchmarkMargins measures a page of margins of 1,000 companies of three
// projects that use two products every day: twelve months, the last one of which
// is not billed yet.
func BenchmarkMargins(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkMargins(b, Config{Dir: b.TempDir()}, 1000) })
	b.Run("postgres", func(b *testing.B) { benchmarkMargins(b, Config{Database: pgtest.URL(b)}, 1000) })
}

func benchmarkMargins(b *testing.B, config Config, companies int) {
	db, err := Open(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() // the directory goes away
	reseller, projects := fillCompanies(b, db, companies)
	const last = calendar.Month(202612)
	fillFigures(b, db, projects, last)
	fillBills(b, db, projects, last.Add(-11), last.Add(-1))
	now := last.Last().Start()
	bills := billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: func() time.Time { return now }, OpenFrom: 400})
	if err := bills.Begin(b.Context(), last.Add(-11)); err != nil {
		b.Fatal(err)
	}
	for name, from := range map[string]calendar.Month{"12 months": last.Add(-11), "the running month": last} {
		b.Run(name, func(b *testing.B) {
			began := processorTime(b)
			for b.Loop() {
				m, err := bills.Margins(b.Context(), account.Caller{Role: account.ResellerOwner, Reseller: reseller}, billing.MarginQuery{From: from, To: last})
				if err != nil || len(m.Rows[billing.ByCompany]) != companies || m.Totals[0].Revenue == 0 {
					b.Fatal(len(m.Rows[billing.ByCompany]), err)
				}
			}
			b.ReportMetric((processorTime(b)-began).Seconds()/float64(b.N), "cpu-s/op")
		})
	}
}

// fillBills gives each company the bills of some months, as if it had used in
// each the same as fillFigures does.
func fillBills(b *testing.B, db *DB, projects []string, from, to calendar.Month) {
	b.Helper()
	terms := billing.List(company.Outside)
	text, err := json.Marshal(billBody{Terms: terms, Lines: []billing.Line{}})
	if err != nil {
		b.Fatal(err)
	}
	for month := from; month <= to; month = month.Add(1) {
		err := db.console.write(b.Context(), func(tx *transaction) error {
			var bills, inputs []any
			for i := 0; i < len(projects); i += 3 {
				id := int64(200_001 + i/3)
				use, err := json.Marshal(useOf(projects[i:i+3], month, int64(i%97)))
				if err != nil {
					return err
				}
				bills = append(bills, id, int64(month), int64(0), int64(1), int64(1), string(text))
				inputs = append(inputs, id, int64(month), int64(month), int64(1), string(use))
			}
			if _, err := bulkInsert(b.Context(), tx, "insert into bill (company, month, total, revision, issued_at, body)", "", 6, bills); err != nil {
				return err
			}
			_, err := bulkInsert(b.Context(), tx, "insert into bill_input (company, month, billed_in, revision, body)", "", 5, inputs)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	_, err = db.console.writer.ExecContext(b.Context(), fmt.Sprintf("insert into books (company, balance, postings, short_since, billed, next_on) select id, 0, 0, 0, %d, 20990101 from company", to))
	if err != nil {
		b.Fatal(err)
	}
}

func useOf(projects []string, month calendar.Month, n int64) *billing.Use {
	use := &billing.Use{}
	places := map[string]int{}
	for i, item := range billing.Items() {
		places[item.ID] = i
	}
	for day := month.First(); day <= month.Last(); day = day.Add(1) {
		for _, p := range projects {
			row := billing.Row{Day: day, Project: p, Quantities: make(billing.Quantities, len(billing.Items()))}
			for id, times := range map[string]int64{"rtc.audio": 600, "rtc.hd": 1500, "rtc.hdp": 80, "rtm.dau": 10} {
				row.Quantities[places[id]] = n*times + int64(day%100)
			}
			use.Rows = append(use.Rows, row)
		}
	}
	return use
}
