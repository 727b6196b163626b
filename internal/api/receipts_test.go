package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/api"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

type somewhere struct{}

func (somewhere) Places(context.Context, []string) (map[string]company.Place, error) {
	return map[string]company.Place{"p1": {Company: 1}}, nil
}

// kept is an API over a real meter, on whose clock a batch comes each hour.
func kept() api.Config {
	c, _ := config()
	store, hour := usage.NewMemory(), time.Date(2026, 8, 31, 9, 0, 0, 0, time.UTC)
	c.Receipts = store
	c.Meter = usage.NewMeter(store, somewhere{}, func() time.Time { hour = hour.Add(time.Hour); return hour }, usage.DefaultOpenFrom)
	return c
}

// post sends a batch as a request of that id, and returns its receipt's.
func post(t *testing.T, c api.Config, requestID, body string) string {
	t.Helper()
	r := request("POST", events, "application/json", strings.NewReader(body))
	r.Header.Set("X-Request-Id", requestID)
	w := serve(c, r)
	var answer struct{ Receipt string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != 200 || answer.Receipt == "" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return answer.Receipt
}

func get(c api.Config, token, path string) *httptest.ResponseRecorder {
	r := request("GET", path, "", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return serve(c, r)
}

const receipts = "/v1/usage/receipts"

func TestAReceiptSaysAgainWhatTheAnswerSaid(t *testing.T) {
	t.Parallel()
	c := kept()
	body := "[" + active("e1", "sfu") + ",{}," + active("e1", "sfu") + "," + strings.Replace(active("e2", "sfu"), "p1", "p2", 1) + "]"
	id := post(t, c, "request-1", body)
	want := `{"id":"` + id + `","receivedAt":"2026-08-31T10:00:00.000Z","requestId":"request-1","sent":4,` +
		`"accepted":1,"duplicate":1,"conflict":0,"quarantined":1,"rejected":1,"results":[` +
		`{"index":1,"id":"","outcome":"rejected","reason":"specversion must be \"1.0\", but is missing (and 4 more wrong)"},` +
		`{"index":2,"id":"e1","outcome":"duplicate","reason":""},` +
		`{"index":3,"id":"e2","outcome":"quarantined","reason":"unknown project \"p2\""}]}`
	if w := get(c, "any", receipts+"/"+id); w.Code != 200 || w.Body.String() != want {
		t.Errorf("got %d\n%s\nwant\n%s", w.Code, w.Body, want)
	}
	checkProblem(t, get(c, "sfu-only", receipts+"/"+id), 404, "no receipt")
	empty := post(t, c, "nothing", "[{}]")
	if w := get(c, "any", receipts+"/"+empty); !strings.Contains(w.Body.String(), `"sent":1,"accepted":0`) {
		t.Errorf("a batch without a readable event: %s", w.Body)
	}
}

func TestAFailedBatchHasNoReceipt(t *testing.T) {
	t.Parallel()
	c := kept()
	c.Meter = &meter{err: fault.New(fault.Unavailable, "The database cannot be used now.")}
	checkProblem(t, serve(c, request("POST", events, "application/json", strings.NewReader("[{}]"))), 503, "cannot be used now")
	if w := get(c, "any", receipts); w.Body.String() != `{"receipts":[],"next":null}` {
		t.Errorf("%s", w.Body)
	}
}

func TestASenderThatLostItsAnswerFindsItsReceipts(t *testing.T) {
	t.Parallel()
	c := kept()
	var ids []string
	for i := range 20 { // from 10 o'clock on, until the next morning
		ids = append(ids, post(t, c, fmt.Sprint("r", i%2), "["+active(fmt.Sprint("e", i), "sfu")+"]"))
	}
	for query, want := range map[string]struct {
		first, count int
		more         bool
	}{
		"":                                      {0, 20, false},
		"?limit=20":                             {0, 20, false},
		"?limit=19":                             {0, 19, true},
		"?day=2026-08-31":                       {0, 14, false},
		"?day=2026-09-01&limit=3":               {14, 3, true},
		"?day=2026-09-02":                       {0, 0, false},
		"?requestId=r1":                         {1, 10, false},
		"?day=2026-09-01&requestId=r1":          {15, 3, false},
		"?requestId=none":                       {0, 0, false},
		"?limit=1&after=" + ids[4]:              {5, 1, true},
		"?day=2026-08-31&after=" + ids[13]:      {0, 0, false},
		"?day=2026-09-01&after=" + ids[3]:       {14, 6, false},
		"?requestId=r0&limit=2&after=" + ids[3]: {4, 2, true},
	} {
		w := get(c, "any", receipts+query)
		var answer struct {
			Receipts []struct {
				ID   string
				Sent int
			}
			Next *string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != 200 || len(answer.Receipts) != want.count || (answer.Next != nil) != want.more {
			t.Errorf("%s: %d %s, want %+v", query, w.Code, w.Body, want)
			continue
		}
		if want.count > 0 && answer.Receipts[0].ID != ids[want.first] || want.more && *answer.Next != answer.Receipts[want.count-1].ID {
			t.Errorf("%s: %s, want %s first", query, w.Body, ids[want.first])
		}
	}
	if w := get(c, "sfu-only", receipts); w.Body.String() != `{"receipts":[],"next":null}` {
		t.Errorf("another token sees %s", w.Body)
	}
	want := `{"days":[{"day":"2026-08-31","batches":14,"sent":14,"accepted":14,"duplicate":0,"conflict":0,"quarantined":0,"rejected":0},` +
		`{"day":"2026-09-01","batches":6,"sent":6,"accepted":6,"duplicate":0,"conflict":0,"quarantined":0,"rejected":0}]}`
	if w := get(c, "any", receipts+"/days?from=2026-08-01&to=2026-09-30"); w.Body.String() != want {
		t.Errorf("days are %s", w.Body)
	}
	if w := get(c, "sfu-only", receipts+"/days?from=2026-08-01&to=2026-09-30"); w.Body.String() != `{"days":[]}` {
		t.Errorf("another token's days are %s", w.Body)
	}
}

func TestWrongQuestionsAboutReceiptsAreAnsweredClearly(t *testing.T) {
	t.Parallel()
	for path, c := range map[string]struct {
		token  string
		status int
		says   string
	}{
		"":                                    {"nobody", 401, "not known"},
		"/x":                                  {"any", 404, `no receipt "x"`},
		"/":                                   {"any", 404, "nothing at"},
		"?day=31.8.2026":                      {"any", 400, "day must be a day like"},
		"?day=2026-02-30":                     {"any", 400, "day must be a day like"},
		"?day=9999-12-31":                     {"any", 400, "from 1970 to 9999"},
		"?limit=0":                            {"any", 400, "limit must be a number from 1 to 1000"},
		"?limit=1001":                         {"any", 400, "limit must be"},
		"?limit=many":                         {"any", 400, `"many"`},
		"?after=7":                            {"any", 400, "after must be the id of a receipt"},
		"?request=r1":                         {"any", 400, "Parameters are day, requestId, after, limit"},
		"?limit=1&limit=2":                    {"any", 400, "there twice"},
		"?day=%zz":                            {"any", 400, "cannot be read"},
		"/days":                               {"any", 400, "from must be a day"},
		"/days?from=2026-08-01":               {"any", 400, "to must be a day"},
		"/days?from=2026-08-02&to=2026-08-01": {"any", 400, "at most 366 days from 2026-08-02"},
		"/days?from=2025-08-01&to=2026-08-02": {"any", 400, "at most 366 days"},
		"/days?from=x&to=2026-08-02":          {"any", 400, "from must be"},
		"/days?day=2026-08-02":                {"any", 400, "Parameters are from, to"},
	} {
		checkProblem(t, get(kept(), c.token, receipts+path), c.status, c.says)
	}
	w := serve(kept(), request(http.MethodDelete, receipts+"/days", "", nil))
	checkProblem(t, w, 405, receipts+"/days is answered to GET, HEAD only")
}
