package journey

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// theChromium is the browser in which each visitor has a window.
var theChromium = sync.OnceValues(startChromium)

// stopChromium ends it if it was started.
var stopChromium = func() error { return nil }

// frugal spares processor time: no page is kept to be gone back to, no process
// or frame is made anew without need, and scripts are not optimized, because none
// runs long enough to earn that.
var frugal = []chromedp.ExecAllocatorOption{
	chromedp.Flag("disable-features", "Translate,BackForwardCache,SpareRendererForSitePerProcess,RenderDocument,MediaRouter,OptimizationHints"),
	chromedp.Flag("js-flags", "--no-opt --no-maglev"),
	chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true),
}

// startChromium returns the context in which windows are opened.
func startChromium() (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], frugal...)
	options = append(options, chromedp.ExecPath(chromiumPath()), chromedp.NoSandbox, chromedp.Flag("disable-quic", true),
		chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("lang", "en-US"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ = chromedp.NewContext(ctx)
	stopChromium = func() error { defer cancel(); return chromedp.Cancel(ctx) }
	return ctx, chromedp.Do(ctx)
}

// chromiumPath finds the browser; it is empty on a machine without one.
func chromiumPath() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// chromium skips the journey on a machine without a browser, but not in CI.
func chromium(t *testing.T) {
	t.Helper()
	if chromiumPath() != "" {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("Chromium is missing; `make deps` installs it")
	}
	t.Skip("SKIPPED: Chromium is missing; `make deps` installs it")
}
