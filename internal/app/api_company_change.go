package app

import (
	"context"

	"reseller-console/client"
)

// ofCompany are the settings of commands about one company.
type ofCompany struct {
	remote
	Company int64 `arg:"" name:"cid" help:"CID of the company."`
}

type apiCompanyUpdate struct {
	ofCompany
	Name        *string `help:"Name in 1 to 20 characters."`
	AppLimit    *int    `help:"How many projects the company may have." placeholder:"NUMBER"`
	MemberLimit *int    `help:"How many member accounts the company may have." placeholder:"NUMBER"`
	Industry    *int    `help:"Industry, 1 to 19." placeholder:"NUMBER"`
	Interest    *int    `help:"Interest, 1 to 5." placeholder:"NUMBER"`
	Environment *int    `help:"Environment, 1 to 8." placeholder:"NUMBER"`
}

// Run is called by kong.
func (c *apiCompanyUpdate) Run(ctx context.Context, p Process) error {
	update := client.CompanyUpdate{
		Name: c.Name, AppLimit: c.AppLimit, MemberLimit: c.MemberLimit, Industry: c.Industry, Interest: c.Interest, Environment: c.Environment,
	}
	return answer(ctx, p, c.remote, func(api *client.Client) (client.CompanyDetail, error) {
		return api.UpdateCompany(ctx, c.Company, update, "")
	})
}

type apiCompanyFreeze struct {
	ofCompany
	Reason string `required:"" help:"Why, for the company's members." placeholder:"TEXT"`
	Block  bool   `name:"block-dashboard" help:"Let its members not sign in either."`
}

// Run is called by kong.
func (c *apiCompanyFreeze) Run(ctx context.Context, p Process) error {
	what := "company %d is frozen"
	if c.Block {
		what += ", and its members cannot sign in"
	}
	return done(ctx, p, c.remote, func(api *client.Client) error { return api.FreezeCompany(ctx, c.Company, c.Reason, c.Block) }, what, c.Company)
}

type apiCompanyUnfreeze struct{ ofCompany }

// Run is called by kong.
func (c *apiCompanyUnfreeze) Run(ctx context.Context, p Process) error {
	return done(ctx, p, c.remote, func(api *client.Client) error { return api.UnfreezeCompany(ctx, c.Company) }, "company %d is not frozen any more", c.Company)
}

type apiCompanyRemove struct{ ofCompany }

// Run is called by kong.
func (c *apiCompanyRemove) Run(ctx context.Context, p Process) error {
	return done(ctx, p, c.remote, func(api *client.Client) error { return api.RemoveCompany(ctx, c.Company) }, "company %d is removed from the account", c.Company)
}
