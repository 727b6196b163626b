package app

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var servingAt = regexp.MustCompile(`msg=serving url=(\S+)`)

// start runs the program on a free port until the test ends, and returns its
// address once it serves.
func start(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	log, in := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- Main(ctx, Process{Args: append(args, "--addr", "127.0.0.1:0"), Stdout: io.Discard, Stderr: in})
		_ = in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != 0 {
			t.Errorf("the program ended with code %d", code)
		}
	})
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if m := servingAt.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return m[1]
		}
	}
	t.Fatal("the program ended without serving")
	return ""
}

// ask sends a request and returns status and body.
func ask(t *testing.T, method, url, token, contentType, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultTransport.RoundTrip(r) // redirects are answers here
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func TestTheServerAnswersEveryFace(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	created := command(t, "", nil, "source", "create", "--data", dir, "media", "--allow", "media/eu")
	token := strings.TrimSpace(created.out)
	base := start(t, "serve", "--data", dir)
	const event = `{"specversion":"1.0","id":"1","source":"media/eu","type":"usage.active","subject":"nobody","data":{"product":"rtm","user":"u","at":"2026-08-27T10:00:00Z"}}`
	for _, c := range []struct {
		method, path, token, body string
		status                    int
		says                      string
	}{
		{"GET", "/healthz", "", "", 200, "ok"},
		{"GET", "/readyz", "", "", 200, "ready"},
		{"PUT", "/readyz", "", "", 405, "Method Not Allowed"},
		{"GET", "/login", "", "", 200, "password"},
		{"GET", "/companies", "", "", 303, ""},
		{"GET", "/nowhere", "", "", 404, ""},
		{"GET", "/v1/usage/events", token, "", 405, "POST"},
		{"POST", "/v1/usage/events", "", event, 401, "token"},
		{"POST", "/v1/usage/events", token, event, 200, `"quarantined":1`},
		{"POST", "/v1/usage/events", token, strings.Replace(event, "media/eu", "media/us", 1), 200, `"rejected":1`},
		{"POST", "/v1/livekit/webhook", "", "{}", 404, "LiveKit"},
		{"GET", "/v1/nowhere", token, "", 404, "nothing"},
		{"GET", "/v1/resellers/companies", token, "", 401, "not signed"},
		{"GET", "/openapi.json", "", "", 200, `"3.1.0"`},
		{"GET", "/docs/api", "", "", 200, "/static/"},
	} {
		status, body := ask(t, c.method, base+c.path, c.token, "application/cloudevents+json", c.body)
		if status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s: %d, want %d and %q in %s", c.method, c.path, status, c.status, c.says, body)
		}
	}
}

func TestLiveKitIsConfiguredByKeys(t *testing.T) {
	t.Parallel()
	base := start(t, "serve", "--data", filepath.Join(t.TempDir(), "data"), "--livekit-keys", "devkey:secret", "--livekit-map", "a=p")
	if status, body := ask(t, "POST", base+"/v1/livekit/webhook", "", "application/webhook+json", "{}"); status != 401 {
		t.Errorf("an unsigned webhook is answered %d %s, want 401", status, body)
	}
}

func TestAnAPIKeyIsMadeListedAndDeleted(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	run := func(code int, args ...string) string {
		t.Helper()
		got := command(t, "", nil, append(args, "--data", dir)...)
		if got.code != code {
			t.Fatalf("%v: %+v", args, got)
		}
		return got.out + got.errOut
	}
	run(0, "reseller", "create", "--name", "Northgate", "--email", "mara@northgate.example")
	made := run(0, "key", "create", "mara@northgate.example", "--name", "Billing", "--expires", "2999-01-01", "--allow", "192.0.2.7", "--read-only", "--strict")
	m := regexp.MustCompile(`^access_key_id=([A-Za-z0-9]{40})\naccess_key_secret=([A-Za-z0-9]{40})\n$`).FindStringSubmatch(made)
	if m == nil {
		t.Fatal(made)
	}
	list := run(0, "key", "list", "1")
	for _, want := range []string{m[1], "Billing", "never used", "until 2999-01-01T00:00:00Z, from 192.0.2.7/32, read-only, strict"} {
		if !strings.Contains(list, want) {
			t.Errorf("no %q in %s", want, list)
		}
	}
	if strings.Contains(list, m[2]) {
		t.Error("the secret is shown again")
	}
	if info, err := os.Stat(filepath.Join(dir, secretKeyFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
	if err := os.Rename(filepath.Join(dir, secretKeyFile), filepath.Join(dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if text := run(1, "serve", "--addr", "127.0.0.1:0"); !strings.Contains(text, "secret.key is missing") || !strings.Contains(text, "--secret-key-file") {
		t.Error(text)
	}
	write(t, filepath.Join(dir, secretKeyFile), strings.Repeat("0a", 32))
	if text := run(1, "serve", "--addr", "127.0.0.1:0"); !strings.Contains(text, "were not sealed with") {
		t.Error(text)
	}
	write(t, filepath.Join(dir, secretKeyFile), "short")
	if text := run(1, "key", "list", "1"); !strings.Contains(text, "is damaged") {
		t.Error(text)
	}
	run(0, "key", "delete", "1", m[1], "--secret-key-file", filepath.Join(dir, "elsewhere"))
	if text := run(1, "key", "delete", "1", m[1], "--secret-key-file", filepath.Join(dir, "elsewhere")); !strings.Contains(text, "no such API key") {
		t.Error(text)
	}
	for says, args := range map[string][]string{
		"no reseller 9": {"key", "list", "9"},
		"no such user":  {"key", "list", "nobody@example.com"},
	} {
		if text := run(1, append(args, "--secret-key-file", filepath.Join(dir, "elsewhere"))...); !strings.Contains(text, says) {
			t.Errorf("%v does not say %q: %s", args, says, text)
		}
	}
}

func TestACertificateMakesItHTTPS(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cert, key := certificate(t, dir)
	base := start(t, "serve", "--data", filepath.Join(dir, "data"), "--tls-cert", cert, "--tls-key", key)
	if !strings.HasPrefix(base, "https://127.0.0.1:") {
		t.Fatal(base)
	}
	text, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	visitor := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	response, err := visitor.Get(base + "/v1/resellers/companies")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // not read
	if response.StatusCode != 401 || response.Header.Get("WWW-Authenticate") != "hmac" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
}

// certificate makes one for 127.0.0.1 that is its own authority.
func certificate(t *testing.T, dir string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	cert, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	write(t, certFile, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})))
	write(t, keyFile, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	return certFile, keyFile
}
