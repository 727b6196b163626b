package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

type onePlace struct{}

func (onePlace) Places(context.Context, []string) (map[string]company.Place, error) {
	return map[string]company.Place{"p": {Company: 1, Holdings: []company.Holding{{Reseller: 1}}}}, nil
}

// sender counts by itself what it sends and what it is answered.
type sender struct {
	usage.Sender
	days map[calendar.Day]usage.ReceiptDay
}

// send sends batches of few ids on three days, as others do at the same time.
func (s *sender) send(t *testing.T, store usage.Store, r *rand.Rand) {
	rtm, _ := catalog.ByID(catalog.RTM)
	for range 30 {
		at := benchDay.Add(r.IntN(3)).Start().Add(time.Duration(r.IntN(86_400_000)) * time.Millisecond)
		meter := usage.NewMeter(store, onePlace{}, func() time.Time { return at }, 2)
		batch := &usage.Batch{Sender: s.Sender}
		for i := range r.Int32N(20) {
			if r.IntN(4) == 0 {
				batch.Refused = append(batch.Refused, usage.Refusal{Position: usage.Position{Index: i}, Reason: "no event"})
				continue
			}
			batch.Positions = append(batch.Positions, usage.Position{Index: i})
			batch.Events = append(batch.Events, usage.Event{Source: "s", ID: fmt.Sprint(r.IntN(500)), Type: usage.Active, Product: rtm,
				Project: []string{"p", "nobody"}[r.IntN(2)], User: fmt.Sprint(r.IntN(2)), Start: benchDay.Start().UnixMilli()})
		}
		answer, err := meter.Record(t.Context(), batch)
		if err != nil {
			t.Error(err)
			return
		}
		day := s.days[calendar.DayOf(at)]
		day.Day, day.Sender = calendar.DayOf(at), s.Sender
		day.Batches++
		day.Sent += int64(batch.Len())
		day.Plus(answer.Receipt.Outcomes)
		s.days[day.Day] = day
	}
}

func TestTheSumsOfDaysAreTheReceiptsAndWhatTheSendersCounted(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		var senders []*sender
		var group sync.WaitGroup
		for i := range uint64(6) {
			s := &sender{usage.Sender{Token: int64(i / 2), Name: fmt.Sprint("sender ", i)}, map[calendar.Day]usage.ReceiptDay{}}
			senders = append(senders, s)
			group.Go(func() { s.send(t, db.Usage(), rand.New(rand.NewPCG(i, 9))) })
		}
		group.Wait()
		days := ok(db.Usage().ReceiptDays(t.Context(), benchDay, benchDay.Add(2)))(t)
		counted := 0
		for _, s := range senders {
			counted += len(s.days)
		}
		if len(days) != counted {
			t.Errorf("%d days of senders, want %d", len(days), counted)
		}
		for _, d := range days {
			i := slices.IndexFunc(senders, func(s *sender) bool { return s.Sender == d.Sender })
			if d != senders[i].days[d.Day] || d.Sent != d.Sum() {
				t.Errorf("the day is %+v, the sender counted %+v", d, senders[i].days[d.Day])
			}
		}
		if sums := receiptSums(t, db, 3); !slices.Equal(sums, days) {
			t.Errorf("the days are %+v, their receipts %+v", days, sums)
		}
	})
}

// receiptSums sums all receipts up.
func receiptSums(t *testing.T, db *DB, tokens int64) []usage.ReceiptDay {
	t.Helper()
	var all []*usage.Receipt
	for token := range tokens {
		receipts := ok(db.Usage().Receipts(t.Context(), usage.ReceiptQuery{Token: token, Limit: 10_000}))(t)
		for i := range receipts {
			all = append(all, &receipts[i])
		}
	}
	return usage.SumDays(all)
}

func TestOldReceiptsGoAndTheirSumsStay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := &sender{usage.Sender{Token: 1, Name: "s"}, map[calendar.Day]usage.ReceiptDay{}}
		s.send(t, db.Usage(), rand.New(rand.NewPCG(1, 1)))
		before := ok(db.Usage().ReceiptDays(t.Context(), benchDay, benchDay.Add(2)))(t)
		for more := true; more; {
			err := db.usage.write(t.Context(), func(tx *transaction) (err error) {
				more, err = pruneReceipts(t.Context(), tx, benchDay.Add(2), 3)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if after := ok(db.Usage().ReceiptDays(t.Context(), benchDay, benchDay.Add(2)))(t); !slices.Equal(after, before) {
			t.Errorf("sums were %+v, are %+v", before, after)
		}
		if left := receiptSums(t, db, 2); !slices.Equal(left, before[2:]) {
			t.Errorf("receipts of %+v are left, want %+v", left, before[2:])
		}
	})
}

func TestALongListOfVerdictsTakesLittleRoom(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	batch := sessions(1_000, 0, idForms["uuid7"])
	record(t, db, batch)
	again := storetest.Delivery(batch)
	ok(db.Usage().Record(t.Context(), again))(t)
	var size int64
	if err := db.usage.reader.QueryRow("select max(length(verdicts)) from receipt").Scan(&size); err != nil || size == 0 || size > 4_000 {
		t.Errorf("100 verdicts of 1,000 duplicates have %d bytes: %v", size, err)
	}
	r, err := db.Usage().Receipt(t.Context(), 0, again.Receipt)
	if err != nil || len(r.Verdicts) != usage.MaxVerdicts || r.Duplicate != 1_000 || r.Verdicts[99].ID != batch[99].ID {
		t.Errorf("%d duplicates, %d verdicts, %v", r.Duplicate, len(r.Verdicts), err)
	}
}

func TestAReceiptThatIsNone(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	for _, id := range []string{"", "x", "00000000-0000-0000-0000-000000000000", "{018f2b3c-0000-7000-8000-000000000000}"} {
		if _, err := db.Usage().Receipt(t.Context(), 1, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// ok is for answers that must not fail.
func ok[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
