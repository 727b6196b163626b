package journey

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// pictures are the states whose looks are compared with pictures that are kept.
// They are in English: Chinese comes in a font of the machine.
var pictures = []struct {
	name          string
	theme         string
	width, height int64
}{
	{"signin", "light", wide, 800}, {"signin.wrong", "dark", phone, phigh}, {"companies", "light", wide, 1000}, {"companies", "dark", phone, phigh},
	{"companies.empty", "light", wide, 800}, {"companies.failed", "light", phone, phigh}, {"company", "light", wide, 1000}, {"company", "dark", phone, phigh},
	{"company.freeze", "dark", wide, 1000}, {"chart", "light", wide, 1000}, {"chart", "dark", phone, phigh}, {"chart.company", "dark", wide, 1000},
	{"download", "light", wide, 1000}, {"exports", "light", phone, phigh}, {"settings", "light", wide, 1000}, {"keys", "dark", wide, 900},
	{"two-factor", "light", phone, phigh}, {"activity", "light", wide, 900}, {"quarantine", "dark", wide, 900}, {"expired", "light", phone, phigh}, {"mails", "light", phone, phigh},
	{"bill", "light", wide, 1000}, {"bill", "dark", phone, phigh}, {"margin", "light", wide, 1000}, {"prices.preview", "light", wide, 1000}, {"budgets", "dark", wide, 900}, {"dashboard", "light", wide, 1000},
}

// tolerance is which share of the pixels may differ by more than a little, for
// the edges of letters, which browsers draw differently.
const (
	tolerance = 0.002
	little    = 48 // of 255, in any colour
)

// LOOK=compare compares the pages with the pictures in testdata/look, and
// LOOK=update writes these anew.
func TestPagesLookAsTheirPictures(t *testing.T) {
	t.Parallel()
	mode := os.Getenv("LOOK")
	if mode == "" {
		t.Skip("compared by `make pages`")
	}
	b := visitAt(t, inGallery(t), wide, high)
	b.statusesAreShown()
	for _, p := range pictures {
		b.resize(p.width, p.height)
		b.see(galleryLook{language: "en", theme: p.theme}, p.name)
		// A caret blinks, and the identifier of a request is another each time.
		evaluate[bool](b, `document.activeElement.blur(), document.querySelectorAll(".alert code").forEach(id => id.textContent = "REQUEST"), document.fonts.ready.then(() => true)`)
		got, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		b.check(err)
		name := fmt.Sprintf("%s-%s-%d.png", p.name, p.theme, p.width)
		file := filepath.Join("testdata", "look", name)
		if mode == "update" {
			b.check(keep(file, got))
			continue
		}
		want, err := os.ReadFile(file)
		b.check(err)
		if share, difference := compare(t, got, want); share > tolerance {
			b.check(keep(filepath.Join("..", "..", "artifacts", "look-"+name), difference))
			t.Errorf("%s differs from its picture in %.1f%% of its pixels; see artifacts/look-%s. LOOK=update writes it anew", p.name, 100*share, name)
		}
	}
}

func keep(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}

// compare returns the share of pixels that differ, and a picture of them: red
// on what is now there, paled.
func compare(t *testing.T, got, want []byte) (share float64, difference []byte) {
	t.Helper()
	a, b := decode(t, got), decode(t, want)
	if a.Bounds() != b.Bounds() {
		return 1, got
	}
	out, differ := image.NewRGBA(a.Bounds()), 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			c := pale(a.At(x, y))
			if apart(a.At(x, y), b.At(x, y)) {
				c = color.RGBA{R: 255, A: 255}
				differ++
			}
			out.Set(x, y, c)
		}
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, out); err != nil {
		t.Fatal(err)
	}
	return float64(differ) / float64(a.Bounds().Dx()*a.Bounds().Dy()), picture.Bytes()
}

func decode(t *testing.T, content []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func pale(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(192 + r>>10), uint8(192 + g>>10), uint8(192 + b>>10), 255}
}

// apart reports whether two colours differ by more than a little.
func apart(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, bl2, _ := b.RGBA()
	far := func(x, y uint32) bool { return max(x, y)-min(x, y) > little<<8 }
	return far(r, r2) || far(g, g2) || far(bl, bl2)
}
