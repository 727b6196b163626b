package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"reseller-console/internal/account"
)

// Members implements account.MemberStore.
func (a Accounts) Members(ctx context.Context, company int64) ([]account.User, error) {
	return query(ctx, a.reader, scanUser, selectUser+"where u.company = $1 order by u.id", company)
}

// AddMember implements account.MemberStore.
func (a Accounts) AddMember(ctx context.Context, act account.Act, u account.User) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := takeMember(ctx, tx, u.Company); err != nil {
			return made, err
		}
		if act.Entry.Reseller, err = holderOf(ctx, tx, u.Company); err != nil {
			return made, err
		}
		id, err := insertUser(ctx, tx, u)
		act.Entry.Target = "user " + strconv.FormatInt(id, 10)
		return made, err
	})
}

// ChangeMember implements account.MemberStore.
func (a Accounts) ChangeMember(ctx context.Context, act *account.Act, company, user int64, change func(u *account.User, administrators int) error) error {
	return a.act(ctx, act, nil, func(tx *transaction) (made outcome, err error) {
		u, administrators, err := lockMember(ctx, tx, company, user)
		if err != nil {
			return made, err
		}
		if act.Entry.Reseller, err = holderOf(ctx, tx, company); err != nil {
			return made, err
		}
		before := u.Role
		if err := change(&u, administrators); err != nil {
			return made, err
		}
		switch {
		case u.Role == "":
			return made, deleteUser(ctx, tx, user)
		case u.Role == before && len(act.Jobs) == 0:
			return made, errUnchanged
		}
		_, err = tx.ExecContext(ctx, "update user_account set role = $1 where id = $2", string(u.Role), user)
		return made, err
	})
}

// lockMember reads a user of a company, and counts its administrators under a
// lock on the company, so that two at once cannot both go as the last but one.
func lockMember(ctx context.Context, tx *transaction, company, user int64) (u account.User, administrators int, err error) {
	if err := updateOne(ctx, tx, noCompany(company), "update company set id = id where id = $1", company); err != nil {
		return u, 0, err
	}
	err = tx.QueryRowContext(ctx, `
		select id, email, name, role, company, password_hash,
			(select count(*) from user_account where company = $1 and role = 'company.admin')
		from user_account where company = $1 and id = $2`, company, user).
		Scan(&u.ID, &u.Email, &u.Name, &u.Role, &u.Company, &u.PasswordHash, &administrators)
	if errors.Is(err, sql.ErrNoRows) {
		err = errNoUser()
	}
	return u, administrators, err
}

// deleteUser forgets a user with all that lets in; sessions of nobody are over.
func deleteUser(ctx context.Context, tx *transaction, user int64) error {
	for _, table := range []string{"password_link", "recovery_code", "user_factor", "passkey"} {
		if _, err := tx.ExecContext(ctx, "delete from "+table+" where user_id = $1", user); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "delete from user_account where id = $1", user)
	return err
}
