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

// Request is a request that may be sent several times.
type Request struct {
	Method string
	Target string // path and query, escaped
	Body   []byte // JSON; nil: none
	Name   string // its Idempotency-Key; one of its own if it is a POST and none is given
	Match  string // its If-Match; empty: none
}

// Answer is what the API answers.
type Answer struct {
	Status int // of HTTP: 200 to 399
	Header http.Header
	Body   []byte
}

// get asks for something.
func (c *Client) get(ctx context.Context, path string, query url.Values, into any) (http.Header, error) {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return c.read(ctx, Request{Method: http.MethodGet, Target: path}, into)
}

// post makes something, once however often it is sent.
func (c *Client) post(ctx context.Context, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("client: %w", err)
	}
	_, err = c.read(ctx, Request{Method: http.MethodPost, Target: path, Body: text}, into)
	return err
}

// patch changes something, if it is still in the version that etag names; in
// any version, without one.
func (c *Client) patch(ctx context.Context, path, etag string, body, into any) (http.Header, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return c.read(ctx, Request{Method: http.MethodPatch, Target: path, Body: text, Match: etag}, into)
}

// remove ends something. What was gone before an answer came is gone.
func (c *Client) remove(ctx context.Context, path string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Target: path})
	return err
}

// read sends the request and reads what is answered.
func (c *Client) read(ctx context.Context, r Request, into any) (http.Header, error) {
	answer, err := c.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	if into == nil {
		return answer.Header, nil
	}
	if err := json.Unmarshal(answer.Body, into); err != nil {
		return nil, fmt.Errorf("client: the answer to %s %s cannot be read: %w", r.Method, r.Target, err)
	}
	return answer.Header, nil
}

// Do sends any request, for what has no method here: signed, and again until
// there is an answer that another attempt would not change. An answer of 400
// and above is an Error.
func (c *Client) Do(ctx context.Context, call Request) (Answer, error) {
	if call.Method == http.MethodPost && call.Name == "" {
		call.Name = uuid.NewString()
	}
	var answer Answer
	err := c.try(ctx, &call, func(response *http.Response) error {
		text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
		if err != nil {
			return &lost{err}
		}
		answer = Answer{response.StatusCode, response.Header, text}
		return nil
	})
	return answer, err
}

// try sends the request until there is an answer that another attempt would
// not change, and has it taken if it is a good one.
func (c *Client) try(ctx context.Context, call *Request, take func(*http.Response) error) error {
	var err error
	for attempt := range c.Attempts {
		if attempt > 0 {
			if waitErr := wait(ctx, pause(attempt, err)); waitErr != nil {
				return errors.Join(err, waitErr)
			}
		}
		if err = c.send(ctx, call, take); err == nil || !repeatable(ctx, call, err) {
			return err
		}
	}
	return err
}

// send sends the request once, with a date, an id and a signature of its own:
// the server answers no id twice.
func (c *Client) send(ctx context.Context, call *Request, take func(*http.Response) error) error {
	r, err := http.NewRequestWithContext(ctx, call.Method, c.base.String()+call.Target, bytes.NewReader(call.Body))
	if err != nil {
		return fmt.Errorf("client: %w", err)
	}
	if err := c.sign(r, call); err != nil {
		return fmt.Errorf("client: %w", err)
	}
	response, err := c.HTTP.Do(r)
	if err != nil {
		return &lost{err}
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	if response.StatusCode < http.StatusBadRequest {
		return take(response)
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return &lost{err}
	}
	return readError(response, text)
}

// sign covers the target and the body too, as strict keys ask for.
func (c *Client) sign(r *http.Request, call *Request) error {
	names := []string{"x-date", "x-request-id", signature.Target}
	r.Header.Set("X-Date", c.Clock().UTC().Format(http.TimeFormat))
	r.Header.Set("X-Request-Id", uuid.NewString())
	if call.Body != nil {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Digest", signature.Digest(call.Body))
		names = append(names, "digest")
	}
	if call.Match != "" {
		r.Header.Set("If-Match", call.Match)
	}
	if call.Name != "" {
		r.Header.Set("Idempotency-Key", call.Name)
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
func repeatable(ctx context.Context, call *Request, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status == http.StatusTooManyRequests || call.Name != "" && e.Status == http.StatusConflict || e.Status >= http.StatusInternalServerError
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
