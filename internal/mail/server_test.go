package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// turn is what a mail server does in one connection; the zero turn takes the
// letter.
type turn struct {
	greet, auth, from, rcpt, data, end string // answers instead of the usual ones
	silent                             bool   // says nothing at all
	gone                               bool   // closes the connection once it has taken the letter
}

// mailServer is a mail server of our own on loopback.
type mailServer struct {
	net.Listener
	t        *testing.T
	cert     *tls.Certificate // nil: no STARTTLS
	implicit bool
	noAuth   bool
	plan     func(n int) turn // of the connection n, from 0
	mu       sync.Mutex
	took     []string // letters, as they came
	secure   []bool   // whether each came encrypted
	login    string   // the last credentials, decoded
	count    int
}

// listen starts a server.
func (m *mailServer) listen(t *testing.T, address string) *mailServer {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if m.plan == nil {
		m.plan = func(int) turn { return turn{} }
	}
	m.Listener, m.t = listener, t
	go m.serve()
	t.Cleanup(func() { _ = listener.Close() })
	return m
}

func (m *mailServer) serve() {
	for {
		conn, err := m.Accept()
		if err != nil {
			return
		}
		m.mu.Lock()
		now := m.plan(m.count)
		m.count++
		m.mu.Unlock()
		go m.talk(conn, now)
	}
}

// talk is one connection.
func (m *mailServer) talk(conn net.Conn, now turn) {
	defer func() { _ = conn.Close() }()
	if m.implicit {
		conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*m.cert}})
	}
	lines := bufio.NewReader(conn)
	say := func(instead, usual string) {
		if instead != "" {
			usual = instead
		}
		_, _ = fmt.Fprintf(conn, "%s\r\n", usual)
	}
	if now.silent {
		_, _ = lines.ReadString('\n') // until the other side hangs up
		return
	}
	say(now.greet, "220 mail.example ESMTP")
	for secure := m.implicit; ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		switch verb, rest, _ := strings.Cut(strings.TrimSpace(line), " "); verb {
		case "EHLO":
			say("", "250-mail.example")
			if m.cert != nil && !secure {
				say("", "250-STARTTLS")
			}
			if !m.noAuth {
				say("", "250-AUTH PLAIN LOGIN")
			}
			say("", "250 8BITMIME")
		case "STARTTLS":
			say("", "220 go on")
			conn, secure = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*m.cert}}), true
			lines = bufio.NewReader(conn)
		case "AUTH":
			text, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			m.mu.Lock()
			m.login = string(text)
			m.mu.Unlock()
			say(now.auth, "235 welcome")
		case "MAIL":
			say(now.from, "250 ok")
		case "RCPT":
			say(now.rcpt, "250 ok")
		case "DATA":
			say(now.data, "354 go on")
			if now.data == "" && !m.take(lines, now, secure, say) {
				return
			}
		case "QUIT":
			say("", "221 bye")
			return
		default: // NOOP, RSET
			say("", "250 ok")
		}
	}
}

// take reads a letter and says what becomes of it; false: the connection ends.
func (m *mailServer) take(lines *bufio.Reader, now turn, secure bool, say func(instead, usual string)) bool {
	var letter strings.Builder
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		letter.WriteString(strings.TrimPrefix(line, "."))
	}
	if now.end == "" {
		m.mu.Lock()
		m.took, m.secure = append(m.took, letter.String()), append(m.secure, secure)
		m.mu.Unlock()
	}
	say(now.end, "250 taken")
	return !now.gone
}

// letters are those that the server has taken.
func (m *mailServer) letters() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.took
}

// post is a way to the server by an address of that form.
func (m *mailServer) post(format string) *SMTP {
	m.t.Helper()
	s, err := ParseSMTP(fmt.Sprintf(format, m.Addr()))
	if err != nil {
		m.t.Fatal(err)
	}
	s.wait = 10 * time.Second
	return s
}

// certificate is one that its own pool trusts, for mail.example.
func certificate(t *testing.T) (*tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"mail.example"}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}
