package app

import (
	"context"
	"errors"
	"fmt"

	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

type importCommand struct {
	storage
	clocked
	File string `arg:"" help:"NDJSON or CSV file, also compressed (.gz, .zst); - is standard input." placeholder:"FILE"`
}

// Run is called by kong.
func (c *importCommand) Run(ctx context.Context, p Process) error {
	file, err := intake.Open(c.File, p.Stdin)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read from
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // every batch is on disk already
	bar := newProgress(p, "importing")
	im := intake.Import{
		Meter:    usage.NewMeter(db.Usage(), db.Companies(), c.now, c.OpenFrom),
		Progress: func(at intake.Progress) { bar.show(at.Bytes, at.Size, fmt.Sprintf("%d events", at.Tally.Sum())) },
		Report:   p.Stderr,
	}
	tally, err := im.Run(ctx, file)
	bar.end()
	return errors.Join(err, c.report(p, tally))
}

// report prints what became of the events. Any that do not count make the
// command fail, though all others do.
func (c *importCommand) report(p Process, t intake.Tally) error {
	_, err := fmt.Fprintf(p.Stdout, "accepted %d, duplicate %d, conflict %d, quarantined %d, rejected %d\n",
		t.Accepted, t.Duplicate, t.Conflict, t.Quarantined, t.Rejected)
	if out := t.Sum() - t.Accepted - t.Duplicate; out > 0 {
		return errors.Join(err, fmt.Errorf("%d of %d events do not count; all others do", out, t.Sum()))
	}
	return err
}
