package hook

import (
	"net/netip"
	"testing"
	"time"

	"reseller-console/internal/account"
)

func TestOnlyTheInternetIsPublic(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "::ffff:93.184.216.34": true, "172.32.0.1": true, "100.128.0.1": true,
		"127.0.0.1": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.0.1": false, "169.254.169.254": false,
		"::ffff:169.254.169.254": false, "::ffff:10.0.0.1": false, "fe80::1": false, "fe80::1%eth0": false, "fd00:ec2::254": false, "100.64.0.1": false,
		"0.0.0.0": false, "::": false, "224.0.0.1": false, "ff02::1": false, "255.255.255.255": false, "240.0.0.1": false, "198.18.0.1": false,
		"64:ff9b::a00:1": false, "2002:a00:1::": false, "2001::1": false, "::a00:1": false, "192.0.2.1": false, "2001:db8::1": false, "fec0::1": false,
	} {
		if got := Public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s is public: %v", addr, got)
		}
	}
}

func TestAnEndpointIsAnAddressOfTheInternet(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		url             string
		sound, privatly bool
	}{
		{"https://hooks.example/console?a=b", true, true}, {"https://93.184.216.34/", true, true}, {"https://hooks.example:8443", true, true},
		{"http://hooks.example", false, false}, {"http://localhost:8080/x", false, true}, {"http://127.0.0.1/x", false, true}, {"http://[::1]:9", false, true},
		{"https://localhost", false, true}, {"https://10.0.0.1/", false, true}, {"https://169.254.169.254", false, true}, {"http://10.0.0.1", false, false},
		{"", false, false}, {"ftp://hooks.example", false, false}, {"https://", false, false}, {"https://u:p@hooks.example", false, false},
		{"https://hooks.example/#x", false, false}, {"javascript:alert(1)", false, false}, {"https:hooks.example", false, false},
		{"https://xn--bcher-kva.example", true, true}, {"https://HOOKS.example:443/", true, true}, {"https://[2606:2800:220:1::1]:8443/", true, true}, {"https://a_b.hooks.example", true, true},
		{"https://api.localhost", false, true}, {"https://LOCALHOST", false, true}, {"https://intranet", false, true}, {"https://[::ffff:127.0.0.1]/", false, true}, {"https://[::ffff:10.0.0.1]/", false, true},
		{"https://2130706433/", false, false}, {"https://0x7f000001", false, false}, {"https://127.1", false, false}, {"https://0177.0.0.1", false, false}, {"https://1.0x7f", false, false},
		{"https://localhost.", false, false}, {"https://hooks.example.", false, false}, {"https://127.0.0.1.", false, false}, {"https://hooks..example", false, false}, {"https://-x.example", false, false},
		{"https://hooks.example:0", false, false}, {"https://hooks.example:65536", false, false}, {"https://[2606::1%25eth0]", false, false}, {"https://[127.1]", false, false},
		{"https://bücher.example", false, false}, {"https://１２７.０.０.１", false, false}, {"https://127。0。0。1", false, false}, {"https://hooks.example%2f", false, false},
	} {
		if got := checkURL(c.url, false) == ""; got != c.sound {
			t.Errorf("%q is taken: %v", c.url, got)
		}
		if got := checkURL(c.url, true) == ""; got != c.privatly {
			t.Errorf("%q is taken with private networks: %v", c.url, got)
		}
	}
}

func TestLinesOfTheTrailAreEvents(t *testing.T) {
	t.Parallel()
	change := func(pairs ...string) (all []account.Change) {
		for i := 0; i < len(pairs); i += 3 {
			all = append(all, account.Change{Field: pairs[i], Before: pairs[i+1], After: pairs[i+2]})
		}
		return all
	}
	for _, c := range []struct {
		entry account.Entry
		want  string
	}{
		{account.Entry{Action: "bill.issue", Company: 7, Target: "bill 2026-08", Changes: change("amount", "", "14.99 USD")},
			`{"type":"bill.issued","timestamp":"2026-08-24T12:00:00Z","data":{"company":7,"month":"2026-08","amount":"14.99","currency":"USD"}}`},
		{account.Entry{Action: "bill.deduct", Company: 7, Target: "bill 2026-08", Changes: change("amount", "", "14.99 USD", "balance", "20.00 USD", "5.01 USD")},
			`{"type":"bill.deducted","timestamp":"2026-08-24T12:00:00Z","data":{"company":7,"month":"2026-08","amount":"14.99","currency":"USD","balance":"5.01"}}`},
		{account.Entry{Action: "company.balance", Company: 7, Changes: change("status", "0", "1")},
			`{"type":"company.status_changed","timestamp":"2026-08-24T12:00:00Z","data":{"company":7,"before":0,"after":1}}`},
		{account.Entry{Action: "budget.alert", Target: "budget 3", Changes: change("name", "", "Acme", "cid", "", "7", "month", "", "2026-08", "threshold", "", "80", "used", "", "820 minutes", "limit", "", "1000 minutes")},
			`{"type":"budget.threshold","timestamp":"2026-08-24T12:00:00Z","data":{"budget":3,"name":"Acme","company":7,"month":"2026-08","threshold":80,"used":"820","limit":"1000","unit":"minutes"}}`},
		{account.Entry{Action: "budget.alert", Target: "budget 3", Changes: change("name", "", "All", "month", "", "2026-08", "exceedsOn", "", "2026-08-29", "used", "", "8.20 CNY", "limit", "", "10.00 CNY")},
			`{"type":"budget.forecast","timestamp":"2026-08-24T12:00:00Z","data":{"budget":3,"name":"All","month":"2026-08","exceedsOn":"2026-08-29","used":"8.20","limit":"10.00","unit":"CNY"}}`},
		{account.Entry{Action: "company.balance", Company: 7, Changes: change("byBalance", "0", "1")}, ""},
		{account.Entry{Action: "company.update", Company: 7, Changes: change("companyName", "A", "B")}, ""},
		{account.Entry{Action: "project.update", Company: 7, Changes: change("status", "1", "0")}, ""},
	} {
		event, data := Of(&c.entry)
		if event == "" && c.want == "" {
			continue
		}
		if got, err := Body(event, time.Date(2026, 8, 24, 12, 0, 0, 0, time.UTC), data); err != nil || got != c.want {
			t.Errorf("%s is %s, %v, want %s", c.entry.Action, got, err, c.want)
		}
	}
}
