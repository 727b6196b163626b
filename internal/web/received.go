package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Receipts is what the pages need of the receipts of batches.
type Receipts interface {
	// ReceiptDays returns what each sender sent on each UTC day of the
	// interval, both ends included, that has anything.
	ReceiptDays(ctx context.Context, from, to calendar.Day) ([]usage.ReceiptDay, error)
}

// receivedDays are the choices of how many days are listed, the default first.
var receivedDays = []int{30, 7, 90}

// receivedView is the page of what senders sent.
type receivedView struct {
	days     int // today included
	from, to calendar.Day
	rows     []usage.ReceiptDay // the latest day first, then by sender
	sum      usage.ReceiptDay
	failed   *failure // why there is no list; nil if there is one
}

// received lists what was sent, and what became of it. Where that fails, the
// choice of days stays.
func (s *server) received(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.receivedSince(r.Context(), parseReceived(r.URL.Query()))
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	status := http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list receipts: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, receivedPage(v, view))
}

func parseReceived(v url.Values) (days int) {
	days, _ = strconv.Atoi(v.Get("days"))
	return oneOf(days, receivedDays)
}

func (s *server) receivedSince(ctx context.Context, days int) (receivedView, error) {
	today := calendar.DayOf(s.Clock())
	view := receivedView{days: days, from: today.Add(1 - days), to: today}
	if s.Receipts == nil {
		return view, nil
	}
	rows, err := s.Receipts.ReceiptDays(ctx, view.from, view.to)
	if err != nil {
		return view, err
	}
	slices.SortStableFunc(rows, func(a, b usage.ReceiptDay) int { return int(b.Day - a.Day) })
	for _, d := range rows {
		view.sum = plus(view.sum, d)
	}
	view.rows = rows
	return view, nil
}

func plus(a, b usage.ReceiptDay) usage.ReceiptDay {
	return usage.ReceiptDay{
		Batches: a.Batches + b.Batches, Accepted: a.Accepted + b.Accepted, Duplicate: a.Duplicate + b.Duplicate,
		Conflict: a.Conflict + b.Conflict, Quarantined: a.Quarantined + b.Quarantined, Rejected: a.Rejected + b.Rejected,
	}
}

// receiptNumbers are the numbers of a line: batches, events, and the five that
// add up to the events.
func receiptNumbers(d usage.ReceiptDay) []int64 {
	return []int64{d.Batches, d.Events(), d.Accepted, d.Duplicate, d.Conflict, d.Quarantined, d.Rejected}
}

// receiptHeads are the messages of their heads.
var receiptHeads = []string{"received.batches", "received.events", "received.accepted", "received.duplicate", "received.conflict", "received.quarantined", "received.rejected"}
