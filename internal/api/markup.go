package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

const (
	markupsPath       = "/v1/resellers/markups"
	companyMarkupPath = companiesPath + "/{companyId}/markup"
)

func (a *resellerAPI) registerMarkups() {
	register(a, huma.Operation{
		OperationID: "listMarkups", Method: http.MethodGet, Path: markupsPath, Tags: []string{tagBills},
		Summary:     "List the standard markups",
		Description: "All versions of the markups that companies' prices follow unless something else was chosen for them, by currency, in the order in which they were set. What was set last counts, from its month on.",
	}, a.listMarkups)
	register(a, huma.Operation{
		OperationID: "setMarkup", Method: http.MethodPut, Path: markupsPath + "/{currency}", Tags: []string{tagBills},
		Summary: "Set the standard markup",
		Description: "Prices of all companies that follow it are those that the reseller buys by and so much more, from a month on, whatever the reseller buys by then. With the source `hand` it ends: companies keep the prices of the month before. " +
			"Sent again it changes nothing. With `preview=true` nothing is kept, and `effect` tells what the last month would have brought.",
	}, a.setMarkup)
	register(a, huma.Operation{
		OperationID: "readCompanyMarkup", Method: http.MethodGet, Path: companyMarkupPath, Tags: []string{tagBills},
		Summary:     "Read where a company's prices come from",
		Description: "By what the company is billed now, what begins next, and all that was chosen for it.",
	}, a.readCompanyMarkup)
	register(a, huma.Operation{
		OperationID: "setCompanyMarkup", Method: http.MethodPut, Path: companyMarkupPath, Tags: []string{tagBills},
		Summary: "Choose what a company's prices follow",
		Description: "From a month on the company follows the standard markup (`standard`), one of its own (`markup`), or none (`hand`): then it keeps its prices until others are set. " +
			"Sent again it changes nothing. With `preview=true` nothing is kept, and `effect` tells what the last month would have brought.",
	}, a.setCompanyMarkup)
}

// MarkupJSON is a version of a markup.
type MarkupJSON struct {
	Currency string      `json:"currency" enum:"CNY,USD"`
	Number   int         `json:"number,omitzero" doc:"From 1; not there in a preview."`
	From     string      `json:"from" doc:"First month, as 2026-08."`
	Created  string      `json:"created,omitzero" format:"date-time"`
	Source   string      `json:"source" enum:"markup,standard,hand" doc:"By what prices are made: a markup, of a company the standard one, or by hand."`
	Markup   *markupRule `json:"markup,omitzero"`
}

func markupOf(v *billing.RuleVersion) MarkupJSON {
	j := MarkupJSON{Currency: string(v.Currency), Number: v.Number, From: v.From.String(), Source: string(v.Source)}
	if !v.CreatedAt.IsZero() {
		j.Created = withTime(v.CreatedAt)
	}
	if v.Source == billing.Marked {
		j.Markup = &markupRule{v.Rule}
	}
	return j
}

func markupsOf(all billing.RuleVersions) []MarkupJSON {
	rows := make([]MarkupJSON, len(all))
	for i := range all {
		rows[i] = markupOf(&all[i])
	}
	return rows
}

type markupList struct {
	Earliest string       `json:"earliest" doc:"First month from which on a markup may be set."`
	Rows     []MarkupJSON `json:"rows" nullable:"false"`
	Count    int          `json:"count"`
}

type markupsOut struct{ Body markupList }

func (a *resellerAPI) listMarkups(ctx context.Context, v visit, _ *struct{}) (*markupsOut, error) {
	all, earliest, err := a.Bills.Rules(ctx, v.caller, v.caller.Reseller)
	if err != nil {
		return nil, err
	}
	return &markupsOut{markupList{earliest.String(), markupsOf(all), len(all)}}, nil
}

// EffectJSON is what the last whole month brought, and would have brought.
type EffectJSON struct {
	Month     string `json:"month"`
	Companies int    `json:"companies" doc:"How many follow it."`
	Cost      money  `json:"cost"`
	Revenue   money  `json:"revenue"`
	Would     money  `json:"revenueThen" doc:"What the revenue would have been."`
}

// MarkupSetJSON is a version that was set, or would be.
type MarkupSetJSON struct {
	MarkupJSON
	Effect *EffectJSON `json:"effect,omitzero" doc:"Of a preview."`
}

type setMarkupOut struct{ Body MarkupSetJSON }

type setMarkupIn struct {
	Currency string `path:"currency" doc:"CNY or USD."`
	Preview  bool   `query:"preview" doc:"Keep nothing; tell the effect."`
	Body     markupBody
}

func (a *resellerAPI) setMarkup(ctx context.Context, v visit, in *setMarkupIn) (*setMarkupOut, error) {
	version, err := in.Body.version()
	if err != nil {
		return nil, err
	}
	if version.Currency = billing.Currency(in.Currency); version.Currency != billing.CNY && version.Currency != billing.USD {
		return nil, fault.New(fault.NotFound, "There are markups in CNY and USD, none in %.10q.", in.Currency)
	}
	return a.setRule(ctx, v, version, in.Preview)
}

func (a *resellerAPI) setRule(ctx context.Context, v visit, version billing.RuleVersion, preview bool) (*setMarkupOut, error) {
	if !preview {
		kept, err := a.Bills.SetRule(ctx, v.caller, version)
		if err == nil && kept.ID == 0 {
			kept = version // it changes nothing, and nothing was set before
		}
		return &setMarkupOut{MarkupSetJSON{MarkupJSON: markupOf(&kept)}}, err
	}
	var companies []int64
	if version.Company != 0 {
		companies = []int64{version.Company}
	}
	e, err := a.Bills.PreviewRule(ctx, v.caller, version, companies)
	if err != nil {
		return nil, err
	}
	version.Currency = e.Currency
	return &setMarkupOut{MarkupSetJSON{markupOf(&version), &EffectJSON{
		Month: e.Month.String(), Companies: len(e.Companies),
		Cost: money{amount(e.Was.Cost)}, Revenue: money{amount(e.Was.Revenue)}, Would: money{amount(e.Would.Revenue)},
	}}}, nil
}

type setCompanyMarkupIn struct {
	OfCompany
	Preview bool `query:"preview" doc:"Keep nothing; tell the effect."`
	Body    markupBody
}

func (a *resellerAPI) setCompanyMarkup(ctx context.Context, v visit, in *setCompanyMarkupIn) (*setMarkupOut, error) {
	if err := a.Companies.Check(ctx, v.caller, in.Company); err != nil {
		return nil, err
	}
	version, err := in.Body.version()
	if err != nil {
		return nil, err
	}
	version.Company = in.Company
	return a.setRule(ctx, v, version, in.Preview)
}

// OriginJSON is where prices come from.
type OriginJSON struct {
	Source string      `json:"source" enum:"list,hand,standard,markup,kept" doc:"The list, prices set by hand, the standard markup, a markup of the company's own, or what a markup made that it follows no longer."`
	Since  string      `json:"since,omitzero" doc:"First month of these prices; not there of the list."`
	Markup *markupRule `json:"markup,omitzero"`
}

func originOf(o *billing.Origin) OriginJSON {
	j := OriginJSON{Source: string(o.Source)}
	if o.Since != 0 {
		j.Since = o.Since.String()
	}
	if o.Follows() {
		j.Markup = &markupRule{o.Rule.Rule}
	}
	return j
}

type companyMarkupJSON struct {
	Company int64        `json:"companyId"`
	Now     OriginJSON   `json:"now"`
	Next    *OriginJSON  `json:"next,omitzero"`
	Chosen  []MarkupJSON `json:"chosen" nullable:"false" doc:"What was chosen for the company, in that order. Without anything it follows the standard."`
}

type companyMarkupOut struct{ Body companyMarkupJSON }

func (a *resellerAPI) readCompanyMarkup(ctx context.Context, v visit, in *OfCompany) (*companyMarkupOut, error) {
	if err := a.Companies.Check(ctx, v.caller, in.Company); err != nil {
		return nil, err
	}
	sources, err := a.Bills.Sources(ctx, v.caller, []int64{in.Company})
	if err != nil {
		return nil, err
	}
	source := sources[in.Company]
	out := &companyMarkupOut{}
	out.Body.Company, out.Body.Now, out.Body.Chosen = in.Company, originOf(&source.Now), markupsOf(source.Own)
	if source.Next != nil {
		out.Body.Next = new(originOf(source.Next))
	}
	return out, nil
}

// firstMonth reads from when on something applies.
func firstMonth(t *text, wrong *[]fault.Field) calendar.Month {
	t.check(wrong, "from", "a month like 2026-09")
	month, err := parseMonth("from", t.value)
	if t.wrong == nil && err != nil {
		*wrong = append(*wrong, fault.Readable(err).Fields...)
	}
	return month
}
