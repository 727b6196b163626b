package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// ChangeCompany implements company.Store.
func (s Companies) ChangeCompany(ctx context.Context, act *account.Act, w company.Which, change func(*company.Company, company.Made) error) (company.Company, error) {
	var now company.Company
	read := func(tx *transaction, _ outcome) error {
		_, err := lockCompany(ctx, tx, company.Which{Reseller: w.Reseller, Company: w.Company}, &now)
		return err
	}
	err := s.act(ctx, act, read, func(tx *transaction) (done outcome, err error) {
		made, err := lockCompany(ctx, tx, w, &now)
		if err != nil {
			return done, err
		}
		before := now
		if err := change(&now, made); err != nil {
			return done, err
		}
		if now == before {
			return done, errUnchanged
		}
		act.Entry.Company, act.Entry.Reseller = now.ID, now.Reseller
		if err := updateCompany(ctx, tx, &now); err != nil {
			return done, err
		}
		if now.AccountStatus == company.AccountBlocked && before.AccountStatus != now.AccountStatus {
			_, err = tx.ExecContext(ctx, "update user_account set epoch = epoch + 1 where company = $1", now.ID) // sessions end for good
		}
		return done, err
	})
	return now, err
}

// updateCompany writes a company that is locked, as its next version.
func updateCompany(ctx context.Context, tx *transaction, now *company.Company) error {
	now.Version++
	_, err := tx.ExecContext(ctx, `
		update company set name = $2, name_fold = $3, app_limit = $4, member_limit = $5, industry = $6, interest = $7, environment = $8,
			status = $9, status_reason = $10, account_status = $11, by_balance = $12, version = $13
		where id = $1`,
		now.ID, now.Name, account.Fold(now.Name), now.AppLimit, now.MemberLimit, now.Industry, now.Interest, now.Environment,
		int(now.Status), now.StatusReason, int(now.AccountStatus), int(now.ByBalance), now.Version)
	return err
}

// lockCompany reads a company that is to be changed. The update takes the row
// first, so that two changes at once wait for each other.
func lockCompany(ctx context.Context, tx *transaction, w company.Which, c *company.Company) (made company.Made, err error) {
	var created int64
	err = tx.QueryRowContext(ctx, `
		update company set version = version where id = $1 and ($2 = 0 or reseller = $2)
		returning id, coalesce(reseller, 0), name, country, area, app_limit, member_limit, industry, interest, environment,
			status, status_reason, account_status, created_at, by_balance, version, app_count,
			(select count(*) from user_account where company = $1)`, w.Company, w.Reseller).Scan(
		&c.ID, &c.Reseller, &c.Name, &c.Country, &c.Area, &c.AppLimit, &c.MemberLimit, &c.Industry, &c.Interest, &c.Environment,
		&c.Status, &c.StatusReason, &c.AccountStatus, &created, &c.ByBalance, &c.Version, &made.Projects, &made.Members)
	if errors.Is(err, sql.ErrNoRows) {
		return made, noCompany(w.Company)
	}
	c.CreatedAt = fromMilli(created)
	if err == nil && !inVersion(w, c.Version) {
		return made, errStale
	}
	return made, err
}

func noProject(id string) error { return fault.New(fault.NotFound, "There is no project %q.", id) }

func inVersion(w company.Which, version int64) bool {
	return len(w.Versions) == 0 || slices.Contains(w.Versions, version)
}

var errStale = fault.New(fault.Stale, "It was changed since it was read. Read it again, and change what is there now.")

// ChangeProject implements company.Store.
func (s Companies) ChangeProject(ctx context.Context, act *account.Act, w company.Which, change func(*company.Project) error) (company.Project, error) {
	var now company.Project
	read := func(tx *transaction, _ outcome) error {
		_, err := lockProject(ctx, tx, company.Which{Reseller: w.Reseller, Company: w.Company, Project: w.Project}, &now)
		return err
	}
	err := s.act(ctx, act, read, func(tx *transaction) (done outcome, err error) {
		holder, err := lockProject(ctx, tx, w, &now)
		if err != nil {
			return done, err
		}
		act.Entry.Reseller = holder
		before := now
		if err := change(&now); err != nil {
			return done, err
		}
		if now == before {
			return done, errUnchanged
		}
		now.Version++
		_, err = tx.ExecContext(ctx, "update project set name = $2, name_fold = $3, status = $4, version = $5 where id = $1",
			now.ID, now.Name, account.Fold(now.Name), int(now.Status), now.Version)
		return done, err
	})
	return now, err
}

// lockProject reads a project that is to be changed, as lockCompany, and returns
// the reseller that holds its company, which stays so until the end.
func lockProject(ctx context.Context, tx *transaction, w company.Which, p *company.Project) (holder int64, err error) {
	var owner company.Company
	if _, err := lockCompany(ctx, tx, company.Which{Reseller: w.Reseller, Company: w.Company}, &owner); err != nil {
		return 0, err
	}
	var created int64
	err = tx.QueryRowContext(ctx, `
		select id, company, name, status, app_id, app_certificate, created_at, version from project where id = $1 and company = $2`, w.Project, w.Company).
		Scan(&p.ID, &p.Company, &p.Name, &p.Status, &p.AppID, &p.AppCertificate, &created, &p.Version)
	if errors.Is(err, sql.ErrNoRows) {
		err = noProject(w.Project)
	}
	p.CreatedAt = fromMilli(created)
	if err == nil && !inVersion(w, p.Version) {
		err = errStale
	}
	return owner.Reseller, err
}
