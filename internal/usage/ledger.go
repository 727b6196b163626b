package usage

import (
	"bytes"
	"fmt"
	"slices"

	"reseller-console/internal/calendar"
)

// State is what is held under a key.
type State int16

// The states, in the numbers of storage.
const (
	Live      State = 0 // counted
	Retracted State = 1 // undone for good, perhaps before it ever came
	Held      State = 2 // in quarantine
	Undoing   State = 3 // a retraction: it has undone another event and counts nothing
)

// Record is what a store holds under a key.
type Record struct {
	Key      Key
	Source   string
	ID       string
	Hash     Hash
	Revision int64
	State    State
	Content  []byte // what was said; empty if it was retracted before it came
	Reason   string // why it is held; empty unless Held
	Cause    Cause  // the kind of that
	// Fresh tells that Content came with this batch: what a store has of an
	// earlier one is no longer valid.
	Fresh bool
	// ReceivedAt is when this content came, Unix milliseconds.
	ReceivedAt int64
	// Month is the one with which the record is forgotten; 0 if with none.
	Month calendar.Month

	event   *Event // what Content says, if it was not read from a store
	changed bool   // the store must write it
}

// neverCame reports whether only a retraction of the event came.
func (r *Record) neverCame() bool { return r.Hash == Hash{} }

// Event reads the record's event back.
func (r *Record) Event() (Event, error) {
	e, err := r.Shared()
	if err != nil {
		return Event{}, err
	}
	return *e, nil
}

// Shared is Event without a copy: it must not be changed.
func (r *Record) Shared() (*Event, error) {
	if r.event != nil {
		return r.event, nil
	}
	e, err := ParseContent(r.Content)
	if err != nil {
		return nil, fmt.Errorf("event %q of %q: %w", r.ID, r.Source, err)
	}
	e.Source, e.ID, e.Revision = r.Source, r.ID, r.Revision
	return &e, nil
}

// Ledger decides the entries of one batch and keeps account of what they
// change. A store uses it inside one transaction, step by step: Keys, Wanted,
// Decide, Changed, and then the Settlement of its Effects.
type Ledger struct {
	from    calendar.Day
	entries []Entry
	keys    []Key
	records map[Key]*Record
	changed []Key
	effects Effects
}

// NewLedger begins the account of a batch for a store that keeps the events of
// days since from; 0 if it keeps all.
func NewLedger(entries []Entry, from calendar.Day) *Ledger {
	l := &Ledger{from: from, entries: entries, keys: make([]Key, len(entries)), records: make(map[Key]*Record, len(entries))}
	var keyer keyer
	for i := range entries {
		l.keys[i] = keyer.key(entries[i].Source, entries[i].ID)
	}
	l.effects = newEffects(entries)
	return l
}

// Keys returns the keys that the store must look up, sorted, none twice.
func (l *Ledger) Keys() []Key {
	keys := slices.Clone(l.keys)
	for i := range l.entries {
		if e := &l.entries[i]; e.Type == Retract {
			keys = append(keys, KeyOf(e.Source, e.Target))
		}
	}
	slices.SortFunc(keys, compareKeys)
	return slices.Compact(keys)
}

func compareKeys(a, b Key) int { return bytes.Compare(a[:], b[:]) }

// Wanted returns those of the known records whose Content the store must look
// up before Decide. Of all others, the duplicates among them, it is not read.
func (l *Ledger) Wanted(known []Record) []*Record {
	at := make(map[Key]*Record, len(known))
	for i := range known {
		at[known[i].Key] = &known[i]
	}
	var wanted []*Record
	want := func(r *Record) {
		if r != nil && (r.State == Live || r.State == Held) {
			wanted = append(wanted, r)
			delete(at, r.Key)
		}
	}
	for i := range l.entries {
		e := &l.entries[i]
		if r := at[l.keys[i]]; r != nil && e.Revision > r.Revision {
			want(r)
		}
		if e.Type == Retract {
			want(at[KeyOf(e.Source, e.Target)])
		}
	}
	return wanted
}

// Decide gives each entry its result, in the order sent, knowing what the
// store held under Keys before.
func (l *Ledger) Decide(known []Record) ([]Result, error) {
	for i := range known {
		known[i].changed = false // by this batch
		l.records[known[i].Key] = &known[i]
	}
	results := make([]Result, len(l.entries))
	for i := range l.entries {
		result, err := l.decide(&l.entries[i], l.keys[i])
		if err != nil {
			return nil, err
		}
		results[i] = result
	}
	return results, nil
}

// Changed returns the records that the store must write, sorted by key.
func (l *Ledger) Changed() []*Record {
	all := make([]*Record, 0, len(l.changed))
	for _, key := range l.changed {
		all = append(all, l.records[key])
	}
	slices.SortFunc(all, func(a, b *Record) int { return compareKeys(a.Key, b.Key) })
	return all
}

// Effects returns what the decided entries add to and take from figures.
func (l *Ledger) Effects() *Effects { return &l.effects }

func (l *Ledger) decide(e *Entry, key Key) (Result, error) {
	if e.Reject != "" {
		return Result{Rejected, e.Reject}, nil
	}
	e = l.bounded(e)
	content := e.Content()
	next := Record{Key: key, Source: e.Source, ID: e.ID, Hash: HashOf(content), Revision: e.Revision, Content: content, Reason: e.Quarantine, Cause: e.Cause,
		ReceivedAt: e.ReceivedAt, Fresh: true, event: &e.Event}
	old, known := l.records[key]
	switch {
	case e.Replayed && !(known && old.State == Held && old.Hash == next.Hash && old.Revision == next.Revision):
		return Result{Duplicate, "it is no longer in quarantine"}, nil
	case !known || old.State == Held && (old.Hash == next.Hash || next.Revision > old.Revision):
		return l.take(e, next)
	case old.State == Retracted && (old.neverCame() || old.Hash == next.Hash):
		return Result{Duplicate, "it was retracted"}, nil
	case old.Hash == next.Hash:
		l.lift(old, next.Revision)
		return Result{Outcome: Duplicate}, nil
	case next.Revision < old.Revision:
		return Result{Duplicate, fmt.Sprintf("revision %d has replaced it", old.Revision)}, nil
	case (old.State == Live || old.State == Undoing) && next.Revision > old.Revision:
		return l.replace(e, old, next)
	}
	if old.State == Retracted {
		return Result{Conflict, "the event of that id was retracted, and had other content; send this one under a new id"}, nil
	}
	return Result{Conflict, "the id was used before with other content"}, nil
}

// lift remembers a higher revision of the same content, so that what is
// between does not replace it.
func (l *Ledger) lift(old *Record, revision int64) {
	if revision > old.Revision {
		old.Revision = revision
		l.change(old)
	}
}

// take keeps an event that has not counted before.
func (l *Ledger) take(e *Entry, next Record) (Result, error) {
	if e.Quarantine != "" {
		next.State = Held
		l.put(next)
		return Result{Quarantined, e.Quarantine}, nil
	}
	if e.Type == Retract {
		if reason, err := l.retract(e); reason != "" || err != nil {
			return l.refuse(e, next, reason), err
		}
		next.State = Undoing
	}
	l.put(next)
	l.effects.add(&e.Event)
	return Result{Outcome: Accepted}, nil
}

// refuse turns away a retraction of what cannot be undone; one that is in
// quarantine stays there.
func (l *Ledger) refuse(e *Entry, next Record, reason string) Result {
	if !e.Replayed {
		return Result{Rejected, reason}
	}
	next.State, next.Cause, next.Reason = Held, Refused, reason
	l.put(next)
	return Result{Quarantined, reason}
}

// replace puts a higher revision in the place of a counted event.
func (l *Ledger) replace(e *Entry, old *Record, next Record) (Result, error) {
	if e.Quarantine != "" {
		return Result{Rejected, "the counted event stays, because its revision must not be counted: " + e.Quarantine}, nil
	}
	if e.Type == Retract || old.State == Undoing {
		return Result{Conflict, "a retraction has no revisions"}, nil
	}
	before, err := old.Event()
	if err != nil {
		return Result{}, err
	}
	if reason := e.closed(&before); reason != "" {
		return Result{Rejected, reason}, nil
	}
	l.effects.remove(&before)
	l.effects.add(&e.Event)
	l.put(next)
	return Result{Outcome: Accepted}, nil
}

// retract undoes the target, or sees to it that it stays dead when it comes.
// It returns a reason if it must not be undone.
func (l *Ledger) retract(e *Entry) (string, error) {
	key := KeyOf(e.Source, e.Target)
	old, known := l.records[key]
	if !known {
		l.put(Record{Key: key, Source: e.Source, ID: e.Target, State: Retracted, ReceivedAt: e.ReceivedAt})
		return "", nil
	}
	if old.State == Retracted {
		return "", nil
	}
	if old.State == Undoing {
		return retractionStays, nil
	}
	before, err := old.Event()
	if err != nil {
		return "", err
	}
	if before.Type == Retract {
		return retractionStays, nil
	}
	if old.State == Live {
		if reason := e.closed(&before); reason != "" {
			return reason, nil
		}
		l.effects.remove(&before)
	}
	dead := *old
	dead.State, dead.Reason, dead.Cause = Retracted, "", ""
	l.put(dead)
	return "", nil
}

// closed says why a counted event can no longer be changed, if so.
func (e *Entry) closed(counted *Event) string {
	if first := counted.FirstDay(); first < e.OpenFrom {
		return fmt.Sprintf("the event counts for %s, which is before %s, the first day that is still open", first, e.OpenFrom)
	}
	return ""
}

const retractionStays = "a retraction cannot be retracted; send the event again under a new id"

func (l *Ledger) put(r Record) {
	r.Month = l.monthOf(&r)
	if old := l.records[r.Key]; old != nil {
		r.changed = old.changed
	}
	l.records[r.Key] = &r
	l.change(&r)
}

func (l *Ledger) change(r *Record) {
	if !r.changed {
		r.changed = true
		l.changed = append(l.changed, r.Key)
	}
}
