package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"reseller-console/internal/bulk"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// The acts on several companies at once.
const (
	bulkFreezePath   = companiesPath + "/freeze"
	bulkUnfreezePath = companiesPath + "/unfreeze"
)

// bulkNames is how many companies the question names.
const bulkNames = 12

// bulkAtOnce is how many companies are changed while the visitor waits; more
// are in the background.
const bulkAtOnce = 100

// bulkView is the question before several companies are frozen, or that ends.
type bulkView struct {
	form     form
	unfreeze bool
	chosen   bulkChoice
	there    []company.Listed // what the act would change
	already  int              // companies that are so already
}

// bulkChoice is which companies an act is about: those that are named, or all
// that the list shows on all of its pages.
type bulkChoice struct {
	all   bool
	ids   []int64
	query companiesQuery
}

// parseBulk reads the choice from an address or a form.
func parseBulk(v url.Values) bulkChoice {
	c := bulkChoice{all: v.Has("all"), query: parseCompanies(v)}
	for _, text := range v["cid"] {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil && !slices.Contains(c.ids, id) {
			c.ids = append(c.ids, id)
		}
	}
	return c
}

// choose finds the companies that the act would change: those of the choice
// that are not yet as it makes them.
func (s *server) choose(ctx context.Context, v visitor, view *bulkView) error {
	ids := view.chosen.ids
	if view.chosen.all {
		var err error
		if ids, err = s.Companies.Matching(ctx, v.caller(), view.chosen.query.filter(v.user.Reseller)); err != nil {
			return err
		}
	}
	found, err := s.Companies.ByID(ctx, v.caller(), ids)
	if err != nil {
		return err
	}
	for _, l := range found {
		if frozen(l) == view.unfreeze {
			view.there = append(view.there, l)
		} else {
			view.already++
		}
	}
	return nil
}

// askBulk says how many companies an act would change, and asks for what it
// needs.
func (s *server) askBulk(unfreeze bool) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view := bulkView{unfreeze: unfreeze, chosen: parseBulk(r.URL.Query()), form: newForm("choice", freezeReasons[0])}
		if err := s.choose(r.Context(), v, &view); err != nil {
			return err
		}
		if len(view.there) == 0 {
			return s.say(w, r, view.chosen.query.link(), nothingToDo(v, &view))
		}
		return s.showBulk(w, r, v, http.StatusOK, view)
	}
}

func (s *server) showBulk(w http.ResponseWriter, r *http.Request, v visitor, status int, view bulkView) error {
	view.form.Set("count", strconv.Itoa(len(view.there)))
	return show(w, r, status, bulkPage(v, view))
}

// nothingToDo says why nothing is asked.
func nothingToDo(v visitor, view *bulkView) string {
	switch {
	case view.already == 0:
		return v.T("bulk.none")
	case view.unfreeze:
		return v.T("bulk.noneFrozen")
	}
	return v.T("bulk.allFrozen")
}

// doBulk does the act to each company. If these are not as many as the
// question has said, it is asked again.
func (s *server) doBulk(unfreeze bool) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		view := bulkView{unfreeze: unfreeze, chosen: parseBulk(f.Values), form: f}
		var how company.Freeze
		if !unfreeze {
			how = readFreeze(v, &view.form)
		}
		if err := s.choose(r.Context(), v, &view); err != nil {
			return err
		}
		switch {
		case len(view.there) == 0:
			return s.say(w, r, view.chosen.query.link(), nothingToDo(v, &view))
		case len(view.form.wrong) > 0:
			return s.showBulk(w, r, v, http.StatusBadRequest, view)
		case f.Get("count") != strconv.Itoa(len(view.there)):
			view.form.problem = v.N("bulk.changed", len(view.there))
			return s.showBulk(w, r, v, http.StatusConflict, view)
		}
		if len(view.there) > bulkAtOnce {
			return s.doLater(w, r, v, &view, how)
		}
		done, err := s.doEach(r, v, view.there, unfreeze, how)
		if err != nil {
			return err
		}
		return s.say(w, r, view.chosen.query.link(), bulkDone(v, done, &view))
	}
}

// doLater has the act done in the background.
func (s *server) doLater(w http.ResponseWriter, r *http.Request, v visitor, view *bulkView, how company.Freeze) error {
	ids := make([]int64, len(view.there))
	for i, l := range view.there {
		ids[i] = l.ID
	}
	a := bulk.Freeze
	if view.unfreeze {
		a = bulk.Unfreeze
	}
	_, err := s.Bulk.Change(r.Context(), s.once(v, &view.form), a, ids, how, v.Tag())
	if fault.KindOf(err) == fault.Conflict {
		view.form.problem = v.T("run.full", "Open", v.Number(bulk.MaxOpen), "Kept", v.Number(bulk.MaxKept))
		view.form.renew()
		return s.showBulk(w, r, v, http.StatusConflict, *view)
	}
	if err != nil {
		return err
	}
	return goTo(w, r, runsPath)
}

// doEach does the act to each company, as long as a visitor waits, and returns
// to how many. Companies that have left meanwhile are passed over.
func (s *server) doEach(r *http.Request, v visitor, all []company.Listed, unfreeze bool, how company.Freeze) (done int, _ error) {
	ctx, cancel := context.WithTimeout(r.Context(), actLimit)
	defer cancel()
	for _, l := range all {
		var err error
		if unfreeze {
			_, err = s.Companies.Unfreeze(ctx, v.caller(), l.ID)
		} else {
			_, err = s.Companies.Freeze(ctx, v.caller(), l.ID, how)
		}
		switch {
		case err == nil:
			done++
		case onlyLate(ctx, r.Context()):
			return done, nil
		case fault.KindOf(err) != fault.NotFound:
			return done, errors.Join(err, fmt.Errorf("after %d of %d companies", done, len(all)))
		}
	}
	return done, nil
}

// bulkDone says to how many companies it was done.
func bulkDone(v visitor, done int, view *bulkView) string {
	text := "bulk.done.freeze"
	if view.unfreeze {
		text = "bulk.done.unfreeze"
	}
	if done < len(view.there) {
		return v.N(text, done) + " " + v.T("bulk.unfinished")
	}
	return v.N(text, done)
}

// named are the companies that the question names, and how many more there
// are.
func (view bulkView) named() (some []company.Listed, more int) {
	n := min(len(view.there), bulkNames)
	return view.there[:n], len(view.there) - n
}

// projects is how many projects the act is about.
func (view bulkView) projects() (n int) {
	for _, l := range view.there {
		n += l.Projects
	}
	return n
}

// bulkAct is the question about several companies.
func bulkAct(v visitor, view bulkView) act {
	verb, address := "freeze", bulkFreezePath
	if view.unfreeze {
		verb, address = "unfreeze", bulkUnfreezePath
	}
	title := v.N("bulk.ask."+verb, len(view.there))
	return act{
		title: title, address: address, back: view.chosen.query.link(), button: v.N("bulk.do."+verb, len(view.there)), danger: !view.unfreeze, form: view.form,
		page: page{title: title, address: companiesPath, crumbs: under(v, companiesPath), within: []link{{v.T("company.title"), companiesPath}}},
	}
}
