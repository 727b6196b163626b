package web

import (
	"cmp"
	"maps"
	"net/http"
	"regexp"
	"slices"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// priceEditor is the editor of a new version, and its preview.
type priceEditor struct {
	*priced
	form
	draft  *draft
	effect *billing.Effect // nil: it is edited
	terms  billing.Terms   // of the preview
	first  calendar.Month
}

// askPrices shows the editor, with what applies last so far.
func (s *server) askPrices(find findPriced) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		of, err := s.findSettable(find, r, v)
		if err != nil {
			return err
		}
		from := max(of.Earliest, of.present.Add(1))
		plan := of.On(from)
		view := priceEditor{priced: of, form: newForm("percent", "0", "places", "4"), draft: newDraft(&plan.Terms, from)}
		return s.showEditor(w, r, v, http.StatusOK, &view)
	}
}

// findSettable finds prices that the visitor may set.
func (s *server) findSettable(find findPriced, r *http.Request, v visitor) (*priced, error) {
	of, err := find(r, v)
	if err == nil && of.Earliest == 0 {
		err = fault.New(fault.Forbidden, "Your role does not permit this.")
	}
	return of, err
}

func (s *server) showEditor(w http.ResponseWriter, r *http.Request, v visitor, status int, view *priceEditor) error {
	view.draft.write(&view.form)
	return show(w, r, status, priceEditorPage(v, view))
}

// setPrices does what the pressed button says: it changes what is typed, shows
// its effect, or keeps it as a new version.
func (s *server) setPrices(find findPriced) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		of, err := s.findSettable(find, r, v)
		if err != nil {
			return err
		}
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		view := &priceEditor{priced: of, form: f, draft: readDraft(&f)}
		switch do := f.Get("do"); do {
		case "preview", "save":
			return s.previewPrices(w, r, v, view, do == "save")
		case "markup":
			view.draft.markUp(&of.Base, &f, func(field string) { view.spoilPrice(v, field) })
		default:
			view.draft.press(do, &f)
		}
		status := http.StatusOK
		if len(view.wrong) > 0 {
			status = http.StatusBadRequest
		}
		return s.showEditor(w, r, v, status, view)
	}
}

// previewPrices shows what the version would change, or keeps it.
func (s *server) previewPrices(w http.ResponseWriter, r *http.Request, v visitor, view *priceEditor, save bool) error {
	view.draft.tidy()
	t, from, wrong := view.draft.terms(view.Currency)
	view.terms, view.first = t, from
	if from < view.Earliest && !slices.Contains(wrong, "from") {
		wrong = append(wrong, "from")
	}
	effect, err := view.preview(r.Context(), t)
	if fault.KindOf(err) == fault.Invalid {
		wrong, err = append(wrong, billing.Wrong(err)...), nil
	}
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		for _, field := range wrong {
			view.spoilPrice(v, field)
		}
		view.problem = v.N("price.wrong", len(view.wrong))
		return s.showEditor(w, r, v, http.StatusBadRequest, view)
	}
	if !save {
		view.effect = &effect
		view.draft.write(&view.form)
		return show(w, r, http.StatusOK, pricePreviewPage(v, view))
	}
	plan, err := view.save(r.Context(), from, t)
	if err != nil {
		return err
	}
	return s.say(w, r, view.versionAddress(plan.Number), v.T("price.saved", "Number", plan.Number, "Day", plan.From.First().String()))
}

// place is the part of a field's name that says what it is: its last word.
var place = regexp.MustCompile(`([a-zA-Z]+)(\[\d+\])?$`)

// spoilPrice notes beside a field what would be right.
func (e *priceEditor) spoilPrice(v visitor, field string) {
	if e.wrong == nil {
		e.wrong = map[string]string{}
	}
	e.wrong[field] = v.T("price.field."+place.FindStringSubmatch(field)[1], "Month", e.Earliest.String())
}

// consequences say in plain words from when on the version applies.
func (e *priceEditor) consequences(v visitor) []string {
	lines := []string{v.T("price.effect.from", "Day", e.first.First().String())}
	after := slices.Clone(e.Plans)
	slices.SortStableFunc(after, func(a, b billing.Plan) int { return cmp.Compare(a.From, b.From) })
	for _, p := range after {
		switch {
		case p.Rule != 0 && p.From >= e.first: // what a markup has made gives way to what is set by hand
		case p.From == e.first && e.On(p.From).Number == p.Number:
			lines = append(lines, v.T("price.effect.instead", "Number", p.Number))
		case p.From > e.first && e.On(p.From).Number == p.Number:
			lines = append(lines, v.T("price.effect.until", "Number", p.Number, "Day", p.From.First().String()))
		}
	}
	if e.follows() {
		lines = append(lines, v.T("markup.stops"))
	}
	return append(lines, v.T("price.effect.never"))
}

// follows reports whether prices follow a markup, now or soon.
func (e *priceEditor) follows() bool {
	return e.source != nil && (e.source.Now.Follows() || e.source.Next != nil && e.source.Next.Follows())
}

// effectRow is what an item costs by two plans.
type effectRow struct {
	name       string
	units      int64
	was, would decimal.Decimal
}

func (e *priceEditor) effectRows(v visitor) []effectRow {
	rows := make([]effectRow, len(e.effect.Was))
	for i, was := range e.effect.Was {
		rows[i] = effectRow{itemTitle(v, was.Item), was.Units, was.Amount, e.effect.Would[i].Amount}
	}
	return rows
}

// choices of an item, or of none.
func itemChoices(v visitor, none string) []deskChoice {
	all := []deskChoice{{"", none}}
	for _, i := range billing.Items() {
		all = append(all, deskChoice{i.ID, itemTitle(v, i.ID)})
	}
	return all
}

// under is the frame of the editor's pages.
func (e *priceEditor) under(v visitor) page {
	p := e.page
	p.title, p.full = v.T("price.new"), titleOf(v, v.T("price.new"), e.name)
	p.within = append(slices.Clone(p.within), link{e.page.title, e.root})
	return p
}

// names are the fields that the preview carries on, in order.
func (e *priceEditor) names() []string { return slices.Sorted(maps.Keys(e.Values)) }

// sold is how many of the items of a product have a price.
func (e *priceEditor) sold(group productRates) (n int) {
	for _, i := range group.items {
		if e.draft.rates[i.ID].model != "" {
			n++
		}
	}
	return n
}

// opens reports whether a product's rates are shown at once.
func (e *priceEditor) opens(group productRates) bool { return e.sold(group) > 0 }
