// Package intake reads usage events as their senders write them (CloudEvents
// as JSON, batches, NDJSON, CSV) into usage.Event, writes them again, and
// imports files of them.
//
// It owns the wire formats and the rules that one event can be judged by
// alone. It does not own what needs the clock or other data (the future,
// unknown projects, duplicates: package usage), nor HTTP (package api).
//
// One bad event never spoils a batch: it becomes an Item with an error. Only
// what cannot be taken apart at all is an error of the whole.
package intake

import (
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Item is one event of a batch or file, or why it could not be read.
type Item struct {
	Index int         // 0-based place among the events as sent
	Line  int         // 1-based line of NDJSON or CSV; 0 otherwise
	Event usage.Event // if Err is set: only Source and ID, as far as they could be read
	Err   *fault.Error
}
