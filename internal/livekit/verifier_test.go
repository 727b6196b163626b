package livekit_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
)

var (
	verifier = livekit.NewVerifier(map[string]string{livekittest.Key: livekittest.Secret, "other": "another secret"})
	noon     = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	someBody = []byte(`{"event":"room_started", "id":"EV_1"}`)
)

// issued returns LiveKit's claims at noon with some changed; nil drops one.
func issued(changes map[string]any) map[string]any {
	claims := map[string]any{"iss": livekittest.Key, "iat": noon.Unix(), "nbf": noon.Unix(), "exp": noon.Unix() + 300}
	for name, value := range changes {
		claims[name] = value
	}
	return claims
}

func TestAllRecordedWebhooksVerify(t *testing.T) {
	t.Parallel()
	for i, r := range livekittest.Read(t, recording) {
		if err := verifier.Verify(r.Authorization, r.Body, r.At); err != nil {
			t.Errorf("request %d: %v", i+1, err)
		}
	}
}

func TestAChangedByteNeverVerifies(t *testing.T) {
	t.Parallel()
	r := livekittest.Read(t, recording)[3]
	for i := range r.Body {
		body := bytes.Clone(r.Body)
		body[i] ^= 1
		refused(t, r.Authorization, body, r.At)
	}
	for i := range r.Authorization {
		for _, bit := range []byte{1, 4, 32} {
			token := []byte(r.Authorization)
			token[i] ^= bit
			refused(t, string(token), r.Body, r.At)
		}
	}
}

func FuzzATokenThatIsNotLiveKitsNeverVerifies(f *testing.F) {
	right := livekittest.New(noon, someBody).Authorization
	f.Add(right)
	f.Add("a.b.c")
	f.Add(strings.Repeat(".", 3))
	f.Fuzz(func(t *testing.T, token string) {
		if token != right {
			refused(t, token, someBody, noon)
		}
	})
}

func refused(t *testing.T, token string, body []byte, at time.Time) {
	t.Helper()
	err := verifier.Verify(token, body, at)
	if fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("token %q: %v", token, err)
	} else if text := err.Error(); strings.Contains(text, livekittest.Secret) || len(token) > 20 && strings.Contains(text, token) {
		t.Errorf("the text gives something away: %s", text)
	}
}

func TestOnlyLiveKitsTokensAreAccepted(t *testing.T) {
	t.Parallel()
	sign := func(changes map[string]any) string {
		return livekittest.Sign(livekittest.Secret, issued(changes), someBody)
	}
	header := func(header map[string]any) string {
		token := sign(nil)
		claims, _ := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
		return livekittest.SignParts(livekittest.Secret, header, map[string]any{"raw": string(claims)})
	}
	right := sign(nil)
	for name, c := range map[string]struct {
		token string
		at    time.Duration // after noon
		want  string        // a part of the reason; empty: accepted
	}{
		"as LiveKit sends it":       {right, 0, ""},
		"another key":               {livekittest.Sign("another secret", issued(map[string]any{"iss": "other"}), someBody), 0, ""},
		"a fraction of a second":    {sign(map[string]any{"exp": float64(noon.Unix()) + 0.5}), 0, ""},
		"at the end of the leeway":  {right, 6 * time.Minute, ""},
		"expired":                   {right, 6*time.Minute + time.Second, "expired"},
		"clock a minute behind":     {right, -time.Minute, ""},
		"not valid yet":             {right, -time.Minute - time.Second, "not valid yet"},
		"without nbf":               {sign(map[string]any{"nbf": nil}), 0, ""},
		"without exp":               {sign(map[string]any{"exp": nil}), 0, "no exp"},
		"exp is text":               {sign(map[string]any{"exp": "never"}), 0, "JSON"},
		"without a body's hash":     {sign(map[string]any{"sha256": nil}), 0, "another body"},
		"another body's hash":       {sign(map[string]any{"sha256": "AAAA"}), 0, "another body"},
		"unknown key":               {sign(map[string]any{"iss": "nobody"}), 0, "not configured"},
		"without a key":             {sign(map[string]any{"iss": nil}), 0, "not configured"},
		"the wrong secret":          {livekittest.Sign("wrong", issued(nil), someBody), 0, "signature"},
		"another key's secret":      {livekittest.Sign("another secret", issued(nil), someBody), 0, "signature"},
		"algorithm none":            {header(map[string]any{"alg": "none"}), 0, "HS256"},
		"algorithm none, unsigned":  {part(`{"alg":"none"}`) + "." + strings.Split(right, ".")[1] + ".", 0, "HS256"},
		"algorithm HS512":           {header(map[string]any{"alg": "HS512", "typ": "JWT"}), 0, "HS256"},
		"algorithm RS256":           {header(map[string]any{"alg": "RS256"}), 0, "HS256"},
		"no algorithm":              {header(map[string]any{}), 0, "HS256"},
		"an unknown extension":      {header(map[string]any{"alg": "HS256", "crit": []string{"x"}}), 0, "HS256"},
		"a header that is no JSON":  {part("{") + right[strings.Index(right, "."):], 0, "JSON"},
		"Bearer":                    {"Bearer " + right, 0, "bare JWT"},
		"nothing":                   {"", 0, "missing"},
		"two parts":                 {"a.b", 0, "three parts"},
		"four parts":                {right + ".x", 0, "three parts"},
		"padding":                   {right + "=", 0, "Base64url"},
		"a line break in Base64":    {right[:10] + "\n" + right[10:], 0, "Base64url"},
		"a signature cut short":     {right[:len(right)-3], 0, "signature"},
		"longer than any of theirs": {strings.Repeat("a", livekit.MaxToken+1), 0, "longer"},
	} {
		err := verifier.Verify(c.token, someBody, noon.Add(c.at))
		if c.want == "" && err != nil || c.want != "" && (fault.KindOf(err) != fault.Unauthenticated || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func part(raw string) string { return base64.RawURLEncoding.EncodeToString([]byte(raw)) }

func TestWithoutKeysNothingVerifies(t *testing.T) {
	t.Parallel()
	token := livekittest.Sign("", issued(map[string]any{"iss": ""}), someBody)
	if err := livekit.NewVerifier(nil).Verify(token, someBody, noon); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("error %v", err)
	}
}
