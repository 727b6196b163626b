package account

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"net/netip"
	"strings"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Act is what is kept together with a change, in its transaction.
type Act struct {
	Entry Entry
	Jobs  []job.Job // what has to be done because of it
	Once  *Once     // nil: it is done as often as it is asked for
}

// Action is what was done, as noun and verb: "company.freeze".
type Action string

// ActorKind says what somebody who acts is.
type ActorKind string

// The kinds of actors.
const (
	ActorUser    ActorKind = "user"    // a person who signed in
	ActorKey     ActorKind = "key"     // a program with an API key
	ActorProgram ActorKind = "program" // a command on the server
)

// Actor is who acts.
type Actor struct {
	Kind ActorKind
	ID   string // of the user or the key; the command's words
	Name string // as it was then
}

// Change is a field that an act changed. Secrets are never in it.
type Change struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Entry is a line of the audit trail: who did what to what, when and from
// where. Entries are only ever appended, and each holds the hash of the one
// before: one that was altered or taken away shows.
type Entry struct {
	Number   int64 // from 1, without gaps
	At       time.Time
	Actor    Actor
	OnBehalf int64 // the company that the actor visits; 0: nobody
	Action   Action
	Reseller int64  // in whose trail it is; 0: nobody's
	Company  int64  // what company it is about; 0: none
	Target   string // what it was done to, within the company or the reseller; "" for itself
	Changes  []Change
	Addr     netip.Addr // zero: of a command, or unknown
	Request  string     // id of the request; "" for a command
	Hash     Hash
}

// Hash is the SHA-256 of an entry with that of the entry before.
type Hash [sha256.Size]byte

// Chained returns the hash of an entry that follows one with that hash. Every
// field goes in with its length, so that no two entries are the same bytes.
func (e *Entry) Chained(before Hash) (h Hash) {
	b := append([]byte(nil), before[:]...)
	number := func(n int64) { b = binary.BigEndian.AppendUint64(b, uint64(n)) }
	text := func(s string) {
		number(int64(len(s)))
		b = append(b, s...)
	}
	number(e.Number)
	number(e.At.UnixMilli())
	text(string(e.Actor.Kind))
	text(e.Actor.ID)
	text(e.Actor.Name)
	number(e.OnBehalf)
	text(string(e.Action))
	number(e.Reseller)
	number(e.Company)
	text(e.Target)
	number(int64(len(e.Changes)))
	for _, c := range e.Changes {
		text(c.Field)
		text(c.Before)
		text(c.After)
	}
	text(e.AddrText())
	text(e.Request)
	return sha256.Sum256(b)
}

// AddrText is the address as text; "" if it is unknown.
func (e *Entry) AddrText() string {
	if !e.Addr.IsValid() {
		return ""
	}
	return e.Addr.String()
}

// Did returns the act of the caller, in its reseller's trail.
func (c Caller) Did(action Action, at time.Time) Act {
	e := Entry{At: at, Actor: c.actor(), Action: action, Reseller: c.Reseller, Company: c.Company, Addr: c.Addr.Unmap(), Request: c.Request}
	if c.Role == CompanyVisitor {
		e.OnBehalf = c.Company
	}
	return Act{Entry: e, Once: c.Once}
}

// AuditFilter chooses entries of one trail.
type AuditFilter struct {
	Reseller int64     // whose trail; 0: what is about the company, whosever trail it is in
	Before   int64     // only entries with a lower number; 0: all
	Action   Action    // "" for all
	Company  int64     // 0: all; always set without a Reseller
	From, To time.Time // half-open; zero: no bound
	Limit    int

	Everywhere bool // all trails; for operators
}

// AuditStore keeps the audit trail. Entries get there with the acts of other
// stores.
type AuditStore interface {
	// Entries returns the entries that match, the newest first.
	Entries(ctx context.Context, f AuditFilter) ([]Entry, error)
}

// MaxEntries is how many entries are read at a time.
const MaxEntries = 1000

// Trail is what can be done with the audit trail.
type Trail struct{ store AuditStore }

// NewTrail returns the service over its store.
func NewTrail(store AuditStore) *Trail { return &Trail{store} }

// List returns a page of the trail, the newest first: owners read that of their
// reseller, whatever the filter's Reseller says, who may manage companies that
// of one company in it, and a company's members what is about the company,
// whatever the filter's Company says. Operators read that of the filter's
// Reseller or, of 0, all. Amounts are told to those only who may read bills. A Limit out of 1 to MaxEntries is fault.Invalid.
func (t *Trail) List(ctx context.Context, c Caller, f AuditFilter) ([]Entry, error) {
	f.Everywhere = c.Operates() && f.Reseller == 0
	ofOne := f.Company != 0 && c.May(ManageCompanies)
	if !c.Operates() && !c.May(SeeActivity) && !ofOne {
		return nil, fault.New(fault.Forbidden, "Your role does not show you this activity: it is for the owners of a reseller, and the administrators and the support of a company.")
	}
	if !c.Operates() {
		f.Reseller = c.Reseller
	}
	if c.Company != 0 {
		f.Company = c.Company
	}
	if f.Limit < 1 || f.Limit > MaxEntries {
		return nil, fault.New(fault.Invalid, "A page has 1 to %d entries.", MaxEntries).With("limit", "1 to 1000", f.Limit)
	}
	entries, err := t.store.Entries(ctx, f)
	if !c.Operates() && !c.May(ReadBills) {
		hideMoney(entries)
	}
	return entries, err
}

// hideMoney takes the amounts out of entries about bills and balances.
func hideMoney(entries []Entry) {
	for i := range entries {
		if about, _, _ := strings.Cut(string(entries[i].Action), "."); about == "bill" || about == "balance" {
			entries[i].Changes = nil
		}
	}
}
