package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/netip"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// AccessKeys keeps access keys; it is an account.KeyStore.
type AccessKeys struct{ *conn }

// AccessKeys returns the store of access keys.
func (db *DB) AccessKeys() AccessKeys { return AccessKeys{db.console} }

const keyFields = "id, reseller, name, created_at, expires_at, allow, read_only, strict, sealed, used_at, used_addr, used_agent, " +
	"(select r.suspended_at from reseller r where r.id = access_key.reseller)"

// CreateKey implements account.KeyStore. Keys of a reseller are counted under
// a lock on it, so that those made at the same time stay within the limit.
func (s AccessKeys) CreateKey(ctx context.Context, act account.Act, k account.AccessKey, most int) error {
	made := func(*transaction, outcome) error { return account.ErrKeyMade }
	return s.act(ctx, &act, made, func(tx *transaction) (made outcome, err error) {
		if _, err := tx.ExecContext(ctx, "update reseller set name = name where id = $1", k.Reseller); err != nil {
			return made, err
		}
		var have int
		if err := tx.QueryRowContext(ctx, "select count(*) from access_key where reseller = $1", k.Reseller).Scan(&have); err != nil {
			return made, err
		}
		if have >= most {
			return made, fault.New(fault.Conflict, "There are %d API keys already, the most that a reseller can have. Delete one first.", have)
		}
		_, err = tx.ExecContext(ctx, `insert into access_key (id, reseller, name, created_at, expires_at, allow, read_only, strict, sealed)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, k.ID, k.Reseller, k.Name, milli(k.CreatedAt), milli(k.ExpiresAt),
			prefixesText(k.Allow), bit(k.ReadOnly), bit(k.Strict), k.Sealed)
		return made, err
	})
}

// keyID is the question for a key.
type keyID string

// keySize is about what a key has in bytes: its name and its networks may be
// long.
const keySize = 4_000

// Key implements account.KeyStore.
func (s AccessKeys) Key(ctx context.Context, id string) (account.AccessKey, error) {
	return recalled(ctx, s.conn, keyID(id), keySize, func() (account.AccessKey, error) { return s.key(ctx, id) })
}

func (s AccessKeys) key(ctx context.Context, id string) (account.AccessKey, error) {
	all, err := query(ctx, s.reader, scanKey, "select "+keyFields+" from access_key where id = $1", id)
	if err == nil && len(all) == 0 {
		return account.AccessKey{}, account.ErrNoKey
	}
	if err != nil {
		return account.AccessKey{}, err
	}
	return all[0], nil
}

// Keys implements account.KeyStore.
func (s AccessKeys) Keys(ctx context.Context, reseller int64) ([]account.AccessKey, error) {
	return query(ctx, s.reader, scanKey, "select "+keyFields+" from access_key where reseller = $1 order by created_at desc, id", reseller)
}

// DeleteKey implements account.KeyStore.
func (s AccessKeys) DeleteKey(ctx context.Context, act account.Act, reseller int64, id string) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, account.ErrNoKey, "delete from access_key where id = $1 and reseller = $2", id, reseller)
	})
}

// UsedKey implements account.KeyStore.
func (s AccessKeys) UsedKey(ctx context.Context, id string, use account.Use) error {
	return s.write(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "update access_key set used_at = $2, used_addr = $3, used_agent = $4 where id = $1 and used_at < $2",
			id, milli(use.At), use.Addr.String(), use.Agent)
		return err
	})
}

func scanKey(rows *sql.Rows, k *account.AccessKey) error {
	var created, expires, used, readOnly, strict, suspended int64
	var allow, addr string
	err := rows.Scan(&k.ID, &k.Reseller, &k.Name, &created, &expires, &allow, &readOnly, &strict, &k.Sealed, &used, &addr, &k.LastUse.Agent, &suspended)
	if err != nil {
		return err
	}
	k.CreatedAt, k.ExpiresAt, k.LastUse.At = fromMilli(created), fromMilli(expires), fromMilli(used)
	k.ReadOnly, k.Strict, k.Suspended = readOnly != 0, strict != 0, suspended != 0
	if used != 0 {
		k.LastUse.Addr, _ = netip.ParseAddr(addr) // a request over a socket has none
	}
	k.Allow, err = parsePrefixes(allow)
	return err
}

func prefixesText(all []netip.Prefix) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = p.String()
	}
	return strings.Join(texts, " ")
}

func parsePrefixes(text string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for field := range strings.FieldsSeq(text) {
		p, err := netip.ParsePrefix(field)
		if err != nil {
			return nil, fmt.Errorf("stored network %q: %w", field, err)
		}
		all = append(all, p)
	}
	return all, nil
}
