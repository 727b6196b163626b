package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// attempt runs one statement in a transaction of its own.
func attempt(c *conn, statement string) error {
	return c.write(context.Background(), func(tx *transaction) error {
		_, err := tx.ExecContext(context.Background(), statement)
		return err
	})
}

// expectKind fails unless err is of that kind and, if it says that the
// database is not available, for how long.
func expectKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("error %v is of kind %d, want %d", err, fault.KindOf(err), kind)
	}
	if f := fault.Readable(err); kind == fault.Unavailable && f.Wait != downFor {
		t.Errorf("%v: try again after %v", err, f.Wait)
	}
}

func TestSQLiteThatCannotWorkNowIsUnavailable(t *testing.T) {
	t.Parallel()
	garbage := filepath.Join(t.TempDir(), "garbage.db")
	if err := os.WriteFile(garbage, make([]byte, 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		prepare, statement string
		kind               fault.Kind
	}{
		"the file may grow no further":     {"pragma max_page_count = 1", "insert into cell values (1, zeroblob(1000000))", fault.Unavailable},
		"the file is read-only":            {"pragma query_only = on", "insert into cell values (1, 1)", fault.Unavailable},
		"a file cannot be opened":          {"", "attach '/nowhere/x.db' as other", fault.Unavailable},
		"a file is no database":            {"", "attach '" + garbage + "' as other; select * from other.sqlite_master", fault.Unavailable},
		"a statement is wrong":             {"", "insert into cell value", fault.Internal},
		"a row is there already":           {"insert into cell values (7, 7)", "insert into cell values (7, 7)", fault.Internal},
		"a table is missing":               {"", "select * from nothing", fault.Internal},
		"a number is a text":               {"create table strictly (n integer) strict", "insert into strictly values ('x')", fault.Internal},
		"a transaction was ended too soon": {"", "commit", fault.Internal},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := open(t, newSQLite(t))
			makeCells(t, db)
			if _, err := db.usage.writer.ExecContext(t.Context(), c.prepare); err != nil {
				t.Fatal(err)
			}
			expectKind(t, attempt(db.usage, c.statement), c.kind)
		})
	}
}

func TestAFileThatAnotherProcessHoldsIsUnavailable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, other := open(t, Config{Dir: dir}), open(t, Config{Dir: dir})
	if _, err := db.usage.writer.ExecContext(t.Context(), "pragma busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	err := other.usage.write(t.Context(), func(*transaction) error { return attempt(db.usage, "delete from held") })
	expectKind(t, err, fault.Unavailable)
	if err := attempt(db.usage, "delete from held"); err != nil {
		t.Errorf("when the other one has ended: %v", err)
	}
}

func TestPostgreSQLThatCannotWorkNowIsUnavailable(t *testing.T) {
	t.Parallel()
	db := open(t, newPostgres(t))
	makeCells(t, db)
	for code, kind := range map[string]fault.Kind{
		"08006": fault.Unavailable, // connection failure
		"25006": fault.Unavailable, // read-only transaction
		"25P03": fault.Unavailable, // idle for too long
		"40001": fault.Unavailable, // serialization failure, again and again
		"53100": fault.Unavailable, // disk full
		"53200": fault.Unavailable, // out of memory
		"53300": fault.Unavailable, // too many connections
		"55P03": fault.Unavailable, // lock timeout
		"57014": fault.Unavailable, // statement timeout
		"57P01": fault.Unavailable, // shutdown
		"57P02": fault.Unavailable, // crash
		"57P03": fault.Unavailable, // starting up
		"58030": fault.Unavailable, // input or output
		"XX001": fault.Unavailable, // data corrupted
		"22012": fault.Internal,    // division by zero
		"23505": fault.Internal,    // a row is there already
		"42P01": fault.Internal,    // a table is missing
		"XX000": fault.Internal,    // any other of the server's own
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			expectKind(t, attempt(db.usage, "do $$ begin raise exception 'made up' using errcode = '"+code+"'; end $$"), kind)
		})
	}
	for name, statement := range map[string]string{
		"a transaction that may only read": "set transaction read only; insert into cell values (1, 1)",
		"a session that is ended":          "select pg_terminate_backend(pg_backend_pid())",
		"a statement that takes too long":  "set local statement_timeout = 1; select pg_sleep(10)",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expectKind(t, attempt(db.usage, statement), fault.Unavailable)
		})
	}
}

func TestReadersLearnThatTheServerIsGone(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	db := open(t, Config{Database: server.URL()})
	server.Stop()
	_, _, err := db.Tokens().TokenByHash(t.Context(), [32]byte{}, time.Now())
	expectKind(t, err, fault.Unavailable)
	_, err = db.Usage().CompanyMinutes(t.Context(), 1, nil, benchDay.Month())
	expectKind(t, err, fault.Unavailable)
	_, err = db.Usage().Record(t.Context(), storetest.Delivery(sessions(1, 0, idForms["uuid7"])))
	expectKind(t, err, fault.Unavailable)
	server.Start()
	if got := record(t, db, sessions(1, 0, idForms["uuid7"])); got[usage.Accepted] != 1 {
		t.Errorf("after its return: %v", got)
	}
}

func TestWhoeverGivesUpIsNotToldThatTheDatabaseIsDown(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := db.Tokens().TokenByHash(ctx, [32]byte{}, time.Now()); !errors.Is(err, context.Canceled) || fault.KindOf(err) != fault.Internal {
			t.Errorf("error %v", err)
		}
	})
}

func TestADatabaseThatIsDownIsAskedOnceForAllThatWait(t *testing.T) {
	t.Parallel()
	for kind, asked := range map[fault.Kind]int{fault.Unavailable: 1, fault.Internal: 4} {
		calls := 0
		g := newGroup(10, func(int) int { return 1 }, func(context.Context, []int) ([]int, error) {
			calls++
			return nil, fault.New(kind, "no")
		})
		for range 3 {
			g.waiting = append(g.waiting, newWaiter[int, int](1))
		}
		waiting := slices.Clone(g.waiting)
		g.turn <- struct{}{}
		g.work(t.Context())
		for _, w := range waiting {
			if <-w.done; fault.KindOf(w.err) != kind {
				t.Errorf("kind %d: %v", kind, w.err)
			}
		}
		if calls != asked {
			t.Errorf("kind %d: asked %d times, want %d", kind, calls, asked)
		}
	}
}
