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

// postingPath is the form of a posting.
func postingPath(id int64, kind billing.Kind) string {
	if kind == billing.TopUp {
		return heldPath(id) + balanceVerb + "/top-up"
	}
	return heldPath(id) + balanceVerb + "/adjust"
}

// postingView is the form of a posting.
type postingView struct {
	form
	company  company.Listed
	kind     billing.Kind
	currency billing.Currency
}

func (s *server) findPosting(r *http.Request, v visitor, kind billing.Kind) (*postingView, error) {
	found, err := s.companyOf(r, v)
	return &postingView{form: newForm(), company: found, kind: kind, currency: billing.CurrencyOf(found.Area)}, err
}

// askPosting asks what to post.
func (s *server) askPosting(kind billing.Kind) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.findPosting(r, v, kind)
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, postingPage(v, view))
	}
}

// post adds to the ledger. The reference sees to it that a form that is sent
// twice is posted once.
func (s *server) post(kind billing.Kind) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.findPosting(r, v, kind)
		if err != nil {
			return err
		}
		if view.form, err = readForm(w, r); err != nil {
			return err
		}
		p := billing.Posting{Kind: kind, Reference: view.text("reference"), Note: view.text("note")}
		p.Amount, _ = billing.ParseMoney(view.text("amount")) // 0 is refused
		posted, again, err := s.Prices.Post(r.Context(), v.caller(), view.company.ID, p)
		if err != nil {
			status, err := view.refuse(v, err, "posting.used", "Most", billing.MaxNote)
			if err != nil {
				return err
			}
			if status == shapeOf(fault.Conflict).status {
				view.wrong, view.problem = map[string]string{"reference": view.problem}, ""
			}
			return show(w, r, status, postingPage(v, view))
		}
		said := "posting.done"
		if again {
			said = "posting.again"
		}
		return s.say(w, r, v.balancePath(view.company.ID), v.T(said, "Reference", posted.Reference, "Amount", moneyText(v, posted.Amount, view.currency), "Day", calendar.DayOf(posted.At).String()))
	}
}

// postingAct is the form of a posting.
func postingAct(v visitor, view *postingView) act {
	title, balance := v.T("posting.ask."+string(view.kind), "Name", view.company.Name), v.balancePath(view.company.ID)
	p := moneyFrame(v, view.company, title, "")
	p.within = append(p.within, link{v.T("nav.balance"), balance})
	return act{title: title, address: postingPath(view.company.ID, view.kind), back: balance, button: v.T("posting.do." + string(view.kind)), form: view.form, page: p}
}
