package client

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// Group is what a row of the reseller's usage stands for.
type Group string

// The groups.
const (
	ByCompany Group = "company"
	ByProject Group = "project"
)

// Row is a period of a company, or of one of its projects.
type Row struct {
	Period
	Company     int64
	CompanyName string
	Project     string // empty unless ByProject
	ProjectName string
	Final       bool  // the period is over
	Head        *Head // of the answer that the row was in
}

// Head is what is said of all rows of an answer.
type Head struct {
	AsOf         time.Time // what was acknowledged before is in the figures
	FinalThrough time.Time // the last UTC day that is over
	Revision     int64     // of all of the reseller's figures of the interval
	Metrics      Metrics
}

// Metrics says what figures are, by the same names. Those of Transcoding are in
// two groups instead.
type Metrics struct {
	Figures           map[string]Metric
	TranscodeDuration map[string]Metric
	ConcurrentChannel map[string]Metric
}

// Metric says what a figure is.
type Metric struct {
	Unit     string // minute or number
	Additive bool   // days may be added up
}

// rowsAtATime is how many rows are asked for at a time.
const rowsAtATime = 5000

// ResellerUsage yields the usage of all companies of the reseller, or of their
// projects, by period and id, without periods in which there was none. It asks
// for rows as they are needed; those that appear meanwhile before the last one
// yielded are missed. An error ends the list.
func (c *Client) ResellerUsage(ctx context.Context, q Question, by Group) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		query := q.query()
		query.Set("groupBy", string(by))
		query.Set("limit", strconv.Itoa(rowsAtATime))
		for {
			rows, next, err := c.rows(ctx, query)
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			query.Set("cursor", next)
		}
	}
}

// rows asks for a page of rows, and the cursor of those that follow.
func (c *Client) rows(ctx context.Context, query url.Values) (rows []Row, next string, err error) {
	var page struct {
		AsOf         time.Time `json:"as_of"`
		FinalThrough string    `json:"final_through"`
		Revision     int64
		Metrics      json.RawMessage
		Rows         []rowElement
		Next         string
	}
	if _, err := c.get(ctx, "/v1/resellers/usage", query, &page); err != nil {
		return nil, "", err
	}
	head := &Head{AsOf: page.AsOf, Revision: page.Revision}
	head.FinalThrough, _ = time.Parse(time.DateOnly, page.FinalThrough)
	m := &head.Metrics
	if m.Figures, m.TranscodeDuration, m.ConcurrentChannel, err = readGroups[Metric](page.Metrics); err != nil {
		return nil, "", fmt.Errorf("client: the metrics cannot be read: %w", err)
	}
	rows = make([]Row, len(page.Rows))
	for i, e := range page.Rows {
		rows[i] = Row{Company: e.CompanyID, CompanyName: e.CompanyName, Project: e.ProjectID, ProjectName: e.ProjectName, Final: e.Status == "final", Head: head}
		if err := rows[i].read(e.element); err != nil {
			return nil, "", fmt.Errorf("client: the usage of company %d on %s cannot be read: %w", e.CompanyID, e.DateTime, err)
		}
	}
	return rows, page.Next, nil
}

// rowElement is a row as it is answered.
type rowElement struct {
	element
	CompanyID   int64
	CompanyName string
	ProjectID   string
	ProjectName string
	Status      string
}
