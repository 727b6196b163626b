package app

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

const domainOfTests = "console.test"

// announced is a log that tells when there is a certificate.
type announced chan struct{}

func (a announced) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("msg=certificate domain="+domainOfTests)) {
		close(a)
	}
	return len(line), nil
}

// served runs a server until it is stopped, or the test ends. It returns when
// there is a certificate of the authority.
func (a *authority) served(t *testing.T, data string) (s *server, stop func()) {
	t.Helper()
	settings := serving{storage: storage{Data: data}, clocked: clocked{OpenFrom: 400}, Addr: "127.0.0.1:0", APIRate: 1, APIBurst: 1,
		encryption: encryption{ACMEDomain: []string{domainOfTests}, ACMEEmail: "ops@console.test", ACMEDirectory: a.URL + "/directory"}}
	if a.kind == "http-01" {
		settings.ACMEHTTPAddr = "127.0.0.1:0"
	}
	log := make(announced)
	s, err := newServer(t.Context(), settings, Process{Stderr: log})
	if err != nil {
		t.Fatal(err)
	}
	a.mu.Lock()
	if a.ask = askTLS(domainOfTests, s.listener.Addr().String()); s.plain != nil {
		a.ask = askHTTP(domainOfTests, s.plain.Addr().String())
	}
	a.mu.Unlock()
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- errors.Join(s.run(ctx, s.ready), ignoreClosed(s.close())) }()
	stop = sync.OnceFunc(func() {
		end()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	select {
	case <-log:
	case <-time.After(time.Minute):
		t.Fatal("there is no certificate")
	}
	return s, stop
}

// visit asks the server for a path, as a browser that trusts the authority.
func (a *authority) visit(t *testing.T, s *server, name, path string) (*http.Response, error) {
	t.Helper()
	visitor := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.roots()}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", s.listener.Addr().String())
		}}}
	defer visitor.CloseIdleConnections()
	response, err := visitor.Get("https://" + name + path)
	if err == nil {
		_ = response.Body.Close()
	}
	return response, err
}

func TestACertificateIsHadFromAnAuthorityAndKept(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"tls-alpn-01", "http-01"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			a, data := newAuthority(t, kind), filepath.Join(t.TempDir(), "data")
			s, stop := a.served(t, data)
			response, err := a.visit(t, s, domainOfTests, "/healthz")
			if err != nil || response.StatusCode != http.StatusOK || response.ProtoMajor != 2 {
				t.Fatal(response, err)
			}
			if _, err := a.visit(t, s, "stranger.test", "/"); err == nil {
				t.Error("a certificate of another domain is had")
			}
			stop()
			a.Close()
			s, _ = a.served(t, data)
			if response, err := a.visit(t, s, domainOfTests, "/healthz"); err != nil || response.StatusCode != http.StatusOK {
				t.Errorf("the next start does without the authority: %v, %v", response, err)
			}
			expectPrivate(t, filepath.Join(data, acmeDir))
		})
	}
}

// expectPrivate expects a directory and its files to be their owner's only.
func expectPrivate(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Errorf("a certificate and the account's key should be in %v, %v", files, err)
	}
	for _, path := range append(files, dir) {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may use %s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestPlainHTTPAnswersTheAuthorityOnlyAndSendsOthersOn(t *testing.T) {
	t.Parallel()
	a := newAuthority(t, "http-01")
	s, _ := a.served(t, filepath.Join(t.TempDir(), "data"))
	_, port, _ := net.SplitHostPort(s.listener.Addr().String())
	for _, c := range []struct {
		method, host, path string
		status             int
		location           string
	}{
		{"GET", domainOfTests, "/companies?page=2&user=%2F", 308, "https://console.test:" + port + "/companies?page=2&user=%2F"},
		{"POST", "stranger.test", "//stranger.test/login", 308, "https://console.test:" + port + "//stranger.test/login"},
		{"GET", domainOfTests, "/.well-known/acme-challenge/another", 404, ""},
		{"GET", "stranger.test", "/.well-known/acme-challenge/" + theToken, 403, ""},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, "http://"+s.plain.Addr().String()+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = c.host
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != c.status || response.Header.Get("Location") != c.location {
			t.Errorf("%s %s: %d %s", c.host, c.path, response.StatusCode, response.Header.Get("Location"))
		}
	}
}

func TestTheAddressOfVisitorsIsThatOfTheDomain(t *testing.T) {
	t.Parallel()
	at := func(port int) net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port} }
	named := encryption{ACMEDomain: []string{"console.example", "console.test"}}
	for want, got := range map[string]string{
		"https://console.example":      named.address(at(443)),
		"https://console.example:8443": named.address(at(8443)),
		"https://127.0.0.1:8443":       encryption{TLSCert: "c"}.address(at(8443)),
		"http://127.0.0.1:8080":        encryption{}.address(at(8080)),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
