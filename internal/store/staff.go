package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"reseller-console/internal/account"
)

// Staff implements account.StaffStore.
func (a Accounts) Staff(ctx context.Context, reseller int64) ([]account.User, error) {
	return query(ctx, a.reader, scanUser, selectUser+"where u.reseller = $1 order by u.id", reseller)
}

// InviteUser implements account.StaffStore.
func (a Accounts) InviteUser(ctx context.Context, act account.Act, u account.User) (id int64, err error) {
	err = a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		id, err = insertUser(ctx, tx, u)
		act.Entry.Target = fmt.Sprintf("user %d", id)
		return made, err
	})
	return id, err
}

// SetRole implements account.StaffStore.
func (a Accounts) SetRole(ctx context.Context, act account.Act, reseller, user int64, role account.Role) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		name, before, err := lockStaff(ctx, tx, reseller, user, role == account.ResellerOwner)
		if err != nil {
			return made, err
		}
		if before == role {
			return made, errUnchanged
		}
		act.Entry.Changes = []account.Change{{Field: "user", After: name}, {Field: "role", Before: string(before), After: string(role)}}
		_, err = tx.ExecContext(ctx, "update user_account set role = $2 where id = $1", user, string(role))
		return made, err
	})
}

// lockStaff reads a user of a reseller who is to be changed. The update takes
// the reseller's row first, so that of two owners who take each other's role
// away at once, one stays.
func lockStaff(ctx context.Context, tx *transaction, reseller, user int64, staysOwner bool) (name string, role account.Role, err error) {
	if err := updateOne(ctx, tx, account.ErrNoStaff, "update reseller set name = name where id = $1", reseller); err != nil {
		return "", "", err
	}
	var others int
	err = tx.QueryRowContext(ctx, `
		select u.name, u.role, (select count(*) from user_account o where o.reseller = $1 and o.role = $3 and o.id <> u.id)
		from user_account u where u.reseller = $1 and u.id = $2`, reseller, user, string(account.ResellerOwner)).Scan(&name, &role, &others)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = account.ErrNoStaff
	case err == nil && role == account.ResellerOwner && !staysOwner && others == 0:
		err = account.ErrLastOwner
	}
	return name, role, err
}

// RemoveUser implements account.StaffStore. The row stays, because what the
// user did refers to it; it has no address, and no way to sign in.
func (a Accounts) RemoveUser(ctx context.Context, act account.Act, reseller, user int64) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		name, role, err := lockStaff(ctx, tx, reseller, user, false)
		if err != nil {
			return made, err
		}
		act.Entry.Changes = []account.Change{{Field: "user", Before: name}, {Field: "role", Before: string(role)}}
		_, err = tx.ExecContext(ctx, `
			update user_account set role = 'removed', reseller = null, email = '', email_fold = $2, password_hash = '', epoch = epoch + 1
			where id = $1`, user, fmt.Sprintf("removed %d", user))
		if err != nil {
			return made, err
		}
		if _, err := tx.ExecContext(ctx, "delete from password_link where user_id = $1", user); err != nil {
			return made, err
		}
		return made, forgetFactors(ctx, tx, user)
	})
}
