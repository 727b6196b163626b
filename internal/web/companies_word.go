package web

import (
	"strconv"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"reseller-console/internal/company"
)

// cid writes a company's id: without grouping, as it is searched for.
func cid(id int64) string { return strconv.FormatInt(id, 10) }

// countryName is a country in a language.
func countryName(tag, code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.Regions(language.Make(tag)).Name(region)
}

// statusName is the id of a status's message.
func statusName(s company.FinancialStatus) string {
	return "company.status." + strconv.Itoa(int(s))
}

// statusIcon and statusColour mark a status. The colour is the icon's only:
// in text it would miss the contrast.
func statusIcon(s company.FinancialStatus) string {
	switch s {
	case company.InsufficientBalance:
		return "alert-triangle"
	case company.SuspendedAutomatically:
		return "player-pause"
	case company.SuspendedManually:
		return "snowflake"
	default:
		return "circle-check"
	}
}

func statusColour(s company.FinancialStatus) string {
	switch s {
	case company.InsufficientBalance:
		return "text-yellow"
	case company.SuspendedAutomatically:
		return "text-orange"
	case company.SuspendedManually:
		return "text-red"
	default:
		return "text-green"
	}
}

// ariaSort tells a screen reader how a column is sorted.
func ariaSort(q companiesQuery, order company.Order) string {
	switch {
	case q.order != order:
		return "none"
	case q.descending:
		return "descending"
	default:
		return "ascending"
	}
}

// sortMark is the class of a column's head.
func sortMark(q companiesQuery, order company.Order) string {
	switch {
	case q.order != order:
		return ""
	case q.descending:
		return "desc"
	default:
		return "asc"
	}
}

// noMatch says what was looked for in vain.
func noMatch(v visitor, q companiesQuery) string {
	if q.text == "" {
		return v.T("company.noneOfStatus", "Status", v.T(statusName(*q.status)))
	}
	return v.T("company.noMatch."+string(q.by), "Text", q.text)
}

// companiesLine is the line under the title: how many match, as of when.
func companiesLine(v visitor, view companiesView) string {
	asOf := v.T("company.asOf", "Time", inUTC(view.asOf))
	if view.failed != nil {
		return asOf
	}
	return v.N("company.count", view.count) + " · " + asOf
}
