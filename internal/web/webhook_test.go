package web

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/hook"
)

var secretPattern = regexp.MustCompile(`id="webhook-secret" value="(whsec_[A-Za-z0-9+/=]{32})"`)

const webhookForm = "name=Ledger+sync&url=https%3A%2F%2Fhooks.example%2Fconsole&event=bill.issued&event=budget.threshold"

func TestAWebhookIsMadeOnceAndItsSecretShownOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, webhooksPath)
	sent := formOf(t, webhookForm+"&once="+onceOf(t, page))
	status, page, h := s.post(t, webhooksPath, sent)
	shown := secretPattern.FindStringSubmatch(page)
	if status != http.StatusOK || shown == nil || h.Get("Cache-Control") != "no-store" {
		t.Fatalf("answers %d, Cache-Control %q: %s", status, h.Get("Cache-Control"), text(page))
	}
	e := s.hooks.all[0]
	if e.Name != "Ledger sync" || e.URL != "https://hooks.example/console" || !slices.Equal(e.Events, []hook.Event{hook.BudgetThreshold, hook.BillIssued}) || e.Reseller != 7 || strings.Contains(string(e.Sealed), shown[1]) {
		t.Errorf("%+v", e)
	}
	if status, _, h := s.post(t, webhooksPath, sent); status != http.StatusSeeOther || h.Get("Location") != webhooksPath || len(s.hooks.all) != 1 {
		t.Errorf("sent again it answers %d, and there are %d", status, len(s.hooks.all))
	}
	if _, list, _ := s.get(t, webhooksPath); strings.Contains(list, shown[1]) || !strings.Contains(list, e.URL) {
		t.Error("the list shows the secret, or not the webhook")
	}
	_, page, _ = s.get(t, webhookAddress(e.ID, "rotate"))
	sent = formOf(t, "once="+onceOf(t, page))
	_, page, _ = s.post(t, webhookAddress(e.ID, "rotate"), sent)
	fresh, rotated := secretPattern.FindStringSubmatch(page), s.hooks.all[0]
	if fresh == nil || fresh[1] == shown[1] || !strings.Contains(text(page), "Until 2026-08-28") {
		t.Errorf("rotated: %s", text(page))
	}
	if status, _, h := s.post(t, webhookAddress(e.ID, "rotate"), sent); status != http.StatusSeeOther || h.Get("Location") != webhooksPath || !bytes.Equal(s.hooks.all[0].Sealed, rotated.Sealed) || !bytes.Equal(s.hooks.all[0].Old, rotated.Old) {
		t.Errorf("sent again, the rotation answers %d, and the secrets have changed", status)
	}
	s.post(t, webhookAddress(e.ID, "edit"), formOf(t, "name=Bills&url=https://hooks.example/b&event=bill.deducted"))
	if e := s.hooks.all[0]; e.Name != "Bills" || e.URL != "https://hooks.example/b" || len(e.Events) != 1 || e.Old == nil {
		t.Errorf("changed, it is %+v", e)
	}
	for verb, want := range map[string]hook.Switch{"disable": hook.Off, "enable": hook.On} {
		if s.post(t, webhookAddress(e.ID, verb), nil); s.hooks.all[0].Switch != want && verb == "disable" {
			t.Errorf("%s leaves it %s", verb, s.hooks.all[0].Switch)
		}
	}
	s.post(t, webhookAddress(e.ID, "delete"), nil)
	if len(s.hooks.all) > 0 {
		t.Error("it is still there")
	}
}

func TestAWebhookThatCannotBeSaysWhyBesideTheField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, c := range []struct{ field, value, want string }{
		{"name", " ", "1 to 255 characters"}, {"url", "http://hooks.example", "An https address of the public internet"},
		{"url", "https://169.254.169.254/latest", "An https address of the public internet"}, {"url", "https://localhost", "An https address of the public internet"},
		{"url", "https://2130706433/", "an IP address in its usual form"}, {"url", "https://0x7f000001", "an IP address in its usual form"}, {"url", "https://127.1", "an IP address in its usual form"},
		{"url", "https://0177.0.0.1", "an IP address in its usual form"}, {"url", "https://[::ffff:127.0.0.1]", "of the public internet"}, {"url", "https://localhost.", "a full name"},
		{"url", "https://u:p@hooks.example", "without a user"}, {"url", "https://hooks.example:0", "An https address"}, {"url", "https://hooks.example.", "a full name"}, {"url", "https://bücher.example", "in ASCII (others as xn--"},
		{"event", "everything", "Tick at least one event"},
	} {
		form := formOf(t, webhookForm)
		form.Set(c.field, c.value)
		if status, page, _ := s.post(t, webhooksPath, form); status != http.StatusBadRequest || !strings.Contains(text(page), c.want) || len(s.hooks.all) > 0 {
			t.Errorf("%v answers %d: %s", c, status, text(page))
		}
	}
}

// withMessages gives the reseller webhooks and messages in every state, and
// another reseller one.
func withMessages(s *site) {
	at := testNow.Add(-26 * time.Hour)
	s.hooks.all = []hook.Endpoint{
		{ID: "AAAA", Reseller: 7, Name: "Ledger <b>sync", URL: "https://hooks.example/console", Events: hook.Events(), Switch: hook.On, CreatedAt: at},
		{ID: "BBBB", Reseller: 7, Name: "Failing", URL: "https://hooks.example/" + strings.Repeat("long", 40), Events: hook.Events()[:2], Switch: hook.On, FailingSince: at, CreatedAt: at},
		{ID: "CCCC", Reseller: 7, Name: "Old", URL: "https://old.example", Events: hook.Events()[:1], Switch: hook.Gone, CreatedAt: at},
		{ID: "DDDD", Reseller: 8, Name: "Theirs", URL: "https://theirs.example", Events: hook.Events(), Switch: hook.On, CreatedAt: at},
	}
	failed := hook.Attempt{Number: 10, At: testNow, Took: 1200 * time.Millisecond, Status: 500, Answer: "out of <order>"}
	s.hooks.attempts = []hook.Attempt{failed, {Number: 9, At: at, Took: 15 * time.Second, Error: hook.NoAnswer}}
	body := `{"type":"bill.issued","timestamp":"2026-08-26T12:32:00Z","data":{"company":200001,"month":"2026-07","amount":"14.99","currency":"USD"}}`
	s.hooks.log = []hook.Delivery{
		{ID: 1, Endpoint: "AAAA", Reseller: 7, Message: "msg_ONE", Event: hook.BillIssued, Body: body, CreatedAt: at, State: hook.Delivered, Attempts: 1, Last: hook.Attempt{Number: 1, At: at, Took: 80 * time.Millisecond, Status: 204}},
		{ID: 2, Endpoint: "BBBB", Reseller: 7, Message: "msg_TWO", Event: hook.BudgetThreshold, Body: body, CreatedAt: at, State: hook.Failed, Attempts: 10, Last: failed},
		{ID: 3, Endpoint: "BBBB", Reseller: 7, Message: "msg_THREE", Event: hook.StatusChanged, Body: body, CreatedAt: at, State: hook.Waiting, Next: testNow.Add(time.Hour), Attempts: 9, Last: s.hooks.attempts[1]},
		{ID: 4, Endpoint: "AAAA", Reseller: 7, Message: "msg_FOUR", Event: hook.Test, Body: body, CreatedAt: testNow, State: hook.Waiting, Next: testNow},
		{ID: 5, Endpoint: "DDDD", Reseller: 8, Message: "msg_FIVE", Event: hook.BillIssued, Body: body, CreatedAt: at, State: hook.Delivered},
	}
}

func TestTheLogShowsWhatWasAnsweredAndSendsAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	withMessages(s)
	s.signIn(t)
	_, page, _ := s.get(t, webhookLogPath)
	for _, want := range []string{"500 Internal Server Error", "204 No Content", "No answer in time", "Not tried yet", "1200 ms"} {
		if !strings.Contains(text(page), want) {
			t.Errorf("the log has no %q: %s", want, text(page))
		}
	}
	if strings.Contains(page, "Theirs") || strings.Contains(page, "webhook-log/5") {
		t.Error("the log shows another reseller's")
	}
	_, page, _ = s.get(t, webhookLogPath+"?webhook=BBBB&state=failed&event=budget.threshold")
	if strings.Count(page, `class="fw-medium text-decoration-underline font-monospace"`) != 1 {
		t.Errorf("chosen is %s", text(page))
	}
	if _, page, _ = s.get(t, webhookLogPath+"?webhook=CCCC"); !strings.Contains(text(page), "No message matches") {
		t.Errorf("nothing is chosen: %s", text(page))
	}
	_, page, _ = s.get(t, webhookLogPath+"/2")
	for _, want := range []string{"msg_TWO", `"amount":"14.99"`, "out of &lt;order&gt;"} {
		if !strings.Contains(page, want) && !strings.Contains(text(page), want) {
			t.Errorf("the message has no %q", want)
		}
	}
	s.post(t, webhookLogPath+"/2/replay", nil)
	s.post(t, webhookAddress("BBBB", "replay"), url.Values{"since": {"2026-08-01"}})
	if !slices.Equal(s.hooks.replayed, []int64{2, 2}) {
		t.Errorf("sent again are %v", s.hooks.replayed)
	}
	if status, page, _ := s.post(t, webhookAddress("BBBB", "replay"), url.Values{"since": {"lately"}}); status != http.StatusBadRequest || !strings.Contains(text(page), "A day like 2026-08-26") {
		t.Errorf("%d %s", status, text(page))
	}
	s.post(t, webhookAddress("AAAA", "test"), nil)
	if last := s.hooks.log[len(s.hooks.log)-1]; last.Event != hook.Test || last.Endpoint != "AAAA" {
		t.Errorf("sent is %+v", last)
	}
}

func TestNothingIsSentAgainToADisabledWebhook(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	withMessages(s)
	s.hooks.all[1].Switch = hook.Off
	s.signIn(t)
	const said = "The webhook is disabled: messages are sent to it again once it is enabled."
	for _, c := range []struct {
		path string
		form url.Values
		then string
	}{
		{webhookLogPath + "/2/replay", nil, webhookLogPath + "/2"},
		{webhookAddress("BBBB", "replay"), url.Values{"since": {"2026-08-01"}}, webhookLogPath + "?webhook=BBBB"},
	} {
		status, _, h := s.post(t, c.path, c.form)
		_, page, _ := s.get(t, c.then)
		if status != http.StatusSeeOther || h.Get("Location") != c.then || !strings.Contains(text(page), said) || strings.Contains(page, `id="replay`+`"`) {
			t.Errorf("%s answers %d to %s: %s", c.path, status, h.Get("Location"), text(page))
		}
	}
	if len(s.hooks.replayed) > 0 {
		t.Errorf("sent again are %v", s.hooks.replayed)
	}
}

func TestWebhooksOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	withMessages(s)
	s.signIn(t)
	for _, path := range []string{webhookAddress("DDDD", "edit"), webhookAddress("DDDD", "rotate"), webhookAddress("DDDD", "delete"), webhookLogPath + "?webhook=DDDD", webhookLogPath + "/5", webhookLogPath + "/x"} {
		if status, _, _ := s.get(t, path); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	for _, path := range []string{webhookAddress("DDDD", "edit"), webhookAddress("DDDD", "rotate"), webhookAddress("DDDD", "test"), webhookAddress("DDDD", "disable"), webhookLogPath + "/5/replay"} {
		if status, _, _ := s.post(t, path, formOf(t, webhookForm)); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	s.post(t, webhookAddress("DDDD", "delete"), nil)
	s.post(t, webhookAddress("DDDD", "replay"), url.Values{"since": {"2026-08-01"}})
	if len(s.hooks.all) != 4 || len(s.hooks.replayed) > 0 || s.hooks.all[3].Switch != hook.On {
		t.Error("another reseller's was changed")
	}
}

// webhookPages are those of webhooks.
func webhookPages(t testing.TB) (all []pageCase) {
	for name, path := range map[string]string{
		"webhooks": webhooksPath, "webhooks.zh": webhooksPath, "webhook.edit": webhookAddress("AAAA", "edit"), "webhook.rotate": webhookAddress("AAAA", "rotate"), "webhook.delete": webhookAddress("BBBB", "delete"),
		"webhook.log": webhookLogPath, "webhook.log.zh": webhookLogPath + "?webhook=BBBB", "webhook.message": webhookLogPath + "/2", "webhook.message.zh": webhookLogPath + "/4", "webhook.log.nomatch": webhookLogPath + "?webhook=CCCC",
	} {
		c := pageCase{name: name, path: path, change: withMessages}
		if strings.HasSuffix(name, ".zh") {
			c.change = func(s *site) { withMessages(s); s.speak("zh-Hans") }
		}
		all = append(all, c)
	}
	return append(all, pageCase{name: "webhooks.none", path: webhooksPath}, pageCase{name: "webhook.log.none", path: webhookLogPath},
		pageCase{name: "webhook.wrong", status: 400, path: webhooksPath, form: formOf(t, "once=x&name=&url=http://10.0.0.1")})
}
