package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

// DisableUAP implements company.Store.
func (s Companies) DisableUAP(ctx context.Context, act account.Act, u company.UAP) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if act.Entry.Reseller, err = holderOf(ctx, tx, act.Entry.Company); err != nil {
			return made, err
		}
		return made, updateOne(ctx, tx, errUnchanged,
			"update uap set enabled = 0 where project = $1 and type = $2 and region = $3 and enabled = 1", u.Project, int(u.Type), u.Region)
	})
}

// UAPs implements company.Store.
func (s Companies) UAPs(ctx context.Context, project string) ([]company.UAP, error) {
	scan := func(rows *sql.Rows, u *company.UAP) error { return rows.Scan(&u.ID, &u.Project, &u.Type, &u.Region) }
	return query(ctx, s.reader, scan, "select id, project, type, region from uap where project = $1 and enabled = 1 order by type, region", project)
}

// holderOf is the reseller that holds a company, 0 if nobody does: in its trail
// is what the company's members do.
func holderOf(ctx context.Context, tx *transaction, id int64) (holder int64, err error) {
	err = tx.QueryRowContext(ctx, "select coalesce(reseller, 0) from company where id = $1", id).Scan(&holder)
	if errors.Is(err, sql.ErrNoRows) {
		err = noCompany(id)
	}
	return holder, err
}

// Note implements company.Store.
func (s Companies) Note(ctx context.Context, act account.Act, w company.Which) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		var c company.Company
		_, err = lockCompany(ctx, tx, w, &c)
		act.Entry.Company, act.Entry.Reseller = c.ID, c.Reseller
		return made, err
	})
}

// Serving implements company.Store.
func (s Companies) Serving(ctx context.Context, appID string) (p company.Project, c company.Company, err error) {
	err = s.reader.QueryRowContext(ctx, `
		select p.id, p.app_id, p.status, c.id, c.status, c.account_status from project p join company c on c.id = p.company
		where p.app_id = $1`, appID).Scan(&p.ID, &p.AppID, &p.Status, &c.ID, &c.Status, &c.AccountStatus)
	p.Company = c.ID
	if errors.Is(err, sql.ErrNoRows) {
		err = noProject(appID)
	}
	return p, c, err
}
