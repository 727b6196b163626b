package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/usage"
)

// warden is a till whose companies have budgets.
type warden struct {
	*till
	budgets *budget.Service
	owner   account.Caller
}

func newWarden(t *testing.T, db *DB, today calendar.Day) *warden {
	t.Helper()
	w := &warden{till: newTill(t, db, today)}
	w.budgets = w.node()
	u := must(db.Accounts().UserByEmail(t.Context(), "mara@northgate.example"))(t)
	w.owner = u.Caller()
	return w
}

// node is one of several that watch the same budgets.
func (w *warden) node() *budget.Service {
	return budget.NewService(budget.Config{Store: w.DB.Budgets(), Companies: w.desk, Figures: w.Usage(), Spender: w.bills, Users: w.Accounts(), Clock: w.clock})
}

func (w *warden) add(t *testing.T, b budget.Budget) {
	t.Helper()
	b.Recipients = []int64{w.owner.User}
	if err := w.budgets.Add(t.Context(), w.owner, b); err != nil {
		t.Fatal(err)
	}
}

func (w *warden) watch(t *testing.T) {
	t.Helper()
	if _, err := w.budgets.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// told lists what was told, the first alert first.
func (w *warden) told(t *testing.T) string {
	t.Helper()
	var all []string
	for _, a := range must(w.budgets.Alerts(t.Context(), w.owner))(t) {
		text := fmt.Sprintf("%s %d%%", a.Month, a.Threshold)
		if a.Threshold == 0 {
			text = fmt.Sprintf("%s on %s", a.Month, a.ExceedsOn)
		}
		if a.Froze {
			text += " frozen"
		}
		all = append(all, text)
	}
	slices.Reverse(all)
	return strings.Join(all, ", ")
}

func limited(limit int64, thresholds ...int) budget.Budget {
	return budget.Budget{Name: "Acme", Company: acmeID, Measure: budget.Minutes, Limit: limit, Thresholds: thresholds}
}

func TestAThresholdIsToldOnceHoweverManyLookAndHoweverFiguresMove(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p")
		w.add(t, limited(1000, 50, 80, 100))
		w.use(t, "p", 20260810, 0, 499)
		w.watch(t)
		if got := w.told(t); got != "" {
			t.Errorf("below the first threshold %q is told", got)
		}
		wrong := w.use(t, "p", 20260810, 0, 401) // 900
		var group sync.WaitGroup
		for range 4 {
			node := w.node()
			group.Go(func() {
				for range 3 {
					if _, err := node.Run(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if got := w.told(t); got != "2026-08 50%, 2026-08 80%" {
			t.Errorf("at 90%% %q is told", got)
		}
		if got := w.mails(t); got != "budget.threshold to somebody else" { // than the company
			t.Errorf("the mails are %q", got)
		}
		w.send(t, usage.Event{Source: "test", ID: "r", Type: usage.Retract, Project: "p", Target: wrong})
		w.watch(t)
		w.on(20260811)
		w.use(t, "p", 20260811, 0, 350)
		w.watch(t)
		if got := w.told(t) + " " + w.mails(t); got != "2026-08 50%, 2026-08 80% " {
			t.Errorf("fallen and risen again, %q is told", got)
		}
		if n := must(w.budgets.Run(t.Context()))(t); n != 0 {
			t.Errorf("%d budgets are looked at although nothing has moved", n)
		}
		w.on(20260812) // a day later nothing is told anew, and another program begins
		w.budgets = w.node()
		w.watch(t)
		if got := w.told(t); got != "2026-08 50%, 2026-08 80%" {
			t.Errorf("a day later %q is told", got)
		}
		if _, whole, err := w.Audit().CheckAudit(t.Context(), func(int64, account.Hash) {}); err != nil || !whole {
			t.Errorf("the trail is broken: %v", err)
		}
	})
}

func TestANewLimitIsWeighedAtOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p")
		w.add(t, limited(1000, 80, 100))
		w.use(t, "p", 20260810, 0, 1000)
		w.watch(t)
		id := must(w.budgets.List(t.Context(), w.owner))(t)[0].ID
		for _, step := range []struct {
			limit int64
			told  string
		}{
			{900, "2026-08 80%, 2026-08 100%"},               // still reached: nobody is told again
			{1100, "2026-08 80%, 2026-08 100%"},              // 90 %: 100 % may be told again
			{950, "2026-08 80%, 2026-08 100%, 2026-08 100%"}, // and is
			{940, "2026-08 80%, 2026-08 100%, 2026-08 100%"},
		} {
			if err := w.budgets.Change(t.Context(), w.owner, id, limited(step.limit, 80, 100)); err != nil {
				t.Fatal(err)
			}
			w.watch(t)
			if got := w.told(t); got != step.told {
				t.Errorf("with a limit of %d told is %q, want %q", step.limit, got, step.told)
			}
		}
	})
}

func TestAfterDowntimeTheMonthThatEndedIsToldToo(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p")
		b := limited(1000, 80, 100)
		b.Freeze = 100
		w.add(t, b)
		w.use(t, "p", 20260810, 0, 850)
		w.watch(t)
		w.on(20260831)
		w.use(t, "p", 20260831, 0, 200)
		w.on(20260902)
		w.use(t, "p", 20260902, 0, 800)
		w.watch(t)
		w.watch(t)
		if got := w.told(t); got != "2026-08 80%, 2026-08 100%, 2026-09 80%" {
			t.Errorf("told is %q", got)
		}
		if b := must(w.budgets.List(t.Context(), w.owner))(t)[0]; b.Standing.Used != 800 || b.Percent() != 80 || !slices.Equal(b.Told, []int{80}) {
			t.Errorf("it stands at %+v", b)
		}
	})
}

func TestWhatHappensWhileABudgetIsPausedIsNotTold(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p")
		w.add(t, limited(1000, 80))
		w.watch(t)
		id := must(w.budgets.List(t.Context(), w.owner))(t)[0].ID
		pause := func(paused bool) {
			t.Helper()
			if err := w.budgets.Pause(t.Context(), w.owner, id, paused); err != nil {
				t.Fatal(err)
			}
			w.watch(t)
		}
		pause(true)
		w.use(t, "p", 20260810, 0, 900)
		w.watch(t)
		w.on(20260905)
		pause(false)
		if got := w.told(t); got != "" {
			t.Errorf("told is %q", got)
		}
		w.use(t, "p", 20260905, 0, 850)
		w.watch(t)
		pause(true)
		pause(false)
		if got := w.told(t); got != "2026-09 80%" {
			t.Errorf("watched again, told is %q", got)
		}
	})
}

func TestABudgetOfMoneyIsOfWhatBillsWillSay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p", "q")
		w.settle(t, acmeID+1, company.Outside, "r")
		w.settle(t, acmeID+2, company.China, "s")
		w.add(t, budget.Budget{Name: "All in dollars", Measure: budget.Money, Currency: billing.USD, Limit: 5000, Thresholds: []int{50}})
		w.add(t, budget.Budget{Name: "All in yuan", Measure: budget.Money, Currency: billing.CNY, Limit: 10_000, Thresholds: []int{50}})
		w.add(t, budget.Budget{Name: "Minutes of audio and video", Measure: budget.Minutes, Product: "rtc", Limit: 100_000, Thresholds: []int{50}})
		w.use(t, "p", 20260810, 3, 9_000)
		w.use(t, "q", 20260810, 3, 2_000)  // the company: 14.99
		w.use(t, "r", 20260810, 3, 12_000) // 29.98
		w.use(t, "s", 20260810, 3, 11_000) // 105 CNY
		w.watch(t)
		var stand []string
		for _, b := range must(w.budgets.List(t.Context(), w.owner))(t) {
			stand = append(stand, b.Amount(b.Standing.Used))
		}
		if want := []string{"44.97 USD", "105.00 CNY", "34000 minutes"}; !slices.Equal(stand, want) {
			t.Errorf("budgets stand at %q, want %q", stand, want)
		}
		w.run(t, 20260901)
		sum := billing.Money(0)
		for _, id := range []int64{acmeID, acmeID + 1} {
			sum += must(w.bills.Bills(t.Context(), id))(t)[0].Total
		}
		if sum.In(billing.USD) != stand[0] {
			t.Errorf("bills say %s, the budget %s", sum, stand[0])
		}
	})
}

func TestACompanyIsFrozenOnceAMonthAndAnUnfreezeStays(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p")
		b := limited(1000, 80, 100)
		b.Freeze = 100
		w.add(t, b)
		freeze := func() company.Listed {
			t.Helper()
			for _, c := range must(w.Jobs().Claim(t.Context(), budget.FreezeKind, 10, w.clock(), w.clock().Add(job.LeaseFor)))(t) {
				for range 2 { // the program died after the first time
					if err := w.budgets.Work().Do(t.Context(), &job.Run{ID: c.ID, Job: c.Job, Attempt: c.Attempt}); err != nil {
						t.Fatal(err)
					}
				}
				if err := w.Jobs().End(t.Context(), c.Lease, job.Ending{State: job.Done, At: w.clock(), Now: w.clock()}); err != nil {
					t.Fatal(err)
				}
			}
			return must(w.desk.Find(t.Context(), w.owner, acmeID))(t)
		}
		w.use(t, "p", 20260810, 0, 900)
		w.watch(t)
		if got := freeze(); got.Status != company.Normal {
			t.Errorf("at 90%% it is %d", got.Status)
		}
		w.use(t, "p", 20260810, 0, 100)
		w.watch(t)
		if got := freeze(); got.Status != company.SuspendedManually || got.StatusReason != "Budget “Acme” of 1000 minutes (2026-08) is used up" {
			t.Errorf("at the limit it is %d: %s", got.Status, got.StatusReason)
		}
		must(w.desk.Unfreeze(t.Context(), w.owner, acmeID))(t)
		w.use(t, "p", 20260810, 0, 1000)
		id := must(w.budgets.List(t.Context(), w.owner))(t)[0].ID
		for _, limit := range []int64{5000, 1500} { // told again, and not frozen again
			b.Limit = limit
			if err := w.budgets.Change(t.Context(), w.owner, id, b); err != nil {
				t.Fatal(err)
			}
			w.watch(t)
		}
		if got := freeze(); got.Status != company.Normal {
			t.Errorf("unfrozen by hand, it is %d", got.Status)
		}
		w.on(20260903)
		w.use(t, "p", 20260903, 0, 2000)
		w.watch(t)
		if got := freeze(); got.Status != company.SuspendedManually {
			t.Errorf("in the next month it is %d", got.Status)
		}
		if got := w.told(t); got != "2026-08 80%, 2026-08 100% frozen, 2026-08 80%, 2026-08 100%, 2026-09 80%, 2026-09 100% frozen" {
			t.Errorf("told is %q", got)
		}
	})
}

func TestAForecastNamesTheDay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260803)
		w.settle(t, acmeID, company.Outside, "p")
		b := limited(2350, 10) // reached on the 4th, too: both are told
		b.Forecast = true
		w.add(t, b)
		w.use(t, "p", 20260801, 0, 100)
		w.use(t, "p", 20260802, 0, 100)
		w.watch(t) // two whole days tell nothing
		if got := w.told(t); got != "" {
			t.Errorf("told is %q", got)
		}
		w.use(t, "p", 20260803, 0, 100)
		w.on(20260804)
		w.watch(t)
		if got := w.told(t) + " " + w.mails(t); got != "2026-08 10%, 2026-08 on 2026-08-24 budget.forecast to somebody else budget.threshold to somebody else" {
			t.Errorf("told is %q", got)
		}
		w.on(20260805) // nothing was used on the 4th: 75 a day
		w.watch(t)
		if got := must(w.budgets.List(t.Context(), w.owner))(t)[0].Standing.ExceedsOn; got != 0 {
			t.Errorf("it will be exceeded on %s", got)
		}
		if got := w.told(t); got != "2026-08 10%, 2026-08 on 2026-08-24" {
			t.Errorf("told is %q", got)
		}
	})
}

func TestBudgetsAreTheirResellersAndTheirRoles(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWarden(t, db, 20260810)
		w.settle(t, acmeID, company.Outside, "p")
		other := must(w.desk.CreateReseller(t.Context(), company.Reseller{Name: "Alder"}, account.User{Email: "theo@alder.example", Name: "Theo", Language: "en"}))(t)
		w.add(t, limited(1000, 80))
		id := must(w.budgets.List(t.Context(), w.owner))(t)[0].ID
		theo := account.Caller{User: 77, Role: account.ResellerOwner, Reseller: other}
		for name, err := range map[string]error{
			"change": w.budgets.Change(t.Context(), theo, id, budget.Budget{Name: "x", Measure: budget.Minutes, Limit: 1, Thresholds: []int{1}}),
			"pause":  w.budgets.Pause(t.Context(), theo, id, true), "remove": w.budgets.Remove(t.Context(), theo, id), "add": w.budgets.Add(t.Context(), theo, limited(1, 1)),
		} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s of another reseller's: %v", name, err)
			}
		}
		for role, want := range map[account.Role]fault.Kind{account.ResellerViewer: fault.Forbidden, account.ResellerSupport: fault.Forbidden, account.ResellerFinance: fault.Internal} {
			c := account.Caller{User: w.owner.User, Role: role, Reseller: w.reseller}
			if err := w.budgets.Add(t.Context(), c, limited(5, 1)); want == fault.Forbidden && fault.KindOf(err) != want || want != fault.Forbidden && err != nil {
				t.Errorf("%s: %v", role, err)
			}
		}
		frozen := limited(5, 1)
		frozen.Freeze = 1
		if err := w.budgets.Add(t.Context(), account.Caller{User: 1, Role: account.ResellerFinance, Reseller: w.reseller}, frozen); fault.KindOf(err) != fault.Invalid {
			t.Errorf("finance may not freeze: %v", err)
		}
	})
}

func TestOfManyBudgetsThoseThatAreReachedAreTold(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("makes 300 companies")
	}
	db := open(t, newSQLite(t))
	w := newWarden(t, db, 20260810)
	for i := range int64(300) {
		w.settle(t, acmeID+i, company.Outside, fmt.Sprintf("p%d", i))
	}
	w.add(t, budget.Budget{Name: "All", Measure: budget.Money, Currency: billing.USD, Limit: 100_000, Thresholds: []int{50}})
	for i := range int64(200) {
		b := limited(1000, 50)
		b.Company = acmeID + i
		w.add(t, b)
	}
	w.use(t, "p7", 20260810, 3, 11_000)
	w.watch(t)
	w.use(t, "p8", 20260810, 3, 11_000)
	w.watch(t)
	if got := strings.Count(w.told(t), "50%"); got != 2 {
		t.Errorf("%d alerts", got)
	}
}
