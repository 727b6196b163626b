package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

type importCommand struct {
	storage
	clocked
	Again bool   `help:"Begin at the beginning of a file whose import was broken off, instead of going on there."`
	File  string `arg:"" help:"NDJSON or CSV file, also compressed (.gz, .zst); - is standard input." placeholder:"FILE"`
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
		Meter:     usage.NewMeter(db.Usage(), db.Companies(), c.now, c.OpenFrom),
		Sender:    usage.Sender{Name: "import " + strings.ToValidUTF8(filepath.Base(c.File), "\uFFFD")},
		Bookmarks: db.Usage(),
		Again:     c.Again,
		Progress:  func(at intake.Progress) { bar.show(at.Bytes, at.Size, fmt.Sprintf("%d events", at.Events)) },
		Report:    p.Stderr,
	}
	done, err := im.Run(ctx, file)
	bar.end()
	return errors.Join(c.interrupted(err), c.report(p, done))
}

// interrupted says how to go on after an import that somebody ended.
func (c *importCommand) interrupted(err error) error {
	if !errors.Is(err, context.Canceled) {
		return err
	}
	return errors.New("interrupted; the same command goes on where it was")
}

// report prints what became of the events. Any that do not count make the
// command fail, though all others do.
func (c *importCommand) report(p Process, done intake.Imported) error {
	text := outcomes(done.Whole)
	if done.Now != done.Whole {
		text = "this run: " + outcomes(done.Now) + "\nfrom the beginning: " + text
	}
	_, err := fmt.Fprintln(p.Stdout, text)
	all := done.Whole.Sum()
	if out := all - done.Whole.Accepted - done.Whole.Duplicate; out > 0 {
		return errors.Join(err, fmt.Errorf("%d of %d events do not count; all others do", out, all))
	}
	return err
}

func outcomes(o usage.Outcomes) string {
	return fmt.Sprintf("accepted %d, duplicate %d, conflict %d, quarantined %d, rejected %d", o.Accepted, o.Duplicate, o.Conflict, o.Quarantined, o.Rejected)
}
