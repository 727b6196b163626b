package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Passkeys keeps passkeys; it is an account.PasskeyStore.
type Passkeys struct{ *conn }

// Passkeys returns the store of passkeys.
func (db *DB) Passkeys() Passkeys { return Passkeys{db.console} }

var errNoPasskey = fault.New(fault.NotFound, "There is no such passkey.")

// CreatePasskey implements account.PasskeyStore. Passkeys of a user are counted
// under a lock on it, so that those made at the same time stay within the limit.
func (s Passkeys) CreatePasskey(ctx context.Context, act account.Act, p *account.Passkey, most int) error {
	text, err := json.Marshal(&p.Credential)
	if err != nil {
		return err
	}
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if _, err := tx.ExecContext(ctx, "update user_account set name = name where id = $1", p.User); err != nil {
			return made, err
		}
		var have int
		if err := tx.QueryRowContext(ctx, "select count(*) from passkey where user_id = $1", p.User).Scan(&have); err != nil {
			return made, err
		}
		if have >= most {
			return made, fault.New(fault.Conflict, "There are %d passkeys already, the most that a user can have. Delete one first.", have)
		}
		known := fault.New(fault.Conflict, "The passkey is kept already.")
		return made, updateOne(ctx, tx, known, `insert into passkey (id, user_id, name, credential, created_at) values ($1, $2, $3, $4, $5)
			on conflict (id) do nothing`, p.Credential.ID, p.User, p.Name, string(text), milli(p.CreatedAt))
	})
}

const passkeyFields = "user_id, name, credential, created_at, used_at"

// Passkey implements account.PasskeyStore.
func (s Passkeys) Passkey(ctx context.Context, credential []byte) (account.Passkey, error) {
	all, err := query(ctx, s.reader, scanPasskey, "select "+passkeyFields+" from passkey where id = $1", credential)
	if err == nil && len(all) == 0 {
		return account.Passkey{}, errNoPasskey
	}
	if err != nil {
		return account.Passkey{}, err
	}
	return all[0], nil
}

// Passkeys implements account.PasskeyStore.
func (s Passkeys) Passkeys(ctx context.Context, user int64) ([]account.Passkey, error) {
	return query(ctx, s.reader, scanPasskey, "select "+passkeyFields+" from passkey where user_id = $1 order by created_at, id", user)
}

// DeletePasskey implements account.PasskeyStore.
func (s Passkeys) DeletePasskey(ctx context.Context, act account.Act, user int64, credential []byte) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoPasskey, "delete from passkey where id = $1 and user_id = $2", credential, user)
	})
}

// UsePasskey implements account.PasskeyStore.
func (s Passkeys) UsePasskey(ctx context.Context, p *account.Passkey, last time.Time) (bool, error) {
	text, err := json.Marshal(&p.Credential)
	if err != nil {
		return false, err
	}
	return foundIt(s.write(ctx, func(tx *transaction) error {
		return updateOne(ctx, tx, errNoPasskey, "update passkey set credential = $3, used_at = $4 where id = $1 and used_at = $2",
			p.Credential.ID, milli(last), string(text), milli(p.UsedAt))
	}))
}

func scanPasskey(rows *sql.Rows, p *account.Passkey) error {
	var text string
	var created, used int64
	if err := rows.Scan(&p.User, &p.Name, &text, &created, &used); err != nil {
		return err
	}
	p.CreatedAt, p.UsedAt = fromMilli(created), fromMilli(used)
	if err := json.Unmarshal([]byte(text), &p.Credential); err != nil {
		return fmt.Errorf("passkey %q of user %d: %w", p.Name, p.User, err)
	}
	return nil
}
