package bench

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

const (
	fewCompanies  = 120
	manyCompanies = 10_000
	mostProjects  = 3 // of a company
)

// market is a world in use: served, signed in to, with a year of figures.
type market struct {
	*world
	*visitor
	reader *usage.Reader
	query  usage.Query
}

func newMarket(b *testing.B, companies int, year usage.Window) *market {
	b.Helper()
	w := newWorld(b, "", companies, mostProjects)
	began := time.Now()
	figures := w.fillYear(b, year)
	b.Logf("%d companies, %d figures, filled in %v", companies, figures, time.Since(began).Round(time.Second))
	base, _ := serve(b, w)
	db, err := store.Open(b.Context(), w.config())
	must(b, err)
	b.Cleanup(func() { _ = db.Close() })
	return &market{w, signIn(b, base, owner, w.password), usage.NewReader(db.Usage(), time.Now),
		usage.Query{Owner: usage.Owner{Reseller: w.reseller}, Product: rtc(), Window: year}}
}

// series asks for the reseller's year, a point a day.
func (m *market) series(b *testing.B) []usage.Point {
	all, err := m.reader.Series(b.Context(), m.query)
	must(b, err)
	return all
}

// groups asks for the same by the nine highest companies.
func (m *market) groups(b *testing.B) {
	_, err := m.reader.Groups(b.Context(), usage.GroupQuery{Owner: m.query.Owner, Product: m.query.Product, Metric: &m.query.Product.Metrics[0], Window: m.query.Window, Most: 9})
	must(b, err)
}

// BenchmarkYear measures a reseller's year of days, as a query, by companies
// and as a whole page, and the company list, for a small and a large reseller.
func BenchmarkYear(b *testing.B) {
	window := year()
	few, many := newMarket(b, fewCompanies, window), newMarket(b, manyCompanies, window)
	bare, list := newPoints(b, window, many.series(b)), newLister(b, many.world)
	read := func() { bare.year(b) }
	b.Run("query", func(b *testing.B) {
		compare(b, read, func() { few.series(b) }, func() { many.series(b) })
	})
	b.Run("groups", func(b *testing.B) {
		compare(b, read, func() { few.groups(b) }, func() { many.groups(b) })
	})
	chart := "/usage/chart?" + url.Values{"interval": {"custom"}, "from": {window.From.String()}, "to": {window.To.String()}}.Encode()
	if days := strings.Count(many.get(b, chart), "<tr"); days < len(window.Periods()) {
		b.Fatalf("the page has %d rows, want a year of days", days)
	}
	page := func(path string, bare func()) func(*testing.B) {
		return func(b *testing.B) {
			compare(b, bare, func() { few.get(b, path) }, func() { many.get(b, path) })
		}
	}
	b.Run("page", page(chart, read))
	b.Run("companies", page("/companies", func() { list.page(b, many.companies[0]) }))
	b.Run("companies-by-name", page("/companies?sort=name", func() { list.page(b, many.companies[0]) }))
}

// compare prints the medians of the same for the small and the large reseller,
// and their ratios to the baseline and to each other.
func compare(b *testing.B, bare, few, many func()) {
	taken := inTurn(b, bare, few, many)
	floor, small, large := taken[0], taken[1], taken[2]
	b.ReportMetric(millis(median(floor)), "ms-bare")
	b.ReportMetric(millis(median(small)), "ms-120")
	b.ReportMetric(millis(median(large)), "ms-10000")
	b.ReportMetric(ratio(small, floor), "120:bare")
	b.ReportMetric(ratio(large, floor), "10000:bare")
	b.ReportMetric(ratio(large, small), "10000:120")
}
