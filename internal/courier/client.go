package courier

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"reseller-console/internal/hook"
)

// poster posts messages.
type poster struct{ *http.Client }

// newClient returns a client that follows no redirect and asks no proxy, and
// that, unless private networks are allowed, connects to public addresses only.
func newClient(private bool) poster {
	dialer := &net.Dialer{Timeout: timeout}
	if !private {
		dialer.Control = refusePrivate
	}
	return poster{&http.Client{
		Timeout:       timeout,
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: timeout, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 2, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// refusePrivate is asked for each address that is about to be connected to,
// after its name was looked up: no name leads inside, whatever it led to before.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !hook.Public(to.Addr()) {
		return hook.ErrPrivate
	}
	return nil
}

// post sends a message and notes the answer in the attempt. It returns how long
// the receiver asks to wait.
func (p poster) post(ctx context.Context, to string, headers map[string]string, body, agent string, a *hook.Attempt) (wait time.Duration) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		a.Error = printable(err.Error())
		return 0
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", agent)
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	answer, err := p.Do(r)
	if err != nil {
		a.Error = reason(err)
		return 0
	}
	defer answer.Body.Close()                                          //nolint:errcheck // it was read as far as wanted
	text, _ := io.ReadAll(io.LimitReader(answer.Body, hook.MaxAnswer)) // what came until it broke off is kept
	a.Status, a.Answer = answer.StatusCode, printable(string(text))
	return retryAfter(answer.Header.Get("Retry-After"), a.At)
}

// reason says why there was no answer, without the address, which is the
// reseller's own.
func reason(err error) string {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return hook.NoAnswer
	}
	if errors.Is(err, hook.ErrPrivate) {
		return hook.NotPublic
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return printable(err.Error())
}

// retryAfter reads seconds or a time (RFC 9110, 10.2.3); what is neither is 0.
func retryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(min(max(seconds, 0), 1e6)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// printable is a text that every engine can store.
func printable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text[:min(len(text), hook.MaxAnswer)], ""), "\x00", "")
}
