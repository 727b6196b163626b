package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"reseller-console/internal/fault"
	"reseller-console/internal/store/pgtest"
)

func TestBothDatabasesOpenAndReopen(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		if err := db.Ping(t.Context()); err != nil {
			t.Error(err)
		}
		var versions int
		if err := db.console.reader.QueryRowContext(t.Context(), "select count(*) from console_migration").Scan(&versions); err != nil || versions < 2 {
			t.Errorf("migrations %d, %v", versions, err)
		}
	})
	config := Config{Dir: filepath.Join(t.TempDir(), "new?%20 #1", "data")}
	for range 2 {
		if err := open(t, config).Close(); err != nil {
			t.Error(err)
		}
	}
	info, err := os.Stat(config.Dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("directory %v, %v", info, err)
	}
	if _, err := os.Stat(filepath.Join(config.Dir, "usage.db")); err != nil {
		t.Error(err)
	}
}

func TestPlacesThatCannotBeUsedAreNamed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	notADatabase := t.TempDir()
	if err := os.WriteFile(filepath.Join(notADatabase, "console.db"), make([]byte, 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		config Config
		kind   fault.Kind
	}{
		"a file":           {Config{Dir: file}, fault.Invalid},
		"under a file":     {Config{Dir: filepath.Join(file, "data")}, fault.Invalid},
		"unwritable":       {Config{Dir: "/proc/self"}, fault.Invalid},
		"not a database":   {Config{Dir: notADatabase}, fault.Invalid},
		"no directory":     {Config{}, fault.Invalid},
		"unknown engine":   {Config{Database: "mysql://host/db"}, fault.Invalid},
		"bad address":      {Config{Database: "postgres://host:port/db"}, fault.Invalid},
		"no server there":  {Config{Database: "postgres:///db?host=" + notADatabase}, fault.Unavailable},
		"nobody listening": {Config{Database: "postgres://127.0.0.1:1/db"}, fault.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Open(t.Context(), c.config)
			if fault.KindOf(err) != c.kind {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestNodesThatStartTogetherMigrateOnce(t *testing.T) {
	t.Parallel()
	for _, config := range []Config{{Database: pgtest.URL(t)}, {Dir: t.TempDir()}} {
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				db, err := Open(context.Background(), config)
				if err != nil {
					t.Error(err)
					return
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	}
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	config := Config{Dir: t.TempDir()}
	db := open(t, config)
	const newer = "insert into console_migration (version_id, is_applied) values (9999, true)"
	if _, err := db.console.writer.ExecContext(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), config); fault.KindOf(err) != fault.Conflict {
		t.Errorf("error %v", err)
	}
}

func TestAWriteIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		makeCells(t, db)
		failure := errors.New("no")
		if err := db.usage.write(t.Context(), func(tx *transaction) error { return errors.Join(addCell(t, tx, 1, 1), failure) }); !errors.Is(err, failure) {
			t.Errorf("error %v", err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = db.usage.write(t.Context(), func(tx *transaction) error {
				if err := addCell(t, tx, 2, 1); err != nil {
					t.Error(err)
				}
				panic("no")
			})
		}()
		if n := countCells(t, db); n != 0 {
			t.Errorf("%d rows remain", n)
		}
	})
}

func TestParallelWritesLoseNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		makeCells(t, db)
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				if err := db.usage.write(t.Context(), func(tx *transaction) error { return addCell(t, tx, 1, 1) }); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if sum := sumCells(t, db); sum != 20 {
			t.Errorf("sum %d", sum)
		}
	})
}

func TestADeadlockIsRepeatedUntilItPasses(t *testing.T) {
	t.Parallel()
	db := open(t, Config{Database: pgtest.URL(t)})
	makeCells(t, db)
	var group, both sync.WaitGroup
	both.Add(2)
	for _, first := range []int64{1, 2} {
		meet := sync.OnceFunc(func() { both.Done(); both.Wait() })
		group.Go(func() {
			err := db.usage.write(t.Context(), func(tx *transaction) error {
				if err := addCell(t, tx, first, 1); err != nil {
					return err
				}
				meet() // now each waits for the row that the other holds
				return addCell(t, tx, 3-first, 1)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if sum := sumCells(t, db); sum != 4 {
		t.Errorf("sum %d", sum)
	}
}

func TestBulkInsertsCountWhatLanded(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		makeCells(t, db)
		for _, c := range []struct{ rows, landed int64 }{{0, 0}, {1, 1}, {250, 249}, {1337, 1087}, {1337, 0}} {
			flat := make([]any, 0, 2*c.rows)
			for i := range c.rows {
				flat = append(flat, i, i)
			}
			err := db.usage.write(t.Context(), func(tx *transaction) error {
				n, err := bulkInsert(t.Context(), tx, "insert into cell (id, value)", "on conflict do nothing", 2, flat)
				if n != c.landed {
					t.Errorf("%d rows: %d landed, want %d", c.rows, n, c.landed)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		if n := countCells(t, db); n != 1337 {
			t.Errorf("%d rows", n)
		}
		found := 0
		keys := make([]int64, 2*db.usage.listChunk()+200)
		err := eachIn(db.usage.dialect, keys, []any{int64(7)}, func(in string, args []any) error {
			var n int
			err := db.usage.reader.QueryRowContext(t.Context(), "select count(*) from cell where id = $1 or id "+in, args...).Scan(&n)
			found += n
			return err
		})
		if err != nil || found != 6 {
			t.Errorf("found %d, %v", found, err)
		}
	})
}

func TestBulkInsertRefusesHalfRows(t *testing.T) {
	t.Parallel()
	if _, err := bulkInsert(t.Context(), &transaction{}, "insert into cell (id, value)", "", 2, []any{1}); err == nil {
		t.Error("half a row was taken")
	}
}

func makeCells(t *testing.T, db *DB) {
	t.Helper()
	if _, err := db.usage.writer.ExecContext(t.Context(), "create table cell (id bigint primary key, value bigint not null)"); err != nil {
		t.Fatal(err)
	}
}

func addCell(t *testing.T, tx *transaction, id, value int64) error {
	_, err := bulkInsert(t.Context(), tx, "insert into cell (id, value)",
		"on conflict (id) do update set value = cell.value + excluded.value", 2, []any{id, value})
	if err != nil {
		return fmt.Errorf("cell %d: %w", id, err)
	}
	return nil
}

func countCells(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.usage.reader.QueryRowContext(t.Context(), "select count(*) from cell").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func sumCells(t *testing.T, db *DB) (sum int) {
	t.Helper()
	if err := db.usage.reader.QueryRowContext(t.Context(), "select sum(value) from cell").Scan(&sum); err != nil {
		t.Fatal(err)
	}
	return sum
}
