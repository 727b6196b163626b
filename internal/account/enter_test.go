package account

import "testing"

func TestAPasswordAloneIsNoWayAroundARequiredFactor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		codes, passkey, must bool
		want                 Step
	}{
		{false, false, false, Enter},
		{false, true, false, Enter},
		{true, false, false, AskCode},
		{true, true, false, AskCode},
		{false, false, true, Enter}, // to set one up
		{false, true, true, AskPasskey},
		{true, false, true, AskCode},
		{true, true, true, AskCode},
	} {
		u := User{HasCodes: c.codes, HasPasskey: c.passkey, MustHave: c.must}
		if got := u.AfterPassword(); got != c.want {
			t.Errorf("%+v: step %d", c, got)
		}
		if u.HasFactor() != (c.codes || c.passkey) {
			t.Errorf("%+v: has a factor: %v", c, u.HasFactor())
		}
	}
}

func TestPasskeysAreBoundToTheNameOfTheConsole(t *testing.T) {
	t.Parallel()
	for base, want := range map[string][2]string{ // origin, relying party
		"https://console.example":      {"https://console.example", "console.example"},
		"https://Console.Example:8443": {"https://console.example:8443", "console.example"},
		"http://localhost:8080":        {"http://localhost:8080", "localhost"},
		"http://127.0.0.1:8080":        {"http://localhost:8080", "localhost"},
		"http://[::1]:8080":            {"http://localhost:8080", "localhost"},
		"http://192.0.2.7:8080":        {},
		"http://[::]:8080":             {},
		"https://[2001:db8::1]":        {},
		"":                             {},
	} {
		s := NewPasskeys(nil, nil, base, nil)
		id := ""
		if s.party != nil {
			id = s.party.Config.RPID
		}
		if got := [2]string{s.Origin(), id}; got != want {
			t.Errorf("%q: %q, want %q", base, got, want)
		}
	}
}
