package journey

import (
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// asked are the addresses that the browser's pages have asked for since.
func (b *browser) asked() func() []string {
	b.t.Helper()
	var mu sync.Mutex
	var all []string
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watch = func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, e.Request.URL)
		}
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

func TestNoPageAsksAnotherServer(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	_, err := chromedp.Call(b.ctx, network.Enable, network.EnableParams{})
	b.check(err)
	asked := b.asked()
	b.open("/login")
	b.signInAs(1)
	for _, path := range []string{"/companies", "/usage/chart", "/usage/download", "/usage/exports", "/activity", "/settings", "/settings/api-keys", "/settings/two-factor", "/settings/sessions", "/companies/new"} {
		b.open(path)
	}
	b.signOut()
	b.signInOperator("requests@journeys.example")
	for _, path := range []string{"/operator", "/operator/resellers", "/operator/applications", "/operator/quarantine", "/operator/received", "/operator/mails", "/operator/checks", "/operator/activity"} {
		b.open(path)
	}
	all := asked()
	for _, address := range all {
		if !strings.HasPrefix(address, b.BaseURL+"/") && !strings.HasPrefix(address, "data:") {
			t.Errorf("a page asks for %s", address)
		}
	}
	if len(all) < 20 {
		t.Errorf("only %d requests were seen", len(all))
	}
}
