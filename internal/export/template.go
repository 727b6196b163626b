package export

import (
	"context"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Template is a saved choice of what a sheet holds: everything of a query but
// its days.
type Template struct {
	ID        int64
	Reseller  int64
	User      int64 // who saved it
	Name      string
	Shared    bool  // with all users of the reseller
	Query     Query // its days are none
	CreatedAt time.Time
}

// The limits of templates.
const (
	MaxTemplates = 50 // of a reseller
	MaxName      = 80 // characters of the name of a template or schedule
)

// TemplateStore keeps templates. What users may not see is fault.NotFound to
// them. A name that the same users see another by is ErrNameTaken.
type TemplateStore interface {
	// Templates returns what a user sees: their own and the shared ones, by name.
	Templates(ctx context.Context, reseller, user int64) ([]Template, error)
	// AddTemplate keeps a new one, unless its reseller has most already: then
	// it is fault.Conflict.
	AddTemplate(ctx context.Context, act account.Act, t Template, most int) error
	// ChangeTemplate changes the name of one, and who sees it.
	ChangeTemplate(ctx context.Context, act account.Act, t Template) error
	// RemoveTemplate forgets one that the user sees.
	RemoveTemplate(ctx context.Context, act account.Act, reseller, user, id int64) error
}

// ErrNameTaken is the answer to a name that is not new.
var ErrNameTaken = fault.New(fault.Conflict, "There is a template of that name already.").With("templateName", "a name that no other template has", nil)

// ErrNoTemplate is the answer to a template that is not there.
var ErrNoTemplate = fault.New(fault.NotFound, "There is no such template.")

// Templates is what can be done with templates.
type Templates struct {
	store TemplateStore
	clock func() time.Time
}

// NewTemplates returns the service over its store.
func NewTemplates(store TemplateStore, clock func() time.Time) *Templates {
	return &Templates{store, clock}
}

// List returns the caller's own templates and the shared ones, by name.
func (s *Templates) List(ctx context.Context, c account.Caller) ([]Template, error) {
	return s.store.Templates(ctx, c.Reseller, c.User)
}

// Find returns one of List, else fault.NotFound.
func (s *Templates) Find(ctx context.Context, c account.Caller, id int64) (Template, error) {
	all, err := s.List(ctx, c)
	for _, t := range all {
		if t.ID == id {
			return t, nil
		}
	}
	if err == nil {
		err = ErrNoTemplate
	}
	return Template{}, err
}

// Save keeps a choice under a name. A name that is not right is fault.Invalid,
// one that is taken ErrNameTaken, a template too many fault.Conflict.
func (s *Templates) Save(ctx context.Context, c account.Caller, name string, shared bool, q Query) error {
	t := Template{Reseller: c.Reseller, User: c.User, Name: strings.TrimSpace(name), Shared: shared, Query: q, CreatedAt: s.clock()}
	t.Query.Window.From, t.Query.Window.To = 0, 0
	if err := t.check(c); err != nil {
		return err
	}
	if err := t.Query.checkContent(); err != nil {
		return err
	}
	act := c.Did("template.create", t.CreatedAt)
	act.Entry.Changes = []account.Change{{Field: "name", After: t.Name}}
	return s.store.AddTemplate(ctx, act, t, MaxTemplates)
}

// Change renames one of List, and says who sees it. Only who saved a template
// takes it from the others.
func (s *Templates) Change(ctx context.Context, c account.Caller, id int64, name string, shared bool) error {
	t, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	if t.User != c.User && !shared {
		return fault.New(fault.Forbidden, "Only who saved a template can make it private.")
	}
	before := t.Name
	t.Name, t.Shared = strings.TrimSpace(name), shared
	if err := t.check(c); err != nil {
		return err
	}
	act := c.Did("template.update", s.clock())
	act.Entry.Target = templateTarget(id)
	act.Entry.Changes = []account.Change{{Field: "name", Before: before, After: t.Name}}
	return s.store.ChangeTemplate(ctx, act, t)
}

// Remove forgets one of List, else it is fault.NotFound.
func (s *Templates) Remove(ctx context.Context, c account.Caller, id int64) error {
	if err := c.Must(account.ManageReports); err != nil {
		return err
	}
	act := c.Did("template.delete", s.clock())
	act.Entry.Target = templateTarget(id)
	return s.store.RemoveTemplate(ctx, act, c.Reseller, c.User, id)
}

func templateTarget(id int64) string { return "template " + strconv.FormatInt(id, 10) }

func (t *Template) check(c account.Caller) error {
	if err := c.Must(account.ManageReports); err != nil {
		return err
	}
	if c.User == 0 {
		return fault.New(fault.Forbidden, "Only a reseller's users have templates.")
	}
	if !account.IsName(t.Name, MaxName) {
		return fault.New(fault.Invalid, "A template needs a name of 1 to %d characters.", MaxName).With("templateName", "1 to 80 characters", t.Name)
	}
	return nil
}
