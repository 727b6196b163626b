package mail

import (
	"context"
	netmail "net/mail"
	"reflect"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/job"
)

// plain is a message that a machine could make.
func plain() *Message {
	return &Message{
		ID: "12.0a@console.example", From: netmail.Address{Name: "Reseller Console", Address: "no-reply@console.example"},
		To: netmail.Address{Name: "Mara Lindqvist", Address: "mara@northgate.example"}, At: time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC),
		Subject: "Hello", Text: "Hello\n\nhttps://console.example/reset-password?token=abc\n.\nEnd\n", HTML: "<p>Hello</p>\n",
	}
}

// isFinal reports whether another attempt is of no use.
func isFinal(err error) bool {
	return err != nil && reflect.TypeOf(err) == reflect.TypeOf(job.Final(context.Canceled))
}

func TestWhatIsWorthAnotherAttemptIsTriedAgain(t *testing.T) {
	t.Parallel()
	const sent, again, never = "sent", "again", "never"
	for name, c := range map[string]struct {
		turn
		want string
	}{
		"taken":                             {turn{}, sent},
		"taken, then the line breaks":       {turn{gone: true}, sent},
		"the mailbox is busy":               {turn{rcpt: "450 4.2.1 busy"}, again},
		"there is no such mailbox":          {turn{rcpt: "550 5.1.1 unknown"}, never},
		"no letters now":                    {turn{data: "451 later"}, again},
		"no letters at all":                 {turn{data: "554 no"}, never},
		"the letter is put off":             {turn{end: "451 4.7.1 greylisted"}, again},
		"the letter is refused":             {turn{end: "554 5.6.0 spam"}, never},
		"the sender is refused":             {turn{from: "550 5.7.1 not you"}, again},
		"too many connections":              {turn{greet: "421 too many"}, again},
		"the password is wrong":             {turn{auth: "535 5.7.8 wrong"}, again},
		"the server says nothing":           {turn{silent: true}, again},
		"the server says what no server is": {turn{greet: "HTTP/1.1 400 Bad Request"}, again},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := (&mailServer{plan: func(int) turn { return c.turn }}).listen(t, "127.0.0.1:0")
			post := m.post("smtp://user:pass@%s")
			if c.silent {
				post.wait = 100 * time.Millisecond
			}
			err := post.Send(t.Context(), plain())
			got := map[bool]string{true: sent, false: again}[err == nil]
			if isFinal(err) {
				got = never
			}
			if got != c.want || len(m.letters()) != map[bool]int{true: 1}[c.want == sent] {
				t.Errorf("%s with %d letters: %v", got, len(m.letters()), err)
			}
		})
	}
}

func TestAServerThatIsAwayIsTriedAgain(t *testing.T) {
	t.Parallel()
	m := (&mailServer{}).listen(t, "127.0.0.1:0")
	post := m.post("smtp://%s")
	_ = m.Close()
	if err := post.Send(t.Context(), plain()); err == nil || isFinal(err) {
		t.Errorf("error %v", err)
	}
}

func TestAStopDoesNotWaitForASlowServer(t *testing.T) {
	t.Parallel()
	m := (&mailServer{plan: func(int) turn { return turn{silent: true} }}).listen(t, "127.0.0.1:0")
	post := m.post("smtp://%s")
	post.wait = time.Hour
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	if err := post.Send(ctx, plain()); err == nil {
		t.Error("sent")
	}
}

func TestOutsideOfThisMachineLettersAndPasswordsAreEncrypted(t *testing.T) {
	t.Parallel()
	cert, pool := certificate(t)
	for name, c := range map[string]struct {
		server  *mailServer
		address string
		away    bool // the server is on another machine
		trusted bool
		sent    bool
	}{
		"STARTTLS of a server that is known":   {&mailServer{cert: cert}, "smtp://user:pass@%s", true, true, true},
		"STARTTLS of somebody":                 {&mailServer{cert: cert}, "smtp://user:pass@%s", true, false, false},
		"no STARTTLS":                          {&mailServer{}, "smtp://user:pass@%s", true, true, false},
		"TLS from the first byte":              {&mailServer{cert: cert, implicit: true}, "smtps://user:pass@%s", true, true, true},
		"TLS from the first byte of somebody":  {&mailServer{cert: cert, implicit: true}, "smtps://user:pass@%s", true, false, false},
		"STARTTLS on this machine":             {&mailServer{cert: cert}, "smtp://user:pass@%s", false, false, true},
		"a server without passwords":           {&mailServer{cert: cert, noAuth: true}, "smtp://%s", true, true, true},
		"a server that should have a password": {&mailServer{cert: cert, noAuth: true}, "smtp://user:pass@%s", true, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := c.server.listen(t, "127.0.0.1:0")
			post := m.post(c.address)
			if c.away {
				post.loopback, post.tls.InsecureSkipVerify, post.tls.ServerName = false, false, "mail.example"
			}
			if c.trusted {
				post.tls.RootCAs = pool
			}
			err := post.Send(t.Context(), plain())
			m.mu.Lock()
			defer m.mu.Unlock()
			if (err == nil) != c.sent || isFinal(err) || (len(m.took) == 1) != c.sent || c.sent && !m.secure[0] {
				t.Errorf("sent %d letters, encrypted %v: %v", len(m.took), m.secure, err)
			}
			if want := map[bool]string{true: "\x00user\x00pass"}[c.sent && strings.Contains(c.address, "user")]; m.login != want {
				t.Errorf("signs in with %q", m.login)
			}
		})
	}
}

func TestTheAddressOfAMailServerIsReadOrRefused(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]*SMTP{
		"smtp://mail.example":               {host: "mail.example", port: 587},
		"smtps://u:p%40ss@mail.example":     {host: "mail.example", port: 465, user: "u", password: "p@ss", implicit: true},
		"smtp://localhost:25":               {host: "localhost", port: 25, loopback: true},
		"smtp://[::1]:2525/":                {host: "::1", port: 2525, loopback: true},
		"smtp://mail.example:0":             nil,
		"smtp://mail.example:99999":         nil,
		"http://mail.example":               nil,
		"mail.example:587":                  nil,
		"smtp://":                           nil,
		"smtp://u:secret@mail.example/path": nil,
		"smtp://u:secret@mail.example:x":    nil,
	} {
		got, err := ParseSMTP(address)
		if (err == nil) != (want != nil) {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if err != nil {
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: the password is in %q", address, err)
			}
			continue
		}
		got.tls, got.wait = nil, 0
		if *got != *want {
			t.Errorf("%s is %+v, want %+v", address, got, want)
		}
	}
}
