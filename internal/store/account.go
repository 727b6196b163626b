package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Accounts keeps users; it is an account.Store.
type Accounts struct{ *conn }

// Accounts returns the store of users.
func (db *DB) Accounts() Accounts { return Accounts{db.console} }

// CreateUser implements account.Store.
func (a Accounts) CreateUser(ctx context.Context, u account.User) (id int64, err error) {
	err = a.write(ctx, func(tx *transaction) error {
		if err := takeMember(ctx, tx, u.Company); err != nil {
			return err
		}
		id, err = insertUser(ctx, tx, u)
		return err
	})
	return id, err
}

// takeMember refuses one more member of a company that has as many as its
// MemberLimit allows. They are counted under a lock on the company, so that two
// at once cannot both be the last.
func takeMember(ctx context.Context, tx *transaction, company int64) error {
	if company == 0 {
		return nil
	}
	if err := updateOne(ctx, tx, noCompany(company), "update company set id = id where id = $1", company); err != nil {
		return err
	}
	var have, limit int
	err := tx.QueryRowContext(ctx, "select (select count(*) from user_account where company = c.id), c.member_limit from company c where c.id = $1", company).
		Scan(&have, &limit)
	if limit = min(limit, account.MaxMembers); err == nil && have >= limit {
		return fault.New(fault.Invalid, "The company has all of its %d members.", limit)
	}
	return err
}

func insertUser(ctx context.Context, tx *transaction, u account.User) (id int64, err error) {
	err = tx.QueryRowContext(ctx, `
		insert into user_account (email, email_fold, name, name_fold, language, role, reseller, company, password_hash, created_at, unconfirmed)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		on conflict (email_fold) do nothing
		returning id`,
		u.Email, account.Fold(u.Email), u.Name, account.Fold(u.Name), u.Language, string(u.Role),
		orNull(u.Reseller), orNull(u.Company), u.PasswordHash, milli(u.CreatedAt), bit(u.Unconfirmed)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fault.New(fault.Conflict, "The e-mail address is already in use.").With("email", "an address that nobody uses", u.Email)
	}
	return id, err
}

const selectUser = `
	select u.id, u.email, u.name, u.language, u.role, coalesce(u.reseller, 0), coalesce(r.name, ''), coalesce(u.company, 0),
		u.password_hash, u.created_at, u.last_sign_in_at, u.signed_in_at, u.epoch,
		exists (select 1 from user_factor f where f.user_id = u.id), exists (select 1 from passkey p where p.user_id = u.id),
		coalesce(r.factor_required, 0), u.unconfirmed, coalesce(k.name, ''), coalesce(k.account_status, 0), coalesce(r.suspended_at, 0)
	from user_account u
	left join reseller r on r.id = u.reseller
	left join company k on k.id = u.company `

// UserByEmail implements account.Store.
func (a Accounts) UserByEmail(ctx context.Context, email string) (account.User, error) {
	return a.user(ctx, selectUser+"where u.email_fold = $1", account.Fold(email))
}

// User implements account.Store.
func (a Accounts) User(ctx context.Context, id int64) (account.User, error) {
	return a.user(ctx, selectUser+"where u.id = $1", id)
}

// Owners implements account.Store.
func (a Accounts) Owners(ctx context.Context, reseller int64) ([]account.User, error) {
	return query(ctx, a.reader, scanUser, selectUser+"where u.reseller = $1 and u.role = $2 order by u.id", reseller, string(account.ResellerOwner))
}

// user finds the first user of a query.
func (a Accounts) user(ctx context.Context, text string, args ...any) (account.User, error) {
	users, err := query(ctx, a.reader, scanUser, text, args...)
	if err != nil {
		return account.User{}, err
	}
	if len(users) == 0 {
		return account.User{}, errNoUser()
	}
	return users[0], nil
}

func errNoUser() error { return fault.New(fault.NotFound, "There is no such user.") }

func scanUser(rows *sql.Rows, u *account.User) error {
	var must, unconfirmed int
	var state company.AccountStatus
	var created, lastSignIn, signedIn, suspended int64
	err := rows.Scan(&u.ID, &u.Email, &u.Name, &u.Language, &u.Role,
		&u.Reseller, &u.ResellerName, &u.Company, &u.PasswordHash, &created, &lastSignIn, &signedIn, &u.Epoch, &u.HasCodes, &u.HasPasskey, &must, &unconfirmed, &u.CompanyName, &state, &suspended)
	u.CreatedAt, u.LastSignInAt, u.MustHave, u.Unconfirmed = fromMilli(created), fromMilli(lastSignIn), must != 0, unconfirmed != 0
	u.SignedInAt, u.Blocked, u.Suspended = fromMilli(signedIn), state == company.AccountBlocked, suspended != 0
	return err
}

// Rename implements account.Store.
func (a Accounts) Rename(ctx context.Context, act account.Act, user int64, name string) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoUser(),
			"update user_account set name = $1, name_fold = $2 where id = $3", name, account.Fold(name), user)
	})
}

// EndSessions implements account.Store.
func (a Accounts) EndSessions(ctx context.Context, act account.Act, user int64) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoUser(), "update user_account set epoch = epoch + 1 where id = $1", user)
	})
}

// SetLanguage implements account.Store.
func (a Accounts) SetLanguage(ctx context.Context, user int64, language string) error {
	return a.updateUser(ctx, "update user_account set language = $1 where id = $2", language, user)
}

// SignedIn implements account.Store.
func (a Accounts) SignedIn(ctx context.Context, user int64, at time.Time) error {
	return a.updateUser(ctx, "update user_account set last_sign_in_at = signed_in_at, signed_in_at = $1 where id = $2", milli(at), user)
}

func (a Accounts) updateUser(ctx context.Context, statement string, args ...any) error {
	return a.write(ctx, func(tx *transaction) error {
		return updateOne(ctx, tx, errNoUser(), statement, args...)
	})
}
