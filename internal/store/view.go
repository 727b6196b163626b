package store

import (
	"context"
	"database/sql"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Views implements account.ViewStore.
func (a Accounts) Views(ctx context.Context, reseller, user int64, page string) ([]account.View, error) {
	return query(ctx, a.reader, scanView, `
		select v.id, v.reseller, v.user_id, u.name, v.name, v.shared, v.page, v.query, v.created_at
		from saved_view v
		join user_account u on u.id = v.user_id
		where v.reseller = $1 and (v.user_id = $2 or v.shared = 1) and ($3 = '' or v.page = $3)
		order by v.name_fold, v.id`, reseller, user, page)
}

func scanView(rows *sql.Rows, v *account.View) error {
	var shared, at int64
	err := rows.Scan(&v.ID, &v.Reseller, &v.User, &v.UserName, &v.Name, &shared, &v.Page, &v.Query, &at)
	v.Shared, v.At = shared != 0, fromMilli(at)
	return err
}

// AddView implements account.ViewStore. A user's views are counted under a lock
// on the user, so that those saved at the same time stay within the limit.
func (a Accounts) AddView(ctx context.Context, act account.Act, v account.View, most int) (id int64, err error) {
	err = a.act(ctx, &act, func(_ *transaction, was outcome) error { id = was.number; return nil }, func(tx *transaction) (made outcome, err error) {
		if err := updateOne(ctx, tx, errNoUser(), "update user_account set name = name where id = $1", v.User); err != nil {
			return made, err
		}
		var have int
		if err := tx.QueryRowContext(ctx, "select count(*) from saved_view where user_id = $1", v.User).Scan(&have); err != nil {
			return made, err
		}
		if have >= most {
			return made, fault.New(fault.Conflict, "You have %d views already, the most that there can be. Delete one first.", have)
		}
		err = tx.QueryRowContext(ctx, `insert into saved_view (reseller, user_id, shared, name, name_fold, page, query, created_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
			v.Reseller, v.User, bit(v.Shared), v.Name, account.Fold(v.Name), v.Page, v.Query, milli(v.At)).Scan(&id)
		act.Entry.Target += " " + strconv.FormatInt(id, 10)
		return outcome{number: id}, err
	})
	return id, err
}

var errNoView = fault.New(fault.NotFound, "There is no such view of yours.")

// RenameView implements account.ViewStore.
func (a Accounts) RenameView(ctx context.Context, act account.Act, user, id int64, name string, shared bool) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoView, "update saved_view set name = $1, name_fold = $2, shared = $3 where id = $4 and user_id = $5",
			name, account.Fold(name), bit(shared), id, user)
	})
}

// DeleteView implements account.ViewStore.
func (a Accounts) DeleteView(ctx context.Context, act account.Act, user, id int64) error {
	return a.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoView, "delete from saved_view where id = $1 and user_id = $2", id, user)
	})
}
