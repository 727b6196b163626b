package usage

import (
	"cmp"
	"context"
	"encoding/binary"
	"iter"
	"math"
	"slices"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
)

// Receipt says what became of a batch. It is kept in the transaction that
// keeps the batch's events: there is one for each batch that was taken in, even
// if nothing of it was readable, and none for a batch that failed.
type Receipt struct {
	ID         string // UUIDv7 of ReceivedAt
	ReceivedAt int64  // Unix milliseconds
	Sender     Sender
	RequestID  string // by which the sender knows the batch; may be empty
	Sent       int64  // events: the sum of the outcomes
	Outcomes
	// Verdicts are the first events that were not accepted: MaxVerdicts, or
	// fewer with long texts. Lists of receipts leave them out.
	Verdicts []Verdict
}

// Sender is who sent a batch.
type Sender struct {
	Token int64  // id of the ingest token; 0: none
	Name  string // the token's name, or what sends without one: "livekit", "import FILE"
}

// ReceiptDay is what a sender sent on a day of receipt (UTC), and what became
// of it.
type ReceiptDay struct {
	Day     calendar.Day
	Sender  Sender
	Batches int64
	Sent    int64 // events
	Outcomes
}

// Flow is what came with a token since a time.
type Flow struct {
	Token   int64
	Day     calendar.Day // of the last receipt ever
	Last    int64        // when it came, in Unix milliseconds; 0: that is forgotten
	Batches int64
	Sent    int64 // events
	Outcomes
}

// Outcomes counts events by what became of them.
type Outcomes struct{ Accepted, Duplicate, Conflict, Quarantined, Rejected int64 }

// Add counts one event.
func (o *Outcomes) Add(outcome Outcome) {
	switch outcome {
	case Accepted:
		o.Accepted++
	case Duplicate:
		o.Duplicate++
	case Conflict:
		o.Conflict++
	case Quarantined:
		o.Quarantined++
	case Rejected:
		o.Rejected++
	}
}

// Plus adds other counts.
func (o *Outcomes) Plus(other Outcomes) {
	o.Accepted += other.Accepted
	o.Duplicate += other.Duplicate
	o.Conflict += other.Conflict
	o.Quarantined += other.Quarantined
	o.Rejected += other.Rejected
}

// Sum is the number of events counted.
func (o Outcomes) Sum() int64 {
	return o.Accepted + o.Duplicate + o.Conflict + o.Quarantined + o.Rejected
}

// SumDays sums receipts up, by day, token and name.
func SumDays(receipts []*Receipt) []ReceiptDay {
	type key struct {
		day    calendar.Day
		sender Sender
	}
	at := map[key]int{}
	var days []ReceiptDay
	for _, r := range receipts {
		k := key{r.Day(), r.Sender}
		i, known := at[k]
		if !known {
			i, at[k] = len(days), len(days)
			days = append(days, ReceiptDay{Day: k.day, Sender: k.sender})
		}
		days[i].Batches++
		days[i].Sent += r.Sent
		days[i].Plus(r.Outcomes)
	}
	slices.SortFunc(days, func(a, b ReceiptDay) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Sender.Token, b.Sender.Token), cmp.Compare(a.Sender.Name, b.Sender.Name))
	})
	return days
}

// Day is the day of receipt.
func (r *Receipt) Day() calendar.Day { return calendar.DayOfMilli(r.ReceivedAt) }

// The most that a receipt keeps of events that were not accepted.
const (
	MaxVerdicts     = 100
	maxVerdictBytes = 16 << 10 // of their ids and reasons
)

func firstVerdicts(all iter.Seq[Verdict]) (first []Verdict) {
	bytes := 0
	for v := range all {
		bytes += len(v.ID) + len(v.Reason)
		if len(first) == MaxVerdicts || bytes > maxVerdictBytes {
			break
		}
		first = append(first, v)
	}
	return first
}

// Receipts finds receipts again.
type Receipts interface {
	// Receipt returns one of a token, with its verdicts, else fault.NotFound.
	Receipt(ctx context.Context, token int64, id string) (Receipt, error)

	// Receipts lists receipts without their verdicts, oldest first.
	Receipts(ctx context.Context, q ReceiptQuery) ([]Receipt, error)

	// ReceiptDays returns the sums of all senders on each of the days, both
	// included, that they sent anything on; by day, token and name. Those of
	// days whose receipts are gone are there.
	ReceiptDays(ctx context.Context, from, to calendar.Day) ([]ReceiptDay, error)

	// Flows returns by token what each has sent since a time, in Unix
	// milliseconds, and when it sent last. Token 0 is all who send without one.
	Flows(ctx context.Context, since int64) ([]Flow, error)

	// TokenDays is ReceiptDays of one token.
	TokenDays(ctx context.Context, token int64, from, to calendar.Day) ([]ReceiptDay, error)
}

// ReceiptQuery asks for receipts of a token.
type ReceiptQuery struct {
	Token     int64
	Day       calendar.Day // of receipt; 0: any
	RequestID string       // empty: any
	After     string       // the id of a receipt, which comes before all that is asked for
	Limit     int
}

// Bounds returns ids between which those asked for are, both excluded.
func (q *ReceiptQuery) Bounds() (after, before string) {
	after, before = uuid.Nil.String(), uuid.Max.String()
	if q.Day != 0 {
		after, before = firstID(q.Day), firstID(q.Day.Add(1))
	}
	return max(after, q.After), before
}

// firstID is before all ids of receipts of a day, and after all of the day
// before: the version of a UUIDv7 is not 0.
func firstID(day calendar.Day) string { return timed(uuid.Nil, day.Start().UnixMilli()).String() }

// FirstReceipt is the id before all of receipts from a time on, in Unix
// milliseconds, as bytes.
func FirstReceipt(ms int64) []byte {
	id := timed(uuid.Nil, ms)
	return id[:]
}

// newReceiptID returns a UUIDv7 of a time in Unix milliseconds.
func newReceiptID(ms int64) string {
	id := timed(uuid.New(), ms)
	id[versionByte] = id[versionByte]&0x0f | 0x70
	return id.String()
}

// ReceiptTime returns the time of a receipt's id in Unix milliseconds.
func ReceiptTime(id uuid.UUID) int64 {
	return int64(binary.BigEndian.Uint16(id[:]))<<32 | int64(binary.BigEndian.Uint32(id[2:]))
}

func timed(id uuid.UUID, ms int64) uuid.UUID {
	binary.BigEndian.PutUint16(id[:], uint16(ms>>32&math.MaxUint16)) // #nosec G115 -- 48 bits last until the year 10889
	binary.BigEndian.PutUint32(id[2:], uint32(ms&math.MaxUint32))    // #nosec G115
	return id
}
