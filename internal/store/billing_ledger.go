package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/billing"
)

func insertPosting(ctx context.Context, tx *transaction, p *billing.Posting, number int64) error {
	_, err := tx.ExecContext(ctx, "insert into posting (company, number, kind, reference, note, at) values ($1, $2, $3, $4, $5, $6)",
		p.Company, number, string(p.Kind), p.Reference, p.Note, milli(p.At))
	for _, line := range p.Lines {
		if err == nil {
			_, err = tx.ExecContext(ctx, "insert into posting_line (company, number, account, amount) values ($1, $2, $3, $4)",
				p.Company, number, line.Account, int64(line.Amount))
		}
	}
	return err
}

const selectPosting = `
	select p.number, p.company, p.kind, p.reference, p.note, p.at,
		(select amount from posting_line l where l.company = p.company and l.number = p.number and l.account = 'balance')
	from posting p `

func scanPosting(rows *sql.Rows, p *billing.Posting) error {
	var at int64
	err := rows.Scan(&p.Number, &p.Company, &p.Kind, &p.Reference, &p.Note, &at, &p.Amount)
	p.At = fromMilli(at)
	return err
}

// Ledger implements billing.Store. What the balance was with a posting follows
// from its lines, as all that is summed here does.
func (s Billing) Ledger(ctx context.Context, company int64, offset, limit int) (l billing.Ledger, sound bool, err error) {
	err = s.view(ctx, func(tx *transaction) error {
		var made int64
		err := tx.QueryRowContext(ctx, "select balance, postings from books where company = $1", company).Scan(&l.Balance, &made)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var sum, uneven int64
		err = tx.QueryRowContext(ctx, `
			select coalesce(cast(sum(case when account = 'balance' then amount else 0 end) as bigint), 0), coalesce(cast(sum(amount) as bigint), 0),
				(select count(*) from posting where company = $1)
			from posting_line where company = $1`, company).Scan(&sum, &uneven, &l.All)
		if err != nil {
			return err
		}
		sound = sum == int64(l.Balance) && uneven == 0 && int64(l.All) == made
		l.Postings, err = query(ctx, tx, scanPosting, selectPosting+"where p.company = $1 order by p.number desc limit $2 offset $3", company, limit, offset)
		if err != nil || len(l.Postings) == 0 {
			return err
		}
		return setAfter(ctx, tx, l.Postings)
	})
	return l, sound, err
}

// setAfter sets what the balance was with each posting of a page.
func setAfter(ctx context.Context, tx *transaction, page []billing.Posting) error {
	var after billing.Money
	err := tx.QueryRowContext(ctx, "select cast(sum(amount) as bigint) from posting_line where company = $1 and account = 'balance' and number <= $2",
		page[0].Company, page[0].Number).Scan(&after)
	for i := range page {
		page[i].After = after
		after -= page[i].Amount
	}
	return err
}
