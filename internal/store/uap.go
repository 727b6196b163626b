package store

import (
	"context"
	"database/sql"

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
