package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// acme is a body of a company to create, with other fields instead or besides.
func acme(fields ...string) string {
	all := map[string]string{
		"companyName": `"Acme"`, "email": `"ann@acme.example"`, "firstName": `"Ann"`, "lastName": `"Lee"`, "country": `"DE"`, "area": `"Non-CN"`,
	}
	for i := 0; i < len(fields); i += 2 {
		all[fields[i]] = fields[i+1]
	}
	var texts []string
	for name, value := range all {
		if value != "" {
			texts = append(texts, fmt.Sprintf("%q:%s", name, value))
		}
	}
	return "{" + strings.Join(texts, ",") + "}"
}

// create makes a company and returns its number.
func (d *desk) create(t testing.TB, fields ...string) int64 {
	t.Helper()
	var made struct{ ID int64 }
	got := d.ask(t, "POST", companies, acme(fields...))
	if got.status != 201 {
		t.Fatal(got)
	}
	got.as(t, &made)
	return made.ID
}

// begin makes a project and returns its id.
func (d *desk) begin(t testing.TB, cid int64) string {
	t.Helper()
	var made struct{ ID string }
	got := d.ask(t, "POST", projects(cid), `{"name":"Chat"}`)
	if got.status != 201 {
		t.Fatal(got)
	}
	got.as(t, &made)
	return made.ID
}

func projects(cid int64) string { return fmt.Sprintf("%s/%d/projects", companies, cid) }

func TestACompanyIsCreatedAsItsFieldsSay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const defaults = `"country":"DE","area":"Non-CN","appLimit":10,"memberLimit":10,"industry":12,"interest":1,"environment":1,"status":0}`
	for i, c := range []struct {
		name   string
		fields []string
		answer string // after the id
	}{
		{"defaults", nil, `,"name":"Acme",` + defaults},
		{"the older name of the name", []string{"companyName", "", "name", `"Older"`}, `,"name":"Older",` + defaults},
		{"both names", []string{"name", `"Acme"`}, `,"name":"Acme",` + defaults},
		{"nulls", []string{"appLimit", "null", "industry", "null", "name", "null", "sendPasswordResetEmail", "null"}, `,"name":"Acme",` + defaults},
		{"unknown fields", []string{"color", `{"r":1}`}, `,"name":"Acme",` + defaults},
		{"20 characters of 3 bytes", []string{"companyName", `"二十个汉字的名字也是可以的因为数的是字符"`}, `,"name":"二十个汉字的名字也是可以的因为数的是字符",` + defaults},
		{"numbers", []string{"appLimit", "1", "memberLimit", "99", "industry", "19", "interest", "5", "environment", "8", "sendPasswordResetEmail", "true"},
			`,"name":"Acme","country":"DE","area":"Non-CN","appLimit":1,"memberLimit":99,"industry":19,"interest":5,"environment":8,"status":0}`},
		{"whole numbers, however written", []string{"appLimit", "10.0", "memberLimit", "1e1"}, `,"name":"Acme",` + defaults},
		{"digits", []string{"industry", `"13"`, "interest", `"4"`, "environment", `"3"`, "country", `"CN"`, "area", `"CN"`},
			`,"name":"Acme","country":"CN","area":"CN","appLimit":10,"memberLimit":10,"industry":13,"interest":4,"environment":3,"status":0}`},
		{"long names of people", []string{"firstName", `"` + strings.Repeat("é", 255) + `"`, "lastName", `"` + strings.Repeat("x", 255) + `"`}, `,"name":"Acme",` + defaults},
	} {
		body := acme(append(c.fields, "email", fmt.Sprintf(`"%d@acme.example"`, i))...)
		got := d.ask(t, "POST", companies, body, "Content-Type", []string{"application/json", "application/x-www-form-urlencoded", "application/json; charset=UTF-8", ""}[i%4])
		if want := fmt.Sprintf(`{"id":%d%s`, 200_001+i, c.answer); got.status != 201 || got.body != want {
			t.Errorf("%s: %d %s\nwant %s", c.name, got.status, got.body, want)
		}
	}
	u, err := d.db.Accounts().UserByEmail(t.Context(), "0@acme.example")
	if err != nil || u.Role != account.CompanyAdmin || u.Company != 200_001 || u.Name != "Ann Lee" {
		t.Errorf("the first account is %+v, %v", u, err)
	}
}

func TestACompanyIsRefusedWithAllThatIsWrong(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if got := d.ask(t, "POST", companies, acme("email", `"used@acme.example"`)); got.status != 201 {
		t.Fatal(got)
	}
	for name, c := range map[string]struct{ body, says, fields string }{
		"nothing":                {`{}`, "companyName must be 1 to 20 characters", "companyName country area firstName lastName email"},
		"no body":                {``, "body is required", ""},
		"an array":               {`[]`, "not a JSON object", ""},
		"half a body":            {`{"companyName":`, "not a JSON object", ""},
		"two names":              {acme("name", `"Other"`), "the same as companyName", "name"},
		"21 characters":          {acme("companyName", `"123456789012345678901"`), "1 to 20", "companyName"},
		"another type":           {acme("companyName", `7`, "appLimit", `true`, "industry", `"x"`, "sendPasswordResetEmail", `"yes"`), "companyName must be a string", "companyName appLimit industry sendPasswordResetEmail"},
		"fractions":              {acme("appLimit", `1.5`), "appLimit must be a number", "appLimit"},
		"no numbers at all":      {acme("appLimit", `0`, "memberLimit", `2147483648`), "1 to 2147483647", "appLimit memberLimit"},
		"numbers out of range":   {acme("industry", `20`, "interest", `"0"`, "environment", `9`), "industry must be 1 to 19", "industry interest environment"},
		"a country of its own":   {acme("country", `"XX"`, "area", `"cn"`), "CN or Non-CN", "country area"},
		"a country that ended":   {acme("country", `"AN"`), "country must be a country's two letters", "country"},
		"two addresses":          {acme("email", `"ann@acme.example,bob@acme.example"`), "email must be", "email"},
		"a name in two lines":    {acme("firstName", `"Ann\nLee"`), "firstName must be 1 to 255 characters in one line, without control characters", "firstName"},
		"no address":             {acme("email", `"ann"`), "email must be", "email"},
		"an address in use":      {acme("email", `"USED@acme.example"`), "an address that nobody uses", "email"},
		"a reseller's address":   {acme("email", `"mara@northgate.example"`), "an address that nobody uses", "email"},
		"an unreadable language": {acme("firstName", `"a\u0000b"`), "firstName must be", "firstName"},
	} {
		got := d.ask(t, "POST", companies, c.body)
		got.problem(t, 400, c.says, strings.Fields(c.fields)...)
		if strings.Contains(got.body, "200001") || strings.Contains(got.body, "Northgate") {
			t.Errorf("%s: tells whose it is: %s", name, got.body)
		}
	}
}

func TestCompaniesAreListedInParts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.ask(t, "GET", companies, "").is(t, 200, `{"rows":[],"count":0}`)
	for i := range 25 {
		d.create(t, "companyName", fmt.Sprintf(`"Firm %02d"`, i), "email", fmt.Sprintf(`"boss%02d@firm.example"`, i), "firstName", fmt.Sprintf(`"Nr%02d"`, i))
	}
	if err := d.companies.SetStatus(t.Context(), 200_003, company.SuspendedManually, "why", company.AccountActive); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]struct {
		ids   string
		count int
	}{
		"":                          {"1-20", 25},
		"?limit=3":                  {"1-3", 25},
		"?limit=3&offset=23":        {"24-25", 25},
		"?limit=1000&unknown=x":     {"1-25", 25},
		"?limit=2&after=200022":     {"23-24", 25},
		"?offset=99":                {"", 25},
		"?cid=200007":               {"7-7", 1},
		"?cid=nobody":               {"", 0},
		"?user=nR04":                {"5-5", 1},
		"?email=boss1&limit=3":      {"11-13", 10},
		"?status=3":                 {"3-3", 1},
		"?status=0&limit=2":         {"1-2", 24},
		"?email=boss1&user=nr12":    {"13-13", 1},
		"?email=boss1&cid=200001":   {"", 0},
		"?status=0&email=boss02":    {"", 0},
		"?email=boss0&after=200008": {"9-10", 10},
	} {
		var list struct {
			Rows  []struct{ ID int64 }
			Count int
		}
		got := d.ask(t, "GET", companies+query, "")
		got.as(t, &list)
		ids := ""
		if n := len(list.Rows); n > 0 {
			ids = fmt.Sprintf("%d-%d", list.Rows[0].ID-200_000, list.Rows[n-1].ID-200_000)
		}
		if got.status != 200 || ids != want.ids || list.Count != want.count {
			t.Errorf("%s: %s of %d, want %+v", query, ids, list.Count, want)
		}
	}
	for query, field := range map[string]string{
		"?limit=0": "limit", "?limit=1001": "limit", "?limit=ten": "limit", "?offset=-1": "offset", "?status=4": "status", "?after=x": "after", "?limit=-1&offset=x": "limit offset",
	} {
		d.ask(t, "GET", companies+query, "").problem(t, 400, strings.Fields(field)[0], strings.Fields(field)...)
	}
}

// is fails unless the answer is that.
func (r reply) is(t testing.TB, status int, body string) {
	t.Helper()
	if r.status != status || r.body != body {
		t.Errorf("%d %s, want %d %s", r.status, r.body, status, body)
	}
}

func TestProjectsAreMadeListedAndEnabledForMore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t, "appLimit", "3")
	d.ask(t, "GET", projects(cid), "").is(t, 200, `{"rows":[],"count":0}`)
	for body, fields := range map[string]string{`{}`: "name", `{"name":7}`: "name", `{"name":""}`: "name", `{"name":"` + strings.Repeat("x", 256) + `"}`: "name", `7`: ""} {
		d.ask(t, "POST", projects(cid), body).problem(t, 400, "", strings.Fields(fields)...)
	}
	id := d.begin(t, cid)
	d.begin(t, cid)
	d.ask(t, "GET", projects(cid)+"?limit=1&offset=2", "").is(t, 200, `{"rows":[],"count":2}`)
	uap := projects(cid) + "/" + id + "/uap"
	d.ask(t, "POST", uap, `{"typeId":1,"region":1}`).is(t, 200, `{"id":1,"typeId":1,"projectName":"Chat","status":1,"region":1}`)
	d.ask(t, "POST", uap, `{"typeId":"1","region":"1"}`).is(t, 200, `{"id":1,"typeId":1,"projectName":"Chat","status":1,"region":1}`)
	d.ask(t, "POST", uap, `{"typeId":2,"region":3}`).problem(t, 400, "1 (mini app), 3", "typeId", "region")
	d.ask(t, "POST", uap, `{}`).problem(t, 400, "1 (mini app), 3", "typeId", "region")
	d.ask(t, "POST", uap, `{"typeId":"one"}`).problem(t, 400, "a number", "typeId")
	d.begin(t, cid)
	d.ask(t, "POST", projects(cid), `{"name":"One more"}`).problem(t, 400, "all of its 3 projects")
}

func TestLimitsHoldWhenManyAreMadeAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t, "appLimit", "5", "memberLimit", "4")
	accounts := account.NewService(d.db.Accounts(), d.clock)
	var projectsMade, membersMade atomic.Int64
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if d.ask(t, "POST", projects(cid), `{"name":"Chat"}`).status == 201 {
				projectsMade.Add(1)
			}
		})
		all.Go(func() {
			_, err := accounts.Create(t.Context(), account.User{Name: "Ann", Email: fmt.Sprintf("%d@acme.example", i), Role: account.CompanyAdmin, Company: cid}, "")
			if err == nil {
				membersMade.Add(1)
			}
		})
	}
	all.Wait()
	if projectsMade.Load() != 5 || membersMade.Load() != 3 {
		t.Errorf("%d projects, %d members besides the first", projectsMade.Load(), membersMade.Load())
	}
}

func TestWhatIsAnothersIsNotThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	id := d.begin(t, cid)
	key, secret := d.key, d.secret
	stranger := d.reseller(t, "Alder", "theo@alder.example")
	d.key, d.secret = d.newKey(t, stranger, account.AccessKey{Name: "test"})
	theirs := d.create(t, "email", `"bob@bolt.example"`)
	const asked = "/usage?model=duration&business=default&fromTs=1788048000&endTs=1788134400&interval=daily"
	company := fmt.Sprintf("%s/%d", companies, cid)
	for _, c := range []struct{ method, target, body string }{
		{"GET", company, ""},
		{"GET", company + "/projects", ""},
		{"POST", company + "/projects", `{"name":"Chat"}`},
		{"POST", company + "/projects", `{}`},
		{"POST", company + "/projects/" + id + "/uap", `{"typeId":1,"region":1}`},
		{"GET", company + asked, ""},
		{"PATCH", company, `{"appLimit":9}`},
		{"POST", company + "/freeze", `{"reason":"why"}`},
		{"POST", company + "/unfreeze", ""},
		{"DELETE", company, ""},
		{"GET", company + "/projects/" + id, ""},
		{"PATCH", company + "/projects/" + id, `{"status":0}`},
		{"DELETE", company + "/projects/" + id, ""},
		{"PATCH", fmt.Sprintf("%s/%d/projects/%s", companies, theirs, id), `{"status":0}`},
		{"DELETE", fmt.Sprintf("%s/%d/projects/%s", companies, theirs, id), ""},
		{"GET", company + "/projects/" + id + asked, ""},
		{"GET", fmt.Sprintf("%s/%d/projects/%s%s", companies, theirs, id, asked), ""},
		{"POST", fmt.Sprintf("%s/%d/projects/%s/uap", companies, theirs, id), `{"typeId":1,"region":1}`},
		{"GET", companies + "/999999" + asked, ""},
		{"GET", companies + "/acme" + asked, ""},
		{"GET", companies + "/99999999999999999999/projects", ""},
		{"GET", fmt.Sprintf("%s/%d/projects/%%00%s", companies, theirs, asked), ""},
	} {
		d.ask(t, c.method, c.target, c.body).problem(t, 404, "There is no")
	}
	d.ask(t, "GET", companies+fmt.Sprintf("?cid=%d", cid), "").is(t, 200, `{"rows":[],"count":0}`)
	d.key, d.secret = key, secret
	if got := d.ask(t, "GET", company+"/projects/"+id+asked, ""); got.status != 200 {
		t.Errorf("its own: %+v", got)
	}
}

func TestUsageIsAnsweredForTheIntervalAndRefusedForWrongOnes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	path := fmt.Sprintf("%s/%d/usage", companies, cid)
	const day, noonTs = 86_400, 1_788_177_600
	ask := func(business, model string, from, to int64, interval string) reply {
		return d.ask(t, "GET", fmt.Sprintf("%s?business=%s&model=%s&fromTs=%d&endTs=%d&interval=%s", path, business, model, from, to, interval), "")
	}
	d.take(t, usage.Event{Source: "s", ID: "1", Type: usage.Transcoding, Project: d.begin(t, cid), Task: "t", Channel: "c", Codec: usage.AVC, Hosts: 2,
		Width: 640, Height: 360, Start: noonTs * 1000, End: (noonTs + 60) * 1000})
	got := ask("default", "transcoding", noonTs, noonTs, "monthly")
	got.is(t, 200, `[{"dateTime":"2026-08-01 00:00:00","usage":{"transcodeDuration":{"audioHostin":0,"avcAudio":0,"videoSingleHost":0,"avcSd":0,"avcHd":1,"avcHdp":0,"hevcAudio":0,"hevcSd":0,"hevcHd":0,"hevcHdp":0},`+
		`"concurrentChannel":{"avcTotal":1,"avcTotalHostin":1,"avcTotalVideoHostin":1,"avcAudio":0,"audioHostin":0,"videoSingleHost":0,"avcSd":0,"avcHd":1,"avcHdp":0,"hevcAudio":0,"hevcSd":0,"hevcHd":0,"hevcHdp":0}}}]`)
	if h := got.header; h.Get("Usage-Revision") != "1" || h.Get("Usage-As-Of") != "2026-08-31T12:00:00Z" || h.Get("Usage-Final-Through") != "2026-08-30" {
		t.Errorf("%v", h)
	}
	ask("recording", "duration", noonTs, noonTs, "daily").is(t, 200, `[{"dateTime":"2026-08-31 00:00:00","usage":{"audioAudience":0,"sdAudience":0,"hdAudience":0,"hdpAudience":0}}]`)
	for name, c := range map[string]struct {
		business, model string
		from, to        int64
		interval        string
		status          int
		says            string // or how often there is a dateTime
	}{
		"400 days":           {"default", "duration", noonTs - 399*day, noonTs, "daily", 200, "400"},
		"401 days":           {"default", "duration", noonTs - 400*day, noonTs, "daily", 400, "400 days"},
		"60 months":          {"miniapp", "duration", 1_630_454_400, noonTs, "monthly", 200, "60"},
		"61 months":          {"miniapp", "duration", 1_630_454_399, noonTs, "monthly", 400, "60 months"},
		"the end is in":      {"rtm", "counter", noonTs, noonTs + day/2, "daily", 200, "2"},
		"a second before":    {"rtm", "counter", noonTs, noonTs + day/2 - 1, "daily", 200, "1"},
		"backwards":          {"rtm", "counter", noonTs + 1, noonTs, "daily", 400, "must not be after"},
		"no such pair":       {"rtm", "duration", noonTs, noonTs, "daily", 400, "rtm counter"},
		"no such model":      {"default", "minutes", noonTs, noonTs, "daily", 400, "model"},
		"no such interval":   {"default", "duration", noonTs, noonTs, "weekly", 400, "interval"},
		"milliseconds":       {"default", "duration", noonTs * 1000, noonTs * 1000, "daily", 400, "fromTs"},
		"before all time":    {"default", "duration", -1, noonTs, "daily", 400, "fromTs"},
		"in a far future":    {"default", "duration", 200_000_000_000, 200_000_000_000, "daily", 200, "1"},
		"case of a business": {"cloudrecording", "duration", noonTs, noonTs, "daily", 400, "business"},
	} {
		got := ask(c.business, c.model, c.from, c.to, c.interval)
		switch {
		case got.status != c.status:
			t.Errorf("%s: %+v", name, got)
		case c.status != 200:
			got.problem(t, c.status, c.says, fieldsOf(t, got)...)
		case fmt.Sprint(strings.Count(got.body, "dateTime")) != c.says:
			t.Errorf("%s: %d elements, want %s", name, strings.Count(got.body, "dateTime"), c.says)
		}
	}
	d.ask(t, "GET", path, "").problem(t, 400, "required", "model", "business", "fromTs", "endTs", "interval")
	if got := d.ask(t, http.MethodHead, path+"?business=rtm&model=counter&fromTs=1&endTs=1&interval=daily", ""); got.status != 200 || got.body != "" {
		t.Errorf("HEAD: %+v", got)
	}
}

// fieldsOf are the fields that a problem names: at least one.
func fieldsOf(t *testing.T, r reply) []string {
	t.Helper()
	var p struct{ Errors []struct{ Location string } }
	r.as(t, &p)
	if len(p.Errors) == 0 {
		t.Errorf("%s names no field", r.body)
	}
	var all []string
	for _, e := range p.Errors {
		all = append(all, e.Location)
	}
	return all
}
