package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestTitleAndHeadingSayWhatAPageIsAbout(t *testing.T) {
	t.Parallel()
	wanted := map[string]string{
		"budget.delete": "Delete the budget “Acme in August”?", "webhook.delete": "Delete the webhook “Failing”?", "webhook.rotate": "Make a new secret for “Ledger <b>sync”?",
		"prices": "Prices of 云帆在线教育", "prices.new": "New version of the prices of 云帆在线教育", "prices.buy": "Buying prices in CNY of Northgate Communications",
		"balance": "Balance of 云帆在线教育", "dashboard.balance.stopped": "Balance",
	}
	for _, c := range cases(t) {
		want, asked := wanted[c.name]
		if !asked {
			continue
		}
		delete(wanted, c.name)
		_, page, _ := c.begin(t).do(t, http.MethodGet, c.path, nil, c.headers)
		title := regexp.MustCompile(`<title>(.*) · Reseller Console</title>`).FindStringSubmatch(page)
		heading := regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`).FindStringSubmatch(page)
		if title == nil || heading == nil || html.UnescapeString(title[1]) != want || strings.TrimSpace(text(heading[1])) != want {
			t.Errorf("%s is called %q, %q, want %q", c.name, title, heading, want)
		}
	}
	if len(wanted) > 0 {
		t.Errorf("there are no pages %v", wanted)
	}
}
