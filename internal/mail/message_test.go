package mail

import (
	"bytes"
	"mime"
	netmail "net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/fault"
)

// wire is a message as it is sent.
func wire(t *testing.T, m *Message) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := m.compose().WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAMessageIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Message){
		"plain": func(*Message) {},
		"Chinese": func(m *Message) {
			m.To.Name, m.Subject, m.Text, m.HTML = "林美玲", "您的密码已更改", "您好：\n\n再见\n", "<p>您好</p>\n"
		},
		"long names": func(m *Message) {
			m.To.Name, m.Subject = strings.Repeat("Ann 安", 100), strings.Repeat("主题 and ", 60)
		},
		"an address beyond ASCII": func(m *Message) {
			m.To.Address = "élan@bücher.example"
		},
		"a long line": func(m *Message) { m.Text = strings.Repeat("0123456789", 500) + "\n" },
		"dots":        func(m *Message) { m.Text = ".\n..\n.a\n" },
		"quotes":      func(m *Message) { m.To.Name = `Ann "the \ boss" <x@y.example>, Lee` },
		"line breaks in headers": func(m *Message) {
			m.To.Name, m.Subject = "Ann\r\nBcc: eve@evil.example", "Hello\r\n\r\n<script>"
		},
	} {
		m := plain()
		change(m)
		text := wire(t, m)
		got, err := parse([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if got != *m {
			t.Errorf("%s: read as\n%+v, want\n%+v", name, got, *m)
		}
		head, _, _ := strings.Cut(text, "\r\n\r\n")
		for _, line := range strings.Split(text, "\r\n") {
			if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
				t.Errorf("%s: a line of %d bytes", name, len(line))
			}
		}
		if regexp.MustCompile(`(?im)^(bcc|cc):`).MatchString(head) || !strings.Contains(head, "Auto-Submitted: auto-generated") {
			t.Errorf("%s: headers\n%s", name, head)
		}
	}
}

func TestTheTextOfAMessageCanBeReadAsItIs(t *testing.T) {
	t.Parallel()
	text := wire(t, plain())
	for _, want := range []string{"Subject: Hello\r\n", "Content-Transfer-Encoding: quoted-printable", "\r\nHello\r\n\r\nhttps://console.example/reset-password?token=3Dabc\r\n", "Message-ID: <12.0a@console.example>"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Index(text, "text/plain") > strings.Index(text, "text/html") {
		t.Error("the richest part is not the last (RFC 2046, 5.1.4)")
	}
}

func TestASubjectBeyondASCIIIsEncodedWords(t *testing.T) {
	t.Parallel()
	m := plain()
	m.Subject = strings.Repeat("您的密码已更改", 20)
	head, err := netmail.ReadMessage(strings.NewReader(wire(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	raw := head.Header.Get("Subject")
	for _, word := range strings.Fields(raw) {
		if len(word) > 75 || !strings.HasPrefix(strings.ToLower(word), "=?utf-8?") {
			t.Errorf("encoded word of %d bytes: %s", len(word), word)
		}
	}
	var d mime.WordDecoder
	if got, err := d.DecodeHeader(raw); err != nil || got != m.Subject {
		t.Errorf("%q, %v", got, err)
	}
}

func TestTheOutboxKeepsEachLetterOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mail")
	o := NewOutbox(dir)
	if all, err := o.List(); err != nil || len(all) != 0 {
		t.Errorf("at first %v, %v", all, err)
	}
	first, second := plain(), plain()
	second.ID, second.At = "13.0b@console.example", first.At.Add(time.Minute)
	for _, m := range []*Message{second, first, first} {
		if err := o.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	all, err := o.List()
	if err != nil || len(all) != 2 || all[0].Message != *second || all[1].Message != *first {
		t.Fatalf("%+v, %v", all, err)
	}
	if l, err := o.Read(all[0].Name); err != nil || l != all[0] {
		t.Errorf("%+v, %v", l, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 {
		t.Errorf("files %v, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", f.Name(), info.Mode())
		}
	}
}

func TestTheOutboxReadsNothingButLetters(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"secret.key", "1.ab.eml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("no letter"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := NewOutbox(dir)
	for _, name := range []string{"secret.key", "../secret.key", "/etc/passwd", "..", "", "12.cd.eml", "1.ab.eml/../secret.key"} {
		if _, err := o.Read(name); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q: %v", name, err)
		}
	}
	if all, err := o.List(); err != nil || len(all) != 0 {
		t.Errorf("lists %v, %v", all, err)
	}
}
