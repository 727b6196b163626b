package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/company"
	"reseller-console/internal/signature"
)

// pipes are the connections of a server, without a network: their deadlines
// are those of the bubble's clock.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if conn, more := <-p; more {
		return conn, nil
	}
	return nil, net.ErrClosed
}

func (pipes) Close() error { return nil }

func (pipes) Addr() net.Addr { return local }

var local = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}

type pipe struct{ net.Conn }

func (pipe) RemoteAddr() net.Addr { return local }

// bubble is a server with the limits of the real one, on a clock that goes as
// fast as everybody waits.
type bubble struct {
	*server
	pipes
	web         *http.Server
	key, secret string
	token       string
}

// inBubble runs a test with the API in a bubble. (The pages' sessions leave a
// goroutine behind.) keys makes the keys that it verifies with.
func inBubble(t *testing.T, keys func(*account.Keys) api.Keys, test func(t *testing.T, b *bubble)) {
	t.Helper()
	dir, today := filepath.Join(t.TempDir(), "data"), time.Now()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(today)) // the machine must not have been started in the future
		settings := serving{storage: storage{Data: dir}, clocked: clocked{OpenFrom: 400}, Addr: "127.0.0.1:0", APIRate: 50, APIBurst: 50}
		s, err := newServer(t.Context(), settings, Process{Stderr: io.Discard})
		if err != nil {
			t.Fatal(err)
		}
		b := &bubble{server: s, pipes: make(pipes)}
		reseller, err := s.companies.CreateReseller(t.Context(), company.Reseller{Name: "Northgate"}, account.User{Name: "Mara", Email: "mara@northgate.example"})
		if err != nil {
			t.Fatal(err)
		}
		key, secret, err := s.keys.Create(t.Context(), account.Caller{Role: account.ResellerOwner, Reseller: reseller}, account.AccessKey{Name: "test"})
		if err != nil {
			t.Fatal(err)
		}
		b.key, b.secret = key.ID, secret
		if b.token, err = s.tokens.CreateToken(t.Context(), "media", nil); err != nil {
			t.Fatal(err)
		}
		programs := api.New(api.Config{
			Keys: keys(s.keys), Quota: api.DefaultQuota, Companies: s.companies, Tokens: s.tokens, Meter: s.meter, Log: s.log, Clock: s.settings.now,
		})
		b.web = newHTTPServer(programs, s.log)
		go b.web.Serve(b.pipes) //nolint:errcheck // it ends with the bubble
		test(t, b)
		close(b.pipes)
		_ = b.web.Close()
		_ = s.close()
	})
}

// signed is the header of a request of that size.
func (b *bubble) signed(t *testing.T, method string, size int) string {
	t.Helper()
	h := http.Header{"X-Date": {b.settings.now().Format(http.TimeFormat)}, "X-Request-Id": {uuid.NewString()}}
	m := &signature.Message{Method: method, Target: companiesOfTests, Proto: "HTTP/1.1", Header: h}
	by, err := signature.Sign(m, b.key, b.secret, signature.SHA256, "x-date", "x-request-id")
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: console.test\r\nContent-Length: %d\r\nX-Date: %s\r\nX-Request-Id: %s\r\nAuthorization: %s\r\n\r\n",
		method, companiesOfTests, size, h.Get("X-Date"), h.Get("X-Request-Id"), by)
}

const companiesOfTests = "/v1/resellers/companies"

// dribble sends the beginning at once, then a byte a second for as long as the
// server takes it, and returns after how long it did not any more, and what it
// said.
func (b *bubble) dribble(beginning, rest string) (time.Duration, string) {
	near, far := net.Pipe()
	b.pipes <- pipe{far}
	began := time.Now()
	said := make(chan string)
	go func() {
		text, _ := io.ReadAll(near) // to the end of the connection, whatever that is
		said <- string(text)
	}()
	_, err := io.WriteString(near, beginning)
	for ; err == nil && rest != ""; rest = rest[1:] {
		time.Sleep(time.Second)
		_, err = io.WriteString(near, rest[:1])
	}
	text := <-said
	return time.Since(began), text
}

func TestWhoeverSendsByteByByteIsCutOff(t *testing.T) {
	t.Parallel()
	inBubble(t, func(k *account.Keys) api.Keys { return k }, func(t *testing.T, b *bubble) {
		slow := strings.Repeat("x", 1000)
		batch := "POST /v1/usage/events HTTP/1.1\r\nHost: console.test\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nAuthorization: Bearer " + b.token + "\r\n\r\n"
		for name, c := range map[string]struct {
			beginning string
			most      time.Duration
			says      string
		}{
			"nothing at all":            {"", headerTimeout, ""},
			"a header":                  {"GET /healthz HTTP/1.1\r\nX-", headerTimeout, ""},
			"the body of a signed one":  {b.signed(t, "POST", 1000), 30 * time.Second, "400 Bad Request"},
			"a body of usage events":    {batch, readTimeout, "400 Bad Request"},
			"the next request's header": {"GET /healthz HTTP/1.1\r\nHost: console.test\r\n\r\nG", headerTimeout + 4*time.Second, "200 OK"},
		} {
			took, said := b.dribble(c.beginning, slow)
			if took > c.most+time.Second || took < c.most-time.Second || !strings.Contains(said, c.says) {
				t.Errorf("%s: cut off after %v, want %v and %q in %s", name, took, c.most, c.says, said)
			}
			if c.says == "400 Bad Request" && !(strings.Contains(said, "application/problem+json") && strings.Contains(said, "Connection: close")) {
				t.Errorf("%s: %s", name, said)
			}
		}
		if took, said := b.dribble("GET /healthz HTTP/1.1\r\nHost: console.test\r\n\r\n", ""); took != idleTimeout || !strings.Contains(said, "200 OK") {
			t.Errorf("a connection that is idle ends after %v: %s", took, said)
		}
	})
}

// TestWhoeverDoesNotReadIsCutOff asks for a page and takes no byte of it.
func TestWhoeverDoesNotReadIsCutOff(t *testing.T) {
	t.Parallel()
	inBubble(t, func(k *account.Keys) api.Keys { return k }, func(t *testing.T, b *bubble) {
		near, far := net.Pipe()
		b.pipes <- pipe{far}
		if _, err := io.WriteString(near, "GET /docs/api HTTP/1.1\r\nHost: console.test\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(writeTimeout + time.Second)
		if _, err := near.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("the connection is still there: %v", err)
		}
	})
}

// patient are keys that take a minute for each request, as a database may.
type patient struct{ *account.Keys }

func (p patient) Spend(ctx context.Context, s *account.Signed) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Minute):
		return p.Keys.Spend(ctx, s)
	}
}

// TestARequestThatWasReadMayTakeItsTime is about the deadline of bodies: it
// must not end requests that are whole already.
func TestARequestThatWasReadMayTakeItsTime(t *testing.T) {
	t.Parallel()
	inBubble(t, func(k *account.Keys) api.Keys { return patient{k} }, func(t *testing.T, b *bubble) {
		for method, want := range map[string]int{"GET": http.StatusOK, "POST": http.StatusBadRequest} {
			near, far := net.Pipe()
			b.pipes <- pipe{far}
			body := map[string]string{"POST": "{}"}[method]
			if _, err := io.WriteString(near, b.signed(t, method, len(body))+body); err != nil {
				t.Fatal(err)
			}
			response, err := http.ReadResponse(bufio.NewReader(near), nil)
			if err != nil || response.StatusCode != want {
				t.Errorf("%s: %+v, %v", method, response, err)
			}
			_ = near.Close()
		}
	})
}
