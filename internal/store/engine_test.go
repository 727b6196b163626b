package store

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"reseller-console/internal/store/pgtest"
)

// eachEngine runs a test on SQLite and on PostgreSQL, each with an empty
// database of its own. The caller calls t.Parallel first.
func eachEngine(t *testing.T, test func(t *testing.T, db *DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, newSQLite(t)))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, newPostgres(t)))
	})
}

// newSQLite is a directory with the files of an empty database that is migrated
// already: migrating costs several times as much as copying.
func newSQLite(t *testing.T) Config {
	t.Helper()
	c := Config{Dir: t.TempDir()}
	for name, content := range must(migratedFiles())(t) {
		if err := os.WriteFile(filepath.Join(c.Dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// newPostgres is an empty database that is migrated already.
func newPostgres(t *testing.T) Config {
	t.Helper()
	return Config{Database: migratedDatabase.URL(t)}
}

var migratedDatabase = pgtest.NewTemplate(func(url string) error { return openOnce(Config{Database: url}) })

var migratedFiles = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "rc-migrated-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	if err := openOnce(Config{Dir: dir}); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
})

func openOnce(c Config) error {
	db, err := Open(context.Background(), c)
	if err != nil {
		return err
	}
	return db.Close()
}

func open(t *testing.T, c Config) *DB {
	t.Helper()
	db, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
