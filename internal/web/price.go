package web

import (
	"context"
	"net/http"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/route"
)

// Prices is what the pages need of price plans, and what operators do with balances;
// billing.Service is it.
type Prices interface {
	// Plans returns by what a company is billed, one that the caller may read
	// the bills of.
	Plans(ctx context.Context, c account.Caller, company int64) (billing.Pricing, error)
	// Preview tells what the last whole month would have cost by other terms.
	Preview(ctx context.Context, c account.Caller, company int64, t billing.Terms) (billing.Effect, error)
	// SetPlan adds a version that applies from a month on.
	SetPlan(ctx context.Context, c account.Caller, company int64, from calendar.Month, t billing.Terms) (billing.Plan, error)
	// BuyPlans, PreviewBuy and SetBuyPlan do so with what a reseller buys by.
	BuyPlans(ctx context.Context, c account.Caller, reseller int64) (billing.Plans, error)
	PreviewBuy(ctx context.Context, c account.Caller, reseller int64, t billing.Terms) (was, would billing.Money, err error)
	SetBuyPlan(ctx context.Context, c account.Caller, reseller int64, from calendar.Month, t billing.Terms) (billing.Plan, error)
	// Post adds to a company's ledger.
	Post(ctx context.Context, c account.Caller, company int64, p billing.Posting) (posted billing.Posting, again bool, err error)
}

// dashboardPricesPath is where a company reads what it is billed by.
const dashboardPricesPath = dashboardPath + "/prices"

// priced is whose prices a page is about, and what the visitor can do about
// them.
type priced struct {
	billing.Pricing
	name    string // whose they are
	line    string // id of the message that says what they are
	start   string // id of the message that says what a markup starts from
	root    string // of the page of the prices
	buys    bool   // a reseller does: there is no balance that could be too low
	page    page   // around that page
	present calendar.Month
	source  *billing.Sourced // where they come from; nil: the visitor may not know
	preview func(context.Context, billing.Terms) (billing.Effect, error)
	save    func(context.Context, calendar.Month, billing.Terms) (billing.Plan, error)
}

// findPriced finds whose prices an address is about.
type findPriced func(r *http.Request, v visitor) (*priced, error)

// pricesPath is where the visitor reads what a company is billed by.
func (v visitor) pricesPath(id int64) string {
	if v.company != nil {
		return dashboardPricesPath
	}
	return v.root(id) + "/plan"
}

// companyPrices are what a company is billed by.
func (s *server) companyPrices(r *http.Request, v visitor) (*priced, error) {
	found, err := s.companyOf(r, v)
	if err != nil {
		return nil, err
	}
	all, err := s.Prices.Plans(r.Context(), v.caller(), found.ID)
	if err != nil {
		return nil, err
	}
	source, err := s.sourceOf(r.Context(), v, found.ID)
	if err != nil {
		return nil, err
	}
	return &priced{
		Pricing: all, source: source, line: "price.line", start: "price.markup", name: found.Name, root: v.pricesPath(found.ID), present: calendar.DayOf(s.Clock()).Month(),
		page: moneyFrame(v, found, v.T("price.title"), dashboardPricesPath),
		preview: func(ctx context.Context, t billing.Terms) (billing.Effect, error) {
			return s.Prices.Preview(ctx, v.caller(), found.ID, t)
		},
		save: func(ctx context.Context, from calendar.Month, t billing.Terms) (billing.Plan, error) {
			return s.Prices.SetPlan(ctx, v.caller(), found.ID, from, t)
		},
	}, nil
}

// sourceOf is where a company's prices come from; nil, if the visitor may not know.
func (s *server) sourceOf(ctx context.Context, v visitor, id int64) (*billing.Sourced, error) {
	if v.company != nil || !v.may(account.SeeMargin) && v.face() != operatorFace {
		return nil, nil //nolint:nilnil // none is an answer
	}
	sources, err := s.Markups.Sources(ctx, v.caller(), []int64{id})
	source := sources[id]
	return &source, err
}

// pricesView is the page of prices: all versions, and what one of them says.
type pricesView struct {
	*priced
	shown billing.Plan
	now   int // number of the version that applies now
}

// prices shows by what is billed: by the version that the address names, else
// by the one that applies now.
func (s *server) prices(find findPriced) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		of, err := find(r, v)
		if err != nil {
			return err
		}
		now := of.On(of.present)
		view := pricesView{priced: of, shown: now, now: now.Number}
		if n, err := strconv.Atoi(r.URL.Query().Get("version")); err == nil {
			view.shown = of.version(n, now)
		}
		return show(w, r, http.StatusOK, pricesPage(v, view))
	}
}

// version is the one of a number, 0 for the list, else another.
func (p *priced) version(number int, otherwise billing.Plan) billing.Plan {
	if number == 0 {
		return billing.Plan{Terms: p.List}
	}
	for _, v := range p.Plans {
		if v.Number == number {
			return v
		}
	}
	return otherwise
}

// state says when a version applies: now, later, before, or never, if another
// one from the same month or an earlier one has taken its place.
func (view *pricesView) state(p billing.Plan) string {
	switch {
	case p.Number == view.now:
		return "now"
	case p.From > view.present && view.On(p.From).Number == p.Number:
		return "later"
	case p.Number == 0 || p.From < view.present && view.On(p.From).Number == p.Number:
		return "before"
	}
	return "never"
}

func (p *priced) newPath() string { return p.root + "/new" }

// versionAddress shows a version.
func (p *priced) versionAddress(number int) string {
	return p.root + "?version=" + strconv.Itoa(number)
}

// versionName names a version.
func versionName(v visitor, number int) string {
	if number == 0 {
		return v.T("price.list")
	}
	return v.T("price.version", "Number", number)
}

// priceRoutes are the pages of prices and balances.
func (s *server) priceRoutes(m *route.Mux) {
	const held, sold, bought, balance = heldsPath + "/{cid}/plan", companiesPath + "/{cid}/plan", resellersPath + "/{reseller}/plan/{currency}", heldsPath + "/{cid}" + balanceVerb
	m.Handle("GET "+held, s.operator(s.prices(s.companyPrices)))
	m.Handle("GET "+held+"/new", s.operator(s.askPrices(s.companyPrices)))
	m.Handle("POST "+held+"/new", s.operator(s.setPrices(s.companyPrices)))
	m.Handle("GET "+sold, s.staff(s.prices(s.companyPrices)))
	m.Handle("GET "+sold+"/new", s.staff(s.askPrices(s.companyPrices)))
	m.Handle("POST "+sold+"/new", s.staff(s.setPrices(s.companyPrices)))
	m.Handle("GET "+bought, s.operator(s.prices(s.buyPrices)))
	m.Handle("GET "+bought+"/new", s.operator(s.askPrices(s.buyPrices)))
	m.Handle("POST "+bought+"/new", s.operator(s.setPrices(s.buyPrices)))
	m.Handle("GET "+balance, s.operator(s.balance))
	for verb, kind := range postings {
		m.Handle("GET "+balance+"/"+verb, s.operator(s.askPosting(kind)))
		m.Handle("POST "+balance+"/"+verb, s.operator(s.post(kind)))
	}
}
