package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/pquerna/otp"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
	"reseller-console/internal/mail"
	"reseller-console/internal/usage"
)

// The present of every test: a Thursday.
var testNow = time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC)

const testPassword = "correct horse"

// site is the console with fakes behind it, and a browser in front of it that
// keeps cookies and does not follow redirects.
type site struct {
	*httptest.Server
	browser   *http.Client
	accounts  *fakeAccounts
	members   *fakeMembers
	keys      *fakeKeys
	trail     *fakeTrail
	notes     *fakeNotes
	prices    *fakePrices
	passkeys  *fakePasskeys
	factors   *fakeFactors
	companies *fakeCompanies
	signUps   *fakeSignUps
	usage     *fakeUsage
	bills     *fakeBills
	desk      *fakeDesk
	views     *fakeViews
	operation *fakeOperation
	jobs      *fakeJobs
	runs      *fakeJobs // acts on many companies
	plans     *fakePlans
	budgets   *fakeBudgets
	hooks     *fakeHooks
	margins   *fakeMargins
	markups   *fakeMarkups
	sessions  *fakeSessions
	mail      *mail.Outbox
	unsent    *fakeMails
	later     atomic.Int64 // how much later than testNow it is, in nanoseconds
	log       *strings.Builder
}

// newSite starts a console. Its base URL is plain http; see newSiteAt.
func newSite(t testing.TB) *site { return newSiteAt(t, "http://console.example") }

func newSiteAt(t testing.TB, baseURL string) *site {
	t.Helper()
	s := &site{accounts: newFakeAccounts(), members: &fakeMembers{}, factors: &fakeFactors{}, unsent: &fakeMails{}, passkeys: &fakePasskeys{origin: baseURL}, keys: newFakeKeys(), trail: newFakeTrail(), notes: newFakeNotes(), prices: newFakePrices(), companies: newFakeCompanies(), signUps: newFakeSignUps(), usage: &fakeUsage{}, desk: newFakeDesk(), views: newFakeViews(), jobs: &fakeJobs{}, runs: &fakeJobs{}, plans: &fakePlans{}, budgets: &fakeBudgets{}, hooks: &fakeHooks{}, sessions: newFakeSessions(), mail: mail.NewOutbox(filepath.Join(t.TempDir(), "mail")), log: &strings.Builder{}}
	s.margins, s.markups = newFakeMargins(), &fakeMarkups{}
	clock := func() time.Time { return testNow.Add(time.Duration(s.later.Load())) }
	s.companies.clock = clock
	s.bills = newFakeBills(s.companies)
	figures := usage.NewReader(s.usage, clock)
	s.operation = newFakeOperation(s.accounts, s.companies)
	h, err := New(Config{
		Accounts: s.accounts, Members: s.members, Factors: s.factors, Passkeys: s.passkeys, Companies: s.companies, SignUps: s.signUps, Views: s.views, Bulk: bulkOver(s.companies, s.runs, clock), Usage: figures, Bills: s.bills, Exports: exportsOver(s.companies, figures, s.jobs, clock),
		Templates: export.NewTemplates(s.plans, clock), Schedules: export.NewSchedules(s.plans, clock),
		Budgets: budgetsOver(s.budgets, s.companies, clock), Hooks: hook.NewService(hook.Config{Store: s.hooks, Sealer: newSealer(), Clock: clock}),
		Membership: s.companies, Trail: account.NewTrail(s.trail), Notes: company.NewNotes(s.notes, s.companies, clock), Prices: s.prices,
		Margins: s.margins, Markups: s.markups,
		Keys:       account.NewKeys(s.keys, nil, newSealer(), clock),
		Quarantine: s.desk, Receipts: s.desk, Checks: s.desk, Outbox: s.mail, Mails: s.unsent, Desk: s.operation.desk(clock), Sessions: s.sessions, BaseURL: baseURL, Clock: clock,
		Log: slog.New(slog.NewTextHandler(s.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(h)
	t.Cleanup(s.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.browser = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return s
}

// signIn signs in the owner of the first reseller.
func (s *site) signIn(t testing.TB) { t.Helper(); s.signInAs(t, "mara@northgate.example") }

// signInOperator signs in the platform's operator.
func (s *site) signInOperator(t testing.TB) { t.Helper(); s.signInAs(t, "ops@console.example") }

func (s *site) signInAs(t testing.TB, email string) {
	t.Helper()
	status, _, h := s.post(t, "/login", url.Values{"email": {email}, "password": {testPassword}})
	if strings.HasPrefix(h.Get("Location"), codePath) {
		status, _, h = s.post(t, codePath, url.Values{"code": {testCode}})
	}
	if status != http.StatusSeeOther {
		t.Fatalf("sign-in answers %d, Location %q", status, h.Get("Location"))
	}
}

// get loads a page; pairs are names and values of request headers.
func (s *site) get(t testing.TB, path string, pairs ...string) (status int, body string, h http.Header) {
	t.Helper()
	return s.do(t, http.MethodGet, path, nil, pairs)
}

// post sends a form.
func (s *site) post(t testing.TB, path string, form url.Values, pairs ...string) (status int, body string, h http.Header) {
	t.Helper()
	return s.do(t, http.MethodPost, path, strings.NewReader(form.Encode()), append(pairs, "Content-Type", "application/x-www-form-urlencoded"))
}

func (s *site) do(t testing.TB, method, path string, body io.Reader, pairs []string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "Host" {
			r.Host = pairs[i+1]
		}
		r.Header.Set(pairs[i], pairs[i+1])
	}
	answer, err := s.browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(content), "⟦") {
		t.Errorf("%s %s: a message is missing: %.200s", method, path, string(content)[strings.Index(string(content), "⟦"):])
	}
	return answer.StatusCode, string(content), answer.Header
}

// fakeAccounts has users with one password: a reseller's owner, an operator and
// a company's members. The address wait@… is throttled.
type fakeAccounts struct {
	mu     sync.Mutex
	users  map[int64]account.User
	links  map[string]int64 // token → user
	asked  []string         // addresses to which a link was asked for
	broken error            // what every method answers, if set
}

func newFakeAccounts() *fakeAccounts {
	f := &fakeAccounts{users: map[int64]account.User{
		1: {ID: 1, Email: "mara@northgate.example", Name: "Mara Lindqvist", Language: "en", Role: account.ResellerOwner, Reseller: 7,
			ResellerName: "Northgate Communications", LastSignInAt: time.Date(2026, 8, 26, 7, 5, 0, 0, time.UTC)},
		2: {ID: 2, Email: "ops@console.example", Name: "Ines Okafor", Language: "en", Role: account.Operator, HasCodes: true},
	}}
	f.addMembers()
	return f
}

func (f *fakeAccounts) SignIn(_ context.Context, email, password, _ string) (account.User, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return account.User{}, f.broken
	}
	if strings.HasPrefix(email, "wait@") {
		return account.User{}, fault.New(fault.TooMany, "Too many attempts.").After(89500 * time.Millisecond)
	}
	for _, u := range f.users {
		if strings.EqualFold(u.Email, email) && password == testPassword {
			return u, nil
		}
	}
	return account.User{}, fault.New(fault.Unauthenticated, "No.")
}

func (f *fakeAccounts) SignedIn(ctx context.Context, user int64) (account.User, error) {
	return f.User(ctx, user)
}

func (f *fakeAccounts) Forgot(_ context.Context, email, _ string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if strings.HasPrefix(email, "wait@") {
		return fault.New(fault.TooMany, "Too many attempts.").After(89500 * time.Millisecond)
	}
	f.asked = append(f.asked, email)
	return f.broken
}

func (f *fakeAccounts) LinkUser(_ context.Context, token string) (account.User, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if id := f.links[token]; id != 0 {
		return f.users[id], f.broken
	}
	return account.User{}, account.ErrLink
}

// ResetPassword ends sessions; the password stays testPassword.
func (f *fakeAccounts) ResetPassword(ctx context.Context, _ account.Caller, token, password string) error {
	u, err := f.LinkUser(ctx, token)
	if err != nil {
		return err
	}
	if err := account.CheckPassword(&u, password); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	u.Epoch++
	f.users[u.ID] = u
	delete(f.links, token)
	return f.broken
}

func (f *fakeAccounts) User(_ context.Context, id int64) (account.User, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if u, ok := f.users[id]; ok {
		return u, f.broken
	}
	return account.User{}, fault.New(fault.NotFound, "There is no such user.")
}

func (f *fakeAccounts) ChangePassword(ctx context.Context, c account.Caller, present, fresh string) (account.User, error) {
	u, _ := f.User(ctx, c.User)
	if err := account.CheckPassword(&u, fresh); err != nil {
		return u, err
	}
	if present == "too often" {
		return u, fault.New(fault.TooMany, "Too many attempts.").After(time.Minute)
	}
	if present != testPassword {
		return u, account.ErrPresentPassword
	}
	return f.EndSessions(ctx, c)
}

func (f *fakeAccounts) EndSessions(_ context.Context, c account.Caller) (account.User, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	u := f.users[c.User]
	u.Epoch++
	f.users[c.User] = u
	return u, f.broken
}

func (f *fakeAccounts) Rename(_ context.Context, c account.Caller, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if name == "" {
		return fault.New(fault.Invalid, "No.").With("name", "a name", name)
	}
	f.users[c.User] = withName(f.users[c.User], name)
	return f.broken
}

func (f *fakeAccounts) SetLanguage(_ context.Context, c account.Caller, language string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	u := f.users[c.User]
	u.Language = language
	f.users[c.User] = u
	return f.broken
}

// testCode is the code of everybody who has a second factor.
const testCode = "123456"

// fakeFactors has no second factor unless it is set, and always the same one
// to set up.
type fakeFactors struct {
	Factors
	have *account.Factor
}

func (*fakeFactors) Check(_ context.Context, _ account.Caller, code string) error {
	if code != testCode {
		return fault.New(fault.Unauthenticated, "The code is wrong.")
	}
	return nil
}

func (*fakeFactors) Begin(issuer, email string) (*otp.Key, error) {
	return otp.NewKeyFromURL("otpauth://totp/" + url.PathEscape(issuer+":"+email) + "?secret=JBSWY3DPEHPK3PXP&issuer=" + url.QueryEscape(issuer))
}

func (f *fakeFactors) Find(context.Context, account.Caller) (account.Factor, error) {
	if f.have != nil {
		return *f.have, nil
	}
	return account.Factor{}, fault.New(fault.NotFound, "There is none.")
}

// fakeSessions keeps sessions in memory and counts how often it is written.
type fakeSessions struct {
	*memstore.MemStore
	writes atomic.Int64
	full   atomic.Bool // nothing can be written

	mu    sync.Mutex
	users map[string]int64 // whose each is, by token
}

func newFakeSessions() *fakeSessions {
	return &fakeSessions{MemStore: memstore.NewWithCleanupInterval(0), users: map[string]int64{}}
}

func (f *fakeSessions) CommitOf(_ context.Context, user int64, token string, data []byte, expiry time.Time) error {
	f.writes.Add(1)
	if f.full.Load() {
		return errDisk
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.users[token] = user
	return f.Commit(token, data, expiry)
}

func (f *fakeSessions) AllOf(_ context.Context, user int64) (some [][]byte, err error) {
	all, err := f.All()
	f.mu.Lock()
	defer f.mu.Unlock()
	for token, data := range all {
		if f.users[token] == user {
			some = append(some, data)
		}
	}
	return some, err
}

func (f *fakeSessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return f.CommitOf(ctx, 0, token, data, expiry)
}

func (f *fakeSessions) FindCtx(_ context.Context, token string) ([]byte, bool, error) {
	return f.Find(token)
}

func (f *fakeSessions) DeleteCtx(_ context.Context, token string) error { return f.Delete(token) }

// fakeCompanies has the companies of reseller 7: 200001 and the following.
type fakeCompanies struct {
	all        []company.Listed
	broken     error
	panics     bool
	acts       []string // what was done to projects
	more       int      // projects of each company, besides the three
	none       bool     // there are not even those
	enabled    []company.UAP
	clock      func() time.Time
	registered map[string]bool // addresses of new companies' users
}

// fakeNames are names of companies with what pages must cope with.
var fakeNames = []string{"云帆在线教育", "Hanlin Classroom", "Brightlane Learning", "<script>alert('x')</script> & Sons", "Sable Karaoke",
	"Kairos Live Events", "A company with a name so long that no column can hold it in one line", "晨光医疗"}

func newFakeCompanies() *fakeCompanies {
	f := &fakeCompanies{registered: map[string]bool{}}
	for i := range 82 {
		l := company.Listed{OwnerName: "Lena Hoffmann", OwnerEmail: "lena.hoffmann" + strconv.Itoa(i) + "@brightlane.example", Projects: 1 + i%9}
		l.ID, l.Reseller, l.Name = int64(200001+i), 7, fakeNames[i%len(fakeNames)]
		l.Country, l.Area, l.AppLimit, l.MemberLimit, l.Industry, l.Interest, l.Environment, l.Version = "DE", company.Outside, 10, 10, 3, 2, 1, 1
		l.CreatedAt = time.Date(2025, 7, 1+i, 10, 0, 0, 0, time.UTC)
		switch {
		case i%20 == 4:
			l.Status = company.InsufficientBalance
		case i%40 == 7:
			l.Status = company.SuspendedAutomatically
		case i%20 == 9:
			l.Status, l.StatusReason = company.SuspendedManually, "Bill 2026-06 is unpaid, <b>agreed by phone</b>"
		}
		f.all = append(f.all, l)
	}
	return f
}

func (f *fakeCompanies) match(l company.Listed, q company.Filter) bool {
	contains := func(s string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(q.Text)) }
	switch {
	case q.Text == "":
		return true
	case q.By == company.ByCID:
		return strconv.FormatInt(l.ID, 10) == q.Text
	case q.By == company.ByUser:
		return contains(l.OwnerName)
	case q.By == company.ByEmail:
		return contains(l.OwnerEmail)
	default:
		return contains(l.Name)
	}
}

func (f *fakeCompanies) List(_ context.Context, c account.Caller, q company.Filter) (company.Page, error) {
	if f.panics {
		panic("index out of luck")
	}
	page := company.Page{ByStatus: company.StatusCounts{}}
	var rows []company.Listed
	for _, l := range f.all {
		if l.Reseller != c.Reseller || !f.match(l, q) || q.Area != "" && l.Area != q.Area {
			continue
		}
		page.ByStatus[l.Status]++
		if q.Status == nil || *q.Status == l.Status {
			rows = append(rows, l)
		}
	}
	slices.SortStableFunc(rows, func(a, b company.Listed) int {
		by := map[company.Order]int{company.OrderName: strings.Compare(a.Name, b.Name), company.OrderCreated: a.CreatedAt.Compare(b.CreatedAt)}[q.Order]
		by = cmp.Or(by, cmp.Compare(a.ID, b.ID))
		if q.Descending {
			return -by
		}
		return by
	})
	page.Count = len(rows)
	from := min(q.Offset, len(rows))
	to := len(rows)
	if q.Limit != 0 {
		to = min(from+q.Limit, to)
	}
	page.Rows = rows[from:to]
	return page, f.broken
}

func (f *fakeCompanies) Matching(ctx context.Context, c account.Caller, q company.Filter) ([]int64, error) {
	page, err := f.List(ctx, c, company.Filter{Reseller: q.Reseller, By: q.By, Text: q.Text, Status: q.Status, Area: q.Area, Limit: len(f.all)})
	var ids []int64
	for _, l := range page.Rows {
		ids = append(ids, l.ID)
	}
	return ids, err
}

func (f *fakeCompanies) ByID(_ context.Context, c account.Caller, ids []int64) ([]company.Listed, error) {
	var some []company.Listed
	for _, id := range ids {
		for _, l := range f.all {
			if l.ID == id && f.reaches(c, l) {
				some = append(some, l)
			}
		}
	}
	return some, f.broken
}

func (f *fakeCompanies) Find(ctx context.Context, c account.Caller, id int64) (company.Listed, error) {
	some, err := f.ByID(ctx, c, []int64{id})
	if err != nil || len(some) == 0 {
		return company.Listed{}, cmp.Or(err, error(fault.New(fault.NotFound, "There is no company %d.", id)))
	}
	return some[0], nil
}

func (f *fakeCompanies) Projects(ctx context.Context, c account.Caller, id int64) ([]company.Project, error) {
	if _, err := f.Find(ctx, c, id); err != nil {
		return nil, err
	}
	if f.none {
		return nil, nil
	}
	all := []company.Project{
		{ID: "z" + strconv.FormatInt(id, 10), Company: id, Name: "Gone", Status: company.ProjectDeleted, AppID: strings.Repeat("00", 16), Version: 3},
		{ID: "p" + strconv.FormatInt(id, 10), Company: id, Name: "Live", Status: company.ProjectEnabled, AppID: strings.Repeat("a1", 16), Version: 1},
		{ID: "q" + strconv.FormatInt(id, 10), Company: id, Name: "Staging", Status: company.ProjectDisabled, AppID: strings.Repeat("b2", 16), Version: 1},
	}
	for i := range f.more {
		all = append(all, company.Project{ID: fmt.Sprintf("r%04d", i), Company: id, Name: fmt.Sprintf("Room %d", i), Status: company.ProjectEnabled, AppID: fmt.Sprintf("%032x", i), Version: 1})
	}
	return all, nil
}

func (f *fakeCompanies) CompanyOf(ctx context.Context, c account.Caller, project string) (company.Listed, error) {
	id, err := strconv.ParseInt(strings.TrimLeft(project, "pq"), 10, 64)
	if err != nil {
		return company.Listed{}, fault.New(fault.NotFound, "There is no project %q.", project)
	}
	return f.Find(ctx, c, id)
}

func (f *fakeCompanies) ProjectNames(_ context.Context, c account.Caller) (map[string]string, error) {
	names := map[string]string{}
	for _, l := range f.all {
		if l.Reseller == c.Reseller {
			names["p"+strconv.FormatInt(l.ID, 10)], names["q"+strconv.FormatInt(l.ID, 10)] = "Live", "Staging"
		}
	}
	return names, f.broken
}

// fakeUsage has figures that follow from the day: weekdays more than
// weekends, every tenth company none.
type fakeUsage struct {
	usage.Store // acts that pages do not use

	idle   bool // nobody has used anything
	broken error

	mu     sync.Mutex
	owners []usage.Owner // whose series were read
}

func (f *fakeUsage) Record(context.Context, *usage.Delivery) (usage.Answer, error) {
	return usage.Answer{}, f.broken
}

// dayValue is what seed makes of a day.
func (f *fakeUsage) dayValue(day calendar.Day, seed int64) int64 {
	weekend := day.Start().Weekday() == time.Saturday || day.Start().Weekday() == time.Sunday
	value := 1000 + 37*seed + int64(day%100)*11
	if weekend {
		value = value * 6 / 10
	}
	return value
}

func (f *fakeUsage) values(p *catalog.Product, period usage.Period, seed int64) catalog.Values {
	var v catalog.Values
	for slot := range p.Slots() {
		v[slot] = f.dayValue(period.First(), seed+int64(slot)*7)
	}
	return v
}

func (f *fakeUsage) Series(_ context.Context, q usage.Query) ([]usage.Point, error) {
	if f.idle || f.broken != nil {
		return nil, f.broken
	}
	f.mu.Lock()
	f.owners = append(f.owners, q.Owner)
	f.mu.Unlock()
	var points []usage.Point
	for i, period := range q.Window.Periods() {
		points = append(points, usage.Point{Period: period, Values: f.values(q.Product, period, q.Owner.Company%97), Revision: int64(4100 + i)})
	}
	return points, nil
}

// Groups has parts of what Series has: a seventh each for two members, a
// fourteenth for former companies.
func (f *fakeUsage) Groups(ctx context.Context, q usage.GroupQuery) (usage.Groups, error) {
	points, err := f.Series(ctx, usage.Query{Owner: q.Owner, Product: q.Product, Window: q.Window})
	n := len(q.Window.Periods())
	g := usage.Groups{All: make([]int64, n), Former: make([]int64, n)}
	members := []usage.Owner{{Reseller: q.Owner.Reseller, Company: 200001}, {Reseller: q.Owner.Reseller, Company: 200002}}
	if q.Owner.Company != 0 {
		members = []usage.Owner{q.Owner, q.Owner}
		members[0].Project, members[1].Project = "p"+strconv.FormatInt(q.Owner.Company, 10), "q"+strconv.FormatInt(q.Owner.Company, 10)
	}
	for _, m := range members {
		g.Members = append(g.Members, usage.Group{Owner: m, Values: make([]int64, n)})
	}
	for i := range points {
		g.All[i] = q.Metric.Of(&points[i].Values)
		if q.Owner.Company == 0 {
			g.Former[i] = g.All[i] / 14
		}
		for k := range g.Members {
			g.Members[k].Values[i] = g.All[i] / 7 * int64(4-k*2)
		}
	}
	if f.idle {
		g.Members = nil
	}
	return g, err
}

func (f *fakeUsage) Rows(_ context.Context, q usage.RowQuery, yield func(usage.Row) error) error {
	if f.idle || f.broken != nil {
		return f.broken
	}
	for _, period := range q.Window.Periods() {
		for _, id := range []int64{200001, 200002, 200003} {
			if q.Owner.Company != 0 && q.Owner.Company != id {
				continue
			}
			row := usage.Row{Period: period, Company: id}
			if q.ByProject {
				row.Project = "p" + strconv.FormatInt(id, 10)
			}
			for _, p := range q.Products {
				row.Values = append(row.Values, f.values(p, period, id%97))
			}
			if err := yield(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *fakeUsage) CompanyMinutes(context.Context, int64, []int64, calendar.Month) (map[int64]int64, error) {
	all := map[int64]int64{}
	for i := int64(0); i < 82 && !f.idle; i++ {
		if i%10 != 3 {
			all[200001+i] = 599485 * (82 - i) / 82 / (1 + i/4)
		}
	}
	return all, f.broken
}

func (f *fakeUsage) DailyMinutes(_ context.Context, _ int64, companies []int64, from, to calendar.Day) (map[int64][]int64, error) {
	all := map[int64][]int64{}
	for _, id := range companies {
		if f.idle || id%10 == 4 {
			continue
		}
		for day := from; day <= to; day = day.Add(1) {
			all[id] = append(all[id], f.dayValue(day, id%97))
		}
	}
	return all, f.broken
}
