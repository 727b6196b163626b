package usage

import (
	"context"
	"strconv"

	"reseller-console/internal/account"
)

// note tells the trail what was done with the chosen events. The events are in
// another database than the trail, so that is said after it was done, also if
// it was broken off in between.
func (q *Quarantine) note(ctx context.Context, c account.Caller, action account.Action, f HeldFilter, done ...account.Change) error {
	act := c.Did(action, q.meter.clock())
	for _, chosen := range []account.Change{{Field: "reason", After: string(f.Cause)}, {Field: "project", After: f.Project}, {Field: "source", After: f.Source}} {
		if chosen.After != "" {
			act.Entry.Changes = append(act.Entry.Changes, chosen)
		}
	}
	act.Entry.Changes = append(act.Entry.Changes, done...)
	return q.trail.Note(context.WithoutCancel(ctx), act)
}

// became tells how many events that became of.
func became(field string, events int64) account.Change {
	return account.Change{Field: field, After: strconv.FormatInt(events, 10)}
}
