package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// letter waits for a letter of the outbox that says that, and returns what the
// outbox shows of it.
func (c console) letter(t *testing.T, says string) string {
	t.Helper()
	address := regexp.MustCompile(`href="(/outbox/[0-9a-f.]+eml)"`)
	for {
		_, list := ask(t, http.MethodGet, c.url+"/outbox", "", "", "")
		for _, m := range address.FindAllStringSubmatch(list, -1) {
			if _, page := ask(t, http.MethodGet, c.url+m[1], "", "", ""); strings.Contains(page, says) {
				return page
			}
		}
		select {
		case <-t.Context().Done():
			t.Fatalf("no letter says %q", says)
		case <-time.After(20 * time.Millisecond): // nothing tells when a letter is written
		}
	}
}

func TestANewAccountIsSentALinkToSetItsPassword(t *testing.T) {
	t.Parallel()
	c := newConsole(t)
	create := []string{"companies", "create", "--first-name", "Ann", "--last-name", "Lee", "--country", "DE", "--area", "Non-CN"}
	c.run(t, "", 0, "Quiet", append(create, "--name", "Quiet", "--email", "bob@quiet.example")...)
	c.run(t, "", 0, "Acme", append(create, "--name", "Acme", "--email", "ann@acme.example", "--send-password-reset-email")...)
	page := c.letter(t, "ann@acme.example")
	link := regexp.MustCompile(`href="([^"]*/reset-password)\?token=([A-Za-z0-9_-]{43})"`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal(page)
	}
	if link[1] != c.url+"/reset-password" {
		t.Errorf("the link leads to %s", link[1])
	}
	form := url.Values{"token": {link[2]}, "password": {"plum cake and rain"}}.Encode()
	for _, want := range []int{http.StatusSeeOther, http.StatusNotFound} {
		if status, _ := ask(t, http.MethodPost, link[1], "", "application/x-www-form-urlencoded", form); status != want {
			t.Errorf("the link answers %d, want %d", status, want)
		}
	}
	signIn := url.Values{"email": {"ann@acme.example"}, "password": {"plum cake and rain"}}.Encode()
	if status, _ := ask(t, http.MethodPost, c.url+"/login", "", "application/x-www-form-urlencoded", signIn); status == http.StatusUnauthorized {
		t.Error("the password that was set is wrong")
	}
	c.letter(t, "Your password was changed")

	dir := filepath.Join(filepath.Dir(c.credentials), "data", outboxDir)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 {
		t.Errorf("letters %v, %v: one to each step, none to who was not to get one", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestWithAMailServerThereIsNoOutbox(t *testing.T) {
	t.Parallel()
	base := start(t, "serve", "--data", filepath.Join(t.TempDir(), "data"), "--smtp-url", "smtp://127.0.0.1:1", "--mail-from", "Console <no-reply@console.example>")
	if status, _ := ask(t, http.MethodGet, base+"/outbox", "", "", ""); status != http.StatusNotFound {
		t.Errorf("/outbox answers %d", status)
	}
}

func TestLettersComeFromTheHostOfTheConsole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ base, from, want string }{
		{"https://console.example", "", `"Reseller Console" <no-reply@console.example>`},
		{"http://127.0.0.1:8080", "", `"Reseller Console" <no-reply@localhost>`},
		{"https://console.example", "ops@mail.example", "<ops@mail.example>"},
		{"https://console.example", "平台 <ops@mail.example>", "=?utf-8?q?=E5=B9=B3=E5=8F=B0?= <ops@mail.example>"},
	} {
		if from, err := (serving{BaseURL: c.base, MailFrom: c.from}).mailFrom(); err != nil || from.String() != c.want {
			t.Errorf("from %s, %v; want %s", from.String(), err, c.want)
		}
	}
}
