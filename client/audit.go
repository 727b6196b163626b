package client

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// Entry is a line of the audit trail.
type Entry struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	Actor  struct {
		Kind string `json:"kind"` // "user", "key" or "program"
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"actor"`
	OnBehalf  int64    `json:"onBehalf"` // the company that the actor visited; 0: none
	Action    string   `json:"action"`
	Company   int64    `json:"companyId"` // 0: none
	Target    string   `json:"target"`
	Changes   []Change `json:"changes"`
	Address   string   `json:"address"`
	RequestID string   `json:"requestId"`
	Hash      string   `json:"hash"` // of this entry and the hash of the one before
}

// Change is a field that was changed.
type Change struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// AuditFilter chooses entries; the zero value chooses all.
type AuditFilter struct {
	Action   string
	Company  int64
	From, To time.Time // half-open
}

func (f AuditFilter) query() url.Values {
	q := url.Values{"limit": {strconv.Itoa(pageSize)}}
	if f.Action != "" {
		q.Set("action", f.Action)
	}
	if f.Company != 0 {
		q.Set("companyId", strconv.FormatInt(f.Company, 10))
	}
	for name, at := range map[string]time.Time{"from": f.From, "to": f.To} {
		if !at.IsZero() {
			q.Set(name, at.UTC().Format(time.RFC3339Nano))
		}
	}
	return q
}

// Audit yields the reseller's audit trail, the newest entry first, and asks for
// more as it is needed. An error ends the list.
func (c *Client) Audit(ctx context.Context, f AuditFilter) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		query := f.query()
		for {
			var page struct{ Rows []Entry }
			if _, err := c.get(ctx, "/v1/resellers/audit", query, &page); err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range page.Rows {
				if !yield(e, nil) {
					return
				}
			}
			if len(page.Rows) < pageSize {
				return
			}
			query.Set("before", strconv.FormatInt(page.Rows[pageSize-1].Number, 10))
		}
	}
}
