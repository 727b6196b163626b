package app

import (
	"context"
	"time"

	"reseller-console/client"
)

type apiKeys struct {
	List   apiKeysList  `cmd:"" help:"List the reseller's access keys."`
	Delete apiKeyDelete `cmd:"" help:"Delete an access key: it ends at once, also the one in use."`
}

type apiKeysList struct {
	remote
	shown
}

// Run is called by kong.
func (c *apiKeysList) Run(ctx context.Context, p Process) error {
	return c.with(ctx, p, func(api *client.Client) error {
		all, err := api.Keys(ctx)
		if err != nil {
			return err
		}
		return show(p, c.shown, all, "ID NAME CREATED EXPIRES ALLOW READ-ONLY STRICT USED FROM AGENT", keyCells)
	})
}

func keyCells(k client.Key) []any {
	expires := "never"
	if k.Expires != nil {
		expires = k.Expires.Format(time.RFC3339)
	}
	cells := []any{k.ID, k.Name, k.Created.Format(time.RFC3339), expires, k.Allow, k.ReadOnly, k.Strict}
	if k.LastUsed == nil {
		return append(cells, "never", "", "")
	}
	return append(cells, k.LastUsed.At.Format(time.RFC3339), k.LastUsed.Address, k.LastUsed.Agent)
}

type apiKeyDelete struct {
	remote
	ID string `arg:"" help:"Id of the key." placeholder:"KEY"`
}

// Run is called by kong.
func (c *apiKeyDelete) Run(ctx context.Context, p Process) error {
	return done(ctx, p, c.remote, func(api *client.Client) error { return api.DeleteKey(ctx, c.ID) }, "key %s is deleted", c.ID)
}
