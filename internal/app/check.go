package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

type checkCommand struct {
	storage
	Last bool `help:"Print the latest result that is stored, instead of checking."`
}

// Run is called by kong.
func (c *checkCommand) Run(ctx context.Context, p Process) error {
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // the result is on disk already
	if c.Last {
		return printLast(ctx, db, p)
	}
	listed := 0
	run, err := db.Usage().RunCheck(ctx, time.Now, func(d usage.Difference) {
		if listed++; listed <= usage.MaxListed {
			printDifference(p.Stderr, d)
		}
	})
	if err != nil {
		return err
	}
	return conclude(p.Stdout, run)
}

// printLast prints what the latest check of anybody has found.
func printLast(ctx context.Context, db *store.DB, p Process) error {
	runs, err := db.Usage().CheckRuns(ctx, 1)
	if err != nil {
		return err
	}
	if len(runs) == 0 {
		return errors.New("no result of a check is stored yet")
	}
	run := runs[0]
	for _, d := range run.Differences {
		printDifference(p.Stderr, d)
	}
	_, err = fmt.Fprintf(p.Stdout, "%s, in %v: ", run.Started.Format("2006-01-02 15:04 UTC"), run.Finished.Sub(run.Started).Round(time.Millisecond))
	return errors.Join(err, conclude(p.Stdout, run))
}

func printDifference(w io.Writer, d usage.Difference) {
	fmt.Fprintf(w, "%s: stored %s, should be %s\n", d.Where, d.Stored, d.True)
}

// conclude sums a check up. Differences make the command fail.
func conclude(w io.Writer, run usage.CheckRun) error {
	_, err := fmt.Fprintf(w, "%d days, %d figures and %d events compared, %d differences\n", run.Days, run.Figures, run.Events, run.Checked.Differences)
	if run.Unproven > 0 {
		_, more := fmt.Fprintf(w, "the events of %d more days are no longer kept: only what is above their figures was compared\n", run.Unproven)
		err = errors.Join(err, more)
	}
	if run.Err != "" {
		err = errors.Join(err, fmt.Errorf("the check did not come to its end: %s", run.Err))
	}
	if n := run.Checked.Differences; n > 0 {
		err = errors.Join(err, fmt.Errorf("%d rows are not what they should be; reseller-console rebuild makes figures anew", n))
	}
	return err
}
