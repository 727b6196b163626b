package web

import (
	"net/http"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// postings are what an operator posts, by the last word of the address.
var postings = map[string]billing.Kind{"top-up": billing.TopUp, "adjust": billing.Adjustment}

func balancePath(id int64) string { return heldPath(id) + "/balance" }

// postingPath is the form of a posting.
func postingPath(id int64, kind billing.Kind) string {
	if kind == billing.TopUp {
		return balancePath(id) + "/top-up"
	}
	return balancePath(id) + "/adjust"
}

// balanceView is a company's balance with a page of its ledger.
type balanceView struct {
	company.Held
	standing billing.Standing
	account  billing.Account
	pages    deskPages
}

// heldBalance finds the company that the address names, with its balance and a
// page of its ledger.
func (s *server) heldBalance(r *http.Request, v visitor) (view balanceView, err error) {
	id, err := pathNumber(r, "cid")
	if err != nil {
		return view, err
	}
	if view.Held, err = s.Desk.Resellers.Company(r.Context(), v.caller(), id); err != nil {
		return view, err
	}
	if view.standing, err = s.Prices.StandingFor(r.Context(), v.caller(), id); err != nil {
		return view, err
	}
	view.pages = newDeskPages(balancePath(id), r.URL.Query())
	view.account, err = s.Prices.AccountFor(r.Context(), v.caller(), id, view.pages.offset(), view.pages.size)
	view.pages.count = view.account.All
	return view, err
}

// balance shows a company's balance and ledger.
func (s *server) balance(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.heldBalance(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, heldBalancePage(v, view))
}

// askPosting asks what to post.
func (s *server) askPosting(kind billing.Kind) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.heldBalance(r, v)
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, postingPage(v, view, kind, newForm()))
	}
}

// post adds to the ledger. The reference sees to it that a form that is sent
// twice is posted once.
func (s *server) post(kind billing.Kind) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.heldBalance(r, v)
		if err != nil {
			return err
		}
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		p := billing.Posting{Kind: kind, Reference: f.text("reference"), Note: f.text("note")}
		p.Amount, _ = billing.ParseMoney(f.text("amount")) // 0 is refused
		posted, again, err := s.Prices.Post(r.Context(), v.caller(), view.ID, p)
		if err != nil {
			status, err := f.refuse(v, err, "posting.used", "Most", billing.MaxNote)
			if err != nil {
				return err
			}
			if status == shapeOf(fault.Conflict).status {
				f.wrong, f.problem = map[string]string{"reference": f.problem}, ""
			}
			return show(w, r, status, postingPage(v, view, kind, f))
		}
		said := "posting.done"
		if again {
			said = "posting.again"
		}
		return s.say(w, r, balancePath(view.ID), v.T(said, "Reference", posted.Reference, "Amount", moneyText(v, posted.Amount)+" "+string(view.account.Currency), "Day", calendar.DayOf(posted.At).String()))
	}
}

// postingRows are the lines of the ledger.
func postingRows(v visitor, all []billing.Posting) [][]deskCell {
	rows := make([][]deskCell, len(all))
	for i, p := range all {
		rows[i] = []deskCell{
			{text: inUTC(p.At)}, {text: v.T("posting.kind." + string(p.Kind)), sub: p.Note}, {text: p.Reference},
			{text: differenceText(v, p.Amount.Decimal())}, {text: moneyText(v, p.After)},
		}
	}
	return rows
}

// postingAct is the form of a posting.
func postingAct(v visitor, view *balanceView, kind billing.Kind, f form) act {
	title := v.T("posting.ask."+string(kind), "Name", view.Name)
	return act{
		title: title, address: postingPath(view.ID, kind), back: balancePath(view.ID), button: v.T("posting.do." + string(kind)), form: f,
		page: page{title: title, address: heldsPath, crumbs: under(v, heldsPath), within: []link{{v.T("held.title"), heldsPath}, {view.Name, heldPath(view.ID)}, {v.T("posting.title"), balancePath(view.ID)}}},
	}
}
