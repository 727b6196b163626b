package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Companies keeps resellers, companies and projects; it is a company.Store.
type Companies struct{ *conn }

// Companies returns the store of resellers, companies and projects.
func (db *DB) Companies() Companies { return Companies{db.console} }

// CreateReseller implements company.Store.
func (s Companies) CreateReseller(ctx context.Context, act account.Act, r company.Reseller, owner account.User) (id int64, err error) {
	err = s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		id, err = insertReseller(ctx, tx, r, owner)
		act.Entry.Reseller = id
		return made, err
	})
	return id, err
}

func insertReseller(ctx context.Context, tx *transaction, r company.Reseller, owner account.User) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "insert into reseller (name, created_at, register_token) values ($1, $2, $3) returning id",
		r.Name, milli(r.CreatedAt), r.Register).Scan(&id)
	if err != nil {
		return 0, err
	}
	owner.Reseller = id
	_, err = insertUser(ctx, tx, owner)
	return id, err
}

// CreateCompany implements company.Store.
func (s Companies) CreateCompany(ctx context.Context, act account.Act, c company.Company, admin account.User) (int64, error) {
	var id int64
	err := s.act(ctx, &act, func(_ *transaction, was outcome) error { id = was.number; return nil }, func(tx *transaction) (made outcome, err error) {
		id, _, err = insertWithAdmin(ctx, tx, c, admin)
		act.Entry.Company, act.Entry.Reseller = id, c.Reseller
		return outcome{number: id}, err
	})
	return id, err
}

// takeNumber returns the wanted number, or the next one if 0 is wanted, and
// notes that it is taken. Until the transaction ends others wait.
func takeNumber(ctx context.Context, tx *transaction, counter string, wanted int64) (number int64, err error) {
	if wanted == 0 {
		err = tx.QueryRowContext(ctx, "update counter set value = value + 1 where name = $1 returning value", counter).Scan(&number)
		return number, err
	}
	_, err = tx.ExecContext(ctx, "update counter set value = $1 where name = $2 and value < $1", wanted, counter)
	return wanted, err
}

func insertCompany(ctx context.Context, tx *transaction, c company.Company) error {
	err := updateOne(ctx, tx, fault.New(fault.Conflict, "There is already a company %d.", c.ID), `
		insert into company (id, reseller, name, name_fold, country, area, app_limit, member_limit, industry, interest, environment,
			status, status_reason, account_status, created_at, by_balance)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		on conflict (id) do nothing`,
		c.ID, orNull(c.Reseller), c.Name, account.Fold(c.Name), c.Country, string(c.Area), c.AppLimit, c.MemberLimit,
		c.Industry, c.Interest, c.Environment, int(c.Status), c.StatusReason, int(c.AccountStatus), milli(c.CreatedAt), int(c.ByBalance))
	if err != nil || c.Reseller == 0 {
		return err
	}
	if _, err = tx.ExecContext(ctx, "insert into membership (company, from_day, to_day, reseller) values ($1, 0, 0, $2)", c.ID, c.Reseller); err != nil {
		return err
	}
	created := calendar.DayOf(c.CreatedAt)
	return markUnfollowed(ctx, tx, c.ID, billing.FollowsFrom(created, created, false))
}

func noCompany(id int64) error { return fault.New(fault.NotFound, "There is no company %d.", id) }

// CreateProject implements company.Store.
func (s Companies) CreateProject(ctx context.Context, act account.Act, p company.Project) (company.Project, error) {
	remember := func(_ *transaction, was outcome) error {
		p.ID, p.CreatedAt = was.text, fromMilli(was.number)
		return nil
	}
	err := s.act(ctx, &act, remember, func(tx *transaction) (outcome, error) {
		made := outcome{p.ID, milli(p.CreatedAt)}
		act.Entry.Company, act.Entry.Target = p.Company, "project "+p.ID
		var err error
		if act.Entry.Reseller, err = takeProject(ctx, tx, p.Company); err != nil {
			return made, err
		}
		return made, updateOne(ctx, tx, fault.New(fault.Conflict, "The project id %s or its App ID is already in use.", p.ID), `
			insert into project (id, company, name, name_fold, status, app_id, app_certificate, created_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict do nothing`,
			p.ID, p.Company, p.Name, account.Fold(p.Name), int(p.Status), p.AppID, p.AppCertificate, milli(p.CreatedAt))
	})
	return p, err
}

// takeProject counts one more project of the company, and returns the reseller
// that holds it. The update decides and counts in one step, so that two at once
// cannot both be the last.
func takeProject(ctx context.Context, tx *transaction, id int64) (holder int64, err error) {
	err = tx.QueryRowContext(ctx, `
		update company set app_count = app_count + 1 where id = $1 and app_count < app_limit
		returning coalesce(reseller, 0)`, id).Scan(&holder)
	if !errors.Is(err, sql.ErrNoRows) {
		return holder, err
	}
	var limit int
	err = tx.QueryRowContext(ctx, "select app_limit from company where id = $1", id).Scan(&limit)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, noCompany(id)
	}
	if err != nil {
		return 0, err
	}
	return 0, fault.New(fault.Invalid, "The company has made all of its %d projects; deleted ones count.", limit)
}
