package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// markupEditor is the editor of a markup, and its preview.
type markupEditor struct {
	form
	own      bool // of the chosen companies, else the standard
	chosen   chosenMarkup
	standard billing.RuleVersions // of the currency
	earliest calendar.Month
	present  calendar.Month
	effect   *billing.RuleEffect // nil: it is edited
	version  billing.RuleVersion // of the preview
}

func (e *markupEditor) currency() billing.Currency { return e.chosen.query.currency }

func (e *markupEditor) path() string {
	if e.own {
		return ownMarkupPath
	}
	return standardPath
}

// newMarkupEditor finds what an editor is about; nil: no company was chosen.
func (s *server) newMarkupEditor(r *http.Request, v visitor, own bool, f form) (*markupEditor, error) {
	e := &markupEditor{own: own, form: f, present: calendar.DayOf(s.Clock()).Month()}
	all, earliest, err := s.Markups.Rules(r.Context(), v.caller(), v.user.Reseller)
	if err != nil {
		return nil, err
	}
	e.earliest = earliest
	e.chosen.query = parseMarkups(f.Values)
	if own {
		if e.chosen, err = s.chooseMarkup(r.Context(), v, f.Values); err != nil || len(e.chosen.there) == 0 {
			return nil, err
		}
	}
	e.standard = all.Of(0, e.currency())
	return e, nil
}

// askMarkup shows the editor, with what applies last so far.
func (s *server) askMarkup(own bool) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		e, err := s.newMarkupEditor(r, v, own, readQuery(r))
		if err != nil {
			return err
		}
		if e == nil {
			return s.say(w, r, markupsPath, v.T("markup.nobody"))
		}
		rule, err := s.lastRule(r.Context(), v, e)
		if err == nil {
			e.form, err = newMarkupForm(&rule, e.earliest)
		}
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, markupEditorPage(v, e))
	}
}

// lastRule is what an editor begins with: what was set last, of a single company
// its own.
func (s *server) lastRule(ctx context.Context, v visitor, e *markupEditor) (billing.Rule, error) {
	versions := e.standard
	if e.own && len(e.chosen.there) == 1 {
		id := e.chosen.there[0].ID
		sources, err := s.Markups.Sources(ctx, v.caller(), []int64{id})
		if err != nil {
			return billing.Rule{}, err
		}
		versions = append(slices.Clone(versions), sources[id].Own...)
	}
	for _, version := range slices.Backward(versions) {
		if version.Source == billing.Marked {
			return version.Rule, nil
		}
	}
	return billing.NoRule(e.currency()), nil
}

// setMarkup does what the pressed button says: it changes what is typed, shows its
// effect, or keeps it.
func (s *server) setMarkup(own bool) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		e, err := s.newMarkupEditor(r, v, own, f)
		if err != nil {
			return err
		}
		if e == nil {
			return s.say(w, r, markupsPath, v.T("markup.nobody"))
		}
		if do := f.Get("do"); do == "preview" || do == "save" {
			return s.previewMarkup(w, r, v, e, do == "save")
		}
		pressMarkup(&e.form, f.Get("do"))
		return show(w, r, http.StatusOK, markupEditorPage(v, e))
	}
}

// previewMarkup shows what the markup would change, or keeps it.
func (s *server) previewMarkup(w http.ResponseWriter, r *http.Request, v visitor, e *markupEditor, save bool) error {
	version, wrong := readMarkup(&e.form)
	version.Currency = e.currency()
	if version.From < e.earliest && !slices.Contains(wrong, "from") {
		wrong = append(wrong, "from")
	}
	if len(wrong) > 0 {
		e.wrong = map[string]string{}
		for _, field := range wrong {
			e.wrong[field] = v.T("price.field."+place.FindStringSubmatch(field)[1], "Month", e.earliest.String())
		}
		e.problem = v.N("price.wrong", len(wrong))
		return show(w, r, http.StatusBadRequest, markupEditorPage(v, e))
	}
	if save {
		return s.saveMarkup(w, r, v, e, version)
	}
	var companies []int64
	if e.own {
		companies = idsOf(e.chosen.there)
	}
	effect, err := s.Markups.PreviewRule(r.Context(), v.caller(), version, companies)
	if err != nil {
		return err
	}
	e.effect, e.version = effect, version
	return show(w, r, http.StatusOK, markupPreviewPage(v, e))
}

func (s *server) saveMarkup(w http.ResponseWriter, r *http.Request, v visitor, e *markupEditor, version billing.RuleVersion) error {
	if e.own {
		return s.markEach(w, r, v, &e.chosen, version)
	}
	if _, err := s.Markups.SetRule(r.Context(), v.caller(), version); err != nil {
		return err
	}
	return s.say(w, r, e.chosen.back(), v.T("markup.saved", "Day", version.From.First().String()))
}

// effectsShown is how many companies a preview names.
const effectsShown = 50

// changed are the companies to which most is changed, and how many more there
// are.
func (e *markupEditor) changed() (some []billing.RuleEffectRow, more int) {
	some = slices.DeleteFunc(slices.Clone(e.effect.Companies), func(row billing.RuleEffectRow) bool {
		return row.Was == billing.Amounts{} && row.Would == billing.Amounts{}
	})
	by := func(row *billing.RuleEffectRow) billing.Money {
		return max(row.Would.Revenue-row.Was.Revenue, row.Was.Revenue-row.Would.Revenue)
	}
	slices.SortStableFunc(some, func(a, b billing.RuleEffectRow) int { return cmp.Compare(by(&b), by(&a)) })
	n := min(len(some), effectsShown)
	return some[:n], len(some) - n
}

// consequences say in plain words what is to come.
func (e *markupEditor) consequences(v visitor) []string {
	day := e.version.From.First().String()
	if e.own {
		return []string{v.N("markup.effect.own", len(e.chosen.there), "Day", day), v.T("markup.effect.follow"), v.T("markup.effect.last")}
	}
	return []string{v.N("markup.effect.standard", len(e.effect.Companies), "Day", day), v.T("markup.effect.follow"), v.T("markup.effect.hand"), v.T("markup.effect.last")}
}

// carried are the fields that the preview carries on, in order.
func (e *markupEditor) carried() []deskChoice {
	var all []deskChoice
	for name, values := range e.Values {
		if !slices.Contains([]string{"do", "another", "cid", "all", "currency", "type", "q"}, name) { // chosenFields has the others
			for _, value := range values {
				all = append(all, deskChoice{name, value})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b deskChoice) int { return cmp.Compare(a.value, b.value) })
	return all
}
