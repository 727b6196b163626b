package account

import (
	"context"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/fault"
)

// View is a page in a state that a user wants to see again, under a name.
type View struct {
	ID       int64
	Reseller int64
	User     int64 // whose it is
	UserName string
	Name     string
	Shared   bool   // with all staff of the reseller
	Page     string // its path
	Query    string // its state, as the address holds it
	At       time.Time
}

// The most views that a user has, the longest name in characters and the
// longest state in bytes.
const (
	MaxViews     = 50
	MaxViewName  = 60
	MaxViewQuery = 4_000
)

// ViewStore keeps views.
type ViewStore interface {
	// Views lists the views of a page, of all pages if that is "", that a
	// user's are or that are shared within the reseller, by name.
	Views(ctx context.Context, reseller, user int64, page string) ([]View, error)
	// AddView keeps a view and returns its id, which is added to the entry's
	// target. If the user has so many already, it is fault.Conflict.
	AddView(ctx context.Context, act Act, v View, most int) (int64, error)
	// RenameView changes the name of a user's view, and whether it is shared;
	// DeleteView deletes it. Without such a view of that user both are
	// fault.NotFound.
	RenameView(ctx context.Context, act Act, user, id int64, name string, shared bool) error
	DeleteView(ctx context.Context, act Act, user, id int64) error
}

// Views is what a reseller's staff can do with views.
type Views struct {
	store ViewStore
	clock func() time.Time
}

// NewViews returns the service over its store.
func NewViews(store ViewStore, clock func() time.Time) *Views { return &Views{store, clock} }

// List returns the caller's views of a page and those that are shared with the
// caller, by name; of all pages, if page is "".
func (s *Views) List(ctx context.Context, c Caller, page string) ([]View, error) {
	if c.Reseller == 0 {
		return nil, errNoViews
	}
	return s.store.Views(ctx, c.Reseller, c.User, page)
}

var errNoViews = fault.New(fault.Forbidden, "Only a reseller's staff can save views.")

// Save keeps a view of the caller: its name, page and state, and whether it is
// shared. What is not right is fault.Invalid, one more than MaxViews
// fault.Conflict.
func (s *Views) Save(ctx context.Context, c Caller, v View) (int64, error) {
	if c.Reseller == 0 || c.User == 0 {
		return 0, errNoViews
	}
	if len(v.Query) > MaxViewQuery {
		return 0, fault.New(fault.Invalid, "The state of the page is longer than %d characters.", MaxViewQuery)
	}
	var err error
	if v.Name, err = viewName(v.Name); err != nil {
		return 0, err
	}
	v.Reseller, v.User, v.At = c.Reseller, c.User, s.clock()
	act := c.Did("view.create", v.At)
	act.Entry.Target = "view"
	act.Entry.Changes = []Change{{Field: "name", After: v.Name}}
	return s.store.AddView(ctx, act, v, MaxViews)
}

// Rename changes the name of one of the caller's own views, and whether it is
// shared.
func (s *Views) Rename(ctx context.Context, c Caller, id int64, name string, shared bool) error {
	name, err := viewName(name)
	if err != nil {
		return err
	}
	act := c.Did("view.rename", s.clock())
	act.Entry.Target = viewTarget(id)
	act.Entry.Changes = []Change{{Field: "name", After: name}}
	return s.store.RenameView(ctx, act, c.User, id, name, shared)
}

// Delete deletes one of the caller's own views.
func (s *Views) Delete(ctx context.Context, c Caller, id int64) error {
	act := c.Did("view.delete", s.clock())
	act.Entry.Target = viewTarget(id)
	return s.store.DeleteView(ctx, act, c.User, id)
}

func viewName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if !IsName(name, MaxViewName) {
		return "", fault.New(fault.Invalid, "A view needs a name of 1 to %d characters.", MaxViewName).With("name", "1 to 60 characters", name)
	}
	return name, nil
}

func viewTarget(id int64) string { return "view " + strconv.FormatInt(id, 10) }
