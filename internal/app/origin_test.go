package app

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyTrustedProxiesSayWhereARequestCameFrom(t *testing.T) {
	t.Parallel()
	proxies, err := parseNetworks("--trusted-proxy", []string{"10.0.0.0/8", "127.0.0.1", "2001:db8::/32"})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		peer, forwarded, proto string
		tls                    bool
		remote, scheme         string
	}{
		"nobody in between":         {"198.51.100.1:5", "", "", false, "198.51.100.1:5", "http"},
		"TLS":                       {"198.51.100.1:5", "", "", true, "198.51.100.1:5", "https"},
		"a stranger's invention":    {"198.51.100.1:5", "192.0.2.1", "https", false, "198.51.100.1:5", "http"},
		"a proxy":                   {"10.0.0.1:5", "192.0.2.1", "https", false, "192.0.2.1:0", "https"},
		"a proxy that adds ports":   {"10.0.0.1:5", "192.0.2.1:4711", "https", false, "192.0.2.1:0", "https"},
		"a proxy over IPv6":         {"[2001:db8::1]:5", "2001:db9::7", "https", false, "[2001:db9::7]:0", "https"},
		"a mapped proxy":            {"[::ffff:10.0.0.1]:5", "::ffff:192.0.2.1", "HTTPS", false, "192.0.2.1:0", "https"},
		"two proxies":               {"10.0.0.1:5", "203.0.113.9, 192.0.2.1, 10.0.0.2", "http, https", false, "192.0.2.1:0", "https"},
		"a proxy that says http":    {"10.0.0.1:5", "192.0.2.1", "http", true, "192.0.2.1:0", "http"},
		"the visitor's own address": {"127.0.0.1:5", "127.0.0.1, 192.0.2.1", "https", false, "192.0.2.1:0", "https"},
		"no address":                {"10.0.0.1:5", "192.0.2.1, unknown", "", false, "10.0.0.1:5", "http"},
		"proxies only":              {"10.0.0.1:5", "10.0.0.3, 10.0.0.2", "", false, "10.0.0.3:0", "http"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr, r.TLS = c.peer, nil
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		for name, value := range map[string]string{"X-Forwarded-For": c.forwarded, "X-Forwarded-Proto": c.proto} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		withOrigin(proxies, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.RemoteAddr != c.remote || r.URL.Scheme != c.scheme {
				t.Errorf("%s: from %s by %s, want %s by %s", name, r.RemoteAddr, r.URL.Scheme, c.remote, c.scheme)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}
