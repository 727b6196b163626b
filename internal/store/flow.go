package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Flows implements usage.Store. Its cost grows with what was received since
// then, and with the days and senders there ever were.
func (u *Usage) Flows(ctx context.Context, since int64) ([]usage.Flow, error) {
	all, err := query(ctx, u.db.reader, scanFlow, `
		select d.token, d.last, (select r.id from receipt r where r.token = d.token order by r.id desc limit 1),
			coalesce(s.batches, 0), coalesce(s.sent, 0), coalesce(s.accepted, 0), coalesce(s.duplicate, 0), coalesce(s.conflict, 0),
			coalesce(s.quarantined, 0), coalesce(s.rejected, 0)
		from (select token, max(day) as last from receipt_day group by token) d
		left join (
			select token, count(*) as batches, sum(sent) as sent, sum(accepted) as accepted, sum(duplicate) as duplicate,
				sum(conflict) as conflict, sum(quarantined) as quarantined, sum(rejected) as rejected
			from receipt where token in (select token from receipt_day where day >= $1) and id >= $2 group by token) s on s.token = d.token
		order by d.token`, int64(calendar.DayOfMilli(since)), usage.FirstReceipt(since))
	if err != nil {
		return nil, fmt.Errorf("read what came since a time: %w", err)
	}
	return all, nil
}

func scanFlow(rows *sql.Rows, f *usage.Flow) error {
	var last []byte
	if err := rows.Scan(outcomeTargets([]any{&f.Token, &f.Day, &last, &f.Batches, &f.Sent}, &f.Outcomes)...); err != nil || last == nil {
		return err
	}
	id, err := uuid.FromBytes(last)
	f.Last = usage.ReceiptTime(id)
	return err
}
