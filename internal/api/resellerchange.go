package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func (a *resellerAPI) registerChanges() {
	const one = companiesPath + "/{companyId}"
	register(a, huma.Operation{
		OperationID: "updateCompany", Method: http.MethodPatch, Path: one, Tags: []string{tagCompanies},
		Summary: "Update a company",
		Description: "What is not sent stays as it is. Limits cannot be lower than what the company has already. Country and area never change, because prices hang on them. " +
			"With `If-Match` it is changed only if nobody else has changed it since it was read.",
	}, a.updateCompany)
	register(a, huma.Operation{
		OperationID: "removeCompany", Method: http.MethodDelete, Path: one, DefaultStatus: http.StatusNoContent, Tags: []string{tagCompanies},
		Summary:     "Remove a company from the account",
		Description: "From today on, 00:00 UTC, the company is not the reseller's any more, which loses every way to it. The company, its data and its service stay. Only the platform's operator can give it back.",
	}, a.removeCompany)
	register(a, huma.Operation{
		OperationID: "freezeCompany", Method: http.MethodPost, Path: one + "/freeze", DefaultStatus: http.StatusOK, Tags: []string{tagCompanies},
		Summary: "Freeze a company",
		Description: "Sets the status 3, which wins over what the company's balance gives, and mails the reason to its members. With `blockDashboard` none of them can sign in. " +
			"Usage goes on being counted. A company that is frozen already takes the new reason.",
	}, a.freezeCompany)
	register(a, huma.Operation{
		OperationID: "unfreezeCompany", Method: http.MethodPost, Path: one + "/unfreeze", DefaultStatus: http.StatusOK, Tags: []string{tagCompanies},
		Summary: "Unfreeze a company", Description: "The company gets the status that its balance gives, and its members can sign in. One that is not frozen stays as it is.",
	}, a.unfreezeCompany)
}

// companyDetailJSON is one company, with what lists leave out.
type companyDetailJSON struct {
	CompanyJSON
	StatusReason  string `json:"statusReason" doc:"Why it was frozen; empty unless status is 3."`
	AccountStatus string `json:"accountStatus" enum:"active,blocked" doc:"Whether the company's members can sign in."`
	Created       string `json:"created" format:"date-time"`
}

type companyDetailOut struct {
	Versioned
	Body companyDetailJSON
}

func detailOf(c *company.Company) *companyDetailOut {
	status := "active"
	if c.AccountStatus == company.AccountBlocked {
		status = "blocked"
	}
	return &companyDetailOut{versioned(c.Version), companyDetailJSON{companyOf(c), c.StatusReason, status, withTime(c.CreatedAt)}}
}

// Versioned and IfMatch keep changes of an old version from undoing others.
type Versioned struct {
	ETag string `header:"ETag" doc:"Version, for If-Match."`
}

type IfMatch struct {
	IfMatch string `header:"If-Match" doc:"ETag of the version that is to be changed. In another version it is 412. Without it, or with *, any version is changed."`
}

func versioned(version int64) Versioned {
	return Versioned{`"` + strconv.FormatInt(version, 10) + `"`}
}

// versions reads the header (RFC 9110, 13.1.1): none, or those that may be
// changed. What is no tag of ours matches no version.
func (m *IfMatch) versions() []int64 {
	text := strings.TrimSpace(m.IfMatch)
	if text == "" || text == "*" {
		return nil
	}
	var all []int64
	for tag := range strings.SplitSeq(text, ",") {
		tag = strings.TrimSpace(tag)
		inner, quoted := strings.CutPrefix(tag, `"`)
		inner, ends := strings.CutSuffix(inner, `"`)
		version, err := strconv.ParseInt(inner, 10, 64)
		if !quoted || !ends || err != nil {
			version = 0 // of nothing
		}
		all = append(all, version)
	}
	return all
}

// companyPatch is what a company is changed to.
type companyPatch struct {
	_           struct{} `json:"-" additionalProperties:"true"`
	CompanyName text     `json:"companyName" required:"false" minLength:"1" maxLength:"20" doc:"Name in 1 to 20 characters."`
	Name        text     `json:"name" required:"false" minLength:"1" maxLength:"20" doc:"The same as companyName. Both must not differ."`
	AppLimit    number   `json:"appLimit" required:"false" minimum:"1"`
	MemberLimit number   `json:"memberLimit" required:"false" minimum:"1"`
	Industry    number   `json:"industry" required:"false" minimum:"1" maximum:"19"`
	Interest    number   `json:"interest" required:"false" minimum:"1" maximum:"5"`
	Environment number   `json:"environment" required:"false" minimum:"1" maximum:"8"`
	Country     fixed    `json:"country" required:"false" doc:"Never changes: refused."`
	Area        fixed    `json:"area" required:"false" doc:"Never changes: refused."`
}

func (p *companyPatch) read() (company.Update, error) {
	var wrong []fault.Field
	for _, f := range []struct {
		sent        *sent
		name, right string
	}{
		{&p.CompanyName.sent, "companyName", "a string"}, {&p.Name.sent, "name", "a string"},
		{&p.AppLimit.sent, "appLimit", "a number"}, {&p.MemberLimit.sent, "memberLimit", "a number"},
		{&p.Industry.sent, "industry", "a number from 1 to 19"}, {&p.Interest.sent, "interest", "a number from 1 to 5"},
		{&p.Environment.sent, "environment", "a number from 1 to 8"},
		{&p.Country.sent, "country", "left out: it never changes"}, {&p.Area.sent, "area", "left out: it never changes"},
	} {
		f.sent.check(&wrong, f.name, f.right)
	}
	name := p.CompanyName.sentOrNil()
	switch {
	case name == nil:
		name = p.Name.sentOrNil()
	case p.Name.set && p.Name.value != *name:
		wrong = append(wrong, fault.Field{Location: "name", Message: "the same as companyName, or left out", Value: p.Name.value})
	}
	return company.Update{
		Name: name, AppLimit: p.AppLimit.sentOrNil(), MemberLimit: p.MemberLimit.sentOrNil(),
		Industry: p.Industry.sentOrNil(), Interest: p.Interest.sentOrNil(), Environment: p.Environment.sentOrNil(),
	}, unreadable(wrong)
}

type updateCompanyIn struct {
	OfCompany
	IfMatch
	Body companyPatch
}

func (a *resellerAPI) updateCompany(ctx context.Context, v visit, in *updateCompanyIn) (*companyDetailOut, error) {
	wanted, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	now, err := a.Companies.Update(ctx, v.caller, in.Company, wanted, in.versions())
	if err != nil {
		return nil, err
	}
	return detailOf(&now), nil
}

type removeCompanyIn struct{ OfCompany }

// nothing is an answer without a body.
type nothing struct{}

func (a *resellerAPI) removeCompany(ctx context.Context, v visit, in *removeCompanyIn) (*nothing, error) {
	return nil, a.Membership.Remove(ctx, v.caller, in.Company)
}

type freezing struct {
	_              struct{} `json:"-" additionalProperties:"true"`
	Reason         text     `json:"reason" minLength:"1" maxLength:"500" doc:"Why, in one line; the company's members read it."`
	BlockDashboard flag     `json:"blockDashboard" required:"false" doc:"Whether the company's members are kept from signing in, too; default false."`
}

type freezeCompanyIn struct {
	OnceHeader
	OfCompany
	Body freezing
}

func (a *resellerAPI) freezeCompany(ctx context.Context, v visit, in *freezeCompanyIn) (*companyDetailOut, error) {
	var wrong []fault.Field
	in.Body.Reason.check(&wrong, "reason", "a string")
	in.Body.BlockDashboard.check(&wrong, "blockDashboard", "true or false")
	if err := unreadable(wrong); err != nil {
		return nil, err
	}
	now, err := a.Companies.Freeze(ctx, v.caller, in.Company,
		company.Freeze{Reason: in.Body.Reason.value, BlockDashboard: in.Body.BlockDashboard.value})
	if err != nil {
		return nil, err
	}
	return detailOf(&now), nil
}

type unfreezeCompanyIn struct {
	OnceHeader
	OfCompany
}

func (a *resellerAPI) unfreezeCompany(ctx context.Context, v visit, in *unfreezeCompanyIn) (*companyDetailOut, error) {
	now, err := a.Companies.Unfreeze(ctx, v.caller, in.Company)
	if err != nil {
		return nil, err
	}
	return detailOf(&now), nil
}
