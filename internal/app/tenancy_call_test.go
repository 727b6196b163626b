package app

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/signature"
)

// caller is a kind of those who ask, as a column of the table.
type caller struct {
	name   string
	hidden []string // whose names it must not read
	local  bool     // it is on the server's machine
	method string   // "": the route's
	gone   bool     // it asks for things that there are not
}

var (
	ofAll    = []string{ofAmber, ofAzurite, ofAgate, ofBirch, ofStaff}
	notAmber = []string{ofBirch}
	notOne   = []string{ofAgate, ofBirch, ofStaff}
)

// people are the callers of pages. All that paths and forms name is of owner's
// reseller, and of admin's company where it is of one.
func people() []caller {
	return []caller{
		{name: "none", hidden: ofAll}, {name: "here", local: true},
		{name: "owner", hidden: notAmber}, {name: "finance", hidden: notAmber}, {name: "support", hidden: notAmber}, {name: "viewer", hidden: notAmber},
		{name: "other", hidden: []string{ofAmber, ofAzurite, ofAgate, ofStaff}},
		{name: "admin", hidden: notOne}, {name: "cfin", hidden: notOne}, {name: "prod", hidden: notOne}, {name: "csup", hidden: notOne}, {name: "engin", hidden: notOne},
		{name: "next", hidden: []string{ofAzurite, ofBirch, ofStaff}}, {name: "far", hidden: []string{ofAmber, ofAzurite, ofAgate, ofStaff}},
		{name: "visit", hidden: notAmber}, {name: "oper"}, {name: "oper1", hidden: ofAll},
		{name: "owner/PUT", method: http.MethodPut, hidden: notAmber},
		{name: "owner/gone", gone: true, hidden: notAmber},
	}
}

// programs are the callers of the API: without anything, with a signature that
// is not right, with keys, with tokens of two sources, and with a browser's
// session.
func programs() []caller {
	return []caller{
		{name: "none", hidden: ofAll}, {name: "forged", hidden: ofAll}, {name: "key", hidden: notAmber}, {name: "read", hidden: notAmber},
		{name: "other", hidden: []string{ofAmber, ofAzurite, ofAgate, ofStaff}},
		{name: "token", hidden: ofAll}, {name: "token2", hidden: ofAll}, {name: "owner", hidden: ofAll},
		{name: "key/PUT", method: http.MethodPut, hidden: notAmber},
		{name: "key/gone", gone: true, hidden: notAmber},
	}
}

// call is a request.
type call struct {
	method, path string
	form         url.Values
	json         string
	cookie       string
	local        bool
	sign         func(r *http.Request, body string) error // nil: nobody does
}

// serve answers a request. Each comes from another network, so that none is
// kept waiting.
func (w *world) serve(r *http.Request) *httptest.ResponseRecorder {
	w.requests++
	if r.RemoteAddr == "" {
		r.RemoteAddr = fmt.Sprintf("10.%d.%d.1:1", w.requests/256, w.requests%256)
	}
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer
}

func (w *world) send(t *testing.T, c call) *httptest.ResponseRecorder {
	t.Helper()
	body, kind := c.json, "application/json"
	if c.form != nil {
		body, kind = c.form.Encode(), "application/x-www-form-urlencoded"
	}
	r := httptest.NewRequest(c.method, c.path, strings.NewReader(body))
	r.RemoteAddr, r.Host = "", "console.example"
	if body != "" {
		r.Header.Set("Content-Type", kind)
	}
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: c.cookie})
	}
	if c.local {
		r.RemoteAddr = "127.0.0.1:1"
	}
	if c.sign != nil {
		must(t, c.sign(r, body))
	}
	return w.serve(r)
}

// as is what a caller of the API adds to a request.
func (w *world) as(name string) func(r *http.Request, body string) error {
	return func(r *http.Request, body string) error {
		if token := w.tokens[name]; token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
			return nil
		}
		key, signs := w.keys[name]
		if name == "forged" {
			key, signs = apiKey{w.keys["key"].id, strings.Repeat("x", 40)}, true
		}
		if !signs {
			return nil
		}
		names := []string{"x-date", "x-request-id", signature.Target, "digest"}
		r.Header.Set("X-Date", w.settings.now().UTC().Format(http.TimeFormat))
		r.Header.Set("X-Request-Id", uuid.NewString())
		r.Header.Set("Digest", signature.Digest([]byte(body)))
		header := r.Header.Clone()
		header.Set("Host", r.Host)
		m := &signature.Message{Method: r.Method, Target: r.URL.RequestURI(), Proto: r.Proto, Header: header}
		h, err := signature.Sign(m, key.id, key.secret, signature.SHA256, names...)
		r.Header.Set("Authorization", h.String())
		return err
	}
}

// everybodys are parameters of paths that everybody has.
var everybodys = []string{"{month}", "{day}", "{currency}"}

// fillIn writes a route's path with the things that its parameters name, or
// with some that there are not. A parameter that nothing is known for is an
// error: give world.things one.
func (w *world) fillIn(path string, gone bool) (string, error) {
	path = strings.TrimSuffix(path, "{$}")
	for strings.Contains(path, "{") {
		begin, end := strings.Index(path, "{"), strings.Index(path, "}")+1
		thing := w.things[path[begin:end]]
		if whole := w.things[path[:end]]; whole != "" {
			thing = whole
		}
		if thing == "" {
			return "", fmt.Errorf("there is no thing for %s", path[:end])
		}
		if gone && !slices.Contains(everybodys, path[begin:end]) {
			thing = strings.Repeat("9", len(thing))
		}
		path = path[:begin] + thing + path[end:]
	}
	return path, nil
}

// ask makes the request of a caller.
func (w *world) ask(t *testing.T, route string, who caller, api bool) call {
	t.Helper()
	method, pattern, _ := strings.Cut(route, " ")
	if other := w.others[route]; other != "" {
		pattern = other
	}
	path, err := w.fillIn(pattern, who.gone)
	if err != nil {
		t.Fatalf("%s: %v", route, err)
	}
	c := call{method: method, path: path, local: who.local}
	name, _, _ := strings.Cut(who.name, "/")
	if api {
		c.local, c.json, c.sign = true, w.bodies()[route], w.as(name)
		if name == "owner" {
			c.cookie = w.cookies[name]
		}
	} else {
		c.cookie = w.cookies[name]
		if c.form = w.forms()[route]; c.form == nil && method == http.MethodPost {
			c.form = url.Values{}
		}
	}
	if method == http.MethodGet {
		c.path, c.form = c.path+w.queries()[route], nil
	}
	if who.method != "" {
		c.method = who.method
	}
	return c
}

// cellOf is what the table says of an answer: its status, where it leads if
// that is to signing in or to a second factor, and what it changed.
func cellOf(answer *httptest.ResponseRecorder, changed string) string {
	text := fmt.Sprint(answer.Code)
	to := answer.Header().Get("Location")
	switch {
	case strings.HasPrefix(to, "/login"):
		text = "login"
	case to == "/settings/two-factor":
		text = "setup"
	}
	return text + changed
}

// leaks are the words of the answer that the caller must not read.
func leaks(answer *httptest.ResponseRecorder, who caller, sent call) (all []string) {
	text := answer.Body.String() + fmt.Sprint(answer.Header())
	for _, values := range sent.form { // what it says itself it knows
		text = strings.ReplaceAll(text, values[0], "")
	}
	for _, word := range who.hidden {
		if strings.Contains(text, word) {
			all = append(all, word)
		}
	}
	return all
}

// strangers are those to whom the things of the paths are another's.
func strangers() []string { return []string{"other", "next", "far"} }

func isStranger(who caller) bool { return slices.Contains(strangers(), who.name) }

// reasonable is a password that nobody has.
const reasonable = "twelve quiet otters"

// forms are what changing routes are sent by everybody, so that those who may
// not would change something if they were let.
func (w *world) forms() map[string]url.Values {
	cid, project := w.things["{cid}"], "/companies/{cid}/projects/{project}/"
	today := w.figures.Today().String()
	company := url.Values{"companyName": {"Fresh"}, "country": {"DE"}, "area": {"Non-CN"}, "appLimit": {"5"}, "memberLimit": {"20"}, "industry": {"12"}, "interest": {"1"}, "environment": {"1"},
		"email": {"fresh@fresh.example"}, "firstName": {"Fay"}, "lastName": {"Fresh"}, "password": {reasonable}}
	freeze := url.Values{"choice": {"other"}, "note": {"Unpaid"}, "cid": {cid}, "count": {"1"}}
	version := url.Values{"version": {"1"}, "name": {"Renamed"}}
	sheet := url.Values{"from": {today}, "to": {today}, "file": {"csv"}, "templateName": {"Fresh"}, "scheduleName": {"Fresh"}, "span": {"yesterday"}, "every": {"daily"}, "hour": {"4"}, "product": {"rtm"}, "content": {"company"}, "type": {"daily"}, "weekday": {"0"}, "day": {"1"}, "shared": {"1"}}
	user := url.Values{"email": {"fresh@fresh.example"}, "name": {"Fay Fresh"}, "language": {"en"}}
	with := func(f url.Values, name, value string) url.Values {
		all := url.Values{name: {value}}
		for k, v := range f {
			all[k] = v
		}
		return all
	}
	held := url.Values{"until": {fmt.Sprint(w.settings.now().Add(time.Hour).UnixMilli())}, "reason": {"unknown-project"}}
	all := map[string]url.Values{
		"POST /login":                                     {"email": {emailOf("owner")}, "password": {"not that of the owner"}},
		"POST /reset-password":                            {"token": {w.things["token"]}, "password": {reasonable}},
		"POST /confirm-email":                             {"token": {w.things["token"]}},
		"POST /companies/unfreeze":                        {"cid": {w.things["cold"]}, "count": {"1"}},
		"POST /forgot-password":                           {"email": {emailOf("owner")}},
		"POST /confirm-email/again":                       {"email": {emailOf("owner")}},
		"POST /register/{register}":                       company,
		"POST /apply":                                     {"firm": {"Fresh"}, "name": {"Fay"}, "mail": {"fay@fresh.example"}, "country": {"DE"}},
		"POST /language":                                  {"language": {"zh-Hans"}},
		"POST /theme":                                     {"theme": {"dark"}},
		"POST /settings":                                  {"name": {"Renamed"}, "language": {"en"}},
		"POST /settings/password":                         {"present": {worldPassword}, "password": {reasonable}},
		"POST /settings/api-keys":                         {"name": {"Fresh"}, "expires": {"90"}},
		"POST /settings/two-factor":                       {"act": {"require"}, "on": {"yes"}},
		"POST /settings/staff":                            with(user, "role", string(account.ResellerOwner)),
		"POST /settings/staff/{user}/role":                {"role": {string(account.ResellerOwner)}},
		"POST /companies/new":                             company,
		"POST /companies/import-begin":                    {"file": {w.things["file"]}},
		"POST /companies/freeze":                          freeze,
		"POST /companies/{cid}/freeze":                    freeze,
		"POST /companies/{cid}/edit":                      with(company, "version", "1"),
		"POST /companies/{cid}/remove":                    {"confirm": {ofAzurite}},
		"POST /companies/{cid}/add-project":               {"name": {"Fresh"}},
		"POST /companies/{cid}/visit":                     {"reason": {"To help"}},
		"POST /views":                                     {"name": {"Fresh"}, "page": {"/companies"}, "query": {"status=0"}},
		"POST /views/{id}/rename":                         {"name": {"Renamed"}, "shared": {"1"}},
		"POST /usage/exports":                             sheet,
		"POST /usage/templates":                           sheet,
		"POST /usage/templates/{id}/edit":                 with(sheet, "templateName", "Renamed"),
		"POST /usage/schedules":                           sheet,
		"POST /usage/schedules/{id}/edit":                 sheet,
		"POST /usage/chart/notes/new":                     {"day": {today}, "text": {"Fresh"}},
		"POST /usage/chart/notes/{note}/edit":             {"day": {today}, "text": {"Renamed"}},
		"POST /dashboard/add-project":                     {"name": {"Fresh"}},
		"POST /dashboard/invite":                          with(user, "role", string(account.CompanyAdmin)),
		"POST /dashboard/members/{member}/role":           {"role": {string(account.CompanyAdmin)}},
		"POST /dashboard/projects/{project}/self-service": {"type": {"3"}, "region": {"2"}, "enable": {"1"}},
		"POST /operator/resellers/new":                    {"name": {"Fresh"}, "ownerName": {"Fay"}, "email": {"fay@fresh.example"}, "language": {"en"}},
		"POST /operator/resellers/{reseller}/rename":      {"name": {"Renamed"}},
		"POST /operator/resellers/{reseller}/suspend":     {"reason": {"Unpaid"}},
		"POST /operator/jobs/{job}":                       {"act": {"cancel"}},
		"POST /operator/sources/new":                      {"name": {"Fresh"}},
		"POST /operator/sources/{source}/rotate":          {"overlap": {"24"}, "version": {"1"}},
		"POST /operator/applications/{application}":       {"act": {"approve"}},
		"POST /operator/companies/{cid}/detach":           {"from": {today}},
		"POST /operator/companies/{cid}/attach":           {"from": {today}, "reseller": {w.things["{reseller}"]}},
		"POST /operator/quarantine/drop":                  held,
		"POST /operator/quarantine/replay":                held,
	}
	maps.Copy(all, w.moneyForms())
	cold := url.Values{"version": {"2"}}
	all["POST "+project+"enable"], all["POST /dashboard/projects/{project}/enable"] = cold, cold
	for _, verb := range []string{"rename", "disable", "delete"} {
		all["POST "+project+verb], all["POST /dashboard/projects/{project}/"+verb] = version, version
	}
	return all
}

// queries are what pages are asked about that paths do not say.
func (w *world) queries() map[string]string {
	cid := w.things["{cid}"]
	return map[string]string{
		"GET /reset-password": "?token=" + w.things["token"], "GET /confirm-email": "?token=" + w.things["token"],
		"GET /billing/prices/own": "?cid=" + cid, "GET /billing/prices/follow": "?cid=" + cid,
		"GET /companies/freeze": "?cid=" + cid, "GET /companies/import": "?file=" + w.things["file"],
		"GET /usage/chart": "?company=" + cid, "GET /usage/chart/file": "?company=" + cid, "GET /usage/chart/notes/new": "?company=" + cid,
		"GET /usage/explain": w.figure(), "GET /usage/explain.json": w.figure(), "GET /dashboard/usage/explain": w.figure() + "&project=" + w.things["{project}"],
		"GET /v1/resellers/companies/{companyId}/usage":                      w.period(),
		"GET /v1/resellers/companies/{companyId}/projects/{projectId}/usage": w.period(),
		"GET /v1/resellers/usage":                                            w.period(),
		"GET /v1/resellers/audit":                                            "?companyId=" + cid,
		"GET /v1/usage/receipts/days":                                        "?from=" + w.figures.Today().String() + "&to=" + w.figures.Today().String(),
	}
}

// figure is one of the company.
func (w *world) figure() string {
	return "?product=rtm&metric=dau&period=" + w.figures.Today().String() + "&company=" + w.things["{cid}"]
}

func (w *world) period() string {
	return fmt.Sprintf("?model=duration&business=default&interval=daily&fromTs=%d&endTs=%d", w.settings.now().Add(-24*time.Hour).Unix(), w.settings.now().Unix())
}

// bodies are what changing requests to the API hold.
func (w *world) bodies() map[string]string {
	const companies, one = "/v1/resellers/companies", "/v1/resellers/companies/{companyId}"
	today := w.figures.Today().String()
	markup := `{"from":"` + w.figures.Today().Month().Add(1).String() + `","source":"markup","markup":{"percent":"7","places":2}}`
	return map[string]string{
		"PUT " + one + "/markup": markup, "PUT /v1/resellers/markups/{currency}": markup,
		"POST " + companies: `{"companyName":"Fresh","email":"fresh@fresh.example","firstName":"Fay","lastName":"Fresh","country":"DE","area":"Non-CN"}`,
		"PATCH " + one:      `{"companyName":"Renamed"}`, "POST " + one + "/freeze": `{"reason":"Unpaid"}`,
		"POST " + one + "/projects":                 `{"name":"Fresh"}`,
		"PATCH " + one + "/projects/{projectId}":    `{"name":"Renamed"}`,
		"POST " + one + "/projects/{projectId}/uap": `{"typeId":3,"region":2}`,
		"POST /v1/resellers/exports":                `{"from":"` + today + `","to":"` + today + `"}`,
		"POST /v1/usage/events":                     `{"specversion":"1.0","id":"e9","source":"media/eu","type":"usage.active","subject":"nobody","data":{"product":"rtm","user":"u","at":"` + w.settings.now().UTC().Add(-time.Hour).Format(time.RFC3339) + `"}}`,
	}
}
