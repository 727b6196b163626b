package web

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// usedKey is the id of a key that is in use.
const usedKey = "d8a8d7e7d8a8d7e7d8a8d7e7d8a8d7e7d8a8d7e7"

// fakeKeys keeps keys of any reseller in memory.
type fakeKeys struct {
	account.KeyStore // acts that pages do not use

	mu   sync.Mutex
	all  []account.AccessKey
	made map[string]bool // by the name of the request
}

func newFakeKeys() *fakeKeys {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 20, 0, 0, time.UTC)
	}
	return &fakeKeys{made: map[string]bool{}, all: []account.AccessKey{
		{ID: usedKey, Reseller: 7, Name: "Nightly <import>", CreatedAt: at(2, 11, 9), ExpiresAt: at(12, 1, 0), ReadOnly: true, Strict: true,
			Allow:   []netip.Prefix{netip.MustParsePrefix("203.0.113.40/32"), netip.MustParsePrefix("2001:db8::/32")},
			LastUse: account.Use{At: at(8, 27, 2), Addr: netip.MustParseAddr("::ffff:203.0.113.40"), Agent: "nightly/1.4"}},
		{ID: strings.Repeat("97da2849", 5), Reseller: 7, Name: "Finance dashboard", CreatedAt: at(1, 3, 13)},
		{ID: strings.Repeat("f4801b00", 5), Reseller: 7, Name: "Old CRM", CreatedAt: at(1, 1, 10), ExpiresAt: at(7, 1, 10)},
		{ID: strings.Repeat("00000008", 5), Reseller: 8, Name: "Another reseller's", CreatedAt: at(1, 1, 10)},
	}}
}

func newSealer() *account.Sealer {
	sealer, err := account.NewSealer(account.NewSealKey())
	if err != nil {
		panic(err)
	}
	return sealer
}

func (f *fakeKeys) CreateKey(_ context.Context, act account.Act, k account.AccessKey, most int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if act.Once != nil && f.made[act.Once.Key] {
		return account.ErrKeyMade
	}
	if len(f.all) >= most {
		return fault.New(fault.Conflict, "There are too many.")
	}
	if act.Once != nil {
		f.made[act.Once.Key] = true
	}
	f.all = append([]account.AccessKey{k}, f.all...)
	return nil
}

func (f *fakeKeys) Keys(_ context.Context, reseller int64) (own []account.AccessKey, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, k := range f.all {
		if k.Reseller == reseller {
			own = append(own, k)
		}
	}
	return own, nil
}

func (f *fakeKeys) DeleteKey(_ context.Context, _ account.Act, reseller int64, id string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = slices.DeleteFunc(f.all, func(k account.AccessKey) bool { return k.Reseller == reseller && k.ID == id })
	return nil
}

var (
	oncePattern  = regexp.MustCompile(`name="once" value="([A-Z2-7]{26})"`)
	fieldPattern = regexp.MustCompile(`id="(key-id|key-secret)" value="([A-Za-z0-9]{40})"`)
)

// onceOf is the name of a page's form.
func onceOf(t *testing.T, page string) string {
	t.Helper()
	found := oncePattern.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no form: %.2000s", page)
	}
	return found[1]
}

func TestAKeyIsShownOnceAndMadeOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, keysPath)
	sent := url.Values{"once": {onceOf(t, page)}, "name": {"Billing sync"}, "expires": {"90"}, "readOnly": {"1"}, "allow": {"192.0.2.7\r\n198.51.100.0/24"}}
	status, page, h := s.post(t, keysPath, sent)
	shown := fieldPattern.FindAllStringSubmatch(page, -1)
	if status != http.StatusOK || len(shown) != 2 || h.Get("Cache-Control") != "no-store" {
		t.Fatalf("answers %d with %q, Cache-Control %q", status, shown, h.Get("Cache-Control"))
	}
	id, secret := shown[0][2], shown[1][2]
	k := s.keys.all[0]
	if k.ID != id || k.Name != "Billing sync" || !k.ReadOnly || k.Strict || len(k.Allow) != 2 || !k.ExpiresAt.Equal(testNow.AddDate(0, 0, 90)) || k.Reseller != 7 {
		t.Errorf("the key is %+v", k)
	}
	status, page, h = s.post(t, keysPath, sent) // the answer loaded again
	if status != http.StatusSeeOther || h.Get("Location") != keysPath || len(s.keys.all) != 5 {
		t.Errorf("sent again it answers %d to %q, and there are %d keys", status, h.Get("Location"), len(s.keys.all))
	}
	if _, list, _ := s.get(t, keysPath); strings.Contains(page+list, secret) || !strings.Contains(list, id[:8]+"…") {
		t.Error("the list shows the secret, or not the key")
	}
}

func TestAKeyThatIsNotRightIsNotMade(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, c := range []struct {
		field, value, says string
		status             int
	}{
		{"name", " ", "1 to 255 characters", 400},
		{"name", strings.Repeat("n", 256), "1 to 255 characters", 400},
		{"expires", "7", "Choose one of these", 400},
		{"allow", "198.51.100.0/24 here", "Up to 50 addresses", 400},
		{"allow", "198.51.100.7/24", "Up to 50 addresses", 400}, // a host's bits
	} {
		sent := url.Values{"name": {"A key"}, "expires": {"0"}, "strict": {"1"}}
		sent.Set(c.field, c.value)
		status, page, _ := s.post(t, keysPath, sent)
		if status != c.status || !strings.Contains(page, c.says) || !strings.Contains(page, `name="strict" value="1" checked`) || strings.Contains(page, "key-secret") {
			t.Errorf("%s %q answers %d: %.300s", c.field, c.value, status, text(page))
		}
	}
	if len(s.keys.all) != 4 {
		t.Errorf("there are %d keys", len(s.keys.all))
	}
	for len(s.keys.all) < account.MaxKeys {
		s.keys.all = append(s.keys.all, account.AccessKey{Reseller: 7, Name: "More"})
	}
	if status, page, _ := s.post(t, keysPath, url.Values{"name": {"A key"}, "expires": {"0"}}); status != http.StatusConflict || !strings.Contains(page, "There are 100 API keys already") {
		t.Errorf("one too many answers %d", status)
	}
}

func TestADeletedKeyIsGoneAndAnotherResellersStays(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if _, page, _ := s.get(t, keysPath); strings.Contains(page, "Another reseller") {
		t.Error("the list shows another reseller's key")
	}
	others := keysPath + "/" + strings.Repeat("00000008", 5) + "/delete"
	if status, _, _ := s.get(t, others); status != http.StatusNotFound {
		t.Errorf("another reseller's key answers %d", status)
	}
	if s.post(t, others, nil); len(s.keys.all) != 4 {
		t.Error("another reseller's key is deleted")
	}
	if status, page, _ := s.get(t, keysPath+"/"+usedKey+"/delete"); status != http.StatusOK || !strings.Contains(page, "become invalid at once") || !strings.Contains(page, "203.0.113.40 nightly/1.4") {
		t.Errorf("the question answers %d: %s", status, text(page))
	}
	status, _, h := s.post(t, keysPath+"/"+usedKey+"/delete", nil)
	if status != http.StatusSeeOther || h.Get("Location") != keysPath || len(s.keys.all) != 3 {
		t.Errorf("deleting answers %d, and there are %d keys", status, len(s.keys.all))
	}
	if _, page, _ := s.get(t, keysPath); !strings.Contains(text(page), "The API key “Nightly <import>” is deleted.") {
		t.Error("the list does not say what was done")
	}
	if _, page, _ := s.get(t, keysPath); strings.Contains(page, "is deleted.") {
		t.Error("the list says it twice")
	}
}

func TestAKeyEndsOnAnyDayToCome(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for until, want := range map[string]int{"2027-01-31": 200, "2026-08-28": 200, "2026-08-27": 400, "2020-01-01": 400, "2027-02-30": 400, "tomorrow": 400} {
		before := len(s.keys.all)
		status, page, _ := s.post(t, keysPath, url.Values{"name": {"A key"}, "expires": {"365"}, "until": {until}})
		if status != want || (status == 400) != strings.Contains(page, "A day to come, like 2026-12-31") {
			t.Errorf("until %s answers %d", until, status)
		}
		if made := len(s.keys.all) - before; made != map[int]int{200: 1}[want] {
			t.Errorf("until %s makes %d keys", until, made)
		}
		if ends := s.keys.all[0].ExpiresAt.Format("2006-01-02 15:04"); want == 200 && ends != until+" 00:00" {
			t.Errorf("until %s makes a key that ends at %s", until, ends)
		}
	}
}
