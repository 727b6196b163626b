package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"reseller-console/internal/account"
)

func TestACompanyIsChangedInTheVersionThatWasRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one := fmt.Sprintf("%s/%d", companies, d.create(t))
	read := d.ask(t, "GET", one, "")
	etag := read.header.Get("ETag")
	changed := d.ask(t, "PATCH", one, `{"companyName":" Acme Live ","appLimit":"12","industry":null}`, "If-Match", etag)
	if next := changed.header.Get("ETag"); changed.status != 200 || next == etag || !strings.Contains(changed.body, `"name":"Acme Live","country":"DE","area":"Non-CN","appLimit":12,"memberLimit":10,"industry":12`) {
		t.Errorf("%s, then %s: %+v", etag, next, changed)
	}
	d.ask(t, "PATCH", one, `{"appLimit":13}`, "If-Match", etag).problem(t, 412, "Read it again")
	d.ask(t, "PATCH", one, `{"appLimit":13}`, "If-Match", `"1x"`).problem(t, 412, "")
	d.ask(t, "PATCH", one, `{"appLimit":13}`, "If-Match", `W/"2"`).problem(t, 412, "")
	same := d.ask(t, "PATCH", one, `{"appLimit":12}`, "If-Match", `"7", `+changed.header.Get("ETag"))
	if same.body != changed.body || same.header.Get("ETag") != changed.header.Get("ETag") {
		t.Errorf("what stays the same is a new version: %+v", same)
	}
	for _, match := range []string{"*", ""} {
		if got := d.ask(t, "PATCH", one, `{}`, "If-Match", match); got.status != 200 {
			t.Errorf("%q: %+v", match, got)
		}
	}
	d.ask(t, "GET", one, "").is(t, 200, changed.body)
}

func TestWhatACompanyCannotBecomeIsNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	d.begin(t, cid)
	d.begin(t, cid)
	for body, want := range map[string]struct{ says, fields string }{
		`{"appLimit":1}`:                             {"at least 2: so many projects were made", "appLimit"},
		`{"memberLimit":0}`:                          {"1 to 2147483647", "memberLimit"},
		`{"companyName":"","industry":99}`:           {"1 to 20 characters", "companyName industry"},
		`{"companyName":"a","name":"b"}`:             {"the same as companyName", "name"},
		`{"country":"US","area":"CN"}`:               {"it never changes", "country area"},
		`{"appLimit":2147483648}`:                    {"1 to 2147483647", "appLimit"},
		`{"appLimit":"many","environment":true}`:     {"a number", "appLimit environment"},
		`[]`:                                         {"not a JSON object", ""},
		`{"name":"` + strings.Repeat("x", 21) + `"}`: {"1 to 20 characters", "companyName"},
	} {
		d.ask(t, "PATCH", fmt.Sprintf("%s/%d", companies, cid), body).problem(t, 400, want.says, strings.Fields(want.fields)...)
	}
}

func TestOfTwoWhoChangeTheSameVersionOneIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one := fmt.Sprintf("%s/%d", companies, d.create(t))
	etag := d.ask(t, "GET", one, "").header.Get("ETag")
	var done, refused atomic.Int64
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			switch got := d.ask(t, "PATCH", one, fmt.Sprintf(`{"appLimit":%d}`, 20+i), "If-Match", etag); got.status {
			case http.StatusOK:
				done.Add(1)
			case http.StatusPreconditionFailed:
				refused.Add(1)
			default:
				t.Errorf("%+v", got)
			}
		})
	}
	all.Wait()
	if done.Load() != 1 || refused.Load() != 9 {
		t.Errorf("%d changed it, %d were refused", done.Load(), refused.Load())
	}
}

func TestAFrozenCompanyIsWhatItWasWhenItIsUnfrozen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	one := fmt.Sprintf("%s/%d", companies, cid)
	before := d.ask(t, "GET", one, "").body
	frozen := d.ask(t, "POST", one+"/freeze", `{"reason":" Unpaid ","blockDashboard":true}`)
	if !strings.Contains(frozen.body, `"status":3,"statusReason":"Unpaid","accountStatus":"blocked"`) {
		t.Errorf("%+v", frozen)
	}
	d.ask(t, "GET", companies+"?status=3", "").is(t, 200, `{"rows":[{"id":200001,"name":"Acme","country":"DE","area":"Non-CN","appLimit":10,"memberLimit":10,"industry":12,"interest":1,"environment":1,"status":3}],"count":1}`)
	again := d.ask(t, "POST", one+"/freeze", `{"reason":"Fraud"}`)
	if !strings.Contains(again.body, `"status":3,"statusReason":"Fraud","accountStatus":"active"`) {
		t.Errorf("%+v", again)
	}
	d.ask(t, "POST", one+"/unfreeze", "").is(t, 200, before)
	d.ask(t, "POST", one+"/unfreeze", "").is(t, 200, before)
	for body, says := range map[string]string{`{}`: "1 to 500", `{"reason":" "}`: "1 to 500", `{"reason":"a\nb"}`: "one line", `{"reason":7}`: "a string", `{"reason":"` + strings.Repeat("x", 501) + `"}`: "500"} {
		d.ask(t, "POST", one+"/freeze", body).problem(t, 400, says, "reason")
	}
	d.ask(t, "POST", one+"/freeze", `{"reason":"why","blockDashboard":"yes"}`).problem(t, 400, "true or false", "blockDashboard")
}

func TestARemovedCompanyIsNotThereAnyMore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one := fmt.Sprintf("%s/%d", companies, d.create(t))
	if got := d.ask(t, "DELETE", one, ""); got.status != 204 || got.body != "" {
		t.Errorf("%+v", got)
	}
	d.ask(t, "DELETE", one, "").problem(t, 404, "There is no company")
	d.ask(t, "GET", one, "").problem(t, 404, "There is no company")
	d.ask(t, "GET", companies, "").is(t, 200, `{"rows":[],"count":0}`)
}

func TestAProjectIsRenamedDisabledAndDeletedForGood(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t, "appLimit", "1")
	one := projects(cid) + "/" + d.begin(t, cid)
	etag := d.ask(t, "GET", one, "").header.Get("ETag")
	got := d.ask(t, "PATCH", one, `{"name":"Seminar","status":"0"}`, "If-Match", etag)
	if got.status != 200 || !strings.Contains(got.body, `"name":"Seminar","status":0`) {
		t.Errorf("%+v", got)
	}
	d.ask(t, "PATCH", one, `{"status":1}`, "If-Match", etag).problem(t, 412, "Read it again")
	d.ask(t, "PATCH", one, `{"status":65537}`).problem(t, 400, "0 (disabled) or 1", "status")
	enabled := d.ask(t, "POST", one+"/uap", `{"typeId":1,"region":1}`, onceKey, "uap")
	d.ask(t, "PATCH", one, `{"name":"","status":-1}`).problem(t, 400, "0 (disabled) or 1", "name", "status")
	d.ask(t, "DELETE", one, "", "If-Match", etag).problem(t, 412, "Read it again")
	for range 2 {
		if got := d.ask(t, "DELETE", one, ""); got.status != 204 {
			t.Errorf("%+v", got)
		}
	}
	d.ask(t, "PATCH", one, `{"status":1}`).problem(t, 409, "does not come back")
	d.ask(t, "POST", one+"/uap", `{"typeId":1,"region":2}`).problem(t, 409, "does not come back")
	d.ask(t, "POST", one+"/uap", `{"typeId":1,"region":1}`, onceKey, "uap").is(t, 200, enabled.body)
	if got := d.ask(t, "GET", one, ""); !strings.Contains(got.body, `"status":-1`) {
		t.Errorf("%+v", got)
	}
	d.ask(t, "POST", projects(cid), `{"name":"One more"}`).problem(t, 400, "deleted ones count")
}

func TestTheTrailTellsWhoDidWhatToItsOwnResellerOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one := fmt.Sprintf("%s/%d", companies, d.create(t))
	d.ask(t, "PATCH", one, `{"appLimit":12}`)
	d.ask(t, "PATCH", one, `{"appLimit":12}`) // changes nothing
	d.ask(t, "POST", one+"/freeze", `{"reason":""}`)
	frozen := d.ask(t, "POST", one+"/freeze", `{"reason":"Unpaid"}`)
	type entry struct {
		Number    int64
		Actor     struct{ Kind, ID, Name string }
		Action    string
		CompanyID int64
		Changes   []struct{ Field, Before, After string }
		RequestID string
	}
	list := func(query string) (all []entry) {
		t.Helper()
		var page struct{ Rows []entry }
		d.ask(t, "GET", "/v1/resellers/audit"+query, "").as(t, &page)
		return page.Rows
	}
	var actions []string
	for _, e := range list("") {
		actions = append(actions, e.Action)
	}
	if got := strings.Join(actions, " "); got != "company.freeze company.update company.create key.create reseller.create" {
		t.Error(got)
	}
	last := list("?limit=1")[0]
	if last.Actor.Kind != "key" || last.Actor.ID != d.key.ID || last.RequestID != frozen.header.Get("X-Request-Id") ||
		fmt.Sprint(last.Changes) != "[{status 0 3} {reason  Unpaid}]" || last.CompanyID != 200_001 {
		t.Errorf("%+v", last)
	}
	if some := list(fmt.Sprintf("?before=%d&action=company.update&companyId=200001", last.Number)); len(some) != 1 || fmt.Sprint(some[0].Changes) != "[{appLimit 10 12}]" {
		t.Errorf("%+v", some)
	}
	const made = "[{companyName  Acme} {country  DE} {area  Non-CN} {appLimit  10} {memberLimit  10} {industry  12} {interest  1} {environment  1} {email  ann@acme.example}]"
	if some := list("?action=company.create"); len(some) != 1 || fmt.Sprint(some[0].Changes) != made || some[0].CompanyID != 200_001 {
		t.Errorf("%+v", some)
	}
	if some := list("?to=2026-08-31T12:00:00Z"); len(some) != 0 {
		t.Errorf("%+v", some)
	}
	if some := list("?from=2026-08-31T12:00:00Z"); len(some) != 5 {
		t.Errorf("%+v", some)
	}
	for query, field := range map[string]string{"?limit=0": "limit", "?action=%00": "action", "?from=today": "from"} {
		d.ask(t, "GET", "/v1/resellers/audit"+query, "").problem(t, 400, field, field)
	}
	d.key, d.secret = d.newKey(t, d.reseller(t, "Alder", "theo@alder.example"), account.AccessKey{Name: "test"})
	if others := list(""); len(others) != 2 {
		t.Errorf("%+v", others)
	}
}
