package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

var _ company.ApplicationStore = Companies{}

// PutApplication implements company.ApplicationStore.
func (s Companies) PutApplication(ctx context.Context, act account.Act, a company.Application) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		var id int64
		err = tx.QueryRowContext(ctx, `
			insert into application (company, name, email, country, note, language, created_at) values ($1, $2, $3, $4, $5, $6, $7) returning id`,
			a.Company, a.Name, a.Email, a.Country, a.Note, a.Language, milli(a.CreatedAt)).Scan(&id)
		act.Entry.Target = fmt.Sprintf("application %d", id)
		return made, err
	})
}

const selectApplication = `select id, company, name, email, country, note, language, created_at, state, reason, decided_at, coalesce(reseller, 0) from application `

func scanApplication(rows *sql.Rows, a *company.Application) error {
	var created, decided int64
	err := rows.Scan(&a.ID, &a.Company, &a.Name, &a.Email, &a.Country, &a.Note, &a.Language, &created, &a.State, &a.Reason, &decided, &a.Reseller)
	a.CreatedAt, a.DecidedAt = fromMilli(created), fromMilli(decided)
	return err
}

// Applications implements company.ApplicationStore.
func (s Companies) Applications(ctx context.Context, state company.ApplicationState, limit int) ([]company.Application, error) {
	return query(ctx, s.reader, scanApplication, selectApplication+"where state = $1 order by id desc limit $2", string(state), int64(limit))
}

// Application implements company.ApplicationStore.
func (s Companies) Application(ctx context.Context, id int64) (company.Application, error) {
	some, err := query(ctx, s.reader, scanApplication, selectApplication+"where id = $1", id)
	if err == nil && len(some) == 0 {
		err = fault.New(fault.NotFound, "There is no application %d.", id)
	}
	if err != nil {
		return company.Application{}, err
	}
	return some[0], nil
}

// Approve implements company.ApplicationStore.
func (s Companies) Approve(ctx context.Context, act account.Act, id int64, r company.Reseller, owner account.User) (reseller int64, err error) {
	err = s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := decide(ctx, tx, &act, id, company.Approved, ""); err != nil {
			return made, err
		}
		if reseller, err = insertReseller(ctx, tx, r, owner); err != nil {
			return made, err
		}
		act.Entry.Reseller = reseller
		_, err = tx.ExecContext(ctx, "update application set reseller = $2 where id = $1", id, reseller)
		return made, err
	})
	return reseller, err
}

// Decline implements company.ApplicationStore.
func (s Companies) Decline(ctx context.Context, act account.Act, id int64, reason string) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, decide(ctx, tx, &act, id, company.Declined, reason)
	})
}

// decide closes an open application: of two at once, the second finds none.
func decide(ctx context.Context, tx *transaction, act *account.Act, id int64, state company.ApplicationState, reason string) error {
	return updateOne(ctx, tx, company.ErrDecided, "update application set state = $2, reason = $3, decided_at = $4 where id = $1 and state = 'open'",
		id, string(state), reason, milli(act.Entry.At))
}
