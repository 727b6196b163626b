package account

import (
	"slices"

	"reseller-console/internal/fault"
)

// Permission is what a role lets somebody do in a company's Dashboard.
type Permission string

// The permissions.
const (
	SeeCompany      Permission = "company.see"     // all that is not below: state, projects, members, usage
	ChangeProjects  Permission = "project.change"  // create, rename, disable, enable and delete them, and their self-service
	SeeCertificates Permission = "certificate.see" // the App Certificates, which are secrets
	ChangeMembers   Permission = "member.change"   // invite and remove them, and change their roles
	SeeActivity     Permission = "activity.see"    // the audit trail
)

// permissions is who may do what in the Dashboard. Navigation, pages and the
// nouns' rules ask it, and nothing else says so.
var permissions = map[Role][]Permission{
	CompanyAdmin:    {SeeCompany, ChangeProjects, SeeCertificates, ChangeMembers, SeeActivity},
	CompanyFinance:  {SeeCompany},
	CompanyProduct:  {SeeCompany, ChangeProjects},
	CompanySupport:  {SeeCompany, SeeActivity},
	CompanyEngineer: {SeeCompany, ChangeProjects, SeeCertificates},
	CompanyVisitor:  {SeeCompany, ChangeProjects, SeeActivity}, // no secrets, no members, no money
}

// CompanyRoles are the roles that a company's member can have.
func CompanyRoles() []Role {
	return []Role{CompanyAdmin, CompanyFinance, CompanyProduct, CompanySupport, CompanyEngineer}
}

// OfCompany reports whether a company's member can have the role.
func (r Role) OfCompany() bool { return slices.Contains(CompanyRoles(), r) }

// May reports whether the role permits that in a company's Dashboard.
func (r Role) May(p Permission) bool { return slices.Contains(permissions[r], p) }

// Must answers fault.Forbidden, with a sentence for the user, unless the
// caller's role permits that.
func (c Caller) Must(p Permission) error {
	switch {
	case c.Role.May(p):
		return nil
	case c.Role == CompanyVisitor:
		return fault.New(fault.Forbidden, "This is not possible during a visit: App Certificates, members and billing are the company's own.")
	}
	return fault.New(fault.Forbidden, "Your role does not permit this. An administrator of your company can do it, or give you another role.")
}
