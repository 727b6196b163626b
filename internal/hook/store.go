package hook

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Filter chooses messages of the log.
type Filter struct {
	Endpoint string // "" for all
	State    State  // "" for all
	Event    Event  // "" for all
	Before   int64  // only those with a lower id; 0: all
	Limit    int
}

// Store keeps endpoints and messages. What belongs to another reseller is
// ErrNoEndpoint or ErrNoDelivery. Messages of events are kept by the
// transactions in which those happen.
type Store interface {
	// Endpoints lists a reseller's, by name.
	Endpoints(ctx context.Context, reseller int64) ([]Endpoint, error)
	// AddEndpoint keeps a new one, unless its reseller has most already: then it
	// is fault.Conflict. One that the same request has made is ErrMade.
	AddEndpoint(ctx context.Context, act account.Act, e Endpoint, most int) error
	// ChangeEndpoint replaces all of one but its creation. What the same request
	// has done before is ErrMade.
	ChangeEndpoint(ctx context.Context, act account.Act, e Endpoint) error
	// RemoveEndpoint forgets one with its messages.
	RemoveEndpoint(ctx context.Context, act account.Act, reseller int64, id string) error
	// Send keeps a message to one endpoint, whatever that has chosen.
	Send(ctx context.Context, act account.Act, d Delivery) error
	// Deliveries lists messages, the newest first.
	Deliveries(ctx context.Context, reseller int64, f Filter) ([]Delivery, error)
	// Delivery finds one, with all attempts, the latest first.
	Delivery(ctx context.Context, reseller, id int64) (Delivery, []Attempt, error)
	// Replay has messages sent again that do not wait: the one, or, if id is 0,
	// those of an endpoint that have failed since a time, the oldest first, at
	// most so many. It returns how many those are.
	Replay(ctx context.Context, act account.Act, endpoint string, id int64, since time.Time, most int) (int, error)
}

// Outbox is what the delivery of messages needs.
type Outbox interface {
	// Outgoing finds a message and where it goes, else fault.NotFound.
	Outgoing(ctx context.Context, id int64) (Endpoint, Delivery, error)
	// Tried keeps an attempt and what follows from it. If the message is no
	// longer the one that was read, nothing is kept.
	Tried(ctx context.Context, e *Endpoint, d *Delivery, a *Attempt, v Verdict, now time.Time) error
}

// Kind is the kind of the jobs that deliver a message.
const Kind job.Kind = "webhook"

// Order is the payload of such a job.
type Order struct {
	Delivery int64 `json:"delivery"`
}

// Job is the work of delivering a message.
func Job(reseller, delivery int64) (job.Job, error) {
	return job.New(Kind, job.Owner{Reseller: reseller}, Order{delivery})
}

// The errors of what is not there, or cannot be had again.
var (
	ErrNoEndpoint = fault.New(fault.NotFound, "There is no such webhook.")
	ErrNoDelivery = fault.New(fault.NotFound, "There is no such message.")
	ErrOff        = fault.New(fault.Conflict, "The webhook is disabled: messages are sent to it again once it is enabled.")
	ErrMade       = fault.New(fault.Conflict, "This request has made its secret already, and that cannot be seen again.")
)

// The mails that tell a reseller's owners, by Notice.Text.
const (
	MailFailing = "webhook.failing" // all attempts at a message have failed
	MailGone    = "webhook.gone"    // the receiver has said that it wants no more
)
