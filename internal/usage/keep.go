package usage

import (
	"fmt"

	"reseller-console/internal/calendar"
)

// KeptFrom is the first month whose events are kept, if events are kept for so
// many days: a month goes when its last day is further back.
func KeptFrom(today calendar.Day, days int) calendar.Month { return today.Add(-days).Month() }

// bounded is the entry with what the store itself refuses: events of days that
// it no longer keeps. Of those it does not know what has counted.
func (l *Ledger) bounded(e *Entry) *Entry {
	if e.OpenFrom >= l.from {
		return e
	}
	closed := *e
	closed.OpenFrom = l.from
	if closed.Quarantine == "" && e.Type != Retract && e.FirstDay() < l.from {
		closed.Cause = TooOld
		closed.Quarantine = fmt.Sprintf("older than %s, the first day whose events are kept", l.from)
	}
	return &closed
}

// monthOf is the month with which a record is forgotten: the last one for
// which its key has ever counted, so that the key is there as long as any of
// its days can be written. What counts nothing goes with the month in which it
// came, what is in quarantine with none.
func (l *Ledger) monthOf(r *Record) calendar.Month {
	if r.State == Held {
		return 0
	}
	month := l.from.Month() // earlier ones are gone
	if old := l.records[r.Key]; old != nil {
		month = max(month, old.Month)
	}
	if r.State == Live {
		return max(month, r.event.LastDay().Month())
	}
	return max(month, calendar.DayOfMilli(r.ReceivedAt+MaxAhead.Milliseconds()).Month())
}
