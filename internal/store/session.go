package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Sessions keeps web sessions; it is a store of alexedwards/scs, with and
// without contexts. The session manager hashes tokens before they come here.
//
// Expiry is real time: the session manager reads no other clock, so a clock
// that is set off for a replay must not be compared with it.
type Sessions struct {
	*conn
	clock func() time.Time
}

// Sessions returns the store of web sessions.
func (db *DB) Sessions() Sessions { return Sessions{db.console, time.Now} }

// FindCtx returns a session's data; found is false for one that is over.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.reader.QueryRowContext(ctx, "select data from web_session where token = $1 and expires_at > $2", token, milli(s.clock())).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// AllOf returns the data of a user's sessions that are not over.
func (s Sessions) AllOf(ctx context.Context, user int64) ([][]byte, error) {
	scan := func(rows *sql.Rows, data *[]byte) error { return rows.Scan(data) }
	return query(ctx, s.reader, scan, "select data from web_session where user_id = $1 and expires_at > $2", user, milli(s.clock()))
}

// CommitOf keeps a session, new or known, of a user until expiry; user 0:
// nobody's yet.
func (s Sessions) CommitOf(ctx context.Context, user int64, token string, data []byte, expiry time.Time) error {
	return s.exec(ctx, `insert into web_session (token, user_id, data, expires_at) values ($1, $2, $3, $4)
		on conflict (token) do update set user_id = excluded.user_id, data = excluded.data, expires_at = excluded.expires_at`, token, user, data, milli(expiry))
}

// CommitCtx is CommitOf nobody.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.CommitOf(ctx, 0, token, data, expiry)
}

// DeleteCtx ends a session; one that does not exist is no error.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.exec(ctx, "delete from web_session where token = $1", token)
}

// DeleteExpired sweeps the sessions that are over by now, a real time.
func (s Sessions) DeleteExpired(ctx context.Context, now time.Time) error {
	return s.exec(ctx, "delete from web_session where expires_at <= $1", milli(now))
}

func (s Sessions) exec(ctx context.Context, statement string, args ...any) error {
	return s.write(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	})
}

// Find is FindCtx without a context.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
