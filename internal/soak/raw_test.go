package soak

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/store"
)

// TestWhatIsTooLargeIsRefusedClearly sends headers and bodies beyond their
// limits over a socket, by hand: as much as the server takes.
func TestWhatIsTooLargeIsRefusedClearly(t *testing.T) {
	t.Parallel()
	s := newSite(t, store.Config{Dir: filepath.Join(t.TempDir(), "data")})
	key := s.signer(t)
	base := s.start(t, unlimited...).base
	signed := func(rest string) string {
		a := key.sign("POST", companies, "", "")
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: console\r\nX-Date: %s\r\nX-Request-Id: %s\r\nAuthorization: %s\r\n%s\r\n\r\n", a.target, a.date, a.id, a.authorization, rest)
	}
	batch := "POST /v1/usage/events HTTP/1.1\r\nHost: console\r\nContent-Type: application/json\r\nAuthorization: Bearer " + s.token + "\r\n"
	get := "GET /healthz HTTP/1.1\r\nHost: console\r\n"
	const problem, text = "application/problem+json", "text/plain; charset=utf-8"
	for name, c := range map[string]struct {
		head, body string
		status     int
		kind       string
	}{
		"a header within its limit":         {get + "X: " + strings.Repeat("x", 30<<10) + "\r\n\r\n", "", http.StatusOK, "application/json"},
		"a long header":                     {get + "X: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", "", http.StatusRequestHeaderFieldsTooLarge, text},
		"a long header for the API":         {signed("X: " + strings.Repeat("x", 40<<10)), "", http.StatusRequestHeaderFieldsTooLarge, problem},
		"a header without end":              {get + "X: ", strings.Repeat("x", 4<<20), http.StatusRequestHeaderFieldsTooLarge, text},
		"many headers":                      {get, strings.Repeat("X: y\r\n", 1<<20), http.StatusRequestHeaderFieldsTooLarge, text},
		"a path without end":                {"GET /", strings.Repeat("x", 4<<20), http.StatusRequestHeaderFieldsTooLarge, text},
		"a signed body":                     {signed("Content-Length: 4194304"), strings.Repeat("x", 4<<20), http.StatusRequestEntityTooLarge, problem},
		"a signed body of unknown length":   {signed("Transfer-Encoding: chunked"), strings.Repeat("400\r\n"+strings.Repeat("x", 1024)+"\r\n", 4<<10), http.StatusRequestEntityTooLarge, problem},
		"a batch that says so":              {batch + "Content-Length: 1099511627776\r\n\r\n", "", http.StatusRequestEntityTooLarge, problem},
		"a batch of unknown length":         {batch + "Transfer-Encoding: chunked\r\n\r\n", strings.Repeat("2000\r\n"+strings.Repeat("x", 8192)+"\r\n", 2<<10), http.StatusRequestEntityTooLarge, problem},
		"a chunk that is none":              {batch + "Transfer-Encoding: chunked\r\n\r\n", "zz\r\n", http.StatusBadRequest, problem},
		"a signed body that ends too early": {signed("Content-Length: 10"), "{}", http.StatusBadRequest, problem},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			response := raw(t, base, c.head, c.body)
			if kind := response.Header.Get("Content-Type"); response.StatusCode != c.status || kind != c.kind {
				t.Errorf("%d %s, want %d %s", response.StatusCode, kind, c.status, c.kind)
			}
		})
	}
}

// raw sends bytes, as many as are taken, and that there are no more, and
// returns the answer.
func raw(t *testing.T, base, head, body string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	check(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	check(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	go func() {
		_, _ = io.WriteString(conn, head+body) // until the server has enough
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	check(t, err)
	return response
}
