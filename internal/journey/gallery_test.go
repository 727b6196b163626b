package journey

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/demo"
)

// theGallery is every page in every state, which the tests of the pages serve.
var theGallery = sync.OnceValues(startGallery)

// galleryRuns is the program that serves it, which ends with its input.
var galleryRuns struct {
	*exec.Cmd
	in io.Closer
}

func startGallery() (*program, error) {
	dir, err := os.MkdirTemp("", "gallery")
	if err != nil {
		return nil, err
	}
	pages := filepath.Join("..", "web")
	file := filepath.Join(dir, "gallery.test")
	if out, err := exec.Command("go", "test", "-c", "-o", file, "./"+pages).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	c := exec.Command(file, "-test.run", "^TestGallery$", "-test.timeout", "0", "-gallery", "127.0.0.1:0")
	c.Dir, c.Stderr = pages, os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	galleryRuns.Cmd, galleryRuns.in = c, in
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	return readAddress(out)
}

// readAddress waits until the gallery says where it is, and lets the rest pass.
func readAddress(out io.Reader) (*program, error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "The gallery is at "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return &program{Credentials: demo.Credentials{BaseURL: strings.TrimSuffix(address, "/")}}, nil
		}
	}
	return nil, io.ErrUnexpectedEOF
}

// stopGallery ends the gallery if it was started.
func stopGallery() error {
	if galleryRuns.Cmd == nil {
		return nil
	}
	if err := galleryRuns.in.Close(); err != nil {
		return err
	}
	return galleryRuns.Wait()
}

func inGallery(t *testing.T) *program {
	t.Helper()
	p, err := theGallery()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// names lists the gallery's cases.
func (b *browser) names() (names []string) {
	b.t.Helper()
	answer, err := http.Get(b.BaseURL + "/-/names")
	b.check(err)
	defer answer.Body.Close() //nolint:errcheck // read to its end
	b.check(json.NewDecoder(answer.Body).Decode(&names))
	return names
}

// everything says that journeys are to see every page in every look, not each
// in one of them.
func everything() bool { return os.Getenv("GALLERY") == "all" }

// galleryLook is one way to see a page.
type galleryLook struct {
	language, theme string
	width, height   int64
}

func (l galleryLook) String() string { return fmt.Sprintf("%s-%s-%d", l.language, l.theme, l.width) }

func galleryLooks() (all []galleryLook) {
	for _, size := range [][2]int64{{wide, high}, {phone, phigh}} {
		for _, language := range []string{"en", "zh-Hans"} {
			for _, theme := range []string{"light", "dark"} {
				all = append(all, galleryLook{language, theme, size[0], size[1]})
			}
		}
	}
	return all
}

// Without GALLERY=all each page is seen in its first state and in one look, the
// next page in another.
func TestEveryPageInEveryStateIsAccessible(t *testing.T) {
	t.Parallel()
	for k, look := range galleryLooks() {
		t.Run(look.String(), func(t *testing.T) {
			t.Parallel()
			b := visitAt(t, inGallery(t), look.width, look.height)
			b.statusesAreShown()
			for i, name := range b.names() {
				if !everything() && (i%8 != k || strings.Contains(name, ".")) {
					continue
				}
				b.see(look, name)
				b.accessible()
				b.fits(look, name)
			}
		})
	}
}

// see opens a case.
func (b *browser) see(look galleryLook, name string) {
	b.t.Helper()
	b.open("/-/" + name + "/" + look.language + "/" + look.theme)
}

// fits fails the test if the page is wider than the screen.
func (b *browser) fits(look galleryLook, name string) {
	b.t.Helper()
	if over := evaluate[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		b.t.Errorf("%s is %d px wider than its screen in %v", name, over, look)
		b.picture(name + "-" + look.String())
	}
}

// statusesAreShown lets pages have the statuses of errors: those that the
// gallery shows.
func (b *browser) statusesAreShown() { b.allow = "the server responded with a status of" }
