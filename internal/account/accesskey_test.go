package account

import (
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/fault"
)

func TestWhatIsSealedOpensOnlyWithItsKeyAndName(t *testing.T) {
	t.Parallel()
	s, other := sealer(t), sealer(t)
	sealed := s.Seal("secret", "name")
	if text, err := s.Open(sealed, "name"); text != "secret" || err != nil {
		t.Errorf("opens as %q, %v", text, err)
	}
	if strings.Contains(string(sealed), "secret") || string(s.Seal("secret", "name")) == string(sealed) {
		t.Error("what is sealed can be read, or is the same each time")
	}
	damaged := append([]byte(nil), sealed...)
	damaged[len(damaged)-1] ^= 1
	for name, open := range map[string]func() (string, error){
		"another key":  func() (string, error) { return other.Open(sealed, "name") },
		"another name": func() (string, error) { return s.Open(sealed, "nam") },
		"one bit":      func() (string, error) { return s.Open(damaged, "name") },
		"nothing":      func() (string, error) { return s.Open(nil, "name") },
		"one byte":     func() (string, error) { return s.Open(sealed[:1], "name") },
	} {
		if text, err := open(); err == nil || text != "" {
			t.Errorf("%s: opens as %q", name, text)
		}
	}
	if _, err := NewSealer(make([]byte, 16)); err == nil {
		t.Error("a short key is taken")
	}
}

func sealer(t *testing.T) *Sealer {
	t.Helper()
	s, err := NewSealer(NewSealKey())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOnlyTheOwnerOfAResellerHasKeys(t *testing.T) {
	t.Parallel()
	keys := NewKeys(nil, nil, sealer(t), time.Now) // the store must not be asked
	for _, c := range []Caller{{}, {Role: Operator}, {Role: CompanyAdmin, Company: 1}, {Role: ResellerOwner}} {
		_, _, err := keys.Create(t.Context(), c, AccessKey{Name: "key"})
		_, listErr := keys.List(t.Context(), c)
		for _, err := range []error{err, listErr, keys.Delete(t.Context(), c, "id")} {
			if fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%+v: %v", c, err)
			}
		}
	}
}

func TestAKeyIsCheckedFieldByField(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		key  AccessKey
		want string // the wrong fields
	}{
		"a name alone":   {AccessKey{Name: "key"}, ""},
		"all":            {AccessKey{Name: "key", ExpiresAt: now.Add(1), Allow: prefixes("192.0.2.0/24", "2001:db8::/32", "192.0.2.1/32")}, ""},
		"no name":        {AccessKey{}, "name"},
		"expired now":    {AccessKey{Name: "key", ExpiresAt: now}, "expiresAt"},
		"bits of a host": {AccessKey{Name: "key", Allow: prefixes("192.0.2.1/24")}, "allow"},
		"no network":     {AccessKey{Name: "key", Allow: []netip.Prefix{{}}}, "allow"},
		"51 networks":    {AccessKey{Name: "key", Allow: prefixes(strings.Fields(strings.Repeat("192.0.2.0/24 ", 51))...)}, "allow"},
		"everything":     {AccessKey{ExpiresAt: now.Add(-1), Allow: []netip.Prefix{{}}}, "name expiresAt allow"},
	} {
		var wrong []string
		if err := c.key.check(now); err != nil {
			for _, f := range fault.Readable(err).Fields {
				wrong = append(wrong, f.Location)
			}
		}
		if got := strings.Join(wrong, " "); got != c.want {
			t.Errorf("%s: %q is wrong, want %q", name, got, c.want)
		}
	}
}

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

func TestAddressesAreAllowedWhicheverWayTheyAreWritten(t *testing.T) {
	t.Parallel()
	k := AccessKey{Allow: prefixes("192.0.2.0/24", "2001:db8::/32")}
	for addr, ok := range map[string]bool{
		"192.0.2.7": true, "::ffff:192.0.2.7": true, "2001:db8::1": true,
		"192.0.3.7": false, "::ffff:192.0.3.7": false, "2001:db9::1": false, "::192.0.2.7": false,
	} {
		if k.allows(netip.MustParseAddr(addr)) != ok {
			t.Errorf("%s is allowed: %v", addr, !ok)
		}
	}
	if !(&AccessKey{}).allows(netip.Addr{}) || k.allows(netip.Addr{}) {
		t.Error("an unknown address is allowed by networks, or not allowed without any")
	}
}

func TestKeysAreLettersAndDigitsThatNobodyGuesses(t *testing.T) {
	t.Parallel()
	form, seen := regexp.MustCompile(`^[A-Za-z0-9]{40}$`), map[string]bool{}
	for range 1_000 {
		text := randomText(keyLength)
		if !form.MatchString(text) || seen[text] {
			t.Fatalf("%q", text)
		}
		seen[text] = true
	}
}
