package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

const companiesPath = "/v1/resellers/companies"

func (a *resellerAPI) registerCompanies() {
	register(a, huma.Operation{
		OperationID: "createCompany", Method: http.MethodPost, Path: companiesPath, DefaultStatus: http.StatusCreated, Tags: []string{tagCompanies},
		Summary:     "Create a company",
		Description: "The company belongs to the reseller at once. Its e-mail address becomes the company's first dashboard account.",
	}, a.createCompany)
	register(a, huma.Operation{
		OperationID: "listCompanies", Method: http.MethodGet, Path: companiesPath, Tags: []string{tagCompanies},
		Summary:     "List companies",
		Description: "All companies of the reseller that match, by id. Page with `limit` and `offset`, or, where there are very many, with `after` and the last id of the page before.",
	}, a.listCompanies)
	register(a, huma.Operation{
		OperationID: "readCompany", Method: http.MethodGet, Path: companiesPath + "/{companyId}", Tags: []string{tagCompanies},
		Summary: "Read one company", Description: "A company of another reseller is 404, as one that does not exist.",
	}, a.readCompany)
}

// CompanyJSON is a company as it is answered: exactly the documented fields.
type CompanyJSON struct {
	ID          int64  `json:"id" doc:"Number of the company, its CID."`
	Name        string `json:"name"`
	Country     string `json:"country" doc:"ISO 3166-1 alpha-2."`
	Area        string `json:"area" enum:"CN,Non-CN"`
	AppLimit    int    `json:"appLimit" doc:"How many projects the company may have; deleted ones count."`
	MemberLimit int    `json:"memberLimit" doc:"How many member accounts the company may have."`
	Industry    int    `json:"industry" minimum:"1" maximum:"19"`
	Interest    int    `json:"interest" minimum:"1" maximum:"5"`
	Environment int    `json:"environment" minimum:"1" maximum:"8"`
	Status      int    `json:"status" enum:"0,1,2,3" doc:"0 normal, 1 insufficient balance, 2 automatically suspended, 3 manually suspended."`
}

func companyOf(c *company.Company) CompanyJSON {
	return CompanyJSON{c.ID, c.Name, c.Country, string(c.Area), c.AppLimit, c.MemberLimit, c.Industry, c.Interest, c.Environment, int(c.Status)}
}

// newCompany is the body of a company to create.
type newCompany struct {
	_                      struct{} `json:"-" additionalProperties:"true"`
	CompanyName            text     `json:"companyName" required:"false" minLength:"1" maxLength:"20" doc:"Name in 1 to 20 characters."`
	Name                   text     `json:"name" required:"false" minLength:"1" maxLength:"20" doc:"The same as companyName, as older samples have it. Both must not differ."`
	Email                  text     `json:"email" doc:"Becomes the company's first dashboard account; must not be in use." format:"email"`
	FirstName              text     `json:"firstName" minLength:"1" maxLength:"255"`
	LastName               text     `json:"lastName" minLength:"1" maxLength:"255"`
	Country                text     `json:"country" doc:"ISO 3166-1 alpha-2." pattern:"^[A-Z]{2}$"`
	Area                   text     `json:"area" doc:"CN or Non-CN: decides currency and prices." pattern:"^(CN|Non-CN)$"`
	AppLimit               number   `json:"appLimit" required:"false" minimum:"1" doc:"How many projects the company may have; default 10."`
	MemberLimit            number   `json:"memberLimit" required:"false" minimum:"1" doc:"How many member accounts the company may have; default 10."`
	Industry               number   `json:"industry" required:"false" minimum:"1" maximum:"19" doc:"1 customer service, 2 e-commerce, 3 education, 4 enterprise, 5 finance, 6 gaming, 7 IoT, 8 medical & health, 9 human resource, 10 social / pan entertainment, 11 system integration, 12 other (default), 13 live broadcast, 14 enterprise collaboration / contact center, 15 housekeeping / O2O, 16 software outsourcing, 17 individual developer, 18 call center, 19 AR/VR/AI."`
	Interest               number   `json:"interest" required:"false" minimum:"1" maximum:"5" doc:"1 other (default), 2 video, 3 audio, 4 live broadcast, 5 gaming."`
	Environment            number   `json:"environment" required:"false" minimum:"1" maximum:"8" doc:"1 other (default), 2 web, 3 Android, 4 iOS, 5 Windows, 6 macOS, 7 mini app, 8 Linux."`
	SendPasswordResetEmail flag     `json:"sendPasswordResetEmail" required:"false" doc:"Whether to send the new account a link to set its password; default false."`
}

// TransformSchema implements huma.SchemaTransformer: the name has two names.
func (*newCompany) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.AnyOf = []*huma.Schema{{Required: []string{"companyName"}}, {Required: []string{"name"}}}
	return s
}

func (n *newCompany) read() (company.New, error) {
	var wrong []fault.Field
	for _, f := range []struct {
		sent        *sent
		name, right string
	}{
		{&n.CompanyName.sent, "companyName", "a string"}, {&n.Name.sent, "name", "a string"}, {&n.Email.sent, "email", "a string"},
		{&n.FirstName.sent, "firstName", "a string"}, {&n.LastName.sent, "lastName", "a string"},
		{&n.Country.sent, "country", "a string"}, {&n.Area.sent, "area", "a string"},
		{&n.AppLimit.sent, "appLimit", "a number"}, {&n.MemberLimit.sent, "memberLimit", "a number"},
		{&n.Industry.sent, "industry", "a number from 1 to 19"}, {&n.Interest.sent, "interest", "a number from 1 to 5"},
		{&n.Environment.sent, "environment", "a number from 1 to 8"},
		{&n.SendPasswordResetEmail.sent, "sendPasswordResetEmail", "true or false"},
	} {
		f.sent.check(&wrong, f.name, f.right)
	}
	name := n.CompanyName.value
	switch {
	case !n.CompanyName.set:
		name = n.Name.value
	case n.Name.set && n.Name.value != name:
		wrong = append(wrong, fault.Field{Location: "name", Message: "the same as companyName, or left out", Value: n.Name.value})
	}
	return company.New{
		Company: company.Company{
			Name: name, Country: n.Country.value, Area: company.Area(n.Area.value),
			AppLimit: n.AppLimit.or(company.DefaultAppLimit), MemberLimit: n.MemberLimit.or(company.DefaultMemberLimit),
			Industry: n.Industry.or(company.DefaultIndustry), Interest: n.Interest.or(company.DefaultInterest),
			Environment: n.Environment.or(company.DefaultEnvironment),
		},
		Email: n.Email.value, FirstName: n.FirstName.value, LastName: n.LastName.value, SendLink: n.SendPasswordResetEmail.value,
	}, unreadable(wrong)
}

type createCompanyIn struct {
	OnceHeader
	Body newCompany
}

type companyOut struct{ Body CompanyJSON }

func (a *resellerAPI) createCompany(ctx context.Context, v visit, in *createCompanyIn) (*companyOut, error) {
	wanted, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	made, err := a.Companies.Register(ctx, v.caller, wanted)
	if err != nil {
		return nil, err
	}
	return &companyOut{companyOf(&made)}, nil
}

type readCompanyIn struct{ OfCompany }

func (a *resellerAPI) readCompany(ctx context.Context, v visit, in *readCompanyIn) (*companyDetailOut, error) {
	found, err := a.Companies.Find(ctx, v.caller, in.Company)
	if err != nil {
		return nil, err
	}
	return detailOf(&found.Company), nil
}

// Paging is how lists are cut.
type Paging struct {
	Limit  int `query:"limit" minimum:"1" maximum:"1000" default:"20" doc:"How many are answered at most."`
	Offset int `query:"offset" minimum:"0" default:"0" doc:"How many are left out before."`
}

type listCompaniesIn struct {
	Paging
	CID    string `query:"cid" doc:"Only the company of that number."`
	User   string `query:"user" doc:"Only companies with a member whose name contains this, without regard to case."`
	Email  string `query:"email" doc:"Only companies with a member whose e-mail address contains this, without regard to case."`
	Status string `query:"status" enum:"0,1,2,3" doc:"Only companies in that status."`
	After  int64  `query:"after" minimum:"0" doc:"Only companies with a greater id."`
}

type companyList struct {
	Rows  []CompanyJSON `json:"rows" nullable:"false"`
	Count int           `json:"count" doc:"All that match, on all pages."`
}

type listCompaniesOut struct{ Body companyList }

func (a *resellerAPI) listCompanies(ctx context.Context, v visit, in *listCompaniesIn) (*listCompaniesOut, error) {
	filter := company.Filter{
		And:   []company.Search{{By: company.ByCID, Text: in.CID}, {By: company.ByUser, Text: in.User}, {By: company.ByEmail, Text: in.Email}},
		Order: company.OrderID, Limit: in.Limit, Offset: in.Offset, After: in.After,
	}
	if n, err := strconv.Atoi(in.Status); err == nil {
		status := company.FinancialStatus(n)
		filter.Status = &status
	}
	page, err := a.Companies.List(ctx, v.caller, filter)
	if err != nil {
		return nil, err
	}
	out := &listCompaniesOut{companyList{Rows: make([]CompanyJSON, len(page.Rows)), Count: page.Count}}
	for i := range page.Rows {
		out.Body.Rows[i] = companyOf(&page.Rows[i].Company)
	}
	return out, nil
}
