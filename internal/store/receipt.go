package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

const outcomeColumns = "accepted, duplicate, conflict, quarantined, rejected"

func appendOutcomes(flat []any, o usage.Outcomes) []any {
	return append(flat, o.Accepted, o.Duplicate, o.Conflict, o.Quarantined, o.Rejected)
}

// outcomeTargets appends where a scan puts the outcomes' columns.
func outcomeTargets(all []any, o *usage.Outcomes) []any {
	return append(all, &o.Accepted, &o.Duplicate, &o.Conflict, &o.Quarantined, &o.Rejected)
}

// answersOf gives each delivery its part of the results.
func answersOf(deliveries []*usage.Delivery, results []usage.Result) []usage.Answer {
	answers := make([]usage.Answer, len(deliveries))
	for i, d := range deliveries {
		n := len(d.Entries)
		answers[i], results = d.Answer(results[:n:n]), results[n:]
	}
	return answers
}

// putReceipts keeps a receipt for each answer, and adds it to its day.
func putReceipts(ctx context.Context, tx *transaction, p *packer, answers []usage.Answer) error {
	const width = 11
	flat := make([]any, 0, len(answers)*width)
	receipts := make([]*usage.Receipt, len(answers))
	for i := range answers {
		r := &answers[i].Receipt
		id, err := uuid.Parse(r.ID)
		if err != nil {
			return fmt.Errorf("id of a receipt: %w", err)
		}
		verdicts, err := p.packVerdicts(r.Verdicts)
		if err != nil {
			return err
		}
		flat = append(flat, r.Sender.Token, id[:], r.Sender.Name, r.RequestID, r.Sent)
		flat = append(appendOutcomes(flat, r.Outcomes), verdicts)
		receipts[i] = r
	}
	_, err := bulkInsert(ctx, tx, "insert into receipt (token, id, sender, request, sent, "+outcomeColumns+", verdicts)", "", width, flat)
	if err != nil {
		return fmt.Errorf("keep receipts: %w", err)
	}
	return addReceiptDays(ctx, tx, usage.SumDays(receipts))
}

// setDay adds what comes to what is there.
var setDay = "on conflict (day, token, sender) do update set " + addColumns("receipt_day", "batches, sent, "+outcomeColumns)

func addColumns(table, list string) string {
	names := strings.Split(list, ", ")
	for i, name := range names {
		names[i] = fmt.Sprintf("%[2]s = %[1]s.%[2]s + excluded.%[2]s", table, name)
	}
	return strings.Join(names, ", ")
}

func addReceiptDays(ctx context.Context, tx *transaction, days []usage.ReceiptDay) error {
	const width = 10
	flat := make([]any, 0, len(days)*width)
	for _, d := range days {
		flat = appendOutcomes(append(flat, int64(d.Day), d.Sender.Token, d.Sender.Name, d.Batches, d.Sent), d.Outcomes)
	}
	_, err := bulkInsert(ctx, tx, "insert into receipt_day (day, token, sender, batches, sent, "+outcomeColumns+")", setDay, width, flat)
	if err != nil {
		return fmt.Errorf("add receipts to their day: %w", err)
	}
	return nil
}

// verdict is a usage.Verdict as it is kept.
type verdict struct {
	Index   int           `json:"i"`
	Line    int           `json:"l,omitempty"`
	ID      string        `json:"id"`
	Outcome usage.Outcome `json:"o"`
	Reason  string        `json:"r,omitempty"`
}

func (p *packer) packVerdicts(all []usage.Verdict) ([]byte, error) {
	if len(all) == 0 {
		return []byte{}, nil
	}
	rows := make([]verdict, len(all))
	for i := range all {
		rows[i] = verdict(all[i])
	}
	text, err := json.Marshal(rows)
	return p.encoder.EncodeAll(text, nil), err
}

func (p *packer) unpackVerdicts(packed []byte) ([]usage.Verdict, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	text, err := p.decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	var rows []verdict
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, err
	}
	all := make([]usage.Verdict, len(rows))
	for i := range rows {
		all[i] = usage.Verdict(rows[i])
	}
	return all, nil
}

// pruneReceipts removes some receipts of days before a day, at most limit, and
// tells whether there may be more. Their sums stay.
func pruneReceipts(ctx context.Context, tx *transaction, before calendar.Day, limit int64) (more bool, err error) {
	q := usage.ReceiptQuery{Day: before}
	first, _ := q.Bounds()
	id, err := uuid.Parse(first)
	if err != nil {
		return false, err
	}
	result, err := tx.ExecContext(ctx, `delete from receipt where (token, id) in (select token, id from receipt
		where token in (select distinct token from receipt_day where day < $1) and id < $2 limit $3)`, int64(before), id[:], limit)
	if err != nil {
		return false, fmt.Errorf("remove receipts of days before %s: %w", before, err)
	}
	removed, err := result.RowsAffected()
	return removed == limit, err
}
