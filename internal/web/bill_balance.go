package web

import (
	"context"
	"net/http"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
)

// balanceView is a company's balance with its ledger.
type balanceView struct {
	company  company.Listed
	standing *billing.Standing
	account  billing.Account
	pages    deskPages
}

// standing is how a company stands, nil if the visitor's role may not know.
func (s *server) standing(ctx context.Context, v visitor, id int64) (*billing.Standing, error) {
	if !v.may(account.ReadBills) && !v.may(account.Operate) {
		return nil, nil //nolint:nilnil // it is not shown
	}
	st, err := s.Bills.StandingFor(ctx, v.caller(), id)
	return &st, err
}

// balance shows a company's balance and its ledger.
func (s *server) balance(w http.ResponseWriter, r *http.Request, v visitor) (err error) {
	view := balanceView{}
	if view.company, err = s.companyOf(r, v); err != nil {
		return err
	}
	view.pages = newDeskPages(v.balancePath(view.company.ID), r.URL.Query())
	if view.standing, err = s.standing(r.Context(), v, view.company.ID); err != nil {
		return err
	}
	if view.account, err = s.Bills.AccountFor(r.Context(), v.caller(), view.company.ID, view.pages.offset(), view.pages.size); err != nil {
		return err
	}
	view.pages.count = view.account.All
	return show(w, r, http.StatusOK, balancePage(v, view))
}

// lack says in plain words what a balance that does not suffice means, with its
// dates; empty if it does.
func lack(v visitor, st *billing.Standing) string {
	missing := moneyText(v, st.Minimum-st.Balance, st.Currency)
	switch {
	case st.ByBalance == company.Normal:
		return ""
	case st.Balance >= st.Minimum:
		return v.T("balance.enough", "Minimum", moneyText(v, st.Minimum, st.Currency))
	case st.ByBalance == company.InsufficientBalance:
		return v.T("balance.short", "Minimum", moneyText(v, st.Minimum, st.Currency), "Since", st.ShortSince.String(), "Missing", missing, "Day", st.Suspends.String())
	}
	return v.T("balance.stopped", "Minimum", moneyText(v, st.Minimum, st.Currency), "Since", st.ShortSince.String(), "Missing", missing)
}

// steps say what comes next, and when.
func steps(v visitor, st *billing.Standing) []string {
	var all []string
	left := st.Balance
	for _, due := range st.Unpaid {
		left -= due.Total
		all = append(all, v.T("balance.due", "Month", due.Month.String(), "Amount", moneyText(v, due.Total, st.Currency), "Day", due.On().String()))
		if st.ByBalance == company.Normal && left < st.Minimum {
			all = append(all, v.T("balance.willLack", "Left", moneyText(v, left, st.Currency), "Missing", moneyText(v, st.Minimum-left, st.Currency), "Day", due.On().String()))
		}
	}
	if len(st.Unpaid) == 0 {
		next := billing.Due{Month: st.Next}
		all = append(all, v.T("balance.next", "Month", st.Next.String(), "Issued", next.IssuedOn().String(), "Day", next.On().String()))
	}
	return all
}

// balanceState is the id of the message about what a balance gives.
func balanceState(s company.FinancialStatus) string {
	return "balance.state." + strconv.Itoa(int(s))
}
