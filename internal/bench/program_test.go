// Package bench measures the whole program beside the same work done bare:
// intake through HTTP on both engines, the memory it takes, a reseller's year,
// and the pages that show it. It has benchmarks only; docs/performance.md
// explains their figures.
package bench

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/app"
)

var servingAt = regexp.MustCompile(`msg=serving url=(\S+)`)

// serve runs the program on a free port, and returns its address once it
// serves. It ends when stop is called, or with the benchmark.
func serve(b *testing.B, w *world) (base string, stop func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	log, in := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- app.Main(ctx, app.Process{Args: w.args("serve", "--addr", "127.0.0.1:0"), Stdout: io.Discard, Stderr: in})
		_ = in.Close()
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		if code := <-done; code != 0 {
			b.Errorf("the program ended with code %d", code)
		}
	})
	b.Cleanup(stop)
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if m := servingAt.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return m[1], stop
		}
	}
	b.Fatal("the program ended without serving")
	return "", nil
}

// command runs a command of the program to its end, and returns its answer.
func command(b *testing.B, args ...string) string {
	b.Helper()
	var out, problem bytes.Buffer
	if code := app.Main(b.Context(), app.Process{Args: args, Stdout: &out, Stderr: &problem}); code != 0 {
		b.Fatalf("%v ends with code %d: %s", args, code, &problem)
	}
	return strings.TrimSpace(out.String())
}

// visitor is a reseller's owner who has signed in.
type visitor struct {
	base   string
	client http.Client
}

func signIn(b *testing.B, base, email, password string) *visitor {
	b.Helper()
	jar, err := cookiejar.New(nil)
	must(b, err)
	v := &visitor{base, http.Client{Jar: jar}}
	answer, err := v.client.PostForm(base+"/login", url.Values{"email": {email}, "password": {password}})
	must(b, err)
	must(b, answer.Body.Close())
	if answer.Request.URL.Path != "/companies" {
		b.Fatalf("signing in leads to %s with status %d", answer.Request.URL, answer.StatusCode)
	}
	return v
}

// get reads a whole page.
func (v *visitor) get(b *testing.B, path string) string {
	answer, err := v.client.Get(v.base + path)
	must(b, err)
	defer answer.Body.Close() //nolint:errcheck // read to its end
	page, err := io.ReadAll(answer.Body)
	must(b, err)
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%s is answered %d", path, answer.StatusCode)
	}
	return string(page)
}

func must(b *testing.B, err error) {
	if err != nil {
		b.Helper()
		b.Fatal(err)
	}
}
