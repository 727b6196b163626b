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

// AllCtx returns the data of all sessions that are not over, by token.
func (s Sessions) AllCtx(ctx context.Context) (map[string][]byte, error) {
	type session struct {
		token string
		data  []byte
	}
	scan := func(rows *sql.Rows, one *session) error { return rows.Scan(&one.token, &one.data) }
	some, err := query(ctx, s.reader, scan, "select token, data from web_session where expires_at > $1", milli(s.clock()))
	all := make(map[string][]byte, len(some))
	for _, one := range some {
		all[one.token] = one.data
	}
	return all, err
}

// CommitCtx keeps a session, new or known, until expiry.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.exec(ctx, `insert into web_session (token, data, expires_at) values ($1, $2, $3)
		on conflict (token) do update set data = excluded.data, expires_at = excluded.expires_at`, token, data, milli(expiry))
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

// All is AllCtx without a context.
func (s Sessions) All() (map[string][]byte, error) { return s.AllCtx(context.Background()) }

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
