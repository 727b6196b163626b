package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
)

// Change implements billing.Store. The company's row is taken first, so that all
// who change its books or its status wait for each other.
func (s Billing) Change(ctx context.Context, subjects []billing.Subject, asked billing.Asked, change func(*billing.Books) error) error {
	return s.write(ctx, func(tx *transaction) error {
		var acts []account.Act
		for i := range subjects {
			done, err := changeBooks(ctx, tx, &subjects[i], asked, change)
			if err != nil {
				return err
			}
			acts = append(acts, done...)
		}
		for i := range acts {
			if err := conclude(ctx, tx, &acts[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func changeBooks(ctx context.Context, tx *transaction, of *billing.Subject, asked billing.Asked, change func(*billing.Books) error) ([]account.Act, error) {
	b := &billing.Books{}
	if _, err := lockCompany(ctx, tx, company.Which{Company: of.Company}, &b.Company); err != nil {
		return nil, err
	}
	postings, err := openBooks(ctx, tx, of, asked, b)
	if err != nil {
		return nil, err
	}
	before := *b
	if err := change(b); err != nil {
		return nil, err
	}
	if b.Company != before.Company {
		if err := updateCompany(ctx, tx, &b.Company); err != nil {
			return nil, err
		}
	}
	if err := putBooks(ctx, tx, b, postings); err != nil {
		return nil, err
	}
	return b.Acts, nil
}

// openBooks reads the books of a company that is locked, and how many postings
// they have.
func openBooks(ctx context.Context, tx *transaction, of *billing.Subject, asked billing.Asked, b *billing.Books) (postings int64, err error) {
	err = tx.QueryRowContext(ctx, "select balance, postings, short_since, billed, next_on from books where company = $1", of.Company).
		Scan(&b.Balance, &postings, &b.ShortSince, &b.Billed, &b.NextOn)
	if errors.Is(err, sql.ErrNoRows) {
		b.Billed, err = of.Begins.Add(-1), nil
	}
	if err != nil {
		return 0, err
	}
	if err = tx.QueryRowContext(ctx, "select count(*) from price_plan where company = $1", of.Company).Scan(&b.Plans); err != nil {
		return 0, err
	}
	b.Unpaid, err = unpaid(ctx, tx, of.Company)
	if err != nil || asked.Reference == "" {
		return postings, err
	}
	same, err := query(ctx, tx, scanPosting, selectPosting+"where p.company = $1 and p.kind = $2 and p.reference = $3",
		of.Company, string(asked.Kind), asked.Reference)
	if len(same) > 0 {
		b.Same = &same[0]
	}
	return postings, err
}

// putBooks writes what an act has added.
func putBooks(ctx context.Context, tx *transaction, b *billing.Books, postings int64) error {
	for _, bill := range b.Issued {
		if err := insertBill(ctx, tx, bill); err != nil {
			return err
		}
	}
	for i := range b.Inputs {
		if err := insertInput(ctx, tx, &b.Inputs[i]); err != nil {
			return err
		}
	}
	for i := range b.Postings {
		p := &b.Postings[i]
		postings++
		if err := insertPosting(ctx, tx, p, postings); err != nil {
			return err
		}
	}
	for _, d := range b.Deducted {
		_, err := tx.ExecContext(ctx, "update bill set deducted_at = $3 where company = $1 and month = $2", b.Company.ID, int64(d.Month), milli(d.At))
		if err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `
		insert into books (company, balance, postings, short_since, billed, next_on) values ($1, $2, $3, $4, $5, $6)
		on conflict (company) do update set balance = excluded.balance, postings = excluded.postings, short_since = excluded.short_since,
			billed = excluded.billed, next_on = excluded.next_on`,
		b.Company.ID, int64(b.Balance), postings, int64(b.ShortSince), int64(b.Billed), int64(b.NextOn))
	return err
}

// billBody is the part of a bill that nothing is looked up by.
type billBody struct {
	Plan        int                `json:"plan"`
	Terms       billing.Terms      `json:"terms"`
	Used        billing.Money      `json:"used"`
	Lines       []billing.Line     `json:"lines"`
	Adjustments []billing.Adjusted `json:"adjustments,omitzero"`
}

func insertBill(ctx context.Context, tx *transaction, b *billing.Bill) error {
	body, err := json.Marshal(billBody{b.Plan, b.Terms, b.Used, b.Lines, b.Adjustments})
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "insert into bill (company, month, total, revision, issued_at, body) values ($1, $2, $3, $4, $5, $6)",
		b.Company, int64(b.Month), int64(b.Total), b.Revision, milli(b.IssuedAt), string(body))
	return err
}

func insertInput(ctx context.Context, tx *transaction, in *billing.Input) error {
	body, err := json.Marshal(in.Use)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "insert into bill_input (company, month, billed_in, revision, body) values ($1, $2, $3, $4, $5)",
		in.Company, int64(in.Month), int64(in.BilledIn), in.Revision, string(body))
	return err
}
