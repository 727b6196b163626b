package store

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/store/pgtest"
)

// BenchmarkBills measures what issuing and deducting the bills of a month costs
// with 10,000 companies of three projects that use two products every day, and a
// page of daily bills. The second month is compared with the first, in which
// one figure has moved since.
func BenchmarkBills(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkBills(b, Config{Dir: b.TempDir()}, 10_000) })
	b.Run("postgres", func(b *testing.B) { benchmarkBills(b, Config{Database: pgtest.URL(b)}, 10_000) })
}

func benchmarkBills(b *testing.B, config Config, companies int) {
	db, err := Open(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() // the directory goes away
	reseller, projects := fillCompanies(b, db, companies)
	const first = calendar.Month(202610)
	fillFigures(b, db, projects, first)
	fillFigures(b, db, projects, first.Add(1))
	now := first.First().Start()
	bills := billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: func() time.Time { return now }, OpenFrom: 400})
	if err := bills.Begin(b.Context(), first); err != nil {
		b.Fatal(err)
	}
	step := func(name string, day calendar.Day, want int) {
		b.Run(name, func(b *testing.B) {
			now = day.Start().Add(time.Hour)
			began := processorTime(b)
			n, err := bills.Run(b.Context())
			if err != nil || n < want {
				b.Fatal(n, err)
			}
			b.ReportMetric((processorTime(b) - began).Seconds(), "cpu-s")
		})
	}
	page := func(name string, day calendar.Day) {
		b.Run(name, func(b *testing.B) {
			now = day.Add(2).Start()
			for b.Loop() {
				found, err := bills.Daily(b.Context(), account.Caller{Role: account.ResellerOwner, Reseller: reseller}, day, 3)
				if err != nil || len(found.Rows) != billing.DailyPage {
					b.Fatal(len(found.Rows), err)
				}
			}
		})
	}
	list := func(name string, day calendar.Day, text string) {
		b.Run(name, func(b *testing.B) {
			now = day.Start()
			began := processorTime(b)
			for b.Loop() {
				found, err := bills.BillsOf(b.Context(), account.Caller{Role: account.ResellerOwner, Reseller: reseller},
					billing.BillFilter{Month: first, Text: text, Order: billing.OrderTotal, Descending: true, Limit: 50})
				if err != nil || len(found.Rows) != 50 {
					b.Fatal(len(found.Rows), err)
				}
			}
			b.ReportMetric((processorTime(b)-began).Seconds()/float64(b.N), "cpu-s/op")
		})
	}
	step("first look", first.First(), companies)
	page("page of an open month's day", 20261030)
	list("running bills of all", 20261031, "")
	list("running bills of 111", 20261031, "company 12")
	step("issue", 20261101, companies)
	list("issued bills of all", 20261031, "")
	step("deduct", 20261106, companies)
	moveFigure(b, db, projects)
	step("issue and compare", 20261201, companies)
	page("page of a closed month's day", 20261030)
}

// processorTime is what this process has used so far: on a busy machine the only
// time that says what something costs.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func shift(b *testing.B, db *DB, text string, args ...any) {
	b.Helper()
	if _, err := db.usage.writer.ExecContext(b.Context(), text, args...); err != nil {
		b.Fatal(err)
	}
}

// fillFigures gives each project figures of two products on each day.
func fillFigures(b *testing.B, db *DB, projects []string, month calendar.Month) {
	b.Helper()
	rtc, _ := catalog.ByID(catalog.RTC)
	rtm, _ := catalog.ByID(catalog.RTM)
	for day := month.First(); day <= month.Last(); day = day.Add(1) {
		err := db.usage.write(b.Context(), func(tx *transaction) error {
			var flat []any
			for i, p := range projects {
				n := int64(i%97)*600 + int64(day%100)
				for _, product := range []*catalog.Product{rtc, rtm} {
					flat = append(flat, int64(day), p, int64(product.Code), int64(200_001+i/3), int64(1), int64(1), n, n*2, n/2, n/7,
						int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(0))
				}
			}
			_, err := bulkInsert(b.Context(), tx, "insert into figure (day, project, product, company, reseller, revision, m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)",
				"", 19, flat)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	zeros := strings.Repeat(", 0", catalog.MaxSlots)
	shift(b, db, "insert into total (period, reseller, company, product, revision, "+valueColumns+`)
		select distinct day / 100, reseller, company, product, 1`+zeros+" from figure where day between $1 and $2", int64(month.First()), int64(month.Last()))
}

// moveFigure changes one figure of October of the company of the eighth project.
func moveFigure(b *testing.B, db *DB, projects []string) {
	b.Helper()
	const revision = "revision = (select commits from event_log)"
	shift(b, db, "update event_log set commits = commits + 1")
	shift(b, db, "update figure set m1 = m1 + 60, "+revision+" where day = 20261005 and project = $1", projects[7])
	shift(b, db, "update total set m1 = m1 + 1, "+revision+" where period = 202610 and company = 200003")
}
