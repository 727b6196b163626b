package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Tokens keeps ingest tokens; it is an account.TokenStore.
type Tokens struct{ *conn }

// Tokens returns the store of ingest tokens.
func (db *DB) Tokens() Tokens { return Tokens{db.console} }

// CreateToken implements account.TokenStore.
func (t Tokens) CreateToken(ctx context.Context, token account.IngestToken, hash account.TokenHash) (id int64, err error) {
	sources, err := json.Marshal(token.Sources)
	if err != nil {
		return 0, err
	}
	err = t.write(ctx, func(tx *transaction) error {
		return tx.QueryRowContext(ctx, "insert into ingest_token (name, hash, sources, created_at) values ($1, $2, $3, $4) returning id",
			token.Name, hash[:], string(sources), milli(token.CreatedAt)).Scan(&id)
	})
	return id, err
}

// TokenByHash implements account.TokenStore.
func (t Tokens) TokenByHash(ctx context.Context, hash account.TokenHash) (account.IngestToken, error) {
	var token account.IngestToken
	var sources string
	var created int64
	err := t.reader.QueryRowContext(ctx, "select id, name, sources, created_at from ingest_token where hash = $1", hash[:]).
		Scan(&token.ID, &token.Name, &sources, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return account.IngestToken{}, fault.New(fault.NotFound, "There is no such token.")
	}
	if err != nil {
		return account.IngestToken{}, err
	}
	token.CreatedAt = fromMilli(created)
	return token, json.Unmarshal([]byte(sources), &token.Sources)
}
