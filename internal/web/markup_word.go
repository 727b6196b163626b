package web

import (
	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// percentText writes what a markup adds: "+20%".
func percentText(v visitor, percent decimal.Decimal) string {
	text := v.Amount(percent.String() + "%")
	if percent.IsNegative() {
		return text
	}
	return "+" + text
}

// ruleText says a markup in short: "+20%, 2 items otherwise".
func ruleText(v visitor, r *billing.Rule) string {
	text := percentText(v, r.Percent)
	if n := len(r.Items); n > 0 {
		text += ", " + v.N("markup.otherwise", n)
	}
	return text
}

// originText says where prices come from.
func originText(v visitor, o *billing.Origin) string {
	return v.T("markup.source."+string(o.Source), "Markup", ruleText(v, &o.Rule.Rule))
}

// beganText is the day on which prices began; a dash for the list.
func beganText(m calendar.Month) string {
	if m == 0 {
		return "–"
	}
	return m.First().String()
}

// standardText says what the standard markup is in a month.
func standardText(v visitor, versions billing.RuleVersions, month calendar.Month) string {
	now := versions.On(month)
	if now.Source != billing.Marked {
		return v.T("markup.noStandard")
	}
	return v.T("markup.standardSince", "Markup", ruleText(v, &now.Rule), "Day", now.From.First().String())
}

// nextStandardText says what it will be; "" if it stays.
func nextStandardText(v visitor, versions billing.RuleVersions, month calendar.Month) string {
	last := len(versions) - 1
	switch {
	case last < 0 || versions[last].From <= month:
		return ""
	case versions[last].Source != billing.Marked:
		return v.T("markup.standardEnds", "Day", versions[last].From.First().String())
	}
	return v.T("markup.standardFrom", "Markup", ruleText(v, &versions[last].Rule), "Day", versions[last].From.First().String())
}

// versionText says what a version says.
func versionText(v visitor, version *billing.RuleVersion) string {
	if version.Source != billing.Marked {
		return v.T("markup.noMarkup")
	}
	return ruleText(v, &version.Rule)
}

func (e *markupEditor) title(v visitor) string {
	if e.own {
		return v.N("markup.ownTitle", len(e.chosen.there))
	}
	return v.T("markup.standard", "Currency", string(e.currency()))
}

// ends reports whether there is a standard markup that can be ended.
func (e *markupEditor) ends() bool {
	last := len(e.standard) - 1
	return last >= 0 && e.standard[last].Source == billing.Marked
}

// stateOf says when a version of the standard applies, as pricesView.state does of
// a plan.
func (e *markupEditor) stateOf(version *billing.RuleVersion) string {
	switch {
	case e.standard.On(e.present).ID == version.ID:
		return "now"
	case e.standard.On(version.From).ID != version.ID:
		return "never"
	case version.From > e.present:
		return "later"
	}
	return "before"
}

// keptTexts say a price that the editor only carries on.
func keptTexts(v visitor, e *markupEditor, id string) []string {
	item, known := billing.ItemOf(id)
	rule := readItemRule(&e.form, id)
	if !known || rule.Rate == nil {
		return nil
	}
	return priceTexts(v, item, *rule.Rate)
}
