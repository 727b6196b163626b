package bench

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver that the program uses

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// bareOptions are the program's own: every commit is on disk.
const bareOptions = "?_txlock=immediate&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=wal_autocheckpoint(20000)"

// openBare opens a database of one connection, made by schema.
func openBare(b *testing.B, file, schema string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+file+bareOptions)
	must(b, err)
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	_, err = db.Exec(schema)
	must(b, err)
	return db
}

// inserter keeps keys and bodies of events, and nothing else.
type inserter struct {
	file   string
	db     *sql.DB
	insert *sql.Stmt
}

// insertRows is how many rows a statement has, as in the program.
const insertRows = 250

func newInserter(b *testing.B) *inserter {
	b.Helper()
	file := filepath.Join(b.TempDir(), "bare.db")
	db := openBare(b, file, "create table event (key blob not null primary key, body blob not null) without rowid")
	insert, err := db.Prepare("insert into event (key, body) values (?,?)" + strings.Repeat(",(?,?)", insertRows-1))
	must(b, err)
	return &inserter{file, db, insert}
}

// keep commits a batch.
func (t *inserter) keep(b *testing.B, batch []usage.Event) {
	tx, err := t.db.Begin()
	must(b, err)
	insert := tx.Stmt(t.insert)
	row := make([]any, 0, 2*insertRows)
	for i := range batch {
		key := usage.KeyOf(batch[i].Source, batch[i].ID)
		if row = append(row, key[:], batch[i].Content()); len(row) == cap(row) {
			_, err := insert.Exec(row...)
			must(b, err)
			row = row[:0]
		}
	}
	must(b, tx.Commit())
}

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
