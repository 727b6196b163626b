package hook

import (
	"context"
	"time"

	"reseller-console/internal/account"
)

// testData is what the message of a test tells.
type testData struct {
	Endpoint string `json:"endpoint"`
	Message  string `json:"message"`
}

// Test sends one of List a message of the event Test.
func (s *Service) Test(ctx context.Context, c account.Caller, id string) error {
	e, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	body, err := Body(Test, s.c.Clock(), testData{e.ID, "Somebody asked for a test."})
	if err != nil {
		return err
	}
	return s.c.Store.Send(ctx, s.did(c, "webhook.test", &e), NewDelivery(&e, newMessageID(), Test, body, s.c.Clock()))
}

// NewDelivery is a message that is to be sent to an endpoint.
func NewDelivery(e *Endpoint, message string, event Event, body string, now time.Time) Delivery {
	return Delivery{Endpoint: e.ID, Reseller: e.Reseller, Message: message, Event: event, Body: body, CreatedAt: now, State: Waiting, Next: now}
}

// Announce makes the messages of a line of the audit trail, one for each of the
// endpoints that want it, all with one id.
func Announce(e *account.Entry, to []Endpoint) ([]Delivery, error) {
	event, data := Of(e)
	body, err := Body(event, e.At, data)
	if err != nil {
		return nil, err
	}
	var all []Delivery
	id := newMessageID()
	for i := range to {
		if to[i].Wants(event) {
			all = append(all, NewDelivery(&to[i], id, event, body, e.At))
		}
	}
	return all, nil
}

// Log lists messages to the endpoints of the caller's reseller, the newest
// first, at most MaxLog.
func (s *Service) Log(ctx context.Context, c account.Caller, f Filter) ([]Delivery, error) {
	if err := c.Must(account.ManageKeys); err != nil {
		return nil, err
	}
	f.Limit = MaxLog
	return s.c.Store.Deliveries(ctx, c.Reseller, f)
}

// Look finds a message of Log, with all attempts, the latest first.
func (s *Service) Look(ctx context.Context, c account.Caller, id int64) (Delivery, []Attempt, error) {
	if err := c.Must(account.ManageKeys); err != nil {
		return Delivery{}, nil, err
	}
	return s.c.Store.Delivery(ctx, c.Reseller, id)
}

// Replay sends a message of Log again, with the same id. One that waits is sent
// in any case, and nothing is done. To a disabled endpoint it is ErrOff.
func (s *Service) Replay(ctx context.Context, c account.Caller, id int64) error {
	d, _, err := s.Look(ctx, c, id)
	if err != nil {
		return err
	}
	e, err := s.Find(ctx, c, d.Endpoint)
	if err != nil {
		return err
	}
	if !e.Takes(d.Event) {
		return ErrOff
	}
	_, err = s.c.Store.Replay(ctx, s.did(c, "webhook.replay", &e), e.ID, id, time.Time{}, 1)
	return err
}

// ReplayFailed sends again what could not be delivered to one of List since a
// time, the oldest MaxReplay of it, and returns how many those are.
// To a disabled endpoint it is ErrOff.
func (s *Service) ReplayFailed(ctx context.Context, c account.Caller, endpoint string, since time.Time) (int, error) {
	e, err := s.Find(ctx, c, endpoint)
	if err != nil {
		return 0, err
	}
	if e.Switch != On {
		return 0, ErrOff
	}
	return s.c.Store.Replay(ctx, s.did(c, "webhook.replay", &e), e.ID, 0, since, MaxReplay)
}
