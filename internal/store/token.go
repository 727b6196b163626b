package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"reseller-console/internal/account"
)

// Tokens keeps ingest tokens; it is an account.TokenStore.
type Tokens struct{ *conn }

// Tokens returns the store of ingest tokens.
func (db *DB) Tokens() Tokens { return Tokens{db.console} }

// CreateToken implements account.TokenStore.
func (t Tokens) CreateToken(ctx context.Context, act account.Act, token account.IngestToken, hash account.TokenHash) (id int64, err error) {
	sources, err := json.Marshal(token.Sources)
	if err != nil {
		return 0, err
	}
	before := func(*transaction, outcome) error { return account.ErrTokenMade }
	err = t.act(ctx, &act, before, func(tx *transaction) (made outcome, err error) {
		err = tx.QueryRowContext(ctx, "insert into ingest_token (name, hash, sources, created_at) values ($1, $2, $3, $4) returning id",
			token.Name, hash[:], string(sources), milli(token.CreatedAt)).Scan(&id)
		return made, err
	})
	return id, err
}

const tokenFields = "select id, name, sources, created_at, ends_at, before_ends_at, version"

func scanToken(rows *sql.Rows, token *account.IngestToken, more ...any) error {
	var sources string
	var created, ends, before int64
	if err := rows.Scan(append([]any{&token.ID, &token.Name, &sources, &created, &ends, &before, &token.Version}, more...)...); err != nil {
		return err
	}
	token.CreatedAt, token.EndsAt, token.BeforeEndsAt = fromMilli(created), fromMilli(ends), fromMilli(before)
	return json.Unmarshal([]byte(sources), &token.Sources)
}

// tokenUntil is a token with when the secret that was asked for ends.
type tokenUntil struct {
	account.IngestToken
	ends int64
}

// TokenByHash implements account.TokenStore.
func (t Tokens) TokenByHash(ctx context.Context, hash account.TokenHash, at time.Time) (account.IngestToken, time.Time, error) {
	scan := func(rows *sql.Rows, token *tokenUntil) error { return scanToken(rows, &token.IngestToken, &token.ends) }
	found, err := query(ctx, t.reader, scan, tokenFields+`, case when hash = $1 then ends_at else before_ends_at end
		from ingest_token
		where (hash = $1 or before_hash = $1 and before_ends_at > $2) and (ends_at = 0 or ends_at > $2)`, hash[:], milli(at))
	if err == nil && len(found) == 0 {
		err = account.ErrNoToken
	}
	if err != nil {
		return account.IngestToken{}, time.Time{}, err
	}
	return found[0].IngestToken, fromMilli(found[0].ends), nil
}

// Tokens implements account.TokenStore.
func (t Tokens) Tokens(ctx context.Context) ([]account.IngestToken, error) {
	scan := func(rows *sql.Rows, token *account.IngestToken) error { return scanToken(rows, token) }
	return query(ctx, t.reader, scan, tokenFields+" from ingest_token order by name, id")
}

// RotateToken implements account.TokenStore.
func (t Tokens) RotateToken(ctx context.Context, act account.Act, id, version int64, hash account.TokenHash, before time.Time) error {
	return t.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		now := milli(act.Entry.At)
		if err := updateOne(ctx, tx, account.ErrNoToken, "update ingest_token set id = id where id = $1 and (ends_at = 0 or ends_at > $2)", id, now); err != nil {
			return made, err
		}
		return made, updateOne(ctx, tx, errStale, `
			update ingest_token set before_hash = hash, before_ends_at = $3, hash = $4, version = version + 1
			where id = $1 and ($2 = 0 or version = $2)`, id, version, milli(before), hash[:])
	})
}

// EndToken implements account.TokenStore.
func (t Tokens) EndToken(ctx context.Context, act account.Act, id int64) error {
	return t.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, account.ErrNoToken,
			"update ingest_token set ends_at = $2, version = version + 1 where id = $1 and (ends_at = 0 or ends_at > $2)", id, milli(act.Entry.At))
	})
}
