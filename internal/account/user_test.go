package account

import (
	"strings"
	"testing"

	"reseller-console/internal/fault"
)

func TestAUserIsPreparedOrEachWrongFieldNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		user  User
		wrong string
	}{
		{User{Email: " ann@example.com ", Name: " Ann ", Role: Operator}, ""},
		{User{Email: "ann@localhost", Name: "安", Language: "zh-Hans", Role: ResellerOwner, Reseller: 1}, ""},
		{User{Email: "ann@example.com", Name: "Ann", Role: CompanyAdmin, Company: 1}, ""},
		{User{Email: "ann", Role: Operator}, "email name"},
		{User{Email: "@example.com", Name: "Ann", Role: Operator}, "email"},
		{User{Email: "a b@example.com", Name: "Ann", Role: Operator}, "email"},
		{User{Email: "Ann <a@example.com>", Name: "Ann", Role: Operator}, "email"},
		{User{Email: "a\r\nBcc:b@example.com", Name: "A\nB", Role: Operator}, "email name"},
		{User{Email: strings.Repeat("a", 250) + "@b.cd", Name: strings.Repeat("é", 512), Role: Operator}, "email name"},
		{User{Email: "ann@example.com", Name: "Ann", Language: "de", Role: Operator}, "language"},
		{User{Email: "ann@example.com", Name: "Ann"}, "role"},
		{User{Email: "ann@example.com", Name: "Ann", Role: ResellerOwner}, "role"},
		{User{Email: "ann@example.com", Name: "Ann", Role: CompanyAdmin, Company: 1, Reseller: 1}, "role"},
		{User{Email: "ann@example.com", Name: "Ann", Role: Operator, Company: 1}, "role"},
	} {
		err := c.user.Prepare()
		var fields []string
		if err != nil {
			for _, f := range fault.Readable(err).Fields {
				fields = append(fields, f.Location)
			}
		}
		if got := strings.Join(fields, " "); got != c.wrong || (err != nil) != (c.wrong != "") {
			t.Errorf("%+v: wrong %q, want %q", c.user, got, c.wrong)
		}
		if err == nil && (c.user.Language == "" || c.user.Name != strings.TrimSpace(c.user.Name)) {
			t.Errorf("not prepared: %+v", c.user)
		}
	}
}

func TestAddressesAreToldFromOtherText(t *testing.T) {
	t.Parallel()
	for address, is := range map[string]bool{
		"ann@example.com": true, "ann+billing@example.com": true, "a.b-c_d'e@mail.example.co.uk": true, "1@1.example": true,
		"ann@localhost": true, "ann@bücher.example": true, "安@例子.中国": true, "अन्ना@उदाहरण.भारत": true, "ann@xn--bcher-kva.example": true,
		strings.Repeat("a", 242) + "@example.com": true,
		strings.Repeat("a", 243) + "@example.com": false,
		"": false, "@": false, "ann": false, "ann@": false, "@example.com": false, "ann@example": false, "ann@acme@example.com": false,
		"a,b@example.com": false, "ann@example.com,bob@example.com": false, "a;b@example.com": false, "ann@exam;ple.com": false,
		"a..b@example.com": false, ".ann@example.com": false, "ann.@example.com": false, "ann@example..com": false, "ann@.example.com": false,
		"ann@example.com.": false, "ann@-example.com": false, "ann@example-.com": false, "ann@exa_mple.com": false, "ann@[192.0.2.1]": false,
		"a b@example.com": false, "ann@exam ple.com": false, "ann\t@example.com": false, "ann@example.com\n": false, "ann\x00@example.com": false, "ann\x7f@example.com": false,
		"\"ann\"@example.com": false, "Ann <ann@example.com>": false, "ann\u00a0@example.com": false, "ann\u200b@example.com": false, "ann\xff@example.com": false,
	} {
		if isEmail(address) != is {
			t.Errorf("%q: want %v", address, is)
		}
	}
}

func TestRandomTextIsLettersAndDigits(t *testing.T) {
	t.Parallel()
	text := randomText(10_000)
	if len(text) != 10_000 || strings.Trim(text, alphabet) != "" {
		t.Error("wrong length or characters")
	}
	for _, r := range alphabet {
		if n := strings.Count(text, string(r)); n < 80 || n > 260 { // 161 expected, deviation 13
			t.Errorf("%c comes %d times", r, n)
		}
	}
}
