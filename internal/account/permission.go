package account

import (
	"slices"

	"reseller-console/internal/fault"
)

// Permission is what a role lets somebody do, within the company, the reseller
// or the platform that the role is of.
type Permission string

// The permissions.
const (
	SeeCompany      Permission = "company.see"     // names and state, projects and members
	ChangeProjects  Permission = "project.change"  // create, rename, disable, enable and delete them, and their self-service
	SeeCertificates Permission = "certificate.see" // the App Certificates, which are secrets of the company
	ChangeMembers   Permission = "member.change"   // invite and remove them, and change their roles
	SeeActivity     Permission = "activity.see"    // the audit trail

	ReadUsage       Permission = "usage.read"     // a reseller's charts, sheets, explanations
	ReadBills       Permission = "bill.read"      // what is owed, by whom, and what there is to pay it with
	ManageReports   Permission = "report.manage"  // what staff shares: schedules, templates, notes, and others' exports
	ManageBudgets   Permission = "budget.manage"  // limits of what is used and owed
	SetPrices       Permission = "price.set"      // what companies are billed by
	SeeMargin       Permission = "margin.see"     // what the reseller buys by, and earns
	ManageCompanies Permission = "company.manage" // create, change, freeze and remove them
	VisitCompanies  Permission = "company.visit"  // act inside a company's Dashboard
	ManageKeys      Permission = "key.manage"     // of the API, which do whatever the owner may
	ManageStaff     Permission = "staff.manage"   // who else signs in, and how

	Operate Permission = "platform.operate" // resellers, companies and sources of all, and the system
)

// permissions is who may do what. Navigation, pages and the nouns' rules ask
// it, and nothing else says so.
var permissions = map[Role][]Permission{
	Operator: {Operate},

	ResellerOwner: {SeeCompany, ChangeProjects, SeeActivity,
		ReadUsage, ManageReports, ReadBills, SetPrices, SeeMargin, ManageBudgets, ManageCompanies, VisitCompanies, ManageKeys, ManageStaff},
	ResellerFinance: {SeeCompany, ReadUsage, ManageReports, ReadBills, SeeMargin, ManageBudgets},
	ResellerSupport: {SeeCompany, ChangeProjects, ManageCompanies, VisitCompanies},
	ResellerViewer:  {SeeCompany, ReadUsage},

	CompanyAdmin:    {SeeCompany, ChangeProjects, SeeCertificates, ChangeMembers, SeeActivity, ReadBills},
	CompanyFinance:  {SeeCompany, ReadBills},
	CompanyProduct:  {SeeCompany, ChangeProjects},
	CompanySupport:  {SeeCompany, SeeActivity},
	CompanyEngineer: {SeeCompany, ChangeProjects, SeeCertificates},
	CompanyVisitor:  {SeeCompany, ChangeProjects, SeeActivity}, // no secrets, no members, no money
}

// May reports whether the role permits that.
func (r Role) May(p Permission) bool { return slices.Contains(permissions[r], p) }

// May reports whether the caller's role permits that, of the reseller or
// company that the caller is of.
func (c Caller) May(p Permission) bool { return c.Role.belongs(c.Reseller, c.Company) && c.Role.May(p) }

// Operates reports whether the caller acts for the platform.
func (c Caller) Operates() bool { return c.May(Operate) }

// Must answers fault.Forbidden, with a sentence for the user, unless the caller
// may do that.
func (c Caller) Must(p Permission) error {
	switch {
	case c.May(p):
		return nil
	case c.Role == CompanyVisitor:
		return fault.New(fault.Forbidden, "This is not possible during a visit: App Certificates, members and billing are the company's own.")
	case c.Role.OfCompany():
		return fault.New(fault.Forbidden, "Your role does not permit this. An administrator of your company can do it, or give you another role.")
	case c.Role.OfStaff():
		return fault.New(fault.Forbidden, "Your role does not permit this. An owner of your reseller can do it, or give you another role.")
	}
	return fault.New(fault.Forbidden, "Only a reseller's staff or a company's members can do this.")
}
