package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

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
