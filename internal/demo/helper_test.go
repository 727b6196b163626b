package demo

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

var afternoon = time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC)

// register is a fake of the services: it keeps what is created.
type register struct {
	users     []account.User
	passwords []string
	resellers []company.Reseller
	companies []company.Company
	admins    []account.User
	operators []account.User
	projects  []company.Project
	statuses  map[int64]company.FinancialStatus
	blocked   map[int64]bool
	reasons   map[int64]string
}

func newRegister() *register {
	return &register{statuses: map[int64]company.FinancialStatus{}, blocked: map[int64]bool{}, reasons: map[int64]string{}}
}

func (r *register) HashPassword(_ context.Context, password string) (string, error) {
	r.passwords = append(r.passwords, password)
	return "hash of " + password, nil
}

func (r *register) Create(_ context.Context, u account.User, password string) (account.User, error) {
	if u.Role == account.Operator {
		r.passwords, r.operators = append(r.passwords, password), append(r.operators, u)
	}
	return u, u.Prepare()
}

func (r *register) CreateToken(context.Context, string, []string) (string, error) {
	return "rci_secret", nil
}

func (r *register) Give(_ context.Context, _ account.Caller, u *account.User) (string, error) {
	return "secret of " + u.Email, nil
}

// keyring is a fake of API keys.
type keyring struct{}

func (keyring) Create(_ context.Context, c account.Caller, k account.AccessKey) (account.AccessKey, string, error) {
	k.ID = fmt.Sprintf("key of %d", c.Reseller)
	return k, "secret of " + k.ID, nil
}

func (r *register) CreateReseller(_ context.Context, one company.Reseller, owner account.User) (int64, error) {
	for _, known := range r.users {
		if known.Email == owner.Email {
			return 0, fault.New(fault.Conflict, "The address %s is in use.", owner.Email)
		}
	}
	r.resellers = append(r.resellers, one)
	owner.Role, owner.Reseller = account.ResellerOwner, int64(len(r.resellers))
	r.users = append(r.users, owner)
	return owner.Reseller, owner.Prepare()
}

func (r *register) CreateCompany(_ context.Context, c company.Company, admin account.User) (int64, error) {
	r.companies, r.admins = append(r.companies, c), append(r.admins, admin)
	admin.Role, admin.Company = account.CompanyAdmin, c.ID
	return c.ID, admin.Prepare()
}

func (r *register) CreateProject(_ context.Context, p company.Project) (company.Project, error) {
	r.projects = append(r.projects, p)
	return p, nil
}

func (r *register) SetStatus(_ context.Context, cid int64, f company.FinancialStatus, reason string, acc company.AccountStatus) error {
	r.statuses[cid], r.reasons[cid], r.blocked[cid] = f, reason, acc == company.AccountBlocked
	return nil
}

// Places makes the register usable by a real meter.
func (r *register) Places(context.Context, []string) (map[string]company.Place, error) {
	places, holders := map[string]company.Place{}, map[int64]int64{}
	for _, c := range r.companies {
		holders[c.ID] = c.Reseller
	}
	for _, p := range r.projects {
		places[p.ID] = company.Place{Company: p.Company, Holdings: []company.Holding{{Reseller: holders[p.Company]}}}
	}
	return places, nil
}

// meterFunc is a Meter that shows each event and accepts all, but for strays.
type meterFunc func(e *usage.Event)

func (f meterFunc) Record(_ context.Context, batch *usage.Batch) (usage.Answer, error) {
	results := make([]usage.Result, len(batch.Events))
	for i := range batch.Events {
		if batch.Events[i].Source == recorderSource {
			results[i].Outcome = usage.Quarantined
			continue
		}
		f(&batch.Events[i])
		results[i].Outcome = usage.Accepted
	}
	return batch.Answer("", 0, results), nil
}

// config is what Fill needs, with a register and a meter that shows events.
func config(r *register, seed uint64, now time.Time, show func(e *usage.Event)) Config {
	return Config{Accounts: r, Tokens: r, Keys: keyring{}, Factors: r, Companies: r, Meter: meterFunc(show),
		Books: func(func() time.Time) Books { return freeOfCharge{} }, Budgets: unlimited{},
		Clock: func() time.Time { return now }, Seed: seed, BaseURL: "http://127.0.0.1:8080"}
}

// unlimited keeps no budgets.
type unlimited struct{}

func (unlimited) Add(_ context.Context, _ account.Caller, b budget.Budget) error {
	if b.Name == "" || b.Limit < 1 {
		return fault.New(fault.Invalid, "The budget is not complete.")
	}
	return nil
}

func (unlimited) Staff(context.Context, account.Caller) ([]account.User, error) { return nil, nil }

// freeOfCharge are books in which nothing costs anything.
type freeOfCharge struct{}

func (freeOfCharge) Begin(context.Context, calendar.Month) error { return nil }
func (freeOfCharge) Run(context.Context) (int, error)            { return 0, nil }
func (freeOfCharge) SetPlan(_ context.Context, _ account.Caller, _ int64, _ calendar.Month, t billing.Terms) (billing.Plan, error) {
	return billing.Plan{}, t.Check(t.Currency)
}
func (freeOfCharge) SetBuyPlan(_ context.Context, _ account.Caller, _ int64, _ calendar.Month, t billing.Terms) (billing.Plan, error) {
	return billing.Plan{}, t.Check(t.Currency)
}
func (freeOfCharge) Bill(context.Context, int64, calendar.Month) (billing.Bill, error) {
	return billing.Bill{}, nil
}
func (freeOfCharge) Account(context.Context, int64, int) (billing.Account, error) {
	return billing.Account{}, nil
}
func (freeOfCharge) Post(_ context.Context, _ account.Caller, _ int64, p billing.Posting) (billing.Posting, bool, error) {
	return p, false, nil
}

// settled returns the people and companies that Fill creates, without usage.
func settled(t *testing.T, seed uint64) (*register, Credentials) {
	t.Helper()
	r, w := newRegister(), worldAt(seed, afternoon)
	st, err := settle(t.Context(), config(r, seed, afternoon, nil), w, newSteps(w, nil))
	if err != nil {
		t.Fatal(err)
	}
	return r, st.credentials
}

// drawn generates the usage of a world alone.
func drawn(t testing.TB, w *world, now time.Time, show func(e *usage.Event)) {
	t.Helper()
	err := generate(w, now, func(int) {}, recorder(context.Background(), meterFunc(show), usage.Accepted))
	if err != nil {
		t.Fatal(err)
	}
}

func worldAt(seed uint64, now time.Time) *world { return newWorld(seed, calendar.DayOf(now)) }

// digest hashes a history of events, ids included.
type digest struct {
	hash  uint64
	count int
}

func (d *digest) add(e *usage.Event) {
	h := fnv.New64a()
	h.Write(binary.LittleEndian.AppendUint64([]byte(e.ID+e.Source), d.hash)) //nolint:errcheck // a hash takes everything
	h.Write(e.Content())                                                     //nolint:errcheck // a hash takes everything
	d.hash, d.count = h.Sum64(), d.count+1
}
