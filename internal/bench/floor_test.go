package bench

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver that the program uses

	"reseller-console/internal/store/pgtest"
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

// floor is the least that keeping events can cost: a table of their keys and
// bodies, and nothing else, written with the same driver.
type floor struct {
	db     *sql.DB
	insert *sql.Stmt
	args   func(batch []usage.Event) []any // of one statement
	rows   int                             // of one statement; 0: all
	bytes  func() int64                    // on disk
}

// insertRows is how many rows a statement has, as in the program.
const insertRows = 250

func sqliteFloor(b *testing.B) *floor {
	b.Helper()
	file := filepath.Join(b.TempDir(), "bare.db")
	f := &floor{rows: insertRows, args: eachValue, bytes: func() int64 { return size(b, file) }}
	f.db = openBare(b, file, "create table event (key blob not null primary key, body blob not null) without rowid")
	f.prepare(b, "insert into event (key, body) values (?,?)"+strings.Repeat(",(?,?)", insertRows-1))
	return f
}

func postgresFloor(b *testing.B) *floor {
	b.Helper()
	f := &floor{args: twoArrays}
	f.db = openPostgres(b, pgtest.LastingURL(b))
	f.bytes = func() int64 { return databaseSize(b, f.db) }
	_, err := f.db.Exec("create table event (key bytea not null primary key, body bytea not null)")
	must(b, err)
	f.prepare(b, "insert into event (key, body) select * from unnest($1::bytea[], $2::bytea[])")
	return f
}

func (f *floor) prepare(b *testing.B, text string) {
	var err error
	f.insert, err = f.db.Prepare(text)
	must(b, err)
}

// keep commits a batch.
func (f *floor) keep(b *testing.B, batch []usage.Event) {
	tx, err := f.db.Begin()
	must(b, err)
	insert := tx.Stmt(f.insert)
	for len(batch) > 0 {
		n := len(batch)
		if f.rows > 0 {
			n = f.rows
		}
		_, err := insert.Exec(f.args(batch[:n])...)
		must(b, err)
		batch = batch[n:]
	}
	must(b, tx.Commit())
}

func eachValue(batch []usage.Event) []any {
	row := make([]any, 0, 2*len(batch))
	for i := range batch {
		key := usage.KeyOf(batch[i].Source, batch[i].ID)
		row = append(row, key[:], batch[i].Content())
	}
	return row
}

func twoArrays(batch []usage.Event) []any {
	keys, bodies := make([][]byte, len(batch)), make([][]byte, len(batch))
	for i := range batch {
		key := usage.KeyOf(batch[i].Source, batch[i].ID)
		keys[i], bodies[i] = key[:], batch[i].Content()
	}
	return []any{keys, bodies}
}

// openPostgres opens a database by one connection.
func openPostgres(b *testing.B, url string) *sql.DB {
	b.Helper()
	config, err := pgx.ParseConfig(url)
	must(b, err)
	db := stdlib.OpenDB(*config)
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	return db
}

func databaseSize(b *testing.B, db *sql.DB) (n int64) {
	b.Helper()
	must(b, db.QueryRow("select pg_database_size(current_database())").Scan(&n))
	return n
}
