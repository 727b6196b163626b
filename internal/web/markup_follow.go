package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"reseller-console/internal/billing"
	"reseller-console/internal/bulk"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// followView is the question before chosen companies follow the standard markup,
// or before that is ended (end).
type followView struct {
	form
	end      bool
	chosen   chosenMarkup
	standard billing.RuleVersions
	earliest calendar.Month
}

func (s *server) newFollowView(r *http.Request, v visitor, end bool, f form) (*followView, error) {
	view := &followView{form: f, end: end}
	all, earliest, err := s.Markups.Rules(r.Context(), v.caller(), v.user.Reseller)
	if err != nil {
		return nil, err
	}
	view.earliest = earliest
	view.chosen.query = parseMarkups(f.Values)
	if !end {
		if view.chosen, err = s.chooseMarkup(r.Context(), v, f.Values); err != nil {
			return nil, err
		}
	}
	view.standard = all.Of(0, view.chosen.query.currency)
	return view, nil
}

// nobody reports whether the question is about no company.
func (view *followView) nobody() bool { return !view.end && len(view.chosen.there) == 0 }

func (s *server) askFollow(end bool) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.newFollowView(r, v, end, readQuery(r))
		if err != nil {
			return err
		}
		if view.nobody() {
			return s.say(w, r, view.chosen.back(), v.T("markup.nobody"))
		}
		view.Set("from", view.earliest.String())
		return show(w, r, http.StatusOK, followPage(v, view))
	}
}

func (s *server) follow(end bool) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		view, err := s.newFollowView(r, v, end, f)
		if err != nil {
			return err
		}
		if view.nobody() {
			return s.say(w, r, view.chosen.back(), v.T("markup.nobody"))
		}
		from, err := parseMonth(view.text("from"))
		if err != nil || from < view.earliest {
			view.wrong = map[string]string{"from": v.T("price.field.from", "Month", view.earliest.String())}
			return show(w, r, http.StatusBadRequest, followPage(v, view))
		}
		if !end {
			return s.markEach(w, r, v, &view.chosen, billing.RuleVersion{From: from, Source: billing.Standard})
		}
		_, err = s.Markups.SetRule(r.Context(), v.caller(), billing.RuleVersion{Currency: view.chosen.query.currency, From: from, Source: billing.ByHand})
		if err != nil {
			return err
		}
		return s.say(w, r, view.chosen.back(), v.T("markup.ended", "Day", from.First().String()))
	}
}

// markEach gives a markup to each of the chosen companies: while the visitor
// waits, or, to very many, in the background.
func (s *server) markEach(w http.ResponseWriter, r *http.Request, v visitor, chosen *chosenMarkup, version billing.RuleVersion) error {
	m := bulk.Markup{From: version.From, Source: version.Source, Rule: version.Rule}
	if len(chosen.there) > bulkAtOnce {
		_, err := s.Bulk.Mark(r.Context(), v.caller(), m, idsOf(chosen.there), v.Tag())
		if fault.KindOf(err) == fault.Conflict {
			return s.say(w, r, chosen.back(), v.T("run.full", "Open", v.Number(bulk.MaxOpen), "Kept", v.Number(bulk.MaxKept)))
		}
		if err != nil {
			return err
		}
		return goTo(w, r, runsPath)
	}
	ctx, cancel := context.WithTimeout(r.Context(), actLimit)
	defer cancel()
	done := 0
	for _, l := range chosen.there {
		_, err := s.Markups.SetRule(ctx, v.caller(), m.Of(l.ID))
		switch {
		case err == nil:
			done++
		case onlyLate(ctx, r.Context()):
			return s.say(w, r, chosen.back(), v.N("markup.done", done, "Day", m.From.First().String())+" "+v.T("bulk.unfinished"))
		case fault.KindOf(err) != fault.NotFound:
			return errors.Join(err, fmt.Errorf("after %d of %d companies", done, len(chosen.there)))
		}
	}
	return s.say(w, r, chosen.back(), v.N("markup.done", done, "Day", m.From.First().String()))
}

// followAct is the question.
func followAct(v visitor, view *followView) act {
	a := act{address: followPath, back: view.chosen.back(), form: view.form, page: markupFrame(v, "")}
	if view.end {
		a.address, a.danger = endMarkupPath, true
		a.title, a.button = v.T("markup.ask.end", "Currency", string(view.chosen.query.currency)), v.T("markup.do.end")
	} else {
		a.title, a.button = v.N("markup.ask.follow", len(view.chosen.there)), v.T("markup.do.follow")
	}
	a.page.title = a.title
	return a
}

// markupFrame is the frame of a page below the list of prices.
func markupFrame(v visitor, title string) page {
	return page{title: title, address: markupsPath, crumbs: under(v, markupsPath), within: []link{{v.T("markup.title"), markupsPath}}}
}
