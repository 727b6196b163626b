package client

import (
	"context"
	"net/netip"
	"net/url"
	"time"
)

// Key is an access key of the reseller. Its secret is shown once only, when it
// is made.
type Key struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Created  time.Time      `json:"created"`
	Expires  *time.Time     `json:"expires"`  // nil: never
	Allow    []netip.Prefix `json:"allow"`    // networks that it may be used from; none: any
	ReadOnly bool           `json:"readOnly"` // may not change anything
	Strict   bool           `json:"strict"`   // signatures must cover target and body, as those of this package do
	LastUsed *Use           `json:"lastUsed"` // nil: never; noted once a minute at most
}

// Use is when, from where and by which program a key was used.
type Use struct {
	At      time.Time  `json:"at"`
	Address netip.Addr `json:"address"`
	Agent   string     `json:"agent"` // User-Agent
}

const keys = "/v1/resellers/keys"

// Keys returns the access keys of the reseller, the newest first.
func (c *Client) Keys(ctx context.Context) ([]Key, error) {
	var all struct{ Rows []Key }
	_, err := c.get(ctx, keys, nil, &all)
	return all.Rows, err
}

// DeleteKey ends an access key of the reseller at once, also the client's own.
// One that is not there is an Error with status 404; so is one that an attempt
// before has deleted, whose answer was lost.
func (c *Client) DeleteKey(ctx context.Context, id string) error {
	return c.remove(ctx, keys+"/"+url.PathEscape(id))
}
