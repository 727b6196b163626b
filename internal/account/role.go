package account

import (
	"slices"

	"reseller-console/internal/fault"
)

// The roles of a reseller's staff besides its owner.
const (
	ResellerFinance Role = "reseller.finance" // usage and bills
	ResellerSupport Role = "reseller.support" // companies, and visits of them
	ResellerViewer  Role = "reseller.viewer"  // usage
)

// StaffRoles are the roles of a reseller's staff.
func StaffRoles() []Role {
	return []Role{ResellerOwner, ResellerFinance, ResellerSupport, ResellerViewer}
}

// Permission is what a role lets somebody of a reseller do.
type Permission string

// The permissions.
const (
	ReadUsage       Permission = "usage"     // charts, sheets, explanations
	ReadBills       Permission = "bills"     // what is owed, and to whom
	ManageCompanies Permission = "companies" // see, create, change, freeze and remove them, and their projects
	VisitCompanies  Permission = "visits"    // act inside a company's Dashboard
	ReadActivity    Permission = "activity"  // of the whole reseller
	ManageKeys      Permission = "keys"      // of the API, which do whatever the owner may
	ManageStaff     Permission = "staff"     // who else signs in, and how
)

// granted is the one table of who may do what. Whoever is not in it may do
// nothing of a reseller's.
func granted(r Role) []Permission {
	switch r {
	case ResellerOwner:
		return []Permission{ReadUsage, ReadBills, ManageCompanies, VisitCompanies, ReadActivity, ManageKeys, ManageStaff}
	case ResellerFinance:
		return []Permission{ReadUsage, ReadBills}
	case ResellerSupport:
		return []Permission{ManageCompanies, VisitCompanies}
	case ResellerViewer:
		return []Permission{ReadUsage}
	}
	return nil
}

// May reports whether the role has a permission.
func (r Role) May(p Permission) bool { return slices.Contains(granted(r), p) }

// May reports whether the caller is of a reseller and has a permission there.
func (c Caller) May(p Permission) bool { return c.Reseller != 0 && c.Role.May(p) }

// Must is nothing if the caller has a permission, else fault.Forbidden.
func (c Caller) Must(p Permission) error {
	if c.May(p) {
		return nil
	}
	return fault.New(fault.Forbidden, "Your role does not let you do this. Ask an owner of your reseller.")
}
