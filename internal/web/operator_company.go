package web

import (
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// heldsPath is where an operator finds any company.
const heldsPath = operatorPath + "/companies"

func heldPath(id int64) string { return heldsPath + "/" + cid(id) }

// heldsView is the search for a company over all resellers.
type heldsView struct {
	by   company.SearchBy
	text string
	rows []company.Held
}

// findAll finds companies, whoever holds them.
func (s *server) findAll(w http.ResponseWriter, r *http.Request, v visitor) error {
	q := r.URL.Query()
	view := heldsView{by: oneOf(company.SearchBy(q.Get("type")), searches), text: searched(q)}
	var err error
	if view.rows, err = s.Desk.Resellers.Search(r.Context(), v.caller(), company.Search{By: view.by, Text: view.text}, deskRows); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, heldsPage(v, view))
}

func heldsRows(v visitor, all []company.Held) [][]deskCell {
	rows := make([][]deskCell, len(all))
	for i, h := range all {
		holder := deskCell{text: v.T("held.nobody")}
		if h.Reseller != 0 {
			holder = deskCell{text: h.ResellerName, link: resellerPath(h.Reseller)}
		}
		rows[i] = []deskCell{{text: cid(h.ID)}, {text: h.Name, link: heldPath(h.ID)}, {text: h.OwnerName, sub: h.OwnerEmail}, holder,
			{text: v.T(statusName(h.Status)), mark: statusIcon(h.Status), class: statusColour(h.Status)}}
	}
	return rows
}

// heldView is a company with who held it when.
type heldView struct {
	company.Held
	holdings  []company.Holding
	resellers []company.ListedReseller
	plan      *company.Plan // what is about to be done; nil: nothing yet
}

// findHeld finds the company that the address names.
func (s *server) findHeld(r *http.Request, v visitor) (view heldView, err error) {
	id, err := pathNumber(r, "cid")
	if err != nil {
		return view, err
	}
	if view.Held, err = s.Desk.Resellers.Company(r.Context(), v.caller(), id); err != nil {
		return view, err
	}
	if view.holdings, err = s.Desk.Membership.Holdings(r.Context(), v.caller(), id); err != nil {
		return view, err
	}
	page, err := s.Desk.Resellers.List(r.Context(), v.caller(), company.ResellerFilter{})
	view.resellers = page.Rows
	return view, err
}

// heldCompany shows a company and who held it when.
func (s *server) heldCompany(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.findHeld(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, heldCompanyPage(v, view))
}

// nameOf names a reseller of the list.
func (view *heldView) nameOf(id int64) string {
	i := slices.IndexFunc(view.resellers, func(r company.ListedReseller) bool { return r.ID == id })
	if i < 0 {
		return strconv.FormatInt(id, 10)
	}
	return view.resellers[i].Name
}

// holdingRows are the stretches, the latest first.
func holdingRows(v visitor, view *heldView, all []company.Holding) [][]deskCell {
	var rows [][]deskCell
	for _, h := range slices.Backward(all) {
		from, to := h.From.String(), h.To.String()
		if h.From == 0 {
			from = v.T("held.ever")
		}
		if h.To == 0 {
			to = v.T("held.still")
		}
		rows = append(rows, []deskCell{{text: view.nameOf(h.Reseller), link: resellerPath(h.Reseller)}, {text: from}, {text: to}})
	}
	return rows
}

// resellerChoices are the resellers by name.
func resellerChoices(v visitor, all []company.ListedReseller) []deskChoice {
	choices := []deskChoice{{"", v.T("new.choose")}}
	for _, r := range all {
		choices = append(choices, deskChoice{strconv.FormatInt(r.ID, 10), r.Name + " (" + strconv.FormatInt(r.ID, 10) + ")"})
	}
	return choices
}

// handOver is the form by which a company changes hands.
type handOver struct {
	verb     string // "attach" or "detach"
	reseller int64
	from     calendar.Day // 0: not said
	form     form
}

func readHandOver(v visitor, verb string, f form) handOver {
	h := handOver{verb: verb, form: f}
	var err error
	if h.from, err = calendar.ParseDay(f.text("from")); err != nil {
		h.form.spoil(v, "from")
		h.form.wrong["from"] = v.T("usage.notice.day", "Value", f.text("from"))
	}
	if verb == "attach" {
		if h.reseller, err = strconv.ParseInt(f.Get("reseller"), 10, 64); err != nil {
			h.form.spoil(v, "reseller")
		}
	}
	return h
}

// askHandOver asks to whom and from when, and then says what that changes.
func (s *server) askHandOver(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.findHeld(r, v)
		if err != nil {
			return err
		}
		f := readQuery(r)
		if !f.Has("from") {
			f = newForm("from", calendar.DayOf(s.Clock()).String())
			return show(w, r, http.StatusOK, handOverPage(v, view, handOver{verb: verb, form: f}))
		}
		h := readHandOver(v, verb, f)
		status := http.StatusBadRequest
		if len(h.form.wrong) == 0 {
			plan, err := s.planHandOver(r, v, view.ID, h)
			if status, err = h.refuse(v, &view, err); err != nil {
				return err
			}
			if status == http.StatusOK {
				view.plan = &plan
			}
		}
		return show(w, r, status, handOverPage(v, view, h))
	}
}

func (s *server) planHandOver(r *http.Request, v visitor, id int64, h handOver) (company.Plan, error) {
	if h.verb == "attach" {
		return s.Desk.Membership.PlanAttach(r.Context(), v.caller(), id, h.reseller, h.from)
	}
	return s.Desk.Membership.PlanDetach(r.Context(), v.caller(), id, h.from)
}

// refuse notes in the form why a date, or a reseller, is refused.
func (h *handOver) refuse(v visitor, view *heldView, err error) (status int, _ error) {
	text := ""
	switch kind := fault.KindOf(err); {
	case err == nil:
		return http.StatusOK, nil
	case kind == fault.Invalid:
		text = v.T("held.future")
	case kind == fault.Conflict && h.verb == "detach":
		text = v.T("held.notHeld", "Day", h.from.String())
	case kind == fault.Conflict:
		text = v.T("held.taken", "Day", h.from.String(), "Name", view.nameOf(view.lastHolder()))
	default:
		return 0, err
	}
	h.form.wrong = map[string]string{"from": text}
	return shapeOf(fault.KindOf(err)).status, nil
}

// lastHolder is who held the company at last.
func (view *heldView) lastHolder() int64 {
	if len(view.holdings) == 0 {
		return 0
	}
	return view.holdings[len(view.holdings)-1].Reseller
}

// handOver lets a company change hands.
func (s *server) handOver(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.findHeld(r, v)
		if err != nil {
			return err
		}
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		h := readHandOver(v, verb, f)
		if len(h.form.wrong) > 0 {
			return show(w, r, http.StatusBadRequest, handOverPage(v, view, h))
		}
		if verb == "attach" {
			err = s.Desk.Membership.Attach(r.Context(), v.caller(), view.ID, h.reseller, h.from)
		} else {
			err = s.Desk.Membership.Detach(r.Context(), v.caller(), view.ID, h.from)
		}
		status, err := h.refuse(v, &view, err)
		switch {
		case err != nil:
			return err
		case status != http.StatusOK:
			return show(w, r, status, handOverPage(v, view, h))
		}
		return s.say(w, r, heldPath(view.ID), v.T("held.done."+verb, "Name", view.Name, "Reseller", view.nameOf(h.reseller), "Day", h.from.String()))
	}
}

// handOverEffects say in plain words what the plan changes.
func handOverEffects(v visitor, view *heldView, h handOver) []string {
	day, before := view.plan.From.String(), view.plan.From.Add(-1).String()
	if h.verb == "attach" {
		to := view.nameOf(h.reseller)
		return []string{v.T("held.effect.to", "Name", to, "Day", day), v.T("held.effect.before", "Day", before), v.T("held.effect.sees", "Name", to), v.T("held.effect.service")}
	}
	from := view.nameOf(view.lastHolder())
	lines := []string{v.T("held.effect.from", "Name", from, "Day", day), v.T("held.effect.keeps", "Name", from, "Day", before), v.T("held.effect.loses", "Name", from), v.T("held.effect.service")}
	if len(view.plan.After) < len(view.plan.Before) {
		lines = append(lines, v.T("held.effect.undone", "Day", day))
	}
	return lines
}

// handOverAct is the question before a company changes hands.
func handOverAct(v visitor, view *heldView, h handOver) act {
	title := v.T("held.ask."+h.verb, "Name", view.Name)
	return act{
		title: title, address: heldPath(view.ID) + "/" + h.verb, back: heldPath(view.ID), button: v.T("held.do." + h.verb), danger: h.verb == "detach", form: h.form,
		page: page{title: title, address: heldsPath, crumbs: under(v, heldsPath), within: []link{{v.T("held.title"), heldsPath}, {view.Name, heldPath(view.ID)}}},
	}
}
