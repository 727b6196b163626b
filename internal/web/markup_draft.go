package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// How an item's rule is typed.
const (
	otherPercent = "percent"
	ownPrice     = "price"
	keptRate     = "rate" // with tiers or packages, as it was set: only its text is shown
)

// The fields of an item's rule.
func itemKind(id string) string  { return "items." + id + ".kind" }
func itemValue(id string) string { return "items." + id + ".value" }
func itemPer(id string) string   { return "items." + id + ".per" }
func itemKept(id string) string  { return "items." + id + ".rate" }

// newMarkupForm types what a rule says.
func newMarkupForm(r *billing.Rule, from calendar.Month) (form, error) {
	f := newForm("from", from.String(), "percent", r.Percent.String(), "places", strconv.Itoa(r.Places),
		"minimum", r.Minimum.String(), "graceDays", strconv.Itoa(r.GraceDays))
	if r.Free {
		f.Set("free", "1")
	}
	for _, i := range billing.Items() {
		item, ruled := r.Items[i.ID]
		if !ruled {
			continue
		}
		f.Add("item", i.ID)
		switch {
		case item.Percent != nil:
			f.Set(itemKind(i.ID), otherPercent)
			f.Set(itemValue(i.ID), item.Percent.String())
		case item.Rate.Model == billing.Flat:
			f.Set(itemKind(i.ID), ownPrice)
			f.Set(itemValue(i.ID), item.Rate.Tiers[0].Price.String())
			f.Set(itemPer(i.ID), strconv.FormatInt(item.Rate.Per, 10))
		default:
			text, err := json.Marshal(item.Rate)
			if err != nil {
				return f, err
			}
			f.Set(itemKind(i.ID), keptRate)
			f.Set(itemKept(i.ID), string(text))
		}
	}
	return f, nil
}

// pressMarkup does what a button of the editor is for: "add", or "remove" with an
// item.
func pressMarkup(f *form, button string) {
	verb, id, _ := strings.Cut(button, " ")
	items := f.Values["item"]
	switch chosen := f.Get("another"); {
	case verb == "add" && chosen != "" && !slices.Contains(items, chosen):
		if _, known := billing.ItemOf(chosen); known {
			f.Add("item", chosen)
			f.Set(itemKind(chosen), otherPercent)
			f.Set(itemPer(chosen), "1000")
		}
	case verb == "remove":
		f.Values["item"] = slices.DeleteFunc(slices.Clone(items), func(item string) bool { return item == id })
	}
}

// readMarkup is what is typed, with the fields that are wrong.
func readMarkup(f *form) (v billing.RuleVersion, wrong []string) {
	v.Source = billing.Marked
	var err error
	if v.From, err = parseMonth(f.text("from")); err != nil {
		wrong = append(wrong, "from")
	}
	if v.Percent, err = billing.ParseDecimal(f.text("percent")); err != nil {
		wrong = append(wrong, "percent")
	}
	if v.Minimum, err = billing.ParseMoney(f.text("minimum")); err != nil {
		wrong = append(wrong, "minimum")
	}
	v.Places, v.GraceDays, v.Free = int(whole(f.text("places"))), int(whole(f.text("graceDays"))), f.ticked("free")
	for _, id := range f.Values["item"] {
		if v.Items == nil {
			v.Items = map[string]billing.ItemRule{}
		}
		v.Items[id] = readItemRule(f, id)
	}
	for _, field := range billing.Wrong(v.Check()) {
		if rest, ofItem := strings.CutPrefix(field, "items."); ofItem {
			product, class, _ := strings.Cut(rest, ".")
			class, _, _ = strings.Cut(class, ".")
			field = itemValue(product + "." + class)
		}
		wrong = append(wrong, field)
	}
	slices.Sort(wrong)
	return v, slices.Compact(wrong)
}

// readItemRule is what is typed about an item; what cannot be read is a rule that
// Check refuses.
func readItemRule(f *form, id string) billing.ItemRule {
	value, err := billing.ParseDecimal(f.text(itemValue(id)))
	switch kind := f.Get(itemKind(id)); {
	case kind == keptRate:
		rate := &billing.Rate{}
		if json.Unmarshal([]byte(f.Get(itemKept(id))), rate, json.RejectUnknownMembers(true)) != nil {
			return billing.ItemRule{}
		}
		return billing.ItemRule{Rate: rate}
	case err != nil:
		return billing.ItemRule{}
	case kind == ownPrice:
		return billing.ItemRule{Rate: &billing.Rate{Model: billing.Flat, Per: whole(f.text(itemPer(id))), Tiers: []billing.Tier{{Price: value}}}}
	case kind == otherPercent:
		return billing.ItemRule{Percent: new(value)}
	}
	return billing.ItemRule{}
}
