package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
)

// Factors keeps second factors; it is an account.FactorStore.
type Factors struct{ *conn }

// Factors returns the store of second factors.
func (db *DB) Factors() Factors { return Factors{db.console} }

// AnySealed returns a sealed secret of the database and the name that it was
// sealed for; nil if there is none.
func (db *DB) AnySealed(ctx context.Context) (sealed []byte, name string, err error) {
	err = db.console.reader.QueryRowContext(ctx, "select sealed, id from access_key order by id limit 1").Scan(&sealed, &name)
	if errors.Is(err, sql.ErrNoRows) {
		var user int64
		err = db.console.reader.QueryRowContext(ctx, "select sealed, user_id from user_factor order by user_id limit 1").Scan(&sealed, &user)
		name = account.FactorName(user)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = db.console.reader.QueryRowContext(ctx, "select sealed, id from hook_endpoint order by id limit 1").Scan(&sealed, &name)
		name = hook.SealedName(name)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", nil
	}
	return sealed, name, err
}

var errNoFactor = fault.New(fault.NotFound, "There is no second factor.")

// Factor implements account.FactorStore.
func (s Factors) Factor(ctx context.Context, user int64) (f account.Factor, err error) {
	var since int64
	err = s.reader.QueryRowContext(ctx, `
		select sealed, step, since, (select count(*) from recovery_code r where r.user_id = f.user_id)
		from user_factor f where user_id = $1`, user).Scan(&f.Sealed, &f.Step, &since, &f.Recovery)
	if errors.Is(err, sql.ErrNoRows) {
		return f, errNoFactor
	}
	f.Since = fromMilli(since)
	return f, err
}

// SetFactor implements account.FactorStore.
func (s Factors) SetFactor(ctx context.Context, act account.Act, user int64, f account.Factor, recovery []account.RecoveryHash) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		_, err = tx.ExecContext(ctx, `insert into user_factor (user_id, sealed, step, since) values ($1, $2, $3, $4)
			on conflict (user_id) do update set sealed = excluded.sealed, step = excluded.step, since = excluded.since`,
			user, f.Sealed, f.Step, milli(f.Since))
		if err != nil {
			return made, err
		}
		return made, putRecovery(ctx, tx, user, recovery)
	})
}

// SetRecovery implements account.FactorStore.
func (s Factors) SetRecovery(ctx context.Context, act account.Act, user int64, recovery []account.RecoveryHash) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (outcome, error) { return outcome{}, putRecovery(ctx, tx, user, recovery) })
}

func putRecovery(ctx context.Context, tx *transaction, user int64, recovery []account.RecoveryHash) error {
	if _, err := tx.ExecContext(ctx, "delete from recovery_code where user_id = $1", user); err != nil {
		return err
	}
	for _, hash := range recovery {
		if _, err := tx.ExecContext(ctx, "insert into recovery_code (user_id, hash) values ($1, $2)", user, hash[:]); err != nil {
			return err
		}
	}
	return nil
}

// DeleteFactor implements account.FactorStore.
func (s Factors) DeleteFactor(ctx context.Context, act account.Act, user int64) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := updateOne(ctx, tx, errNoFactor, "delete from user_factor where user_id = $1", user); err != nil {
			return made, err
		}
		return made, putRecovery(ctx, tx, user, nil)
	})
}

// ResetFactor implements account.FactorStore.
func (s Factors) ResetFactor(ctx context.Context, act account.Act, user int64) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := updateOne(ctx, tx, errNoUser(), "update user_account set epoch = epoch + 1 where id = $1", user); err != nil {
			return made, err
		}
		return made, forgetFactors(ctx, tx, user)
	})
}

// forgetFactors takes everything away by which a user signs in besides a
// password.
func forgetFactors(ctx context.Context, tx *transaction, user int64) error {
	for _, text := range []string{"delete from user_factor where user_id = $1", "delete from recovery_code where user_id = $1", "delete from passkey where user_id = $1"} {
		if _, err := tx.ExecContext(ctx, text, user); err != nil {
			return err
		}
	}
	return nil
}

// SetRequired implements account.FactorStore.
func (s Factors) SetRequired(ctx context.Context, act account.Act, reseller int64, on bool) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		_, err = tx.ExecContext(ctx, "update reseller set factor_required = $2 where id = $1", reseller, bit(on))
		return made, err
	})
}

// UseStep implements account.FactorStore.
func (s Factors) UseStep(ctx context.Context, user, step int64) (bool, error) {
	err := s.write(ctx, func(tx *transaction) error {
		return updateOne(ctx, tx, errNoFactor, "update user_factor set step = $2 where user_id = $1 and step < $2", user, step)
	})
	return foundIt(err)
}

// UseRecovery implements account.FactorStore.
func (s Factors) UseRecovery(ctx context.Context, act account.Act, user int64, code account.RecoveryHash) (bool, error) {
	err := s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoFactor, "delete from recovery_code where user_id = $1 and hash = $2", user, code[:])
	})
	return foundIt(err)
}

func foundIt(err error) (bool, error) {
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}
