package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

const receiptColumns = "select token, id, sender, request, sent, " + outcomeColumns

// scanReceipt reads the receiptColumns of a row, and what follows them.
func scanReceipt(scan func(...any) error, r *usage.Receipt, more ...any) error {
	var id []byte
	all := outcomeTargets([]any{&r.Sender.Token, &id, &r.Sender.Name, &r.RequestID, &r.Sent}, &r.Outcomes)
	if err := scan(append(all, more...)...); err != nil {
		return err
	}
	key, err := uuid.FromBytes(id)
	if err != nil {
		return fmt.Errorf("id of a receipt: %w", err)
	}
	r.ID, r.ReceivedAt = key.String(), usage.ReceiptTime(key)
	return nil
}

// Receipt implements usage.Store.
func (u *Usage) Receipt(ctx context.Context, token int64, id string) (r usage.Receipt, err error) {
	key, err := uuid.Parse(id)
	if err != nil || key.String() != id {
		return r, usage.NoReceipt(id)
	}
	var verdicts []byte
	row := u.db.reader.QueryRowContext(ctx, receiptColumns+", verdicts from receipt where token = $1 and id = $2", token, key[:])
	err = scanReceipt(row.Scan, &r, &verdicts)
	if errors.Is(err, sql.ErrNoRows) {
		return r, usage.NoReceipt(id)
	}
	if err == nil {
		r.Verdicts, err = u.log.packer.unpackVerdicts(verdicts)
	}
	if err != nil {
		return r, fmt.Errorf("read receipt %s: %w", id, err)
	}
	return r, nil
}

// Receipts implements usage.Store. Its cost grows with the limit, not with
// what is stored.
func (u *Usage) Receipts(ctx context.Context, q usage.ReceiptQuery) ([]usage.Receipt, error) {
	after, before := q.Bounds()
	from, to, err := parseBounds(after, before)
	if err != nil {
		return nil, err
	}
	text, args := " from receipt where token = $1 and id > $2 and id < $3", []any{q.Token, from[:], to[:], int64(q.Limit)}
	if q.RequestID != "" {
		text, args = text+" and request = $5", append(args, q.RequestID)
	}
	all, err := query(ctx, u.db.reader, func(rows *sql.Rows, r *usage.Receipt) error { return scanReceipt(rows.Scan, r) },
		receiptColumns+text+" order by id limit $4", args...)
	if err != nil {
		return nil, fmt.Errorf("list receipts: %w", err)
	}
	return all, nil
}

func parseBounds(after, before string) (from, to uuid.UUID, err error) {
	from, err = uuid.Parse(after)
	to, err2 := uuid.Parse(before)
	return from, to, errors.Join(err, err2)
}

// ReceiptDays implements usage.Store.
func (u *Usage) ReceiptDays(ctx context.Context, from, to calendar.Day) ([]usage.ReceiptDay, error) {
	return u.receiptDays(ctx, "", int64(from), int64(to))
}

// TokenDays implements usage.Store.
func (u *Usage) TokenDays(ctx context.Context, token int64, from, to calendar.Day) ([]usage.ReceiptDay, error) {
	return u.receiptDays(ctx, " and token = $3", int64(from), int64(to), token)
}

func (u *Usage) receiptDays(ctx context.Context, where string, args ...any) ([]usage.ReceiptDay, error) {
	all, err := query(ctx, u.db.reader, func(rows *sql.Rows, d *usage.ReceiptDay) error {
		return rows.Scan(outcomeTargets([]any{&d.Day, &d.Sender.Token, &d.Sender.Name, &d.Batches, &d.Sent}, &d.Outcomes)...)
	}, "select day, token, sender, batches, sent, "+outcomeColumns+" from receipt_day where day between $1 and $2"+where+" order by day, token, sender", args...)
	if err != nil {
		return nil, fmt.Errorf("read the receipts of days: %w", err)
	}
	return all, nil
}
