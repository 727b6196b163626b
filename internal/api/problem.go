package api

import (
	"cmp"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/fault"
)

// problem is the body of every error (RFC 9457). Message repeats Detail for
// clients that read only that.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail"`
	Instance string         `json:"instance"` // path#request id
	Errors   []problemField `json:"errors" nullable:"false"`
	Message  string         `json:"message"`
}

type problemField struct {
	Location string `json:"location"`
	Message  string `json:"message"`
	Value    any    `json:"value,omitzero"`
}

// retryAfter is when a sender may try again after a 503 that does not say
// better.
const retryAfter = 5 * time.Second

// fail answers with the problem that err is, and logs what is ours to mend.
func (a *api) fail(w http.ResponseWriter, r *http.Request, err error) {
	if fault.KindOf(err) == fault.Internal && r.Context().Err() != nil {
		err = fault.Wrap(fault.Unavailable, err, "The request ended before it was answered.")
	}
	status := statusOf(fault.KindOf(err))
	if status >= http.StatusInternalServerError {
		a.Log.LogAttrs(r.Context(), slog.LevelError, "request failed",
			slog.String("request_id", requestID(r.Context())),
			slog.String("path", r.URL.Path), slog.Any("error", err))
	}
	writeProblem(w, r, status, fault.Readable(err))
}

func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusBadRequest
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Mismatch:
		return http.StatusUnprocessableEntity
	case fault.Stale:
		return http.StatusPreconditionFailed
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Unsupported:
		return http.StatusUnsupportedMediaType
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

func writeProblem(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) {
	p := problem{
		Type:     "about:blank",
		Title:    http.StatusText(status),
		Status:   status,
		Detail:   f.Detail,
		Instance: r.URL.Path + "#" + requestID(r.Context()),
		Message:  f.Detail,
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, problemField(field))
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	switch status {
	case http.StatusUnauthorized:
		if h.Get("WWW-Authenticate") == "" {
			h.Set("WWW-Authenticate", "Bearer")
		}
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		wait := cmp.Or(f.Wait, retryAfter)
		h.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	}
	w.WriteHeader(status)
	// A path need not be UTF-8; an answer must be.
	_ = json.MarshalWrite(w, p, jsontext.AllowInvalidUTF8(true)) // the client has gone; nobody is left to tell
}

// writeJSON answers 200 with what nobody may keep.
func writeJSON(w http.ResponseWriter, v any) error { return writeKept(w, "no-store", v) }

// writeKept answers 200; kept is its Cache-Control.
func writeKept(w http.ResponseWriter, kept string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", kept)
	_, _ = w.Write(body) // the client has gone; nobody is left to tell
	return nil
}
