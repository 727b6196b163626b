package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Nonces remembers request ids; it is an account.Nonces.
//
// A commit for each request that waits for the disk would cost more than the
// request. So these commits do not wait: they survive the death of the program,
// not that of the machine (of the database server, on PostgreSQL). What was
// signed before the machine was last started is therefore refused.
type Nonces struct {
	*conn
	since  time.Time // nothing has been forgotten since then, by the machine's clock
	spends *group[spend, bool]
}

// spend is a request id to be used up.
type spend struct {
	key   string
	id    uuid.UUID
	until time.Time
}

// groupSpends is how many request ids go into one transaction.
const groupSpends = 250

func newNonces(c *conn, since time.Time) *Nonces {
	n := &Nonces{conn: c, since: since}
	n.spends = newGroup(groupSpends, func(spend) int { return 1 }, n.spend)
	return n
}

// Nonces returns the store of request ids.
func (db *DB) Nonces() *Nonces { return db.nonces }

// Span implements account.Nonces.
func (n *Nonces) Span() time.Duration { return time.Since(n.since) }

// Spend implements account.Nonces. An id is remembered at least until its time
// is over, and then until it is swept.
func (n *Nonces) Spend(ctx context.Context, key string, id uuid.UUID, until time.Time) (bool, error) {
	return n.spends.Do(ctx, spend{key, id, until})
}

var errSpent = errors.New("one of several request ids was used before")

// spend reports which ids were new. If only some of several are, it is
// errSpent, and nothing is remembered.
func (n *Nonces) spend(ctx context.Context, all []spend) ([]bool, error) {
	const width = 3
	flat := make([]any, 0, width*len(all))
	for i := range all {
		flat = append(flat, all[i].key, all[i].id[:], milli(all[i].until))
	}
	fresh := make([]bool, len(all))
	err := n.write(ctx, func(tx *transaction) error {
		added, err := bulkInsert(ctx, tx, "insert into nonce (access_key, request, expires_at)", "on conflict (access_key, request) do nothing", width, flat)
		if err == nil && len(all) > 1 && added < int64(len(all)) {
			err = errSpent
		}
		for i := range fresh {
			fresh[i] = added == int64(len(all))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("remember request ids: %w", err)
	}
	return fresh, nil
}

// sweepRows is how many rows are deleted in one transaction: few, because
// requests wait for it.
const sweepRows = 500

// DeleteExpired forgets the ids whose time is over.
func (n *Nonces) DeleteExpired(ctx context.Context, now time.Time) error {
	for {
		result, err := n.writer.ExecContext(ctx, `delete from nonce where (access_key, request) in
			(select access_key, request from nonce where expires_at <= $1 order by expires_at limit $2)`, milli(now), int64(sweepRows))
		if err != nil {
			return fmt.Errorf("forget request ids: %w", err)
		}
		if gone, err := result.RowsAffected(); err != nil || gone < sweepRows {
			return err
		}
	}
}

// openNonceFile opens SQLite's file. Each run of the machine has one of its
// own: those of earlier runs may be damaged, and go away. Where runs cannot be
// told apart, commits wait for the disk.
func openNonceFile(ctx context.Context, dir string) (*Nonces, error) {
	name, since, d := "nonce.db", time.Time{}, onDisk
	if run, known := presentBoot(); known {
		name, since, d = "nonce-"+run.id+".db", run.at, withoutWaiting
	}
	if err := removeOthers(dir, name); err != nil {
		return nil, fmt.Errorf("remove request ids of earlier runs: %w", err)
	}
	c, err := openSQLite(ctx, filepath.Join(dir, name), consoleCheckpoint, d)
	if err != nil {
		return nil, err
	}
	return newNonces(c, since), nil
}

// removeOthers removes what is not of the present run. Another process may do
// so at the same time.
func removeOthers(dir, name string) error {
	files, err := filepath.Glob(filepath.Join(dir, "nonce*.db*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), name) {
			continue
		}
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// openNonceTable uses the database of everything else, in sessions that do not
// wait for its disk. Its server may have forgotten the last ones when it was
// started.
func openNonceTable(ctx context.Context, address string) (*Nonces, error) {
	c, err := openPostgres(ctx, address, withoutWaiting)
	if err != nil {
		return nil, err
	}
	var since time.Time
	if err := c.reader.QueryRowContext(ctx, "select pg_postmaster_start_time()").Scan(&since); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return newNonces(c, since.UTC()), nil
}
