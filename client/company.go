package client

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"net/url"
	"strconv"
	"time"
)

// Status is a company's financial status.
type Status int

// The statuses.
const (
	Normal                 Status = 0
	InsufficientBalance    Status = 1
	SuspendedAutomatically Status = 2
	SuspendedManually      Status = 3
)

// The areas of companies.
const (
	China   = "CN"
	Outside = "Non-CN"
)

// Company is a customer of the reseller.
type Company struct {
	ID          int64  `json:"id"` // its CID
	Name        string `json:"name"`
	Country     string `json:"country"` // ISO 3166-1 alpha-2
	Area        string `json:"area"`
	AppLimit    int    `json:"appLimit"`    // projects, deleted ones included
	MemberLimit int    `json:"memberLimit"` // member accounts
	Industry    int    `json:"industry"`    // 1 to 19
	Interest    int    `json:"interest"`    // 1 to 5
	Environment int    `json:"environment"` // 1 to 8
	Status      Status `json:"status"`
}

// NewCompany is a company to create. Numbers of 0 become the API's defaults.
type NewCompany struct {
	Name        string `json:"companyName"` // 1 to 20 characters
	Email       string `json:"email"`       // of the first dashboard account; must not be in use
	FirstName   string `json:"firstName"`
	LastName    string `json:"lastName"`
	Country     string `json:"country"`
	Area        string `json:"area"`
	AppLimit    int    `json:"appLimit,omitzero"`
	MemberLimit int    `json:"memberLimit,omitzero"`
	Industry    int    `json:"industry,omitzero"`
	Interest    int    `json:"interest,omitzero"`
	Environment int    `json:"environment,omitzero"`
	SendReset   bool   `json:"sendPasswordResetEmail,omitzero"` // a link to set the account's password
}

const companies = "/v1/resellers/companies"

// CreateCompany creates a company of the reseller.
func (c *Client) CreateCompany(ctx context.Context, n NewCompany) (Company, error) {
	var made Company
	err := c.post(ctx, companies, n, &made)
	return made, err
}

// CompanyDetail is a company with what lists leave out.
type CompanyDetail struct {
	Company
	StatusReason  string    `json:"statusReason"`  // why it was frozen
	AccountStatus string    `json:"accountStatus"` // "active" or "blocked": whether its members can sign in
	Created       time.Time `json:"created"`
	ETag          string    `json:"-"` // of the version that this is
}

// Company returns one company of the reseller. One of another reseller is an
// Error with status 404, as one that does not exist.
func (c *Client) Company(ctx context.Context, id int64) (CompanyDetail, error) {
	var found CompanyDetail
	header, err := c.get(ctx, ofCompany(id, ""), nil, &found)
	found.ETag = header.Get("ETag")
	return found, err
}

// CompanyUpdate is what a company is changed to; nil stays as it is.
type CompanyUpdate struct {
	Name        *string `json:"companyName,omitempty"`
	AppLimit    *int    `json:"appLimit,omitempty"`
	MemberLimit *int    `json:"memberLimit,omitempty"`
	Industry    *int    `json:"industry,omitempty"`
	Interest    *int    `json:"interest,omitempty"`
	Environment *int    `json:"environment,omitempty"`
}

// UpdateCompany changes a company, and returns it. With an ETag it is changed
// in that version only; in another it is an Error with status 412.
func (c *Client) UpdateCompany(ctx context.Context, id int64, u CompanyUpdate, etag string) (CompanyDetail, error) {
	var now CompanyDetail
	header, err := c.patch(ctx, ofCompany(id, ""), etag, u, &now)
	now.ETag = header.Get("ETag")
	return now, err
}

// FreezeCompany suspends a company by hand for a reason that its members read.
// Blocked, they cannot sign in either.
func (c *Client) FreezeCompany(ctx context.Context, id int64, reason string, block bool) error {
	body := map[string]any{"reason": reason, "blockDashboard": block}
	return c.post(ctx, ofCompany(id, "/freeze"), body, nil)
}

// UnfreezeCompany ends that.
func (c *Client) UnfreezeCompany(ctx context.Context, id int64) error {
	return c.post(ctx, ofCompany(id, "/unfreeze"), struct{}{}, nil)
}

// RemoveCompany takes a company out of the reseller's account from today on.
// Only the platform's operator can give it back.
func (c *Client) RemoveCompany(ctx context.Context, id int64) error {
	return c.remove(ctx, ofCompany(id, ""))
}

// Filter chooses companies, by id; the zero value chooses all.
type Filter struct {
	CID    int64   // of that number
	User   string  // with a member whose name contains it
	Email  string  // with a member whose address contains it
	Status *Status // in that status
	After  int64   // with a greater id; CountCompanies counts others too
	Limit  int     // at most so many; 0: all
}

func (f Filter) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"user": f.User, "email": f.Email} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for name, id := range map[string]int64{"cid": f.CID, "after": f.After} {
		if id != 0 {
			q.Set(name, strconv.FormatInt(id, 10))
		}
	}
	if f.Status != nil {
		q.Set("status", strconv.Itoa(int(*f.Status)))
	}
	return q
}

// pageSize is how many rows are asked for at a time.
const pageSize = 1000

// Companies yields the companies that match, by id, and asks for them as they
// are needed. An error ends the list.
func (c *Client) Companies(ctx context.Context, f Filter) iter.Seq2[Company, error] {
	return func(yield func(Company, error) bool) {
		for left := cmp.Or(f.Limit, math.MaxInt); left > 0; {
			query, size := f.query(), min(left, pageSize)
			query.Set("limit", strconv.Itoa(size))
			var page struct{ Rows []Company }
			if _, err := c.get(ctx, companies, query, &page); err != nil {
				yield(Company{}, err)
				return
			}
			for _, company := range page.Rows {
				if !yield(company, nil) {
					return
				}
			}
			if len(page.Rows) < size {
				return
			}
			left -= size
			f.After = page.Rows[size-1].ID
		}
	}
}

// CountCompanies returns how many companies match.
func (c *Client) CountCompanies(ctx context.Context, f Filter) (int, error) {
	query := f.query()
	query.Set("limit", "1")
	var page struct{ Count int }
	_, err := c.get(ctx, companies, query, &page)
	return page.Count, err
}

func ofCompany(id int64, rest string) string { return fmt.Sprintf("%s/%d%s", companies, id, rest) }
