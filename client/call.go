package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/signature"
)

// maxAnswer is the most bytes of an answer that are read.
const maxAnswer = 64 << 20

// call is a request that may be sent several times.
type call struct {
	method string
	path   string // escaped
	query  url.Values
	body   []byte // JSON; nil: none
	name   string // its Idempotency-Key; empty: done twice it is the same as once
	match  string // its If-Match; empty: none
}

// get asks for something.
func (c *Client) get(ctx context.Context, path string, query url.Values, into any) (http.Header, error) {
	return c.do(ctx, &call{method: http.MethodGet, path: path, query: query}, into)
}

// post makes something, once however often it is sent.
func (c *Client) post(ctx context.Context, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("client: %w", err)
	}
	_, err = c.do(ctx, &call{method: http.MethodPost, path: path, body: text, name: uuid.NewString()}, into)
	return err
}

// patch changes something, if it is still in the version that etag names; in
// any version, without one.
func (c *Client) patch(ctx context.Context, path, etag string, body, into any) (http.Header, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return c.do(ctx, &call{method: http.MethodPatch, path: path, body: text, match: etag}, into)
}

// remove ends something. What was gone before an answer came is gone.
func (c *Client) remove(ctx context.Context, path string) error {
	_, err := c.do(ctx, &call{method: http.MethodDelete, path: path}, nil)
	return err
}

// do sends the request until there is an answer that another attempt would not
// change, and reads it.
func (c *Client) do(ctx context.Context, call *call, into any) (http.Header, error) {
	var err error
	for attempt := range c.Attempts {
		if attempt > 0 {
			if waitErr := wait(ctx, pause(attempt, err)); waitErr != nil {
				return nil, errors.Join(err, waitErr)
			}
		}
		var header http.Header
		if header, err = c.send(ctx, call, into); err == nil || !repeatable(ctx, call, err) {
			return header, err
		}
	}
	return nil, err
}

// send sends the request once, with a date, an id and a signature of its own:
// the server answers no id twice.
func (c *Client) send(ctx context.Context, call *call, into any) (http.Header, error) {
	target := c.base.String() + call.path
	if len(call.query) > 0 {
		target += "?" + call.query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, call.method, target, bytes.NewReader(call.body))
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	if err := c.sign(r, call); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	response, err := c.HTTP.Do(r)
	if err != nil {
		return nil, &lost{err}
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, &lost{err}
	}
	if response.StatusCode >= http.StatusBadRequest {
		return nil, readError(response, text)
	}
	if into == nil {
		return response.Header, nil
	}
	if err := json.Unmarshal(text, into); err != nil {
		return nil, fmt.Errorf("client: the answer to %s %s cannot be read: %w", call.method, call.path, err)
	}
	return response.Header, nil
}

// sign covers the target and the body too, as strict keys ask for.
func (c *Client) sign(r *http.Request, call *call) error {
	names := []string{"x-date", "x-request-id", signature.Target}
	r.Header.Set("X-Date", c.Clock().UTC().Format(http.TimeFormat))
	r.Header.Set("X-Request-Id", uuid.NewString())
	if call.body != nil {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Digest", signature.Digest(call.body))
		names = append(names, "digest")
	}
	if call.match != "" {
		r.Header.Set("If-Match", call.match)
	}
	if call.name != "" {
		r.Header.Set("Idempotency-Key", call.name)
		names = append(names, "idempotency-key")
	}
	m := &signature.Message{Method: r.Method, Target: r.URL.RequestURI(), Proto: r.Proto, Header: r.Header}
	h, err := signature.Sign(m, c.KeyID, c.Secret, signature.SHA256, names...)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", h.String())
	return nil
}

// lost is a request without an answer: nobody knows what became of it.
type lost struct{ cause error }

func (l *lost) Error() string { return "client: there was no answer: " + l.cause.Error() }

func (l *lost) Unwrap() error { return l.cause }

// repeatable reports whether another attempt may end otherwise.
// A named request that is refused with 409 is still being worked on.
func repeatable(ctx context.Context, call *call, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status == http.StatusTooManyRequests || call.name != "" && e.Status == http.StatusConflict || e.Status >= http.StatusInternalServerError
	}
	_, ok := errors.AsType[*lost](err)
	return ok
}

const firstPause = 200 * time.Millisecond

// pause is how long to wait before an attempt: as long as the server said, or
// twice as long each time, with some chance so that many clients do not come
// back at once.
func pause(attempt int, err error) time.Duration {
	if e, ok := errors.AsType[*Error](err); ok && e.RetryAfter > 0 {
		return e.RetryAfter
	}
	about := firstPause << (attempt - 1)
	return about/2 + rand.N(about)
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
