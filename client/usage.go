package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Kind is a business and a model: what usage is asked for.
type Kind struct{ Business, Model string }

// The kinds. Figures of Transcoding are peaks and those of RTM users; all
// others are minutes.
var (
	RTC                 = Kind{"default", "duration"}
	Transcoding         = Kind{"default", "transcoding"}
	OnPremiseRecording  = Kind{"recording", "duration"}
	CloudRecordingUsage = Kind{"cloudRecording", "duration"}
	MiniAppUsage        = Kind{"miniapp", "duration"}
	RTM                 = Kind{"rtm", "counter"}
)

// Question asks for usage by UTC day or month. Days and months that the
// interval touches, both ends included, are answered whole: at most 400 days
// or 60 months.
type Question struct {
	Kind     Kind
	From, To time.Time
	Monthly  bool
}

func (q Question) query() url.Values {
	interval := "daily"
	if q.Monthly {
		interval = "monthly"
	}
	return url.Values{
		"business": {q.Kind.Business}, "model": {q.Kind.Model}, "interval": {interval},
		"fromTs": {strconv.FormatInt(q.From.Unix(), 10)}, "endTs": {strconv.FormatInt(q.To.Unix(), 10)},
	}
}

// Usage is an answer.
type Usage struct {
	Periods      []Period  `json:"periods"`
	AsOf         time.Time `json:"asOf,omitzero"`         // what was acknowledged before is in the figures
	FinalThrough time.Time `json:"finalThrough,omitzero"` // the last UTC day that is over
	Revision     int64     `json:"revision"`              // while it is the same, so are the figures; 0 if there never were any
}

// Period is a day or month. Figures are by the API's names, like "audioAll".
// Those of Transcoding are in two groups instead.
type Period struct {
	First             time.Time        `json:"first"` // day, at 00:00 UTC
	Figures           map[string]int64 `json:"figures,omitempty"`
	TranscodeDuration map[string]int64 `json:"transcodeDuration,omitempty"`
	ConcurrentChannel map[string]int64 `json:"concurrentChannel,omitempty"`
}

// CompanyUsage returns the usage of a company.
func (c *Client) CompanyUsage(ctx context.Context, company int64, q Question) (Usage, error) {
	return c.usage(ctx, ofCompany(company, "/usage"), q)
}

// ProjectUsage returns the usage of a project.
func (c *Client) ProjectUsage(ctx context.Context, company int64, project string, q Question) (Usage, error) {
	return c.usage(ctx, ofProject(company, project, "/usage"), q)
}

func (c *Client) usage(ctx context.Context, path string, q Question) (Usage, error) {
	var elements []element
	header, err := c.get(ctx, path, q.query(), &elements)
	if err != nil {
		return Usage{}, err
	}
	return readUsage(header, elements)
}

// element is a period as it is answered.
type element struct {
	DateTime string          `json:"dateTime"`
	Usage    json.RawMessage `json:"usage"`
}

func readUsage(h http.Header, elements []element) (Usage, error) {
	u := Usage{Periods: make([]Period, len(elements))}
	u.AsOf, _ = time.Parse(time.RFC3339, h.Get("Usage-As-Of")) // an older server does not say
	u.Revision, _ = strconv.ParseInt(h.Get("Usage-Revision"), 10, 64)
	u.FinalThrough, _ = time.Parse(time.DateOnly, h.Get("Usage-Final-Through"))
	for i, e := range elements {
		if err := u.Periods[i].read(e); err != nil {
			return Usage{}, fmt.Errorf("client: the usage of %s cannot be read: %w", e.DateTime, err)
		}
	}
	return u, nil
}

func (p *Period) read(e element) (err error) {
	if p.First, err = time.Parse(time.DateTime, e.DateTime); err != nil {
		return err
	}
	p.Figures, p.TranscodeDuration, p.ConcurrentChannel, err = readGroups[int64](e.Usage)
	return err
}

// readGroups reads what stands for each metric: those of Transcoding in two
// groups, all others alone.
func readGroups[T any](text json.RawMessage) (alone, transcoding, channels map[string]T, err error) {
	var groups struct{ TranscodeDuration, ConcurrentChannel map[string]T }
	if err := json.Unmarshal(text, &groups); err != nil || groups.TranscodeDuration != nil {
		return nil, groups.TranscodeDuration, groups.ConcurrentChannel, err
	}
	err = json.Unmarshal(text, &alone)
	return alone, nil, nil, err
}
