package journey

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/emulation"
	logdomain "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// window is one of the browser's windows: cookies and a cache of its own, and
// the focus whatever other windows do. One visitor after another has it, since
// a new window costs as much as ten pages.
type window struct {
	ctx     context.Context
	close   context.CancelFunc
	visitor atomic.Pointer[browser]
}

// free are the windows without a visitor.
var free struct {
	sync.Mutex
	windows []*window
}

func freeWindow() (*window, error) {
	free.Lock()
	defer free.Unlock()
	if n := len(free.windows); n > 0 {
		w := free.windows[n-1]
		free.windows = slices.Delete(free.windows, n-1, n)
		return w, nil
	}
	return openWindow()
}

// openWindow opens one more. That nobody asks for rules of style spares the
// browser to read the style sheet once more for each page.
func openWindow() (*window, error) {
	all, err := theChromium()
	if err != nil {
		return nil, err
	}
	w := &window{}
	w.ctx, w.close = chromedp.NewContext(all, chromedp.WithNewBrowserContext(), chromedp.WithListener(func(event any) {
		if b := w.visitor.Load(); b != nil {
			b.listen(event)
		}
	}))
	return w, chromedp.Do(w.ctx,
		setting(css.Disable, struct{}{}),
		setting(logdomain.Enable, struct{}{}),
		setting(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	)
}

// leave makes the window as good as new, for the next visitor; that of a test
// that fails is closed.
func (w *window) leave(b *browser) {
	err := chromedp.Do(b.ctx,
		chromedp.Navigate("about:blank"),
		setting(page.ResetNavigationHistory, struct{}{}),
		setting(network.ClearBrowserCookies, struct{}{}),
		setting(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}),
		setting(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}),
		setting(webauthn.Disable, struct{}{}),
	)
	w.visitor.Store(nil)
	if err != nil || b.t.Failed() {
		w.close()
		return
	}
	free.Lock()
	defer free.Unlock()
	free.windows = append(free.windows, w)
}

// setting is a command whose answer says nothing.
func setting[P any](command cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return cdp.Call(ctx, t, command, params)
	}
}
