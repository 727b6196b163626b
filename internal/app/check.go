package app

import (
	"context"
	"errors"
	"fmt"

	"reseller-console/internal/usage"
)

type checkCommand struct {
	storage
}

// maxListed is how many differences are named; all are counted.
const maxListed = 100

// Run is called by kong.
func (c *checkCommand) Run(ctx context.Context, p Process) error {
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read from
	listed := 0
	done, err := db.Usage().Check(ctx, func(d usage.Difference) {
		if listed++; listed <= maxListed {
			fmt.Fprintf(p.Stderr, "%s: stored %s, but the events say %s\n", d.Where, d.Stored, d.True)
		}
	})
	_, printErr := fmt.Fprintf(p.Stdout, "%d days, %d figures and %d events compared, %d differences\n", done.Days, done.Figures, done.Events, done.Differences)
	if err == nil && done.Differences > 0 {
		err = fmt.Errorf("%d figures are not what the events say", done.Differences)
	}
	return errors.Join(err, printErr)
}
