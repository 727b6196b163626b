package client

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// Project is what a company builds.
type Project struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Status  int       `json:"status"` // -1 deleted, 0 disabled, 1 enabled
	Created time.Time `json:"created"`
}

// CreateProject creates a project of a company, enabled. Beyond the company's
// AppLimit it is an Error with status 400.
func (c *Client) CreateProject(ctx context.Context, company int64, name string) (Project, error) {
	var made Project
	err := c.post(ctx, ofCompany(company, "/projects"), map[string]string{"name": name}, &made)
	return made, err
}

// Projects yields the projects of a company by id, deleted ones included, and
// asks for them as they are needed. An error ends the list.
func (c *Client) Projects(ctx context.Context, company int64) iter.Seq2[Project, error] {
	return func(yield func(Project, error) bool) {
		for offset := 0; ; offset += pageSize {
			var page struct{ Rows []Project }
			query := url.Values{"limit": {strconv.Itoa(pageSize)}, "offset": {strconv.Itoa(offset)}}
			if _, err := c.get(ctx, ofCompany(company, "/projects"), query, &page); err != nil {
				yield(Project{}, err)
				return
			}
			for _, project := range page.Rows {
				if !yield(project, nil) {
					return
				}
			}
			if len(page.Rows) < pageSize {
				return
			}
		}
	}
}

// Project returns one project of a company, also a deleted one.
func (c *Client) Project(ctx context.Context, company int64, id string) (Project, error) {
	var found Project
	_, err := c.get(ctx, ofProject(company, id, ""), nil, &found)
	return found, err
}

// ProjectUpdate is what a project is changed to; nil stays as it is.
type ProjectUpdate struct {
	Name   *string `json:"name,omitempty"`
	Status *int    `json:"status,omitempty"` // 0 disabled, 1 enabled
}

// UpdateProject changes a project, and returns it. A deleted one is an Error
// with status 409.
func (c *Client) UpdateProject(ctx context.Context, company int64, id string, u ProjectUpdate) (Project, error) {
	var now Project
	_, err := c.patch(ctx, ofProject(company, id, ""), "", u, &now)
	return now, err
}

// DeleteProject deletes a project, for good.
func (c *Client) DeleteProject(ctx context.Context, company int64, id string) error {
	return c.remove(ctx, ofProject(company, id, ""))
}

// What a project enables by itself.
const (
	MiniApp        = 1
	CDN            = 3
	CloudRecording = 7
)

// Where it is enabled.
const (
	InChina      = 1
	OutsideChina = 2
)

// UAP is something that a project has enabled by itself.
type UAP struct {
	ID          int64  `json:"id"`
	TypeID      int    `json:"typeId"`
	ProjectName string `json:"projectName"`
	Status      int    `json:"status"` // 0 disabled, 1 enabled
	Region      int    `json:"region"`
}

// EnableUAP enables MiniApp, CDN or CloudRecording for a project in a region.
// What is enabled already stays as it is.
func (c *Client) EnableUAP(ctx context.Context, company int64, project string, typeID, region int) (UAP, error) {
	var enabled UAP
	body := map[string]int{"typeId": typeID, "region": region}
	err := c.post(ctx, ofProject(company, project, "/uap"), body, &enabled)
	return enabled, err
}

func ofProject(company int64, project, rest string) string {
	return ofCompany(company, "/projects/"+url.PathEscape(project)+rest)
}
