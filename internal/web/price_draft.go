package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// draft is a price plan as somebody types it. The names of its fields are what
// billing.Terms.Check calls them.
type draft struct {
	from, minimum, grace string
	rates                map[string]*draftRate // by item
	free                 []draftAllowance
}

type draftRate struct {
	model, per string // no model: no price
	tiers      []draftTier
}

type draftTier struct{ upTo, price string }

type draftAllowance struct {
	units string
	items []string
}

// newDraft types what terms say.
func newDraft(t *billing.Terms, from calendar.Month) *draft {
	d := &draft{from: from.String(), minimum: t.Minimum.String(), grace: strconv.Itoa(t.GraceDays)}
	d.price(t)
	return d
}

// price types the rates and allowances of terms.
func (d *draft) price(t *billing.Terms) {
	d.rates, d.free = map[string]*draftRate{}, nil
	for _, i := range billing.Items() {
		d.rates[i.ID] = newDraftRate(t.Rates[i.ID])
	}
	for _, a := range t.Free {
		d.free = append(d.free, draftAllowance{strconv.FormatInt(a.Units, 10), slices.Clone(a.Items)})
	}
}

func newDraftRate(rate billing.Rate) *draftRate {
	if len(rate.Tiers) == 0 {
		return &draftRate{per: "1000", tiers: make([]draftTier, 1)}
	}
	r := &draftRate{model: string(rate.Model), per: strconv.FormatInt(rate.Per, 10)}
	for _, tier := range rate.Tiers {
		upTo := ""
		if tier.UpTo != 0 {
			upTo = strconv.FormatInt(tier.UpTo, 10)
		}
		r.tiers = append(r.tiers, draftTier{upTo, tier.Price.String()})
	}
	return r
}

func rateField(item, field string) string { return "rates." + item + "." + field }

func tierField(item string, n int, field string) string {
	return fmt.Sprintf("rates.%s.tiers[%d].%s", item, n, field)
}

func unitsField(n int) string   { return fmt.Sprintf("free[%d].units", n) }
func itemField(n, i int) string { return fmt.Sprintf("free[%d].items[%d]", n, i) }

// readDraft reads what was sent.
func readDraft(f *form) *draft {
	d := &draft{from: f.text("from"), minimum: f.text("minimum"), grace: f.text("graceDays"), rates: map[string]*draftRate{}}
	for _, i := range billing.Items() {
		r := &draftRate{model: f.Get(rateField(i.ID, "model")), per: f.text(rateField(i.ID, "per"))}
		for n := 0; f.Has(tierField(i.ID, n, "price")); n++ {
			r.tiers = append(r.tiers, draftTier{f.text(tierField(i.ID, n, "upTo")), f.text(tierField(i.ID, n, "price"))})
		}
		if len(r.tiers) == 0 {
			r.tiers = make([]draftTier, 1)
		}
		d.rates[i.ID] = r
	}
	for n := 0; f.Has(unitsField(n)); n++ {
		a := draftAllowance{units: f.text(unitsField(n))}
		for i := 0; f.Has(itemField(n, i)); i++ {
			a.items = append(a.items, f.Get(itemField(n, i)))
		}
		d.free = append(d.free, a)
	}
	return d
}

// write puts the draft into a form, in place of what was there.
func (d *draft) write(f *form) {
	kept := url.Values{}
	for _, name := range []string{"percent", "places", "only"} {
		kept.Set(name, f.Get(name))
	}
	f.Values = kept
	f.Set("from", d.from)
	f.Set("minimum", d.minimum)
	f.Set("graceDays", d.grace)
	for id, r := range d.rates {
		f.Set(rateField(id, "model"), r.model)
		f.Set(rateField(id, "per"), r.per)
		for n, tier := range r.tiers {
			f.Set(tierField(id, n, "upTo"), tier.upTo)
			f.Set(tierField(id, n, "price"), tier.price)
		}
	}
	for n, a := range d.free {
		f.Set(unitsField(n), a.units)
		for i, id := range a.items {
			f.Set(itemField(n, i), id)
		}
	}
}

// tidy drops tiers in which nothing is typed, and the bound of a single price.
func (d *draft) tidy() {
	for _, r := range d.rates {
		r.tiers = append(r.tiers[:1], slices.DeleteFunc(r.tiers[1:], func(t draftTier) bool { return t == draftTier{} })...)
		if single := r.model == string(billing.Flat) || r.model == string(billing.Package); single && len(r.tiers) == 1 {
			r.tiers[0].upTo = ""
		}
	}
}

// never is what no field of a plan may be: it stands for what cannot be read,
// so that all that is wrong is found at once.
const never = -1

// terms are what is typed. Fields that Check cannot find wrong are listed.
func (d *draft) terms(c billing.Currency) (t billing.Terms, from calendar.Month, wrong []string) {
	t = billing.Terms{Currency: c, Rates: map[string]billing.Rate{}, GraceDays: int(whole(d.grace))}
	for id, r := range d.rates {
		if r.model != "" {
			t.Rates[id] = r.rate()
		}
	}
	for _, a := range d.free {
		t.Free = append(t.Free, billing.Allowance{Units: whole(a.units), Items: a.items})
	}
	var err error
	if t.Minimum, err = billing.ParseMoney(d.minimum); err != nil {
		wrong = append(wrong, "minimum")
	}
	first, err := calendar.ParseDay(d.from + "-01")
	if err != nil {
		return t, 0, append(wrong, "from")
	}
	return t, first.Month(), wrong
}

func (r *draftRate) rate() billing.Rate {
	rate := billing.Rate{Model: billing.Model(r.model), Per: whole(r.per)}
	for _, typed := range r.tiers {
		price, err := billing.ParseDecimal(typed.price)
		if err != nil {
			price = decimal.NewFromInt(never)
		}
		upTo := int64(0)
		if typed.upTo != "" {
			upTo = whole(typed.upTo)
		}
		rate.Tiers = append(rate.Tiers, billing.Tier{UpTo: upTo, Price: price})
	}
	return rate
}

// whole reads a whole number, with or without commas; never, if it is none.
func whole(text string) int64 {
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ",", ""), 10, 64)
	if err != nil || n < 0 {
		return never
	}
	return n
}
