package app

import (
	"context"
	"fmt"

	"reseller-console/client"
)

type apiCompanies struct {
	List     apiCompaniesList   `cmd:"" help:"List the companies that match, by id."`
	Get      apiCompaniesGet    `cmd:"" help:"Read one company."`
	Create   apiCompanyCreate   `cmd:"" help:"Create a company with its first account."`
	Update   apiCompanyUpdate   `cmd:"" help:"Change a company."`
	Freeze   apiCompanyFreeze   `cmd:"" help:"Suspend a company by hand."`
	Unfreeze apiCompanyUnfreeze `cmd:"" help:"End a suspension by hand."`
	Remove   apiCompanyRemove   `cmd:"" help:"Take a company out of the account from today on; only the platform's operator can give it back."`
}

type apiCompaniesList struct {
	remote
	shown
	CID    int64  `name:"cid" help:"Only the company of that number."`
	User   string `help:"Only companies with a member whose name contains this." placeholder:"TEXT"`
	Email  string `help:"Only companies with a member whose e-mail address contains this." placeholder:"TEXT"`
	Status *int   `help:"Only companies in that status: 0 normal, 1 insufficient balance, 2 automatically suspended, 3 manually suspended."`
	Limit  int    `help:"How many are listed at most; all if not given."`
	After  int64  `help:"Only companies with a greater id." placeholder:"CID"`
}

// Validate is called by kong.
func (c *apiCompaniesList) Validate() error {
	if c.Limit < 0 {
		return fmt.Errorf("--limit must not be negative, but is %d", c.Limit)
	}
	if s := c.Status; s != nil && (*s < 0 || *s > 3) {
		return fmt.Errorf("--status must be 0 (normal), 1 (insufficient balance), 2 (automatically suspended) or 3 (manually suspended), but is %d", *s)
	}
	return nil
}

// Run is called by kong.
func (c *apiCompaniesList) Run(ctx context.Context, p Process) error {
	filter := client.Filter{CID: c.CID, User: c.User, Email: c.Email, Status: (*client.Status)(c.Status), After: c.After, Limit: c.Limit}
	return c.with(ctx, p, func(api *client.Client) error {
		all, err := collect(api.Companies(ctx, filter))
		if err != nil {
			return err
		}
		return show(p, c.shown, all, "ID NAME COUNTRY AREA STATUS PROJECTS MEMBERS INDUSTRY", func(c client.Company) []any {
			return []any{c.ID, c.Name, c.Country, c.Area, c.Status, c.AppLimit, c.MemberLimit, c.Industry}
		})
	})
}

type apiCompaniesGet struct{ ofCompany }

// Run is called by kong.
func (c *apiCompaniesGet) Run(ctx context.Context, p Process) error {
	return answer(ctx, p, c.remote, func(api *client.Client) (client.CompanyDetail, error) {
		return api.Company(ctx, c.Company)
	})
}

type apiCompanyCreate struct {
	remote
	Name        string `required:"" help:"Name in 1 to 20 characters."`
	Email       string `required:"" help:"E-mail address of the company's first account; must not be in use." placeholder:"ADDRESS"`
	FirstName   string `required:"" help:"First name of the account's owner." placeholder:"NAME"`
	LastName    string `required:"" help:"Last name of the account's owner." placeholder:"NAME"`
	Country     string `required:"" help:"Country in two letters (ISO 3166-1 alpha-2)." placeholder:"DE"`
	Area        string `required:"" enum:"CN,Non-CN" help:"CN or Non-CN: decides currency and prices."`
	AppLimit    int    `help:"How many projects the company may have; 10 if not given." placeholder:"NUMBER"`
	MemberLimit int    `help:"How many member accounts the company may have; 10 if not given." placeholder:"NUMBER"`
	Industry    int    `help:"Industry, 1 to 19; 12, other, if not given." placeholder:"NUMBER"`
	Interest    int    `help:"Interest, 1 to 5; 1, other, if not given." placeholder:"NUMBER"`
	Environment int    `help:"Environment, 1 to 8; 1, other, if not given." placeholder:"NUMBER"`
	SendReset   bool   `name:"send-password-reset-email" help:"Send the account's owner a link to set a password."`
}

// Run is called by kong.
func (c *apiCompanyCreate) Run(ctx context.Context, p Process) error {
	return answer(ctx, p, c.remote, func(api *client.Client) (client.Company, error) {
		return api.CreateCompany(ctx, client.NewCompany{
			Name: c.Name, Email: c.Email, FirstName: c.FirstName, LastName: c.LastName, Country: c.Country, Area: c.Area,
			AppLimit: c.AppLimit, MemberLimit: c.MemberLimit, Industry: c.Industry, Interest: c.Interest, Environment: c.Environment, SendReset: c.SendReset,
		})
	})
}
