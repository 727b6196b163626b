package api_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

const benchDays = 31

// BenchmarkResellerUsage measures pages of 1,000 rows at the beginning, in the
// midst and at the end of a month of days, and all of it in lines. Each company
// has a project that uses something on each day.
func BenchmarkResellerUsage(b *testing.B) {
	for _, companies := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("sqlite/%d", companies), func(b *testing.B) {
			newDesk(b).measureUsage(b, companies)
		})
	}
	b.Run("postgres/10000", func(b *testing.B) {
		newDeskAt(b, store.Config{Database: pgtest.URL(b)}).measureUsage(b, 10_000)
	})
}

func (d *desk) measureUsage(b *testing.B, companies int) {
	last := calendar.DayOf(noon)
	d.fill(b, companies, last)
	question := fmt.Sprintf("%s?model=duration&business=default&interval=daily&fromTs=%d&endTs=%d", allUsage, last.Add(1-benchDays).Start().Unix(), last.Start().Unix())
	rows := companies * benchDays
	for _, by := range []string{"company", "project"} {
		target := question + "&groupBy=" + by
		cursors := d.cursors(b, target, rows)
		for name, at := range map[string]int{"first": 0, "middle": len(cursors) / 2, "last": len(cursors) - 1} {
			b.Run(by+"/page/"+name, func(b *testing.B) { d.download(b, target+"&limit=1000&cursor="+cursors[at], min(1000, rows)) })
		}
		b.Run(by+"/lines", func(b *testing.B) { d.download(b, target+"&format=ndjson", rows) })
	}
}

// fill makes companies with a project each and a minute of each day.
func (d *desk) fill(b *testing.B, companies int, last calendar.Day) {
	b.Helper()
	entries := make([]usage.Entry, companies)
	for i := range entries {
		cid, err := d.companies.CreateCompany(b.Context(),
			company.Company{Reseller: d.owner.Reseller, Name: fmt.Sprintf("Company %05d", i), Country: "CN", Area: company.China},
			account.User{Email: fmt.Sprintf("admin%05d@company.example", i), Name: "Admin"})
		if err != nil {
			b.Fatal(err)
		}
		p, err := d.companies.CreateProject(b.Context(), company.Project{Company: cid, Name: "Classroom"})
		if err != nil {
			b.Fatal(err)
		}
		entries[i] = usage.Entry{
			Event: usage.Event{Source: "bench", Type: usage.Seconds, Project: p.ID, Product: product(b, catalog.RTC), Value: 60},
			Place: company.Place{Company: cid, Holdings: []company.Holding{{Reseller: d.owner.Reseller}}},
		}
	}
	for i := range benchDays {
		for k := range entries {
			entries[k].ID, entries[k].Start = uuid.Must(uuid.NewV7()).String(), last.Add(-i).Start().UnixMilli()
		}
		if _, err := d.db.Usage().Record(b.Context(), storetest.Delivery(entries)); err != nil {
			b.Fatal(err)
		}
	}
}

// cursors are those of all pages of 1,000 rows.
func (d *desk) cursors(b *testing.B, target string, rows int) []string {
	b.Helper()
	all, seen := []string{""}, 0
	for {
		page := d.ask(b, "GET", target+"&limit=1000&cursor="+all[len(all)-1], "").pageOf(b)
		if seen += len(page.Rows); page.Next == "" {
			break
		}
		all = append(all, page.Next)
	}
	if seen != rows {
		b.Fatalf("%d rows of %d", seen, rows)
	}
	return all
}

// download reads an answer of so many rows again and again.
func (d *desk) download(b *testing.B, target string, rows int) {
	for b.Loop() {
		r := d.request(b, "GET", target, "")
		d.sign(b, r)
		response, err := d.Client().Do(r)
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != 200 || n < int64(rows)*100 {
			b.Fatalf("%d bytes of %d, %v", n, response.StatusCode, err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms")
	b.ReportMetric(0, "ns/op")
}
