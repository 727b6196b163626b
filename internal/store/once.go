package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

// outcome is what an act has made, as far as it must be told again.
type outcome struct {
	text   string
	number int64
}

// beginOnce takes the key of an act, and reports false with the outcome if it
// was taken before. An act without one is always the first. On PostgreSQL the insert waits for another transaction with the same
// key.
func beginOnce(ctx context.Context, tx *transaction, once *account.Once) (first bool, was outcome, err error) {
	if once == nil {
		return true, was, nil
	}
	_, err = tx.ExecContext(ctx, "delete from idempotency where reseller = $1 and name = $2 and expires_at <= $3", once.Reseller, once.Key, milli(once.At))
	if err != nil {
		return false, was, err
	}
	result, err := tx.ExecContext(ctx, `insert into idempotency (reseller, name, asked, expires_at) values ($1, $2, $3, $4)
		on conflict (reseller, name) do nothing`, once.Reseller, once.Key, once.Asked[:], milli(once.At.Add(account.OnceFor)))
	if err != nil {
		return false, was, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return true, was, err
	}
	var asked []byte
	err = tx.QueryRowContext(ctx, "select asked, made_text, made_number from idempotency where reseller = $1 and name = $2", once.Reseller, once.Key).
		Scan(&asked, &was.text, &was.number)
	if err == nil && !bytes.Equal(asked, once.Asked[:]) {
		err = account.ErrOtherAct
	}
	return false, was, err
}

// endOnce remembers what the act has made.
func endOnce(ctx context.Context, tx *transaction, once *account.Once, made outcome) error {
	if once == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, "update idempotency set made_text = $1, made_number = $2 where reseller = $3 and name = $4",
		made.text, made.number, once.Reseller, once.Key)
	return err
}

// ForgetOnce forgets the acts whose time is over. Each that is kept belongs to
// a company, project, enablement or export that it made.
func (s Companies) ForgetOnce(ctx context.Context, now time.Time) error {
	return s.write(ctx, func(tx *transaction) error {
		if _, err := tx.ExecContext(ctx, "delete from idempotency where expires_at <= $1", milli(now)); err != nil {
			return fmt.Errorf("forget acts: %w", err)
		}
		return nil
	})
}

// EnableUAP implements company.Store.
func (s Companies) EnableUAP(ctx context.Context, act account.Act, u company.UAP) (id int64, err error) {
	err = s.act(ctx, &act, func(_ *transaction, was outcome) error { id = was.number; return nil }, func(tx *transaction) (made outcome, err error) {
		if act.Entry.Reseller, err = holderOf(ctx, tx, act.Entry.Company); err != nil {
			return made, err
		}
		// The first update changes nothing but keeps the project from being
		// deleted meanwhile, the second lets the row be returned.
		if err := updateOne(ctx, tx, company.ProjectIsDeleted(u.Project), "update project set status = status where id = $1 and status <> $2", u.Project, int(company.ProjectDeleted)); err != nil {
			return made, err
		}
		err = tx.QueryRowContext(ctx, `insert into uap (project, type, region, created_at) values ($1, $2, $3, $4)
			on conflict (project, type, region) do update set enabled = 1
			returning id`, u.Project, int(u.Type), u.Region, milli(act.Entry.At)).Scan(&id)
		return outcome{number: id}, err
	})
	return id, err
}
