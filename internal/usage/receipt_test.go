package usage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// randomBatch is readable and unreadable events of few ids, some of unknown
// projects, too old or too far ahead.
func randomBatch(r *rand.Rand) *Batch {
	b := &Batch{Sender: Sender{Token: r.Int64N(2), Name: "s"}, RequestID: fmt.Sprint(r.IntN(3))}
	for i := range r.Int32N(250) {
		at := Position{Index: i, Line: i + 1}
		if r.IntN(5) == 0 {
			b.Refused = append(b.Refused, Refusal{Position: at, Reason: strings.Repeat("no event", r.IntN(100))})
			continue
		}
		e := Event{Source: "s", ID: fmt.Sprint(r.IntN(300)), Type: Seconds, Project: []string{"p", "p", "nobody"}[r.IntN(3)],
			Product: product(catalog.RTC), Start: day.Add(r.IntN(5) - 3).Start().UnixMilli(), Value: r.Int64N(2), Revision: r.Int64N(2)}
		b.Events, b.Positions = append(b.Events, e), append(b.Positions, at)
	}
	return b
}

func TestEveryReceiptAddsUpToWhatWasSent(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		meter, store := recorded(t)
		sum, met := map[Sender]ReceiptDay{}, Outcomes{}
		for range 20 {
			batch := randomBatch(r)
			answer, err := meter.Record(t.Context(), batch)
			if err != nil {
				t.Fatal(err)
			}
			checkReceipt(t, batch, &answer)
			day := sum[batch.Sender]
			day.Batches++
			day.Sent += int64(batch.Len())
			day.Plus(answer.Receipt.Outcomes)
			sum[batch.Sender] = day
			met.Plus(answer.Receipt.Outcomes)
		}
		if min(met.Accepted, met.Duplicate, met.Conflict, met.Quarantined, met.Rejected) == 0 {
			t.Errorf("the test does not meet every outcome: %+v", met)
		}
		checkDays(t, store, sum)
	}
}

func checkReceipt(t *testing.T, batch *Batch, a *Answer) {
	t.Helper()
	var others []Verdict
	for v := range a.Others() {
		others = append(others, v)
	}
	r := &a.Receipt
	if r.Sent != int64(batch.Len()) || r.Sent != r.Sum() || r.Sent-r.Accepted != int64(len(others)) {
		t.Errorf("sent %d, %d not accepted, the receipt is %+v", batch.Len(), len(others), r.Outcomes)
	}
	if !slices.IsSortedFunc(others, func(a, b Verdict) int { return a.Index - b.Index }) {
		t.Error("verdicts are not in the order sent")
	}
	n := len(r.Verdicts)
	if n > MaxVerdicts || !slices.Equal(r.Verdicts, others[:n]) {
		t.Errorf("the receipt keeps %v, not the first of %v", r.Verdicts, others)
	}
	if n < min(len(others), MaxVerdicts) && size(r.Verdicts)+size(others[n:n+1]) <= maxVerdictBytes || size(r.Verdicts) > maxVerdictBytes {
		t.Errorf("the receipt keeps %d verdicts of %d bytes", n, size(r.Verdicts))
	}
}

func size(verdicts []Verdict) (bytes int) {
	for _, v := range verdicts {
		bytes += len(v.ID) + len(v.Reason)
	}
	return bytes
}

func checkDays(t *testing.T, store *Memory, sum map[Sender]ReceiptDay) {
	t.Helper()
	days, err := store.ReceiptDays(t.Context(), calendar.DayOf(now), calendar.DayOf(now))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range days {
		want := sum[d.Sender]
		if want.Day, want.Sender = calendar.DayOf(now), d.Sender; d != want && d.Sender != (Sender{}) {
			t.Errorf("the day has %+v, its receipts %+v", d, want)
		}
	}
}

func TestTheIDOfAReceiptTellsWhenItCame(t *testing.T) {
	t.Parallel()
	for _, ms := range []int64{0, 1, now.UnixMilli(), 1<<48 - 1} {
		id := uuid.MustParse(newReceiptID(ms))
		if ReceiptTime(id) != ms || id.Version() != 7 || id.Variant() != uuid.RFC4122 {
			t.Errorf("%s is of %d, want %d", id, ReceiptTime(id), ms)
		}
	}
	q := ReceiptQuery{Day: day}
	after, before := q.Bounds()
	for ms, within := range map[int64]bool{at0(0, 0, 0) - 1: false, at0(0, 0, 0): true, at0(24, 0, 0) - 1: true, at0(24, 0, 0): false} {
		if id := newReceiptID(ms); (id > after && id < before) != within {
			t.Errorf("%s is between %s and %s: not %v", id, after, before, within)
		}
	}
}
