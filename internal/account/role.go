package account

import "slices"

// The roles of users.
const (
	Operator Role = "operator" // staff of the platform

	ResellerOwner   Role = "reseller.owner"   // everything of one reseller
	ResellerFinance Role = "reseller.finance" // usage and bills
	ResellerSupport Role = "reseller.support" // companies, and visits of them
	ResellerViewer  Role = "reseller.viewer"  // usage

	CompanyAdmin    Role = "company.admin"    // administrator of one company
	CompanyFinance  Role = "company.finance"  // its finance
	CompanyProduct  Role = "company.product"  // its product or operation
	CompanySupport  Role = "company.support"  // its support or maintenance
	CompanyEngineer Role = "company.engineer" // its engineers
	CompanyVisitor  Role = "company.visitor"  // of a caller only: a reseller's user in the Dashboard of one of its companies
)

// StaffRoles are the roles of a reseller's staff.
func StaffRoles() []Role {
	return []Role{ResellerOwner, ResellerFinance, ResellerSupport, ResellerViewer}
}

// CompanyRoles are the roles that a company's member can have.
func CompanyRoles() []Role {
	return []Role{CompanyAdmin, CompanyFinance, CompanyProduct, CompanySupport, CompanyEngineer}
}

// OfStaff reports whether one of a reseller's staff can have the role.
func (r Role) OfStaff() bool { return slices.Contains(StaffRoles(), r) }

// OfCompany reports whether a company's member can have the role.
func (r Role) OfCompany() bool { return slices.Contains(CompanyRoles(), r) }

// belongs reports whether somebody of the role is of that reseller and that
// company, 0 for none.
func (r Role) belongs(reseller, company int64) bool {
	switch {
	case r == Operator:
		return reseller == 0 && company == 0
	case r.OfStaff():
		return reseller != 0 && company == 0
	case r.OfCompany():
		return reseller == 0 && company != 0
	}
	return r == CompanyVisitor && reseller != 0 && company != 0
}
