package hook

import (
	"cmp"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/fault"
)

// inward are networks that are not the public internet, beside what
// netip.Addr knows (RFC 6890 and the registries of IANA).
var inward = parsePrefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
)

func parsePrefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// Public reports whether an address is one of the public internet. An IPv4
// address is the same however it is written; addresses that have another one
// inside, like those of NAT64 and 6to4, are not public.
func Public(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	return addr.IsGlobalUnicast() && !addr.IsPrivate() &&
		!slices.ContainsFunc(inward, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// domain is a name of ASCII letters as a resolver is asked for it. Its last
// label begins with a letter: others, like 127.1, 0x7f000001 or 2130706433, are
// addresses to some resolvers (RFC 3696, 2; URL Standard, "ends in a number").
var domain = regexp.MustCompile(`^(?i)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// checkURL says what is wrong with the address of an endpoint; "" for nothing.
func checkURL(text string, private bool) string {
	u, err := url.Parse(text)
	if err != nil || len(text) > MaxURL || u.User != nil || u.Fragment != "" || u.Opaque != "" || !sound(u) {
		return "an address like https://hooks.example/console"
	}
	loopback, public := reach(u.Hostname())
	switch {
	case u.Scheme != "https" && !(u.Scheme == "http" && private && loopback):
		return "an address that begins with https://"
	case !private && !public:
		return "an address of the public internet"
	}
	return ""
}

// sound reports whether host and port are written in the one way that
// everybody reads alike: a name, or an address as netip reads it.
func sound(u *url.URL) bool {
	port, err := strconv.ParseUint(cmp.Or(u.Port(), "443"), 10, 16)
	addr, _ := netip.ParseAddr(u.Hostname())
	return err == nil && port > 0 && addr.Zone() == "" && (addr.IsValid() || domain.MatchString(u.Hostname()))
}

// reach reports whether a sound host is this machine, and whether it may be one
// of the public internet: a name without a dot is one of the network around,
// those below localhost are of the machine (RFC 6761, 6.3). Where other names
// lead is seen when something is sent.
func reach(host string) (loopback, public bool) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().IsLoopback(), Public(addr)
	}
	host = strings.ToLower(host)
	loopback = host == "localhost" || strings.HasSuffix(host, ".localhost")
	return loopback, !loopback && strings.Contains(host, ".")
}

// ErrPrivate is why nothing is sent to an address.
var ErrPrivate = fault.New(fault.Forbidden, "The address is not one of the public internet.")
