package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/fault"
)

// The addresses of budgets.
const (
	budgetsPath   = "/billing/budgets"
	newBudgetPath = budgetsPath + "/new"
	budgetPath    = budgetsPath + "/{id}/"
)

// budgetsView is the page of the budgets.
type budgetsView struct {
	all    []budget.Budget
	alerts []budget.Alert
	names  map[int64]string // of companies
	staff  []account.User
}

// budgetView is the form of one.
type budgetView struct {
	form
	id    int64 // 0: it is new
	staff []account.User

	companies []companyOption // to complete what is typed
	more      bool            // there are more: they come while typing
}

func (s *server) budgets(w http.ResponseWriter, r *http.Request, v visitor) (err error) {
	var view budgetsView
	if view.all, err = s.Budgets.List(r.Context(), v.caller()); err != nil {
		return err
	}
	if view.alerts, err = s.Budgets.Alerts(r.Context(), v.caller()); err != nil {
		return err
	}
	if view.staff, err = s.Budgets.Staff(r.Context(), v.caller()); err != nil {
		return err
	}
	view.names, err = s.budgetNames(r.Context(), v, view.all)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, budgetsPage(v, view))
}

// budgetNames are those of the companies that budgets are about.
func (s *server) budgetNames(ctx context.Context, v visitor, all []budget.Budget) (map[int64]string, error) {
	var ids []int64
	for i := range all {
		if all[i].Company != 0 {
			ids = append(ids, all[i].Company)
		}
	}
	found, err := s.Companies.ByID(ctx, v.caller(), ids)
	names := map[int64]string{}
	for _, l := range found {
		names[l.ID] = l.Name
	}
	return names, err
}

// askNewBudget shows the form, for the company of the address.
func (s *server) askNewBudget(w http.ResponseWriter, r *http.Request, v visitor) error {
	f := newForm("cid", r.URL.Query().Get("cid"), "measure", string(budget.Minutes), "thresholds", "50, 80, 100", "forecast", "1", "recipient", cid(v.user.ID))
	return s.showBudget(w, r, v, http.StatusOK, budgetView{form: f})
}

func (s *server) showBudget(w http.ResponseWriter, r *http.Request, v visitor, status int, view budgetView) (err error) {
	if view.staff, err = s.Budgets.Staff(r.Context(), v.caller()); err != nil {
		return err
	}
	if view.companies, view.more, err = s.companyOptions(r.Context(), v, ""); err != nil {
		return err
	}
	return show(w, r, status, budgetPage(v, view))
}

// makeBudget keeps a new budget.
func (s *server) makeBudget(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.keepBudget(w, r, v, 0, func(f *form, b budget.Budget) error {
		return s.Budgets.Add(r.Context(), s.once(v, f), b)
	})
}

// saveBudget changes one.
func (s *server) saveBudget(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.keepBudget(w, r, v, exportOf(r), func(f *form, b budget.Budget) error {
		return s.Budgets.Change(r.Context(), s.once(v, f), exportOf(r), b)
	})
}

func (s *server) keepBudget(w http.ResponseWriter, r *http.Request, v visitor, id int64, keep func(*form, budget.Budget) error) error {
	if id != 0 {
		if _, err := s.Budgets.Find(r.Context(), v.caller(), id); err != nil {
			return err
		}
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	b := readBudget(v, &f)
	if b.Company, err = s.budgetCompany(r.Context(), v, &f); err != nil {
		return err
	}
	if len(f.wrong) > 0 {
		return s.showBudget(w, r, v, http.StatusBadRequest, budgetView{form: f, id: id})
	}
	err = keep(&f, b)
	if fault.KindOf(err) == fault.NotFound { // the company
		f.spoil(v, "cid")
		f.renew()
		return s.showBudget(w, r, v, http.StatusBadRequest, budgetView{form: f, id: id})
	}
	if err != nil {
		status, err := f.refuse(v, err, "budget.full", "Most", budget.MaxBudgets, "Longest", budget.MaxName)
		if err != nil {
			return err
		}
		return s.showBudget(w, r, v, status, budgetView{form: f, id: id})
	}
	return s.say(w, r, budgetsPath, v.T("budget.saved", "Name", b.Name))
}

// budgetCompany finds the company that the form names, by CID or name as the
// chart does; 0 if it names none.
func (s *server) budgetCompany(ctx context.Context, v visitor, f *form) (int64, error) {
	q, _ := parseChart(url.Values{"company": {f.text("cid")}}, s.Usage.Today())
	if q.company == "" {
		return 0, nil
	}
	found, err := s.findCompany(ctx, v, &q)
	if _, ours := errors.AsType[*notice](err); ours {
		f.spoil(v, "cid")
		return 0, nil
	}
	return found.ID, err
}

// readBudget is what the form asks for, but for the company.
func readBudget(v visitor, f *form) budget.Budget {
	b := budget.Budget{Name: f.text("budgetName"), Forecast: f.ticked("forecast")}
	measure, of, _ := strings.Cut(f.Get("measure"), ":")
	if b.Measure = budget.Measure(measure); b.Measure == budget.Money {
		b.Currency = billing.Currency(of)
	} else {
		b.Product = of
	}
	if b.Limit = readLimit(f.text("limit"), b.Measure); b.Limit < 1 {
		f.spoil(v, "limit")
	}
	for text := range strings.FieldsFuncSeq(f.Get("thresholds"), func(r rune) bool { return strings.ContainsRune(" ,;%，、", r) }) {
		b.Thresholds = append(b.Thresholds, numberIn(text))
	}
	if text := strings.TrimSuffix(f.text("freeze"), "%"); text != "" {
		b.Freeze = numberIn(strings.TrimSpace(text))
	}
	for _, text := range f.Values["recipient"] {
		b.Recipients = append(b.Recipients, int64(numberIn(text)))
	}
	return b
}

// readLimit reads whole minutes, or an amount of money; 0 for what is neither.
func readLimit(text string, m budget.Measure) int64 {
	text = strings.ReplaceAll(text, ",", "")
	if m == budget.Money {
		amount, err := billing.ParseMoney(text)
		if err != nil {
			return 0
		}
		return int64(amount)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// askEditBudget shows the form of one as it is kept.
func (s *server) askEditBudget(w http.ResponseWriter, r *http.Request, v visitor) error {
	b, err := s.Budgets.Find(r.Context(), v.caller(), exportOf(r))
	if err != nil {
		return err
	}
	percents := make([]string, len(b.Thresholds))
	for i, percent := range b.Thresholds {
		percents[i] = strconv.Itoa(percent)
	}
	limit := strconv.FormatInt(b.Limit, 10)
	if b.Measure == budget.Money {
		limit = billing.Money(b.Limit).String()
	}
	f := newForm("budgetName", b.Name, "cid", cidOrNone(b.Company), "measure", measureChoice(&b), "limit", limit, "thresholds", strings.Join(percents, ", "))
	if b.Forecast {
		f.Set("forecast", "1")
	}
	if b.Freeze != 0 {
		f.Set("freeze", strconv.Itoa(b.Freeze))
	}
	for _, id := range b.Recipients {
		f.Add("recipient", cid(id))
	}
	return s.showBudget(w, r, v, http.StatusOK, budgetView{form: f, id: b.ID})
}

// pauseBudget pauses one or lets it go on.
func (s *server) pauseBudget(paused bool) handler {
	said := map[bool]string{true: "budget.saidPaused", false: "budget.saidResumed"}[paused]
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		if err := s.Budgets.Pause(r.Context(), v.caller(), exportOf(r), paused); err != nil {
			return err
		}
		return s.say(w, r, budgetsPath, v.T(said))
	}
}

func (s *server) askDeleteBudget(w http.ResponseWriter, r *http.Request, v visitor) error {
	b, err := s.Budgets.Find(r.Context(), v.caller(), exportOf(r))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, deleteBudgetPage(v, &b))
}

func (s *server) deleteBudget(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Budgets.Remove(r.Context(), v.caller(), exportOf(r)); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return s.say(w, r, budgetsPath, v.T("budget.deleted"))
}

func (view *budgetView) mails(u *account.User) bool {
	return slices.Contains(view.Values["recipient"], cid(u.ID))
}
