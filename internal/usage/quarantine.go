package usage

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Cause is the kind of reason for which an event is in quarantine.
type Cause string

// The causes, in the words of storage, addresses and commands. What lies too
// far ahead is rejected and not kept, so it is none of them.
const (
	UnknownProject Cause = "unknown-project" // its project does not exist
	TooOld         Cause = "too-old"         // its day was no longer open
	Refused        Cause = "refused"         // a retraction of what cannot be undone
)

// Causes lists the causes, the most frequent first.
func Causes() []Cause { return []Cause{UnknownProject, TooOld, Refused} }

// HeldEvent is an event in quarantine.
type HeldEvent struct {
	Event
	Key        Key
	Cause      Cause
	Reason     string // a sentence's part, as the sender was told
	ReceivedAt int64  // Unix milliseconds
}

// Cursor is the event's place in the order of the quarantine.
func (h *HeldEvent) Cursor() HeldCursor { return HeldCursor{h.ReceivedAt, h.Key} }

// HeldFilter chooses events in quarantine. What is zero chooses all.
type HeldFilter struct {
	Cause   Cause
	Project string
	Source  string
	Until   int64 // Unix milliseconds: received then or before
}

// Check answers fault.Invalid for a cause that does not exist and for text
// that no event can have.
func (f HeldFilter) Check() error {
	wrong := fault.New(fault.Invalid, "The quarantine cannot be searched for that.")
	if f.Cause != "" && !slices.Contains(Causes(), f.Cause) {
		wrong.With("reason", "one of unknown-project, too-old, refused", string(f.Cause))
	}
	for location, text := range map[string]string{"project": f.Project, "source": f.Source} {
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			wrong.With(location, "UTF-8 text without U+0000", text)
		}
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// Narrow reports whether the filter leaves anything out but by time.
func (f HeldFilter) Narrow() bool { return f.Cause != "" || f.Project != "" || f.Source != "" }

// HeldCursor is a place in the order of the quarantine: by the time at which
// events came, then by key. The zero cursor is before all.
type HeldCursor struct {
	ReceivedAt int64
	Key        Key
}

// LastCursor is after all.
var LastCursor = HeldCursor{1<<63 - 1, Key(slices.Repeat([]byte{0xff}, len(Key{})))}

// String writes the cursor for an address.
func (c HeldCursor) String() string {
	return base64.RawURLEncoding.EncodeToString(append(binary.BigEndian.AppendUint64(nil, uint64(c.ReceivedAt)), c.Key[:]...))
}

// ParseHeldCursor reads what String wrote, and reports whether it could.
func ParseHeldCursor(text string) (HeldCursor, bool) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) != 8+len(Key{}) {
		return HeldCursor{}, false
	}
	return HeldCursor{int64(binary.BigEndian.Uint64(b)), Key(b[8:])}, true
}

// HeldQuery asks for a page of the quarantine.
type HeldQuery struct {
	HeldFilter
	After    HeldCursor // exclusive; with Backward, the page ends before it
	Backward bool       // the latest first
	Limit    int
}

// HeldCount is how many events are held for one cause.
type HeldCount struct {
	Cause  Cause
	Events int64
	Last   int64 // when the latest came, Unix milliseconds
}

// HeldProject is how many events of a project are held for one cause.
type HeldProject struct {
	Project     string
	Cause       Cause
	Events      int64
	First, Last int64 // when they came, Unix milliseconds
	Exists      bool  // whether the project exists now; stores leave it out
}

// QuarantineStore keeps events that must not be counted yet. Record puts them
// there, and takes those out that come again and may count.
type QuarantineStore interface {
	// Held lists events in quarantine in the order of their cursors.
	Held(ctx context.Context, q HeldQuery) ([]HeldEvent, error)
	// CountHeld counts events in quarantine by cause, in the order of causes.
	CountHeld(ctx context.Context, f HeldFilter) ([]HeldCount, error)
	// HeldProjects returns the projects with the most events in quarantine,
	// most first, then by project and cause.
	HeldProjects(ctx context.Context, f HeldFilter, limit int) ([]HeldProject, error)
	// DropHeld forgets the first events in quarantine, at most limit of them,
	// as if they had never come, and returns how many.
	DropHeld(ctx context.Context, f HeldFilter, limit int) (int64, error)
}

// Trail keeps what was done with the quarantine; store.Audit is one.
type Trail interface {
	// Note appends a line to the audit trail.
	Note(ctx context.Context, act account.Act) error
}

// Quarantine is what can be done with events that are not counted yet.
type Quarantine struct {
	store QuarantineStore
	meter *Meter
	trail Trail
}

// NewQuarantine returns the quarantine of the meter's store, which tells the
// trail what is done with it.
func NewQuarantine(m *Meter, trail Trail) *Quarantine { return &Quarantine{m.store, m, trail} }

// List returns a page of the quarantine. A filter that makes no sense is
// fault.Invalid, here and in all other acts.
func (q *Quarantine) List(ctx context.Context, query HeldQuery) ([]HeldEvent, error) {
	if err := query.Check(); err != nil {
		return nil, err
	}
	return q.store.Held(ctx, query)
}

// Count counts events in quarantine by cause.
func (q *Quarantine) Count(ctx context.Context, f HeldFilter) ([]HeldCount, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	return q.store.CountHeld(ctx, f)
}

// Projects returns the projects with the most events in quarantine, and
// whether they exist now.
func (q *Quarantine) Projects(ctx context.Context, f HeldFilter, limit int) ([]HeldProject, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	all, err := q.store.HeldProjects(ctx, f, limit)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].Project
	}
	places, err := q.meter.places.Places(ctx, ids)
	for i := range all {
		_, all[i].Exists = places[all[i].Project]
	}
	return all, err
}

// heldChunk is how many events are replayed or dropped in one transaction.
const heldChunk = 10_000

// Drop forgets events in quarantine as if they had never come: sent again,
// they are new. It calls progress after each transaction with how many are
// forgotten. On error those of earlier transactions are gone, and in the trail.
// Who does not operate the platform is account.ErrNotOperator.
func (q *Quarantine) Drop(ctx context.Context, c account.Caller, f HeldFilter, progress func(dropped int64)) (int64, error) {
	if !c.Operates() {
		return 0, account.ErrNotOperator
	}
	dropped, err := q.drop(ctx, f, progress)
	if dropped == 0 {
		return 0, err
	}
	return dropped, errors.Join(err, q.note(ctx, c, "quarantine.drop", f, became("dropped", dropped)))
}

func (q *Quarantine) drop(ctx context.Context, f HeldFilter, progress func(dropped int64)) (dropped int64, err error) {
	if f, err = q.bounded(ctx, f); err != nil {
		return 0, err
	}
	for {
		n, err := q.store.DropHeld(ctx, f, heldChunk)
		if err != nil || n == 0 {
			return dropped, err
		}
		dropped += n
		progress(dropped)
	}
}

// bounded leaves out what comes from now on, so that an act on the quarantine
// ends though more comes. Nothing held stays nothing.
func (q *Quarantine) bounded(ctx context.Context, f HeldFilter) (HeldFilter, error) {
	counts, err := q.Count(ctx, f)
	f.Until = 1 // nothing: no event came in the first millisecond of 1970
	for _, c := range counts {
		f.Until = max(f.Until, c.Last)
	}
	return f, err
}
