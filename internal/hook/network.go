package hook

import (
	"net/netip"
	"net/url"
	"slices"

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

// checkURL says what is wrong with the address of an endpoint; "" for nothing.
func checkURL(text string, private bool) string {
	u, err := url.Parse(text)
	if err != nil || len(text) > MaxURL || u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.Opaque != "" {
		return "an address like https://hooks.example/console"
	}
	addr, err := netip.ParseAddr(u.Hostname())
	loopback := u.Hostname() == "localhost" || err == nil && addr.Unmap().IsLoopback()
	switch {
	case u.Scheme != "https" && !(u.Scheme == "http" && private && loopback):
		return "an address that begins with https://"
	case !private && (loopback || err == nil && !Public(addr)):
		return "an address of the public internet"
	}
	return ""
}

// ErrPrivate is why nothing is sent to an address.
var ErrPrivate = fault.New(fault.Forbidden, "The address is not one of the public internet.")
