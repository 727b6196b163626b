package company

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// ListedReseller is a line of the operator's list of resellers.
type ListedReseller struct {
	Reseller
	Companies             int // that it holds now
	OwnerName, OwnerEmail string
}

// Held is a company with the name of the reseller that holds it now; "" if
// nobody does.
type Held struct {
	Listed
	ResellerName string
}

// ResellerStore keeps resellers for the operator.
type ResellerStore interface {
	// CreateReseller as Store has it.
	CreateReseller(ctx context.Context, act account.Act, r Reseller, owner account.User) (int64, error)
	// Reseller finds a reseller, else fault.NotFound.
	Reseller(ctx context.Context, id int64) (Reseller, error)
	// Resellers returns all of them, by id.
	Resellers(ctx context.Context) ([]ListedReseller, error)
	// ResellerStaff returns the users of a reseller, the first one first.
	ResellerStaff(ctx context.Context, reseller int64) ([]account.User, error)
	// ChangeReseller changes a reseller as change does, which may complete the
	// entry; one that is suspended by that ends all sessions of its users.
	// What stays as it was is not written. It is fault.NotFound without such a
	// reseller.
	ChangeReseller(ctx context.Context, act account.Act, id int64, change func(*Reseller, *account.Entry) error) (Reseller, error)
	// Companies and StatusCounts as Store has them.
	Companies(ctx context.Context, f Filter) ([]Listed, error)
	StatusCounts(ctx context.Context, f Filter) (StatusCounts, error)
	// AnyCompanies returns the latest companies that a search finds, whoever
	// holds them.
	AnyCompanies(ctx context.Context, search Search, limit int) ([]Held, error)
}

// Resellers is what an operator can do about resellers. Whoever else asks is
// account.ErrNotOperator.
type Resellers struct {
	store ResellerStore
	clock func() time.Time
}

// NewResellers returns the service over its store.
func NewResellers(store ResellerStore, clock func() time.Time) *Resellers {
	return &Resellers{store, clock}
}

// ResellerFilter chooses resellers.
type ResellerFilter struct {
	Text          string // part of a name or an address of its owner, or its number; empty: all
	OnlySuspended bool
	Offset, Limit int // Limit 0: no limit
}

// ResellerPage is a part of the list.
type ResellerPage struct {
	Rows       []ListedReseller
	Count, Sum int // that match, and all
	Suspended  int // of those that match the text
}

// List returns a page of the resellers that match, by name. All are looked
// through: there are thousands at most.
func (s *Resellers) List(ctx context.Context, c account.Caller, f ResellerFilter) (page ResellerPage, err error) {
	if !c.Operates() {
		return page, account.ErrNotOperator
	}
	all, err := s.store.Resellers(ctx)
	if err != nil {
		return page, err
	}
	var some []ListedReseller
	for _, r := range all {
		if !r.matches(f.Text) {
			continue
		}
		page.Sum++
		if r.Suspended() {
			page.Suspended++
		} else if f.OnlySuspended {
			continue
		}
		some = append(some, r)
	}
	slices.SortStableFunc(some, func(a, b ListedReseller) int { return strings.Compare(account.Fold(a.Name), account.Fold(b.Name)) })
	page.Count = len(some)
	from := min(max(0, f.Offset), len(some))
	to := len(some)
	if f.Limit > 0 {
		to = min(from+f.Limit, to)
	}
	page.Rows = some[from:to]
	return page, nil
}

func (r *ListedReseller) matches(text string) bool {
	text = account.Fold(strings.TrimSpace(text))
	return text == strconv.FormatInt(r.ID, 10) || slices.ContainsFunc([]string{r.Name, r.OwnerName, r.OwnerEmail}, func(of string) bool {
		return strings.Contains(account.Fold(of), text)
	})
}

// Find returns a reseller with its staff, the first one first.
func (s *Resellers) Find(ctx context.Context, c account.Caller, id int64) (Reseller, []account.User, error) {
	if !c.Operates() {
		return Reseller{}, nil, account.ErrNotOperator
	}
	r, err := s.store.Reseller(ctx, id)
	if err != nil {
		return r, nil, err
	}
	users, err := s.store.ResellerStaff(ctx, id)
	return r, users, err
}

// Companies returns a page of the companies that a reseller holds.
func (s *Resellers) Companies(ctx context.Context, c account.Caller, f Filter) (Page, error) {
	if !c.Operates() {
		return Page{}, account.ErrNotOperator
	}
	counts, err := s.store.StatusCounts(ctx, f)
	if err != nil {
		return Page{}, err
	}
	rows, err := s.store.Companies(ctx, f)
	return Page{Rows: rows, Count: counts.of(f.Status), ByStatus: counts}, err
}

// Search returns the latest companies that a search finds, whoever holds
// them.
func (s *Resellers) Search(ctx context.Context, c account.Caller, search Search, limit int) ([]Held, error) {
	if !c.Operates() {
		return nil, account.ErrNotOperator
	}
	return s.store.AnyCompanies(ctx, search, limit)
}

// Company finds a company, whoever holds it, else fault.NotFound.
func (s *Resellers) Company(ctx context.Context, c account.Caller, id int64) (Held, error) {
	some, err := s.Search(ctx, c, Search{By: ByCID, Text: strconv.FormatInt(id, 10)}, 1)
	if err == nil && len(some) == 0 {
		err = notFound(id)
	}
	if err != nil {
		return Held{}, err
	}
	return some[0], nil
}

// Create keeps a new reseller with its owner, who is sent a link to set a
// password, and returns its number. Fields that are not right, an address in
// use among them, are fault.Invalid.
func (s *Resellers) Create(ctx context.Context, c account.Caller, name string, owner account.User) (int64, error) {
	if !c.Operates() {
		return 0, account.ErrNotOperator
	}
	r := Reseller{Name: name, CreatedAt: s.clock()}
	if err := prepareReseller(&r, &owner); err != nil {
		return 0, err
	}
	act := c.Did("reseller.create", r.CreatedAt)
	link, err := account.LinkRequest{Email: owner.Email, Mail: account.MailInvite}.Job()
	if err != nil {
		return 0, err
	}
	act.Jobs = []job.Job{link}
	return s.store.CreateReseller(ctx, act, r, owner)
}

// prepareReseller makes a new reseller and its owner ready to be kept, or
// names the fields that are not right: name, ownerName, email.
func prepareReseller(r *Reseller, owner *account.User) error {
	wrong := fault.New(fault.Invalid, "The reseller is not complete.")
	if r.Name = strings.TrimSpace(r.Name); !account.IsName(r.Name, account.MaxName) {
		wrong.With("name", account.NameRule(account.MaxName), r.Name)
	}
	r.Register = newRegister()
	owner.Role, owner.Company, owner.CreatedAt = account.ResellerOwner, 0, r.CreatedAt
	owner.Reseller = 1 // any reseller will do: its number is not known before it is kept
	if err := owner.Prepare(); err != nil {
		for _, f := range fault.Readable(err).Fields {
			if f.Location == "name" {
				f.Location = "ownerName"
			}
			wrong.Fields = append(wrong.Fields, f)
		}
	}
	if len(wrong.Fields) > 0 {
		return told("The reseller cannot be created", wrong.Fields)
	}
	return nil
}

// Rename gives a reseller another name. One that is not right is
// fault.Invalid.
func (s *Resellers) Rename(ctx context.Context, c account.Caller, id int64, name string) (Reseller, error) {
	if name = strings.TrimSpace(name); !account.IsName(name, account.MaxName) {
		return Reseller{}, told("The reseller is not renamed", []fault.Field{{Location: "name", Message: "1 to 255 characters", Value: name}})
	}
	return s.change(ctx, c, "reseller.rename", id, func(r *Reseller, e *account.Entry) error {
		e.Changes = changes(account.Change{Field: "name", Before: r.Name, After: name})
		r.Name = name
		return nil
	})
}

// Suspend keeps everybody of a reseller out, and ends their sessions at once;
// its API keys are refused. Its companies are served and metered as before.
// One that is suspended takes the new reason. A reason that is not right is
// fault.Invalid.
func (s *Resellers) Suspend(ctx context.Context, c account.Caller, id int64, reason string) (Reseller, error) {
	if reason = strings.TrimSpace(reason); !account.IsName(reason, MaxReason) {
		return Reseller{}, told("The reseller is not suspended", []fault.Field{{Location: "reason", Message: "1 to 500 characters in one line", Value: reason}})
	}
	return s.change(ctx, c, "reseller.suspend", id, func(r *Reseller, e *account.Entry) error {
		e.Changes = changes(account.Change{Field: "reason", Before: r.Reason, After: reason})
		if r.Reason = reason; !r.Suspended() {
			r.SuspendedAt = s.clock().Truncate(time.Millisecond)
		}
		return nil
	})
}

// Unsuspend ends that. One that is not suspended stays as it is.
func (s *Resellers) Unsuspend(ctx context.Context, c account.Caller, id int64) (Reseller, error) {
	return s.change(ctx, c, "reseller.unsuspend", id, func(r *Reseller, _ *account.Entry) error {
		r.SuspendedAt, r.Reason = time.Time{}, ""
		return nil
	})
}

func (s *Resellers) change(ctx context.Context, c account.Caller, action account.Action, id int64, change func(*Reseller, *account.Entry) error) (Reseller, error) {
	if !c.Operates() {
		return Reseller{}, account.ErrNotOperator
	}
	act := c.Did(action, s.clock())
	act.Entry.Reseller = id
	return s.store.ChangeReseller(ctx, act, id, change)
}
