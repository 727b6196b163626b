package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

const exports = "/v1/resellers/exports"

// NewExport asks for a sheet of the usage of all companies of the reseller.
type NewExport struct {
	From, To      time.Time // their UTC days are the first and the last
	Monthly       bool
	Products      []string // ids; nil: all
	NoCompanyInfo bool     // without the companies' names, areas and statuses
	NoProject     bool     // a row for each company instead of each project
	Format        string   // "xlsx" or "csv"; "" is xlsx
	Language      string   // of the titles: "en" or "zh-Hans"; "" is en
	About         bool     // with a first sheet that says what is in the file; of xlsx only
}

// Export is a sheet that the server makes in the background, and keeps for a
// week.
type Export struct {
	ID         int64          `json:"id"`
	State      string         `json:"state"` // "queued", "running", "done", "failed" or "cancelled"
	Progress   ExportProgress `json:"progress"`
	Rows       int64          `json:"rows"` // of the file, without headers; 0 until it is done
	Size       int64          `json:"size"` // of the file in bytes; 0 until it is done
	CreatedAt  time.Time      `json:"createdAt"`
	FinishedAt time.Time      `json:"finishedAt"` // zero before
	ExpiresAt  time.Time      `json:"expiresAt"`  // zero before it is finished
	Error      string         `json:"error"`      // why it has failed; "" if it has not
}

// ExportProgress is how many rows are made; a Total of 0 is not known yet.
type ExportProgress struct {
	Done  int64 `json:"done"`
	Total int64 `json:"total"`
}

// CreateExport begins an export, once however often the request must be sent.
func (c *Client) CreateExport(ctx context.Context, n NewExport) (Export, error) {
	body := map[string]any{
		"from": n.From.UTC().Format(time.DateOnly), "to": n.To.UTC().Format(time.DateOnly),
		"companyInfo": !n.NoCompanyInfo, "project": !n.NoProject,
	}
	if n.Monthly {
		body["interval"] = "monthly"
	}
	if n.Products != nil {
		body["products"] = n.Products
	}
	if n.Format != "" {
		body["format"] = n.Format
	}
	if n.About {
		body["about"] = true
	}
	if n.Language != "" {
		body["language"] = n.Language
	}
	var e Export
	err := c.post(ctx, exports, body, &e)
	return e, err
}

// Export reads an export.
func (c *Client) Export(ctx context.Context, id int64) (Export, error) {
	var e Export
	_, err := c.get(ctx, ofExport(id, ""), nil, &e)
	return e, err
}

// Exports lists all exports that are kept, the newest first.
func (c *Client) Exports(ctx context.Context) ([]Export, error) {
	var list struct{ Rows []Export }
	_, err := c.get(ctx, exports, nil, &list)
	return list.Rows, err
}

// The pauses between two looks at an export: it doubles.
const (
	firstLook   = 250 * time.Millisecond
	longestLook = 10 * time.Second
)

// WaitExport waits until an export is done. One that failed or was cancelled is
// an error.
func (c *Client) WaitExport(ctx context.Context, id int64) (Export, error) {
	for look := firstLook; ; look = min(2*look, longestLook) {
		e, err := c.Export(ctx, id)
		if err != nil || e.State == "done" {
			return e, err
		}
		if e.State == "failed" || e.State == "cancelled" {
			return e, fmt.Errorf("client: the export %d is %s", id, e.State)
		}
		if err := wait(ctx, look); err != nil {
			return e, err
		}
	}
}

// Download writes the file of an export that is done, and returns its size. One
// that comes in part only is an error.
func (c *Client) Download(ctx context.Context, id int64, to io.Writer) (int64, error) {
	var n int64
	err := c.try(ctx, &Request{Method: http.MethodGet, Target: ofExport(id, "/file")}, func(response *http.Response) (err error) {
		if n, err = io.Copy(to, response.Body); err != nil {
			return fmt.Errorf("client: the file of the export %d broke off: %w", id, err)
		}
		return nil
	})
	return n, err
}

// DeleteExport cancels an export that is under way, or deletes one with its
// file.
func (c *Client) DeleteExport(ctx context.Context, id int64) error {
	return c.remove(ctx, ofExport(id, ""))
}

func ofExport(id int64, rest string) string { return exports + "/" + strconv.FormatInt(id, 10) + rest }
