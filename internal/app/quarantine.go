package app

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"reseller-console/internal/account"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

type quarantineCommand struct {
	List   quarantineList   `cmd:"" help:"List events in quarantine, the latest first."`
	Count  quarantineCount  `cmd:"" help:"Count events in quarantine by reason."`
	Replay quarantineReplay `cmd:"" help:"Try events in quarantine again, and count those that may count now."`
	Drop   quarantineDrop   `cmd:"" help:"Forget events in quarantine as if they had never come."`
}

// heldChoice are the settings that choose events in quarantine.
type heldChoice struct {
	Project string `help:"Only events of this project." placeholder:"ID"`
	Source  string `help:"Only events of this source." placeholder:"SOURCE"`
	Reason  string `enum:",unknown-project,too-old,refused" default:"" help:"Only events held for this reason: unknown-project, too-old or refused." placeholder:"REASON"`
}

func (c heldChoice) filter() usage.HeldFilter {
	return usage.HeldFilter{Cause: usage.Cause(c.Reason), Project: c.Project, Source: c.Source}
}

// quarantined are the settings of all commands of the quarantine.
type quarantined struct {
	storage
	heldChoice
}

// with acts on the quarantine of a database that is there.
func (c quarantined) with(ctx context.Context, clock clocked, act func(*usage.Quarantine) error) error {
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what was done is on disk already
	return act(quarantineOf(db, clock))
}

func quarantineOf(db *store.DB, clock clocked) *usage.Quarantine {
	return usage.NewQuarantine(usage.NewMeter(db.Usage(), db.Companies(), clock.now, clock.OpenFrom), db.Audit())
}

type quarantineList struct {
	quarantined
	Limit int `default:"50" help:"How many events at most; default ${default}." placeholder:"N"`
}

// Validate is called by kong.
func (c quarantineList) Validate() error {
	if c.Limit < 1 {
		return fmt.Errorf("--limit must be 1 or more, not %d", c.Limit)
	}
	return nil
}

// listPage is how many events are in memory at a time.
const listPage = 1_000

// Run is called by kong.
func (c *quarantineList) Run(ctx context.Context, p Process) error {
	return c.with(ctx, clocked{}, func(q *usage.Quarantine) error {
		query := usage.HeldQuery{HeldFilter: c.filter(), After: usage.LastCursor, Backward: true}
		for left := c.Limit; left > 0; left -= query.Limit {
			query.Limit = min(left, listPage)
			page, err := q.List(ctx, query)
			for i := range page {
				err = errors.Join(err, printHeld(p, &page[i]))
			}
			if err != nil || len(page) < query.Limit {
				return err
			}
			query.After = page[len(page)-1].Cursor()
		}
		return nil
	})
}

// printHeld writes a line of fields between tabs; a sender's text is quoted if
// it would break the line.
func printHeld(p Process, h *usage.HeldEvent) error {
	_, err := fmt.Fprintf(p.Stdout, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", time.UnixMilli(h.ReceivedAt).UTC().Format(time.RFC3339),
		h.Cause, plain(h.Source), plain(h.ID), h.Type, plain(h.Project), h.Reason)
	return err
}

// plain is a sender's text as a terminal may show it.
func plain(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

type quarantineCount struct {
	quarantined
}

// Run is called by kong.
func (c *quarantineCount) Run(ctx context.Context, p Process) error {
	return c.with(ctx, clocked{}, func(q *usage.Quarantine) error {
		counts, err := q.Count(ctx, c.filter())
		var all int64
		for _, n := range counts {
			all += n.Events
			_, printErr := fmt.Fprintf(p.Stdout, "%s\t%d\n", n.Cause, n.Events)
			err = errors.Join(err, printErr)
		}
		_, printErr := fmt.Fprintf(p.Stdout, "all\t%d\n", all)
		return errors.Join(err, printErr)
	})
}

type quarantineReplay struct {
	quarantined
	clocked
}

// Validate is called by kong, which does not see that of an embedded struct.
func (c quarantineReplay) Validate() error { return c.clocked.Validate() }

// Run is called by kong.
func (c *quarantineReplay) Run(ctx context.Context, p Process) error {
	return c.with(ctx, c.clocked, func(q *usage.Quarantine) error {
		total, err := countAll(ctx, q, c.filter())
		if err != nil {
			return err
		}
		bar := newProgress(p, "replaying")
		done, err := q.Replay(ctx, account.Command(), c.filter(), func(r usage.Replayed) { bar.show(r.Sum(), total, "") })
		bar.end()
		_, printErr := fmt.Fprintf(p.Stdout, "accepted %d, still held %d, no longer there %d\n", done.Accepted, done.Held, done.Gone)
		return errors.Join(err, printErr)
	})
}

func countAll(ctx context.Context, q *usage.Quarantine, f usage.HeldFilter) (all int64, err error) {
	counts, err := q.Count(ctx, f)
	for _, n := range counts {
		all += n.Events
	}
	return all, err
}

type quarantineDrop struct {
	quarantined
	All bool `help:"Drop all events in quarantine."`
}

// Validate is called by kong.
func (c quarantineDrop) Validate() error {
	if c.All == c.filter().Narrow() {
		return errors.New("drop needs --project, --source or --reason, or else --all; count with the same filter says how many events that are")
	}
	return nil
}

// Run is called by kong.
func (c *quarantineDrop) Run(ctx context.Context, p Process) error {
	return c.with(ctx, clocked{}, func(q *usage.Quarantine) error {
		total, err := countAll(ctx, q, c.filter())
		if err != nil {
			return err
		}
		bar := newProgress(p, "dropping")
		dropped, err := q.Drop(ctx, account.Command(), c.filter(), func(n int64) { bar.show(n, total, "") })
		bar.end()
		_, printErr := fmt.Fprintf(p.Stdout, "dropped %d\n", dropped)
		return errors.Join(err, printErr)
	})
}
