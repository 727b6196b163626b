package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"reseller-console/internal/company"
)

// outcome is what an act has made, as far as it must be told again.
type outcome struct {
	text   string
	number int64
}

// writeOnce runs an act in one transaction and remembers in the same one what
// it has made. If it was done before, again is told that instead. An act that
// fails is not remembered: nothing of it happened.
func (s Companies) writeOnce(ctx context.Context, once *company.Once, again func(outcome), act func(tx *transaction) (outcome, error)) error {
	if once == nil {
		return s.write(ctx, func(tx *transaction) error {
			_, err := act(tx)
			return err
		})
	}
	return s.write(ctx, func(tx *transaction) error {
		first, was, err := beginOnce(ctx, tx, once)
		if err != nil {
			return err
		}
		if !first {
			again(was)
			return nil
		}
		made, err := act(tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "update idempotency set made_text = $1, made_number = $2 where reseller = $3 and name = $4",
			made.text, made.number, once.Reseller, once.Key)
		return err
	})
}

// beginOnce takes the key, and reports false with the outcome if it was taken
// before. On PostgreSQL the insert waits for another transaction with the same
// key.
func beginOnce(ctx context.Context, tx *transaction, once *company.Once) (first bool, was outcome, err error) {
	_, err = tx.ExecContext(ctx, "delete from idempotency where reseller = $1 and name = $2 and expires_at <= $3", once.Reseller, once.Key, milli(once.At))
	if err != nil {
		return false, was, err
	}
	result, err := tx.ExecContext(ctx, `insert into idempotency (reseller, name, asked, expires_at) values ($1, $2, $3, $4)
		on conflict (reseller, name) do nothing`, once.Reseller, once.Key, once.Asked[:], milli(once.At.Add(company.OnceFor)))
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
		err = company.ErrOtherAct
	}
	return false, was, err
}

// ForgetOnce forgets the acts whose time is over. Each that is kept belongs to
// a company, project or enablement that it made.
func (s Companies) ForgetOnce(ctx context.Context, now time.Time) error {
	return s.write(ctx, func(tx *transaction) error {
		if _, err := tx.ExecContext(ctx, "delete from idempotency where expires_at <= $1", milli(now)); err != nil {
			return fmt.Errorf("forget acts: %w", err)
		}
		return nil
	})
}

// EnableUAP implements company.Store.
func (s Companies) EnableUAP(ctx context.Context, u company.UAP, at time.Time, once *company.Once) (id int64, err error) {
	err = s.writeOnce(ctx, once, func(was outcome) { id = was.number }, func(tx *transaction) (made outcome, err error) {
		// The update changes nothing but lets the row be returned.
		err = tx.QueryRowContext(ctx, `insert into uap (project, type, region, created_at) values ($1, $2, $3, $4)
			on conflict (project, type, region) do update set type = excluded.type
			returning id`, u.Project, int(u.Type), u.Region, milli(at)).Scan(&id)
		return outcome{number: id}, err
	})
	return id, err
}
