package app

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"reseller-console/internal/store"
)

// witness sees whether the databases change.
type witness struct {
	databases []*sql.DB
	queries   [][]string // of each database: all rows of each table
	version   string
	digest    string
	entries   int // of the audit trail
}

// incidental is what a mere look changes: what a session says next, and when
// and from where a key was used.
var incidental = []string{"web_session", "access_key.used_at", "access_key.used_addr", "access_key.used_agent"}

func (w *witness) open(t *testing.T, dir string) {
	t.Helper()
	for _, file := range []string{store.ConsoleFile, store.UsageFile} {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, file)+"?mode=ro")
		must(t, err)
		db.SetMaxOpenConns(1)
		w.databases = append(w.databases, db)
	}
	w.version = w.look(t)
}

// begin remembers what there is.
func (w *witness) begin(t *testing.T) {
	t.Helper()
	for _, db := range w.databases {
		w.queries = append(w.queries, rowsOf(t, db))
	}
	w.digest, w.entries = w.read(t), w.audited(t)
}

func (w *witness) close(t *testing.T) {
	t.Helper()
	for _, db := range w.databases {
		must(t, db.Close())
	}
	w.databases = nil
}

// changed reports whether anything was written since it was opened, and how
// the table says what: "!" if it is in the audit trail, "~" if it is not, "" if
// it is merely incidental.
func (w *witness) changed(t *testing.T) (written bool, mark string) {
	t.Helper()
	switch {
	case w.look(t) == w.version:
		return false, ""
	case w.read(t) == w.digest:
		return true, ""
	case w.audited(t) == w.entries:
		return true, "~"
	}
	return true, "!"
}

// look is another text after each commit of others.
func (w *witness) look(t *testing.T) (all string) {
	t.Helper()
	for _, db := range w.databases {
		all += textsOf(t, db, "pragma data_version")[0] + " "
	}
	return all
}

func (w *witness) audited(t *testing.T) int {
	t.Helper()
	return len(textsOf(t, w.databases[0], "select number from audit"))
}

// read is a digest of all rows of all tables.
func (w *witness) read(t *testing.T) string {
	t.Helper()
	hash := sha256.New()
	for i, db := range w.databases {
		for _, query := range w.queries[i] {
			fmt.Fprintln(hash, query, textsOf(t, db, query))
		}
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// rowsOf are queries for all rows of all tables, as texts.
func rowsOf(t *testing.T, db *sql.DB) (all []string) {
	t.Helper()
	for _, table := range textsOf(t, db, "select name from sqlite_schema where type = 'table' order by name") {
		columns := slices.DeleteFunc(textsOf(t, db, "select name from pragma_table_info('"+table+"') order by cid"), func(column string) bool {
			return slices.Contains(incidental, table) || slices.Contains(incidental, table+"."+column)
		})
		if len(columns) > 0 {
			all = append(all, `select quote("`+strings.Join(columns, `")||'|'||quote("`)+`") from "`+table+`" order by 1`)
		}
	}
	return all
}

func textsOf(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	must(t, err)
	defer rows.Close() //nolint:errcheck // read to its end
	for rows.Next() {
		var text string
		must(t, rows.Scan(&text))
		all = append(all, text)
	}
	must(t, rows.Err())
	return all
}
