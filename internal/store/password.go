package store

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Enqueue implements account.PasswordStore.
func (a Accounts) Enqueue(ctx context.Context, at time.Time, j job.Job) error {
	return a.write(ctx, func(tx *transaction) error { return enqueue(ctx, tx, milli(at), []job.Job{j}) })
}

// CreateLink implements account.PasswordStore.
func (a Accounts) CreateLink(ctx context.Context, user int64, hash account.LinkHash, until time.Time) error {
	return a.write(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "insert into password_link (hash, user_id, expires_at) values ($1, $2, $3)", hash[:], user, milli(until))
		return err
	})
}

// LinkUser implements account.PasswordStore.
func (a Accounts) LinkUser(ctx context.Context, hash account.LinkHash, at time.Time) (account.User, error) {
	return a.user(ctx, selectUser+"join password_link l on l.user_id = u.id where l.hash = $1 and l.expires_at > $2", hash[:], milli(at))
}

// UseLink implements account.PasswordStore. Of two at once, the second waits
// for the first and finds no link.
func (a Accounts) UseLink(ctx context.Context, act account.Act, user int64, hash account.LinkHash, password string) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := useLink(ctx, tx, user, hash, act.Entry.At); err != nil {
			return made, err
		}
		return made, putPassword(ctx, tx, errNoUser(), "update user_account set password_hash = $1, epoch = epoch + 1, unconfirmed = 0 where id = $2", password, user)
	})
}

// Confirm implements account.ConfirmStore.
func (a Accounts) Confirm(ctx context.Context, act account.Act, user int64, hash account.LinkHash) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := useLink(ctx, tx, user, hash, act.Entry.At); err != nil {
			return made, err
		}
		return made, updateOne(ctx, tx, errNoUser(), "update user_account set unconfirmed = 0 where id = $1", user)
	})
}

func useLink(ctx context.Context, tx *transaction, user int64, hash account.LinkHash, at time.Time) error {
	return updateOne(ctx, tx, fault.New(fault.NotFound, "There is no such link."),
		"delete from password_link where hash = $1 and user_id = $2 and expires_at > $3", hash[:], user, milli(at))
}

// SetPassword implements account.PasswordStore.
func (a Accounts) SetPassword(ctx context.Context, act account.Act, user int64, before, after string) error {
	changed := fault.New(fault.Conflict, "The password was changed meanwhile.")
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, putPassword(ctx, tx, changed,
			"update user_account set password_hash = $1, epoch = epoch + 1 where id = $2 and password_hash = $3", after, user, before)
	})
}

// putPassword runs the update of the user who is its second argument, and
// voids the user's links.
func putPassword(ctx context.Context, tx *transaction, missing error, update string, args ...any) error {
	err := updateOne(ctx, tx, missing, update, args...)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "delete from password_link where user_id = $1", args[1])
	return err
}

// ForgetLinks forgets the links whose time is over.
func (a Accounts) ForgetLinks(ctx context.Context, now time.Time) error {
	return a.write(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "delete from password_link where expires_at <= $1", milli(now))
		return err
	})
}
