package store

import (
	"context"
	"database/sql"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

const resellerFields = "select r.id, r.name, r.created_at, r.suspended_at, r.suspend_reason"

func scanReseller(rows *sql.Rows, r *company.Reseller, more ...any) error {
	var created, suspended int64
	err := rows.Scan(append([]any{&r.ID, &r.Name, &created, &suspended, &r.Reason}, more...)...)
	r.CreatedAt = fromMilli(created)
	if suspended != 0 {
		r.SuspendedAt = fromMilli(suspended)
	}
	return err
}

// findReseller reads one, else fault.NotFound.
func findReseller(ctx context.Context, q querier, id int64) (company.Reseller, error) {
	scan := func(rows *sql.Rows, r *company.Reseller) error { return scanReseller(rows, r) }
	some, err := query(ctx, q, scan, resellerFields+" from reseller r where r.id = $1", id)
	if err == nil && len(some) == 0 {
		err = noReseller(id)
	}
	if err != nil {
		return company.Reseller{}, err
	}
	return some[0], nil
}

func noReseller(id int64) error { return fault.New(fault.NotFound, "There is no reseller %d.", id) }

// Resellers implements company.ResellerStore.
func (s Companies) Resellers(ctx context.Context) ([]company.ListedReseller, error) {
	return query(ctx, s.reader, func(rows *sql.Rows, l *company.ListedReseller) error {
		return scanReseller(rows, &l.Reseller, &l.Companies, &l.OwnerName, &l.OwnerEmail)
	}, resellerFields+`, (select count(*) from company c where c.reseller = r.id), coalesce(u.name, ''), coalesce(u.email, '')
		from reseller r
		left join user_account u on u.id = (select min(o.id) from user_account o where o.reseller = r.id and o.role = 'reseller.owner')
		order by r.id`)
}

// ResellerStaff implements company.ResellerStore.
func (s Companies) ResellerStaff(ctx context.Context, reseller int64) ([]account.User, error) {
	return query(ctx, s.reader, scanUser, selectUser+"where u.reseller = $1 order by u.id", reseller)
}

// ChangeReseller implements company.ResellerStore. The update takes the row
// first, so that two changes at once wait for each other.
func (s Companies) ChangeReseller(ctx context.Context, act account.Act, id int64, change func(*company.Reseller, *account.Entry) error) (now company.Reseller, err error) {
	err = s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		missing := noReseller(id)
		if err := updateOne(ctx, tx, missing, "update reseller set name = name where id = $1", id); err != nil {
			return made, err
		}
		before, err := findReseller(ctx, tx, id)
		if err != nil {
			return made, err
		}
		now = before
		if err := change(&now, &act.Entry); err != nil {
			return made, err
		}
		if now == before {
			return made, errUnchanged
		}
		return made, putReseller(ctx, tx, &before, &now)
	})
	return now, err
}

// putReseller ends the sessions of everybody of a reseller that is suspended.
func putReseller(ctx context.Context, tx *transaction, before, now *company.Reseller) error {
	suspended := int64(0)
	if now.Suspended() {
		suspended = milli(now.SuspendedAt)
	}
	_, err := tx.ExecContext(ctx, "update reseller set name = $2, suspended_at = $3, suspend_reason = $4 where id = $1", now.ID, now.Name, suspended, now.Reason)
	if err != nil || before.Suspended() || !now.Suspended() {
		return err
	}
	_, err = tx.ExecContext(ctx, "update user_account set epoch = epoch + 1 where reseller = $1", now.ID)
	return err
}

// AnyCompanies implements company.ResellerStore.
func (s Companies) AnyCompanies(ctx context.Context, search company.Search, limit int) ([]company.Held, error) {
	q := chosen{where: "1 = 1"}
	q.match(search)
	text := listed("select * from company c where "+q.where+" order by c.id desc limit "+q.param(limit), " order by c.id desc")
	all, err := query(ctx, s.reader, scanListed, text, q.args...)
	if err != nil {
		return nil, err
	}
	held := make([]company.Held, len(all))
	for i, l := range all {
		held[i] = company.Held{Listed: l}
	}
	return held, s.nameHolders(ctx, held)
}

func (s Companies) nameHolders(ctx context.Context, all []company.Held) error {
	names := map[int64]string{}
	var ids []int64
	for _, h := range all {
		ids = append(ids, h.Reseller)
	}
	err := eachIn(s.dialect, ids, nil, func(in string, args []any) error {
		scan := func(rows *sql.Rows, r *company.Reseller) error { return rows.Scan(&r.ID, &r.Name) }
		some, err := query(ctx, s.reader, scan, "select id, name from reseller where id "+in, args...)
		for _, r := range some {
			names[r.ID] = r.Name
		}
		return err
	})
	for i := range all {
		all[i].ResellerName = names[all[i].Reseller]
	}
	return err
}

// Holdings implements company.MembershipStore.
func (s Companies) Holdings(ctx context.Context, id int64) ([]company.Holding, error) {
	return holdings(ctx, s.reader, id)
}
