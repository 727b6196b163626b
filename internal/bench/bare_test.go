package bench

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// points is a year in a table of its own, from which nothing is left out.
type points struct {
	read   *sql.Stmt
	window usage.Window
}

func newPoints(b *testing.B, window usage.Window, year []usage.Point) *points {
	b.Helper()
	var columns [catalog.MaxSlots]string
	for i := range columns {
		columns[i] = fmt.Sprintf("m%d", i)
	}
	list := strings.Join(columns[:], ",")
	db := openBare(b, filepath.Join(b.TempDir(), "points.db"), "create table point (day integer primary key,"+list+")")
	for _, p := range year {
		row := []any{int64(p.Period)}
		for _, v := range p.Values {
			row = append(row, v)
		}
		_, err := db.Exec("insert into point (day,"+list+") values (?"+strings.Repeat(",?", len(p.Values))+")", row...)
		must(b, err)
	}
	read, err := db.Prepare("select day," + list + " from point where day between ? and ?")
	must(b, err)
	return &points{read, window}
}

// year reads all rows of the year by their primary key.
func (p *points) year(b *testing.B) {
	rows, err := p.read.Query(int64(p.window.From), int64(p.window.To))
	must(b, err)
	n := 0
	var point usage.Point
	into := []any{&point.Period}
	for i := range point.Values {
		into = append(into, &point.Values[i])
	}
	for ; rows.Next(); n++ {
		must(b, rows.Scan(into...))
	}
	must(b, rows.Close())
	if days := len(p.window.Periods()); n != days {
		b.Fatalf("%d days are read bare, want %d", n, days)
	}
}

// lister reads names of companies from the program's own file.
type lister struct{ read *sql.Stmt }

func newLister(b *testing.B, w *world) *lister {
	b.Helper()
	db := openBare(b, filepath.Join(w.dir, "console.db"), "select 1")
	read, err := db.Prepare("select id, name, status, created_at from company where id >= ? order by id limit 20")
	must(b, err)
	return &lister{read}
}

// page reads 20 companies by their primary key.
func (l *lister) page(b *testing.B, from int64) {
	rows, err := l.read.Query(from)
	must(b, err)
	n := 0
	for ; rows.Next(); n++ {
		var id, status, created int64
		var name string
		must(b, rows.Scan(&id, &name, &status, &created))
	}
	must(b, rows.Close())
	if n != 20 {
		b.Fatalf("%d companies are read bare, want 20", n)
	}
}
