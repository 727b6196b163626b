package app

import (
	"net/http"
	"net/netip"
	"strings"
)

// withOrigin tells handlers where a request came from: RemoteAddr is the
// visitor's address, and URL.Scheme is https if the way from there was
// encrypted. X-Forwarded-For and X-Forwarded-Proto are believed from the
// proxies only; whoever else sends them is not asked.
func withOrigin(proxies []netip.Prefix, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Scheme = "http"
		if r.TLS != nil {
			r.URL.Scheme = "https"
		}
		if peer, err := netip.ParseAddrPort(r.RemoteAddr); err == nil && within(proxies, peer.Addr()) {
			believe(proxies, r)
		}
		next.ServeHTTP(w, r)
	})
}

// believe takes over what a proxy says. Of the addresses, each of which was
// added by the one that follows, the visitor's is the last that is no proxy's.
func believe(proxies []netip.Prefix, r *http.Request) {
	// With several proxies in a row the last one's word counts: it saw the one
	// before over its own connection.
	protos := strings.Split(strings.Join(r.Header.Values("X-Forwarded-Proto"), ","), ",")
	if proto := strings.ToLower(strings.TrimSpace(protos[len(protos)-1])); proto == "https" || proto == "http" {
		r.URL.Scheme = proto
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		addr, ok := parseHop(strings.TrimSpace(hops[i]))
		if !ok {
			return // what stands before it cannot be told from an invention
		}
		r.RemoteAddr = netip.AddrPortFrom(addr.Unmap(), 0).String()
		if !within(proxies, addr) {
			return
		}
	}
}

// parseHop reads an address, with or without a port.
func parseHop(text string) (netip.Addr, bool) {
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr(), true
	}
	addr, err := netip.ParseAddr(text)
	return addr, err == nil
}

func within(networks []netip.Prefix, addr netip.Addr) bool {
	for _, n := range networks {
		if n.Contains(addr.Unmap()) {
			return true
		}
	}
	return false
}
