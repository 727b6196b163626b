package hook

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Config is what webhooks are kept with.
type Config struct {
	Store   Store
	Sealer  *account.Sealer
	Clock   func() time.Time
	Private bool // whether messages may go into private networks
}

// Service is what can be done with webhooks. Who may not manage keys is
// fault.Forbidden.
type Service struct{ c Config }

// NewService returns the service.
func NewService(c Config) *Service { return &Service{c} }

// List returns the endpoints of the caller's reseller, by name.
func (s *Service) List(ctx context.Context, c account.Caller) ([]Endpoint, error) {
	if err := c.Must(account.ManageKeys); err != nil {
		return nil, err
	}
	return s.c.Store.Endpoints(ctx, c.Reseller)
}

// Find returns one of List, else ErrNoEndpoint.
func (s *Service) Find(ctx context.Context, c account.Caller, id string) (Endpoint, error) {
	all, err := s.List(ctx, c)
	if err != nil {
		return Endpoint{}, err
	}
	i := slices.IndexFunc(all, func(e Endpoint) bool { return e.ID == id })
	if i < 0 {
		return Endpoint{}, ErrNoEndpoint
	}
	return all[i], nil
}

// Create keeps a new endpoint of name, address and events, and returns it with
// its secret, which cannot be had again. What is not right is fault.Invalid,
// one too many fault.Conflict. A request that has made its endpoint before is
// ErrMade.
func (s *Service) Create(ctx context.Context, c account.Caller, e Endpoint) (Endpoint, string, error) {
	if err := c.Must(account.ManageKeys); err != nil {
		return e, "", err
	}
	if err := e.prepare(s.c.Private); err != nil {
		return e, "", err
	}
	secret := newSecret()
	e.ID, e.Reseller, e.Switch, e.CreatedAt = rand.Text(), c.Reseller, On, s.c.Clock()
	e.Sealed = s.c.Sealer.Seal(secret, SealedName(e.ID))
	return e, secret, s.c.Store.AddEndpoint(ctx, s.did(c, "webhook.create", &e), e, MaxEndpoints)
}

// Change replaces name, address and events of one of List.
func (s *Service) Change(ctx context.Context, c account.Caller, id string, by Endpoint) error {
	e, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	e.Name, e.URL, e.Events = by.Name, by.URL, by.Events
	if err := e.prepare(s.c.Private); err != nil {
		return err
	}
	if err := s.c.Store.ChangeEndpoint(ctx, s.did(c, "webhook.update", &e), e); !errors.Is(err, ErrMade) {
		return err
	}
	return nil
}

// Rotate gives one of List another secret and returns it. The one before signs,
// too, for Overlap; the one before that no longer does. A request that has made
// its secret before is ErrMade.
func (s *Service) Rotate(ctx context.Context, c account.Caller, id string) (Endpoint, string, error) {
	e, err := s.Find(ctx, c, id)
	if err != nil {
		return e, "", err
	}
	secret := newSecret()
	e.Old, e.OldUntil = e.Sealed, s.c.Clock().Add(Overlap)
	e.Sealed = s.c.Sealer.Seal(secret, SealedName(e.ID))
	return e, secret, s.c.Store.ChangeEndpoint(ctx, s.did(c, "webhook.rotate", &e), e)
}

// SwitchTo switches one of List on or off. What happens while it is off is not
// sent to it.
func (s *Service) SwitchTo(ctx context.Context, c account.Caller, id string, to Switch) error {
	e, err := s.Find(ctx, c, id)
	if err != nil || e.Switch == to {
		return err
	}
	act := s.did(c, "webhook.disable", &e)
	if to == On {
		act, e.FailingSince = s.did(c, "webhook.enable", &e), time.Time{}
	}
	e.Switch = to
	return s.c.Store.ChangeEndpoint(ctx, act, e)
}

// Remove forgets one of List with its messages.
func (s *Service) Remove(ctx context.Context, c account.Caller, id string) error {
	e, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	return s.c.Store.RemoveEndpoint(ctx, s.did(c, "webhook.delete", &e), c.Reseller, id)
}

// did is an act about an endpoint.
func (s *Service) did(c account.Caller, verb account.Action, e *Endpoint) account.Act {
	act := c.Did(verb, s.c.Clock())
	act.Entry.Target = "webhook " + e.ID
	act.Entry.Changes = []account.Change{{Field: "name", After: e.Name}, {Field: "address", After: e.URL}}
	return act
}

// prepare makes an endpoint ready to be kept.
func (e *Endpoint) prepare(private bool) error {
	e.Name, e.URL = strings.TrimSpace(e.Name), strings.TrimSpace(e.URL)
	wrong := fault.New(fault.Invalid, "The webhook is not complete.")
	if !account.IsName(e.Name, account.MaxName) {
		wrong.With("name", account.NameRule(account.MaxName), e.Name)
	}
	if rule := checkURL(e.URL, private); rule != "" {
		wrong.With("url", rule, e.URL)
	}
	e.Events = slices.DeleteFunc(Events(), func(event Event) bool { return !slices.Contains(e.Events, event) })
	if len(e.Events) == 0 {
		wrong.With("events", "at least one", nil)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}
