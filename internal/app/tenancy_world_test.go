package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"reseller-console/internal/account"
	"reseller-console/internal/bulk"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
	"reseller-console/internal/mail"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// Every name in the world has one of these words, by whose it is.
const (
	ofAmber   = "Amberwood"  // reseller A
	ofAzurite = "Azurite"    // its company, which the paths are about
	ofAgate   = "Agatestone" // its other company
	ofBirch   = "Birchbark"  // reseller B, with its company
	ofStaff   = "Backroom"   // what A's staff has made for itself
)

const worldPassword = "eleven patient herons"

// world is a server over SQLite with two resellers, and what all paths need
// of the first one. A copy of its files is kept: after each request that
// changed something the world is as it was.
type world struct {
	*server
	dir, kept string
	settings  serving
	things    map[string]string // parameter of a path, or its beginning with one → value
	others    map[string]string // route → its path with other things: those that it can change
	cookies   map[string]string // caller → its session
	keys      map[string]apiKey
	tokens    map[string]string
	witness   *witness
	requests  int
}

type apiKey struct{ id, secret string }

func newWorld(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{dir: filepath.Join(dir, "data"), kept: filepath.Join(dir, "kept"),
		things: map[string]string{}, others: map[string]string{}, cookies: map[string]string{}, keys: map[string]apiKey{}, tokens: map[string]string{}}
	began := time.Now()
	w.settings = serving{
		storage: storage{Data: w.dir}, clocked: clocked{OpenFrom: 400, clock: func() time.Time { return began }}, Addr: "127.0.0.1:0", BaseURL: "http://console.example",
		LogFormat: "text", APIRate: 1e6, APIBurst: 1e6, LivekitKeys: []string{"devkey:secret"},
	}
	w.open(t)
	w.fill(t)
	must(t, w.server.close())
	must(t, os.Rename(w.dir, w.kept))
	return w
}

// clone is the same world in a place of its own, open.
func (w *world) clone(t *testing.T) *world {
	t.Helper()
	c := *w
	c.dir = filepath.Join(t.TempDir(), "data")
	c.settings.Data = c.dir
	must(t, os.CopyFS(c.dir, os.DirFS(c.kept)))
	c.open(t)
	t.Cleanup(func() { must(t, c.server.close()) })
	c.witness = new(witness)
	c.witness.open(t, c.dir)
	c.witness.begin(t)
	return &c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func get[T any](t *testing.T) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		must(t, err)
		return value
	}
}

func (w *world) open(t *testing.T) {
	t.Helper()
	srv, err := newServer(t.Context(), w.settings, Process{Stderr: io.Discard})
	must(t, err)
	must(t, srv.ready(t.Context()))
	w.server = srv
}

// restore makes the world as it was.
func (w *world) restore(t *testing.T) {
	t.Helper()
	w.witness.close(t)
	must(t, w.server.close())
	must(t, os.RemoveAll(w.dir))
	must(t, os.CopyFS(w.dir, os.DirFS(w.kept)))
	w.open(t)
	w.witness.open(t, w.dir)
}

// fill makes the resellers, their people and things, and signs all in.
func (w *world) fill(t *testing.T) {
	t.Helper()
	hash := get[string](t)(w.accounts.HashPassword(t.Context(), worldPassword))
	a := w.addReseller(t, hash, "owner", ofAmber)
	b := w.addReseller(t, hash, "other", ofBirch)
	for caller, role := range map[string]account.Role{"finance": account.ResellerFinance, "support": account.ResellerSupport, "viewer": account.ResellerViewer, "spare": account.ResellerViewer} {
		w.things["{user}"] = w.addUser(t, hash, caller, account.User{Name: ofAmber + " " + caller, Role: role, Reseller: a.Reseller})
	}
	one := w.addCompany(t, hash, a, "admin", ofAzurite)
	w.things["{cid}"], w.things["{companyId}"], w.things["{reseller}"] = fmt.Sprint(one), fmt.Sprint(one), fmt.Sprint(a.Reseller)
	for caller, role := range map[string]account.Role{"cfin": account.CompanyFinance, "prod": account.CompanyProduct, "csup": account.CompanySupport, "engin": account.CompanyEngineer} {
		w.addUser(t, hash, caller, account.User{Name: ofAzurite + " " + caller, Role: role, Company: one})
	}
	w.things["{member}"] = w.addUser(t, "", "newcomer", account.User{Name: ofAzurite + " newcomer", Role: account.CompanyFinance, Company: one})
	w.addCompany(t, hash, a, "next", ofAgate)
	w.addCompany(t, hash, b, "far", ofBirch+" Co")
	for caller, strict := range map[string]bool{"oper": true, "oper1": false} {
		id := w.addUser(t, hash, caller, account.User{Name: "Operator " + caller, Role: account.Operator})
		if strict {
			u := get[account.User](t)(w.accounts.User(t.Context(), number64(id)))
			w.things["secret"] = get[string](t)(w.factors.Give(t.Context(), account.Command(), &u))
		}
	}
	w.addKeys(t, a, b)
	w.addUsage(t)
	w.addThings(t, a)
	w.addOpposites(t, a)
	w.addMoney(t, a)
	for caller := range w.cookies {
		w.signIn(t, caller)
	}
	w.begin(t, "visit", "owner")
}

func number64(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func emailOf(caller string) string { return caller + "@world.example" }

func (w *world) addReseller(t *testing.T, hash, caller, name string) account.Caller {
	t.Helper()
	id := get[int64](t)(w.companies.CreateReseller(t.Context(), company.Reseller{Name: name},
		account.User{Name: name + " " + caller, Email: emailOf(caller), PasswordHash: hash}))
	w.cookies[caller] = ""
	owners := get[[]account.User](t)(w.db.Accounts().Owners(t.Context(), id))
	return owners[0].Caller()
}

func (w *world) addUser(t *testing.T, hash, caller string, u account.User) string {
	t.Helper()
	u.Email, u.PasswordHash = emailOf(caller), hash
	if hash != "" && caller != "spare" {
		w.cookies[caller] = ""
	}
	return fmt.Sprint(get[account.User](t)(w.accounts.Create(t.Context(), u, "")).ID)
}

// addCompany makes a company with a project.
func (w *world) addCompany(t *testing.T, hash string, c account.Caller, caller, name string) int64 {
	t.Helper()
	id := get[int64](t)(w.companies.CreateCompany(t.Context(), company.Company{Reseller: c.Reseller, Name: name, Country: "DE", Area: "Non-CN"},
		account.User{Name: name + " " + caller, Email: emailOf(caller), PasswordHash: hash}))
	w.cookies[caller] = ""
	p := get[company.Project](t)(w.companies.CreateProject(t.Context(), company.Project{Company: id, Name: name + " Chat"}))
	if name == ofAzurite {
		w.things["{project}"], w.things["{projectId}"], w.things["{appId}"] = p.ID, p.ID, p.AppID
	}
	return id
}

func (w *world) addKeys(t *testing.T, a, b account.Caller) {
	t.Helper()
	add := func(name string, c account.Caller, k account.AccessKey) string {
		made, secret, err := w.server.keys.Create(t.Context(), c, k)
		must(t, err)
		w.keys[name] = apiKey{made.ID, secret}
		return made.ID
	}
	add("key", a, account.AccessKey{Name: ofAmber + " key"})
	add("read", a, account.AccessKey{Name: ofAmber + " reader", ReadOnly: true})
	add("other", b, account.AccessKey{Name: ofBirch + " key"})
	w.things["{key}"] = add("spare", a, account.AccessKey{Name: ofAmber + " spare"})
	w.things["{keyId}"] = w.things["{key}"]
	for name, source := range map[string]string{"token": "media/eu", "token2": "media/us"} {
		w.tokens[name] = get[string](t)(w.server.tokens.CreateToken(t.Context(), name, []string{source}))
	}
	w.things["{source}"] = "1"
}

// addUsage sends two events: one counts, and one is quarantined.
func (w *world) addUsage(t *testing.T) {
	t.Helper()
	event := func(id, project string) string {
		return fmt.Sprintf(`{"specversion":"1.0","id":%q,"source":"media/eu","type":"usage.active","subject":%q,"data":{"product":"rtm","user":"u","at":%q}}`,
			id, project, w.settings.now().Add(-time.Hour).Format(time.RFC3339))
	}
	r, err := http.NewRequest(http.MethodPost, "/v1/usage/events", strings.NewReader("["+event("e1", w.things["{project}"])+","+event("e2", "nobody")+"]"))
	must(t, err)
	r.Header.Set("Content-Type", "application/cloudevents-batch+json")
	r.Header.Set("Authorization", "Bearer "+w.tokens["token"])
	answer := w.serve(r)
	if answer.Code != http.StatusOK {
		t.Fatalf("events are answered %d: %s", answer.Code, answer.Body)
	}
	w.things["/v1/usage/receipts/{id}"] = textBetween(answer.Body.String(), `"receipt":"`, `"`)
}

func textBetween(text, begin, end string) string {
	_, rest, _ := strings.Cut(text, begin)
	found, _, _ := strings.Cut(rest, end)
	return found
}

// addThings makes one of each thing of the first reseller that paths name.
func (w *world) addThings(t *testing.T, a account.Caller) {
	t.Helper()
	ctx, now := t.Context(), w.settings.now
	products, err := export.Products(nil)
	must(t, err)
	today := w.figures.Today()
	query := export.Query{Window: w.today(), Format: sheet.CSV, Company: true, Project: true, Products: products}
	w.things["/usage/exports/{id}"] = fmt.Sprint(get[export.Export](t)(w.exports.Start(ctx, a, query, "en", false)).ID)
	w.things["{exportId}"] = w.things["/usage/exports/{id}"]
	templates := export.NewTemplates(w.db.Templates(), now)
	must(t, templates.Save(ctx, a, ofStaff+" sheet", true, query))
	w.things["/usage/templates/{id}"] = fmt.Sprint(get[[]export.Template](t)(templates.List(ctx, a))[0].ID)
	must(t, w.schedules.Add(ctx, a, export.Schedule{Name: ofStaff + " weekly", Query: query, Span: export.Yesterday, Timing: export.Timing{Every: export.Daily, Hour: 3}}, "en"))
	w.things["/usage/schedules/{id}"] = fmt.Sprint(get[[]export.Schedule](t)(w.schedules.List(ctx, a))[0].ID)
	views := account.NewViews(w.db.Accounts(), now)
	w.things["/views/{id}"] = fmt.Sprint(get[int64](t)(views.Save(ctx, a, account.View{Name: ofStaff + " view", Page: "/companies", Query: "status=0", Shared: true})))
	notes := company.NewNotes(w.db.Notes(), w.companies, now)
	must(t, notes.Create(ctx, a, company.Note{Day: calendar.DayOf(now()), Company: number64(w.things["{cid}"]), Text: ofStaff + " note"}))
	w.things["{note}"] = fmt.Sprint(get[[]company.Note](t)(notes.List(ctx, a, company.NoteFilter{From: today, To: today}))[0].ID)
	w.things["{register}"] = get[string](t)(w.signUps.Link(ctx, a))
	upload := get[int64](t)(w.bulk.Keep(ctx, a, "azurite.csv", []byte(bulk.Template)))
	w.things["file"] = fmt.Sprint(upload)
	w.things["/runs/{id}"] = fmt.Sprint(get[int64](t)(w.bulk.Change(ctx, a, bulk.Unfreeze, []int64{number64(w.things["{cid}"])}, company.Freeze{}, "en")))
	must(t, w.accounts.Forgot(ctx, emailOf("owner"), "192.0.2.1:1"))
	w.work(t, export.Kind, bulk.Kind, account.LinkKind, account.NoticeKind)
	w.things["{letter}"] = get[[]mail.Letter](t)(w.outbox.List())[0].Name
	applications := company.NewApplications(w.db.Companies(), now)
	must(t, applications.Apply(ctx, account.Caller{}, company.Application{Company: "Newcomers", Name: "Nia", Email: "nia@newcomers.example", Country: "DE", Language: "en"}))
	w.things["{application}"] = "1"
	notice, err := account.Notice{User: a.User, Text: account.MailChanged}.Job()
	must(t, err)
	must(t, w.db.Accounts().Enqueue(ctx, now(), notice))
	waiting := get[[]job.Status](t)(w.db.Jobs().AnyJobs(ctx, account.JobQuery{State: job.Queued, Limit: 1}))
	w.things["{mail}"], w.things["{job}"] = fmt.Sprint(waiting[0].ID), fmt.Sprint(waiting[0].ID)
}

func (w *world) today() usage.Window {
	return usage.Window{From: w.figures.Today(), To: w.figures.Today()}
}

// addOpposites makes what can be unfrozen, enabled and the like.
func (w *world) addOpposites(t *testing.T, a account.Caller) {
	t.Helper()
	ctx := t.Context()
	cold := get[int64](t)(w.companies.CreateCompany(ctx, company.Company{Reseller: a.Reseller, Name: ofAgate + " Cold", Country: "DE", Area: "Non-CN"},
		account.User{Name: ofAgate + " Cold", Email: "cold@world.example"}))
	get[company.Company](t)(w.companies.Freeze(ctx, a, cold, company.Freeze{Reason: "Unpaid"}))
	w.things["cold"] = fmt.Sprint(cold)
	w.things["token"] = get[string](t)(w.accounts.NewLink(ctx, number64(w.things["{user}"]), account.InviteFor))
	w.others["POST /companies/{cid}/unfreeze"] = fmt.Sprintf("/companies/%d/unfreeze", cold)
	w.others["POST /v1/resellers/companies/{companyId}/unfreeze"] = fmt.Sprintf("/v1/resellers/companies/%d/unfreeze", cold)
	one := number64(w.things["{cid}"])
	p := get[company.Project](t)(w.companies.CreateProject(ctx, company.Project{Company: one, Name: ofAzurite + " Cold"}))
	get[company.Project](t)(w.companies.UpdateProject(ctx, a, one, p.ID, company.ProjectUpdate{Status: new(company.ProjectDisabled)}, []int64{1}))
	w.others["POST /companies/{cid}/projects/{project}/enable"] = "/companies/{cid}/projects/" + p.ID + "/enable"
	w.others["POST /dashboard/projects/{project}/enable"] = "/dashboard/projects/" + p.ID + "/enable"
	schedules := get[[]export.Schedule](t)(w.schedules.List(ctx, a))
	must(t, w.schedules.Add(ctx, a, export.Schedule{Name: ofStaff + " zzz", Query: schedules[0].Query, Span: export.Yesterday, Timing: schedules[0].Timing}, "en"))
	paused := get[[]export.Schedule](t)(w.schedules.List(ctx, a))[1].ID
	must(t, w.schedules.Pause(ctx, a, paused, true))
	w.others["POST /usage/schedules/{id}/resume"] = fmt.Sprintf("/usage/schedules/%d/resume", paused)
	left := get[int64](t)(w.companies.CreateCompany(ctx, company.Company{Reseller: a.Reseller, Name: ofAgate + " Left", Country: "DE", Area: "Non-CN"},
		account.User{Name: ofAgate + " Left", Email: "left@world.example"}))
	must(t, company.NewMembership(w.db.Companies(), w.db.Usage(), w.settings.now).Detach(ctx, account.Command(), left, w.figures.Today()))
	w.others["POST /operator/companies/{cid}/attach"] = fmt.Sprintf("/operator/companies/%d/attach", left)
	resellers := company.NewResellers(w.db.Companies(), w.settings.now)
	other := get[int64](t)(w.companies.CreateReseller(ctx, company.Reseller{Name: ofBirch + " Cold"}, account.User{Name: "Cole", Email: "cole@world.example"}))
	get[company.Reseller](t)(resellers.Suspend(ctx, account.Command(), other, "Unpaid"))
	w.others["POST /operator/resellers/{reseller}/unsuspend"] = fmt.Sprintf("/operator/resellers/%d/unsuspend", other)
}

// work does as many jobs of those kinds, and maybe more.
func (w *world) work(t *testing.T, kinds ...job.Kind) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan job.Kind, 100) // more than there are jobs
	all := maps.Clone(w.server.work())
	for kind, one := range all {
		do := one.Do
		one.Do = func(ctx context.Context, r *job.Run) error {
			defer func() { done <- kind }()
			return do(ctx, r)
		}
		all[kind] = one
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		job.NewRunner(w.db.Jobs(), all, w.settings.now, slog.New(slog.NewTextHandler(t.Output(), nil))).Run(ctx)
	}()
	for left := slices.Clone(kinds); len(left) > 0; {
		if i := slices.Index(left, <-done); i >= 0 {
			left = slices.Delete(left, i, i+1)
		}
	}
	stop()
	<-ended
}

// workUntil does what is queued until that is so.
func (w *world) workUntil(t *testing.T, so func() bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		job.NewRunner(w.db.Jobs(), w.server.work(), w.settings.now, slog.New(slog.NewTextHandler(t.Output(), nil))).Run(ctx)
	}()
	for !so() && ctx.Err() == nil {
		runtime.Gosched()
	}
	stop()
	<-ended
}

// signIn keeps the session of a caller.
func (w *world) signIn(t *testing.T, caller string) {
	t.Helper()
	answer := w.send(t, call{method: "POST", path: "/login", form: url.Values{"email": {emailOf(caller)}, "password": {worldPassword}}})
	w.cookies[caller] = sessionOf(answer.Result().Cookies())
	if caller == "oper" {
		code := get[string](t)(totp.GenerateCode(w.things["secret"], w.settings.now()))
		answer = w.send(t, call{method: "POST", path: "/login/code", form: url.Values{"code": {code}}, cookie: w.cookies[caller]})
		w.cookies[caller] = sessionOf(answer.Result().Cookies())
	}
	if answer.Code != http.StatusSeeOther || w.cookies[caller] == "" {
		t.Fatalf("%s is not signed in: %d", caller, answer.Code)
	}
}

// begin signs somebody in once more, who then visits the company.
func (w *world) begin(t *testing.T, caller, as string) {
	t.Helper()
	kept := w.cookies[as]
	w.signIn(t, as)
	w.cookies[caller], w.cookies[as] = w.cookies[as], kept
	answer := w.send(t, call{method: "POST", path: "/companies/" + w.things["{cid}"] + "/visit", form: url.Values{"reason": {"To help"}}, cookie: w.cookies[caller]})
	if answer.Code != http.StatusSeeOther {
		t.Fatalf("the visit does not begin: %d", answer.Code)
	}
}

func sessionOf(cookies []*http.Cookie) string {
	for _, c := range cookies {
		if c.Name == "session" {
			return c.Value
		}
	}
	return ""
}
