package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"testing"
)

func TestEveryCommitOfSQLiteWaitsForTheDisk(t *testing.T) {
	t.Parallel()
	db := open(t, Config{Dir: t.TempDir()})
	for name, c := range map[string]*conn{"console": db.console, "usage": db.usage} {
		for _, when := range []string{"at first", "after the connection was lost"} {
			for pragma, want := range map[string]string{
				"synchronous":  "2", // FULL: the log is synced at each commit
				"fullfsync":    "0",
				"journal_mode": "wal",
				"foreign_keys": "1",
				"busy_timeout": "10000",
			} {
				var got string
				if err := c.writer.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
					t.Errorf("%s, %s: %s is %s, want %s; %v", name, when, pragma, got, want, err)
				}
			}
			loseConnection(t, c)
		}
	}
}

func TestReadersOfSQLiteCannotWrite(t *testing.T) {
	t.Parallel()
	db := open(t, Config{Dir: t.TempDir()})
	for range 3 {
		if _, err := db.usage.reader.ExecContext(t.Context(), "delete from held"); err == nil {
			t.Error("a reader has written")
		}
	}
}

// loseConnection makes the writer's pool open another one.
func loseConnection(t *testing.T, c *conn) {
	t.Helper()
	lost, err := c.writer.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer lost.Close() //nolint:errcheck // it is lost
	if err := lost.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(err, driver.ErrBadConn) {
		t.Fatal(err)
	}
}
