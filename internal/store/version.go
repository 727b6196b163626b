package store

import (
	"context"
	"database/sql"
	"errors"
)

// versions tells the version of a database: two equal ones say that nothing
// was committed in between, by this process or another. Those who ask at the
// same time share a look at it, which begins after they have asked.
type versions = group[struct{}, int64]

// maxVersion is how many share a look: all.
const maxVersion = 1 << 30

func newVersions(read func(context.Context) (int64, error)) *versions {
	return newGroup(maxVersion, func(struct{}) int { return 1 }, func(ctx context.Context, all []struct{}) ([]int64, error) {
		version, err := read(ctx)
		same := make([]int64, len(all))
		for i := range same {
			same[i] = version
		}
		return same, err
	})
}

// dataVersion is SQLite's own version of a file. Its numbers are comparable
// only if they come from the same connection, one that does not write.
type dataVersion struct {
	pool *sql.DB
	conn *sql.Conn // nil at first, and after it was lost
	read *sql.Stmt
	lost int64 // connections that there were before
}

// close must not be called while number runs.
func (v *dataVersion) close() error {
	if v.conn == nil {
		return nil
	}
	return errors.Join(v.read.Close(), v.conn.Close())
}

// number reads the version. Only one call at a time is made.
func (v *dataVersion) number(ctx context.Context) (n int64, err error) {
	if v.conn == nil {
		if err := v.open(ctx); err != nil {
			return 0, err
		}
	}
	if err := v.read.QueryRowContext(ctx).Scan(&n); err != nil {
		err = errors.Join(err, v.close())
		v.conn, v.lost = nil, v.lost+1
		return 0, err
	}
	return v.lost<<32 | n, nil // n has 32 bits
}

func (v *dataVersion) open(ctx context.Context) error {
	conn, err := v.pool.Conn(ctx)
	if err != nil {
		return err
	}
	read, err := conn.PrepareContext(ctx, "pragma data_version")
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	v.conn, v.read = conn, read
	return nil
}

// maxRecalled is how many bytes of answers are remembered of a database.
const maxRecalled = 4 << 20

// recalled returns what find reads from the database, remembered under the key
// until something is committed to it. The size is about what an answer has in
// bytes. Where nothing tells of commits, nothing is remembered.
func recalled[V any](ctx context.Context, c *conn, key any, size int, find func() (V, error)) (V, error) {
	if c.changes == nil {
		return find()
	}
	var none V
	version, err := c.versions.Do(ctx, struct{}{})
	if err != nil {
		return none, c.fault(err)
	}
	found, err := c.answers.Get(ctx, version, key, func() (any, int, error) {
		v, err := find()
		return v, size, err
	})
	if err != nil {
		return none, err
	}
	return found.(V), nil //nolint:forcetypeassert // by the key's type
}
