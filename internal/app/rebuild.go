package app

import (
	"context"
	"errors"
	"fmt"
)

type rebuildCommand struct {
	storage
}

// Run is called by kong.
func (c *rebuildCommand) Run(ctx context.Context, p Process) error {
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // every month is on disk already
	bar := newProgress(p, "rebuilding")
	changed, err := db.Usage().Rebuild(ctx, func(done, parts int) { bar.show(int64(done), int64(parts), "") })
	bar.end()
	_, printErr := fmt.Fprintf(p.Stdout, "%d rows changed\n", changed)
	return errors.Join(err, printErr)
}
