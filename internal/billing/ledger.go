package billing

import (
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Kind says why an amount was posted.
type Kind string

// The kinds of postings.
const (
	TopUp      Kind = "topUp"      // money received
	Adjustment Kind = "adjustment" // what the operator grants or takes back
	Deduction  Kind = "deduction"  // a month's bill
)

// other is the account that an amount of that kind comes from, or goes to.
func (k Kind) other() string {
	switch k {
	case TopUp:
		return "received"
	case Deduction:
		return "billed"
	}
	return "granted"
}

// action is how the operator's acts are called in the audit trail.
func (k Kind) action() account.Action {
	if k == TopUp {
		return "balance.topup"
	}
	return "balance.adjust"
}

// balanceAccount is what a company has.
const balanceAccount = "balance"

// Posting is an entry of a company's ledger. It is only ever added, and its
// lines add up to 0.
type Posting struct {
	Number    int64 // of the company's, from 1
	Company   int64
	Kind      Kind
	Reference string // no two of a company and kind have the same
	Note      string
	At        time.Time
	Amount    Money // what the balance rises by
	After     Money // the balance with it, of one that was read
	Lines     []PostingLine
}

// Ledger is a part of a company's.
type Ledger struct {
	Balance  Money
	Postings []Posting // the newest first
	All      int       // how many there are
}

// PostingLine moves an amount into an account of a company's ledger, or out of
// it if negative.
type PostingLine struct {
	Account string
	Amount  Money
}

// newPosting is a posting with both of its lines.
func newPosting(kind Kind, reference, note string, at time.Time, amount Money) Posting {
	return Posting{Kind: kind, Reference: reference, Note: note, At: at, Amount: amount,
		Lines: []PostingLine{{balanceAccount, amount}, {kind.other(), -amount}}}
}

// The longest texts of a posting, in characters.
const (
	MaxReference = 100
	MaxNote      = 500
)

func (p *Posting) check() error {
	wrong := fault.New(fault.Invalid, "Nothing was posted.")
	if p.Amount == 0 || p.Kind == TopUp && p.Amount < 0 {
		wrong.With("amount", "more than 0", p.Amount.String())
	}
	if !account.IsName(p.Reference, MaxReference) {
		wrong.With("reference", "1 to 100 characters in one line", p.Reference)
	}
	if p.Note != "" && !account.IsName(p.Note, MaxNote) {
		wrong.With("note", "at most 500 characters in one line", p.Note)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}
