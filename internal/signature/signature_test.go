package signature_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/signature"
)

const secret = "0123456789abcdefghijABCDEFGHIJ0123456789"

// The signatures of plain, made with openssl dgst -hmac.
const (
	plain256 = "XDb4hdxdP+JH1silB8SGcTla/QI+2USCJ1DQMrxExwc="
	plainHex = "5c36f885dc5d3fe247d6c8a507c48671395afd023ed944822750d032bc44c707"
	plain384 = "5aovC99eDp7RjGXJqCQR2psHsUM8TTft1Ps8qXD1LVVtKGIfuKaS8tj3XFlq7MB2"
	plain512 = "zdw+rtXnU3dTbo3JgoP5mTR1Ac+Gpl2IsxJ6ujmTroz62qGCLUoyR07lyySWNdJwynqA/GWBfHGf+kT+4Rx5XQ=="
)

func plain() *signature.Message {
	return &signature.Message{Method: "GET", Target: "/v1/resellers/companies", Proto: "HTTP/1.1", Header: map[string][]string{
		"X-Date":       {"Wed, 11 Sep 2019 14:28:28 GMT"},
		"X-Request-Id": {"6f0c6ab0-1111-4222-8333-444455556666"},
	}}
}

// with returns plain with other headers; an empty list removes one.
func with(header map[string][]string) *signature.Message {
	m := plain()
	maps.Copy(m.Header, header)
	maps.DeleteFunc(m.Header, func(_ string, values []string) bool { return len(values) == 0 })
	return m
}

const start = `hmac username="key", algorithm="hmac-sha256", headers="x-date x-request-id", signature="`

func TestWhatOpensslSignsIsVerified(t *testing.T) {
	t.Parallel()
	for name, header := range map[string]string{
		"Base64":                        start + plain256 + `"`,
		"hexadecimal":                   start + plainHex + `"`,
		"hexadecimal in capitals":       start + strings.ToUpper(plainHex) + `"`,
		"SHA-384":                       strings.Replace(start, "256", "384", 1) + plain384 + `"`,
		"SHA-512":                       strings.Replace(start, "256", "512", 1) + plain512 + `"`,
		"another order":                 `hmac signature="` + plain256 + `",headers="x-date x-request-id",username="key",algorithm="hmac-sha256"`,
		"another case":                  `HMAC Username="key" , Algorithm="HMAC-SHA256",	Headers="X-Date X-Request-ID", SIGNATURE="` + plain256 + `"`,
		"a parameter that is not known": start + plain256 + `", created="1"`,
	} {
		h, err := signature.Parse(header)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if h.Username != "key" || !h.Verify(plain(), secret) || h.Verify(plain(), secret+"x") {
			t.Errorf("%s: user %q, verified %v", name, h.Username, h.Verify(plain(), secret))
		}
	}
}

func TestEveryKindOfLineIsSigned(t *testing.T) {
	t.Parallel()
	body := []byte(`{"a":1}`)
	m := &signature.Message{Method: "POST", Target: "/v1/resellers/companies?limit=20", Proto: "HTTP/1.1", Header: map[string][]string{
		"X-Date": {"Tue, 1 Oct 2019 08:00:00 UTC"}, "X-Request-Id": {"6F0C6AB0-1111-4222-8333-444455556666"}, "Digest": {signature.Digest(body)},
	}}
	h, err := signature.Parse(`hmac username="key", algorithm="hmac-sha256", headers="x-date @request-target digest x-request-id request-line", signature="7INDVe1GDP28fF/rAUYEuW9P6r9xPt7cNxuVgD8jKqs="`)
	if err != nil {
		t.Fatal(err)
	}
	if !h.Verify(m, secret) {
		t.Error("what openssl signed is not verified")
	}
	claim, err := h.Claim(m)
	want := signature.Claim{At: time.Date(2019, 10, 1, 8, 0, 0, 0, time.UTC), ID: uuid.MustParse("6f0c6ab0-1111-4222-8333-444455556666")}
	if err != nil || !claim.At.Equal(want.At) || claim.ID != want.ID {
		t.Errorf("it claims %v, %v", claim, err)
	}
	if err := h.CheckBody(m, body); err != nil {
		t.Error(err)
	}
	if err := h.CheckBody(m, []byte(`{"a":2}`)); err == nil {
		t.Error("another body passes")
	}
	m.Target = "/v1/resellers/companies?limit=21"
	if h.Verify(m, secret) {
		t.Error("another target is verified")
	}
}

func TestNamesMayBeSignedAsTheyWereSent(t *testing.T) {
	t.Parallel()
	m := with(map[string][]string{"X-Date": {"d"}, "X-Request-Id": {"i"}})
	lower, err := signature.Sign(m, "key", secret, signature.SHA256, "x-date", "x-request-id")
	if err != nil {
		t.Fatal(err)
	}
	lower.Names = []string{"X-Date", "X-Request-Id"}
	if !lower.Verify(m, secret) {
		t.Error("names in lower case are not verified")
	}
}

func TestWhatCanBeReadInTwoWaysIsRefused(t *testing.T) {
	t.Parallel()
	whole := start + plain256 + `"`
	for name, header := range map[string]string{
		"nothing":                       "",
		"another scheme":                "Bearer " + whole,
		"text before the scheme":        "x " + whole,
		"a space before the scheme":     " " + whole,
		"only the scheme":               "hmac",
		"no username":                   strings.Replace(whole, `username="key", `, "", 1),
		"an empty username":             strings.Replace(whole, "key", "", 1),
		"no headers":                    strings.Replace(whole, `headers="x-date x-request-id", `, "", 1),
		"empty headers":                 strings.Replace(whole, "x-date x-request-id", "", 1),
		"two spaces between names":      strings.Replace(whole, "x-date x", "x-date  x", 1),
		"a name twice":                  strings.Replace(whole, "x-date x", "x-date X-Date x", 1),
		"a parameter twice":             whole + `, username="key"`,
		"a parameter twice in capital":  whole + `, USERNAME="key"`,
		"another algorithm":             strings.Replace(whole, "sha256", "sha1", 1),
		"a value without quotes":        strings.Replace(whole, `"key"`, "key", 1),
		"no closing quote":              strings.TrimSuffix(whole, `"`),
		"no comma":                      strings.Replace(whole, `", a`, `" a`, 1),
		"a comma at the end":            whole + ",",
		"text after the end":            whole + " x",
		"an escape":                     strings.Replace(whole, "key", `k\ey`, 1),
		"Base64 without padding":        start + strings.TrimSuffix(plain256, "=") + `"`,
		"Base64 with stray bits":        start + strings.Replace(plain256, "c=", "d=", 1) + `"`,
		"Base64 of URLs":                start + strings.NewReplacer("+", "-", "/", "_").Replace(plain256) + `"`,
		"Base64 with a line feed":       start + plain256[:20] + "\n" + plain256[21:] + `"`,
		"hexadecimal with another sign": start + "g" + plainHex[1:] + `"`,
		"a signature of another length": start + plain384 + `"`,
		"a header of 5,000 bytes":       whole + strings.Repeat(" ", 5000),
		"forty names":                   strings.Replace(whole, "x-date ", strings.Repeat("a ", 40), 1),
	} {
		if h, err := signature.Parse(header); err == nil {
			t.Errorf("%s is read as %+v", name, h)
		}
	}
}

func TestAHeaderThatIsMissingOrTwiceNeverVerifies(t *testing.T) {
	t.Parallel()
	for name, values := range map[string][]string{"missing": nil, "twice": {"Wed, 11 Sep 2019 14:28:28 GMT", "Wed, 11 Sep 2019 14:28:28 GMT"}} {
		m := with(map[string][]string{"X-Date": values})
		if _, err := signature.Sign(m, "key", secret, signature.SHA256, "x-date"); err == nil {
			t.Errorf("%s: can be signed", name)
		}
		h, err := signature.Parse(start + plain256 + `"`)
		if err != nil {
			t.Fatal(err)
		}
		if h.Verify(m, secret) {
			t.Errorf("%s: verified", name)
		}
		if claim, err := h.Claim(m); err == nil {
			t.Errorf("%s: claims %v", name, claim)
		}
	}
}

func TestAnEmptyHeaderIsSignedAsWhatItIs(t *testing.T) {
	t.Parallel()
	m := with(map[string][]string{"X-Foo": {""}})
	// "x-foo: ", signed with openssl dgst -hmac
	h, err := signature.Parse(`hmac username="key", algorithm="hmac-sha256", headers="x-foo", signature="fwSwOjTI2KsCXucUOnBGC+IvWd5nAE8vHe+9PbfX51E="`)
	if err != nil {
		t.Fatal(err)
	}
	if !h.Verify(m, secret) {
		t.Error("what openssl signed is not verified")
	}
	if m.Header["X-Foo"][0] = "x"; h.Verify(m, secret) {
		t.Error("another value is verified")
	}
}

func TestOnlyWhatIsSignedIsClaimed(t *testing.T) {
	t.Parallel()
	const at, other = "Wed, 11 Sep 2019 14:28:28 GMT", "Wed, 11 Sep 2019 14:28:29 GMT"
	for name, c := range map[string]struct {
		signed string
		header map[string][]string
		want   string // empty: refused
	}{
		"date alone":                {"date x-request-id", map[string][]string{"Date": {other}}, other},
		"x-date, date not signed":   {"x-date x-request-id", map[string][]string{"Date": {other}}, at},
		"both, the same":            {"x-date date x-request-id", map[string][]string{"Date": {at}}, at},
		"both, different":           {"x-date date x-request-id", map[string][]string{"Date": {other}}, ""},
		"no date signed":            {"x-request-id", nil, ""},
		"no request id signed":      {"x-date", nil, ""},
		"a request id in braces":    {"x-date x-request-id", map[string][]string{"X-Request-Id": {"{6f0c6ab0-1111-4222-8333-444455556666}"}}, ""},
		"a request id without dash": {"x-date x-request-id", map[string][]string{"X-Request-Id": {"6f0c6ab0111142228333444455556666"}}, ""},
		"a request id of words":     {"x-date x-request-id", map[string][]string{"X-Request-Id": {"request"}}, ""},
		"one digit of a day":        {"x-date x-request-id", map[string][]string{"X-Date": {"Tue, 1 Oct 2019 08:00:00 GMT"}}, "Tue, 01 Oct 2019 08:00:00 GMT"},
		"UTC":                       {"x-date x-request-id", map[string][]string{"X-Date": {"Tue, 01 Oct 2019 08:00:00 UTC"}}, "Tue, 01 Oct 2019 08:00:00 GMT"},
		"another day of the week":   {"x-date x-request-id", map[string][]string{"X-Date": {"Wed, 01 Oct 2019 08:00:00 GMT"}}, ""},
		"an empty date":             {"x-date x-request-id", map[string][]string{"X-Date": {""}}, ""},
		"an empty request id":       {"x-date x-request-id", map[string][]string{"X-Request-Id": {""}}, ""},
		"an offset":                 {"x-date x-request-id", map[string][]string{"X-Date": {"Tue, 01 Oct 2019 08:00:00 +0000"}}, ""},
		"another zone":              {"x-date x-request-id", map[string][]string{"X-Date": {"Tue, 01 Oct 2019 08:00:00 CET"}}, ""},
		"RFC 3339":                  {"x-date x-request-id", map[string][]string{"X-Date": {"2019-10-01T08:00:00Z"}}, ""},
		"the 31st of February":      {"x-date x-request-id", map[string][]string{"X-Date": {"Sun, 31 Feb 2019 08:00:00 GMT"}}, ""},
	} {
		m := with(c.header)
		h, err := signature.Sign(m, "key", secret, signature.SHA256, strings.Fields(c.signed)...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		claim, err := h.Claim(m)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%s: claims %v", name, claim)
		case c.want != "" && (err != nil || claim.At.Format("Mon, 02 Jan 2006 15:04:05 GMT") != c.want):
			t.Errorf("%s: claims %v, %v", name, claim, err)
		}
	}
}

func TestDigestsAreComparedIfTheyAreSigned(t *testing.T) {
	t.Parallel()
	// Sums of {"a":1}.
	const sum = "AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI="
	for name, c := range map[string]struct {
		header, value string
		ok            bool
	}{
		"SHA-256":                 {"digest", "SHA-256=" + sum, true},
		"any case":                {"digest", "sha-256=" + sum, true},
		"with one not known":      {"digest", "MD5=xxxx, SHA-256=" + sum, true},
		"only one not known":      {"digest", "MD5=xxxx", false},
		"one right, one wrong":    {"digest", "SHA-256=" + sum + ",SHA-512=" + sum, false},
		"without padding":         {"digest", "SHA-256=" + strings.TrimSuffix(sum, "="), false},
		"RFC 9530":                {"content-digest", "sha-256=:" + sum + ":", true},
		"RFC 9530 without colons": {"content-digest", "sha-256=" + sum, false},
		"RFC 3230 with colons":    {"digest", "SHA-256=:" + sum + ":", false},
		"nothing but the name":    {"digest", "SHA-256", false},
	} {
		m := with(map[string][]string{c.header: {c.value}})
		h, err := signature.Sign(m, "key", secret, signature.SHA256, "x-date", c.header)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.CheckBody(m, []byte(`{"a":1}`)); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if unsigned, _ := signature.Sign(m, "key", secret, signature.SHA256, "x-date"); unsigned.CheckBody(m, []byte("another")) != nil {
			t.Errorf("%s: compared though it is not signed", name)
		}
	}
}
