// Package journey drives the whole program as its users do: the demo in a
// real browser.
package journey

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/app"
	"reseller-console/internal/demo"
)

// program is the demo, served on a free port for all tests of the package.
type program struct {
	demo.Credentials
	dir  string
	stop func()
	done chan int
}

var theDemo = sync.OnceValues(startDemo)

func TestMain(m *testing.M) {
	code := m.Run()
	if err := stopChromium(); err != nil {
		log.Print("the browser ended with ", err)
		code = 1
	}
	if err := stopGallery(); err != nil {
		log.Print("the gallery ended with ", err)
		code = 1
	}
	if started {
		p, _ := theDemo()
		p.stop()
		if exit := <-p.done; exit != 0 {
			log.Printf("the program ended with code %d", exit)
			code = 1
		}
		if err := os.RemoveAll(p.dir); err != nil {
			log.Print(err)
			code = 1
		}
	}
	os.Exit(code)
}

var started bool

// startDemo runs `demo` until it says where it serves.
func startDemo() (*program, error) {
	started = true
	dir, err := os.MkdirTemp("", "demo")
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	p := &program{dir: dir, stop: stop, done: make(chan int, 1)}
	go func() {
		p.done <- app.Main(ctx, app.Process{
			Args:   []string{"demo", "--addr", "127.0.0.1:0", "--data", filepath.Join(dir, "data")},
			Stdout: in, Stderr: os.Stderr,
		})
		_ = in.Close()
	}()
	if err := waitFor(out, "Stop with"); err != nil {
		return p, err
	}
	text, err := os.ReadFile(filepath.Join(dir, "data", "credentials.json"))
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(text, &p.Credentials)
}

// waitFor reads lines until one begins as told, and lets the rest pass.
func waitFor(r io.Reader, begin string) error {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), begin) {
			go func() { _, _ = io.Copy(io.Discard, r) }()
			return nil
		}
	}
	return io.ErrUnexpectedEOF
}

func served(t *testing.T) *program {
	t.Helper()
	p, err := theDemo()
	if err != nil {
		t.Fatal(err)
	}
	return p
}
