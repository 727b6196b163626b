package web

import (
	"cmp"
	"slices"
)

// page is what the frame around a page's content must know of it.
type page struct {
	title   string   // in the visitor's language, short: its crumb
	full    string   // its title if that says more, as whose it is; empty: title
	address string   // of its entry in the navigation; empty if it has none
	crumbs  []string // what it lies under, outermost first, in the visitor's language
	within  []link   // pages that it lies under, below the crumbs
	scripts []string // names of assets besides console.js
}

// name is what the document and its heading are called.
func (p page) name() string { return cmp.Or(p.full, p.title) }

// link is a page by name, in the visitor's language.
type link struct{ title, address string }

// section is a group of the navigation.
type section struct {
	title   string // id of a message
	entries []entry
}

// entry is a link of the navigation.
type entry struct {
	title, address, icon string // title is the id of a message
}

// under is the title of the section that address lies in, as the first crumb
// of its page.
func under(v visitor, address string) []string {
	if v.company != nil {
		return nil // the company's name stands before every crumb
	}
	for _, s := range v.navigation() {
		if slices.ContainsFunc(s.entries, func(e entry) bool { return e.address == address }) {
			return []string{v.T(s.title)}
		}
	}
	return nil
}

// belongsTo names what the visitor works for.
func belongsTo(v visitor) string {
	switch {
	case v.visit != nil:
		return v.T("visit.visiting", "Name", v.company.Name)
	case v.face() == operatorFace:
		return v.T("shell.operator")
	case v.face() == companyFace:
		return v.user.CompanyName
	}
	return v.user.ResellerName
}

// other is the theme that a click changes to.
func other(theme string) string {
	if theme == dark {
		return light
	}
	return dark
}

// themeLabel is the id of the message that names what a click on the theme
// does.
func themeLabel(theme string) string {
	if theme == dark {
		return "shell.toLight"
	}
	return "shell.toDark"
}

// themeIcon is the icon of the theme that a click changes to.
func themeIcon(theme string) string {
	if theme == dark {
		return "sun"
	}
	return "moon"
}
