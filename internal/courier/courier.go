// Package courier carries the messages of webhooks to where they go.
//
// It owns the way over the network: which addresses may be called, how long an
// answer may take and how much of it is read. It does not own what is sent, nor
// when it is tried again (package hook).
package courier

import (
	"context"
	"log/slog"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
	"reseller-console/internal/job"
)

// Courier does the jobs of hook.Kind.
type Courier struct {
	Outbox  hook.Outbox
	Sealer  *account.Sealer
	Clock   func() time.Time
	Private bool   // whether messages may go into private networks
	Agent   string // names the program to receivers
	Log     *slog.Logger
}

// How messages are sent: each attempt is noted in the log of deliveries, which
// knows when the last one was. Attempts at the job are for what keeps a message
// from being tried at all.
const (
	atOnce     = 64
	eachAtOnce = 16 // so that receivers who do not answer delay none but their own reseller's messages
	attempts   = 100
	timeout    = 15 * time.Second
)

// Work is how the jobs are done.
func (c *Courier) Work() job.Work {
	return job.Work{Do: c.deliver(newClient(c.Private)), AtOnce: atOnce, EachAtOnce: eachAtOnce, Attempts: attempts}
}

// deliver tries to deliver a message once.
func (c *Courier) deliver(client poster) job.Handler {
	return func(ctx context.Context, r *job.Run) error {
		var o hook.Order
		if err := r.Read(&o); err != nil {
			return err
		}
		e, d, err := c.Outbox.Outgoing(ctx, o.Delivery)
		if fault.KindOf(err) == fault.NotFound {
			return nil // the endpoint is gone, and its messages with it
		}
		if err != nil || d.State != hook.Waiting {
			return err
		}
		if wait := d.Next.Sub(c.Clock()); wait > 0 {
			return job.Later(wait) // the attempt was noted, but not that the job ended
		}
		return c.try(ctx, client, &e, &d)
	}
}

func (c *Courier) try(ctx context.Context, client poster, e *hook.Endpoint, d *hook.Delivery) error {
	a := hook.Attempt{Number: d.Attempts + 1, At: c.Clock()}
	var wait time.Duration
	if !e.Takes(d.Event) {
		a.Error = hook.WasOff
	} else {
		headers, err := hook.Headers(c.Sealer, e, d, a.At)
		if err != nil {
			return err
		}
		began := time.Now()
		wait = client.post(ctx, e.URL, headers, d.Body, c.Agent, &a)
		a.Took = time.Since(began)
	}
	if ctx.Err() != nil {
		return ctx.Err() // the program stops: somebody tries it again
	}
	v := hook.Judge(d, &a, wait)
	if a.Error == hook.WasOff {
		v = hook.Verdict{State: hook.Failed}
	}
	if err := c.Outbox.Tried(ctx, e, d, &a, v, c.Clock()); err != nil {
		return err
	}
	c.Log.InfoContext(ctx, "webhook", "delivery", d.ID, "endpoint", e.ID, "event", d.Event, "attempt", a.Number, "status", a.Status, "state", v.State)
	if v.State == hook.Waiting {
		return job.Later(v.Next.Sub(c.Clock()))
	}
	return nil
}
