package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/fault"
)

type requestIDKey struct{}

// requestID is the id of the request that ctx belongs to.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// maxRequestID is how many characters of a sender's request id are echoed.
const maxRequestID = 128

// withRequestID echoes the sender's X-Request-Id if it is safe to log and to
// send back, else makes one.
func withRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !sane(id) {
			id = uuid.NewString()
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id)))
	})
}

func sane(id string) bool {
	for _, c := range []byte(id) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && c != '-' && c != '_' && c != '.' && c != ':' {
			return false
		}
	}
	return id != "" && len(id) <= maxRequestID
}

// maxHeaders is how many bytes the headers of a request may have, names and
// values counted. The server itself must let more through, for it does not
// answer with problems.
const maxHeaders = 32 << 10

// withHeaderLimit answers 431 beyond maxHeaders.
func withHeaderLimit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size := len("Host") + len(r.Host)
		for name, values := range r.Header {
			for _, value := range values {
				size += len(name) + len(value)
			}
		}
		if size > maxHeaders {
			writeProblem(w, r, http.StatusRequestHeaderFieldsTooLarge,
				fault.New(fault.TooLarge, "The headers have %d bytes, names and values counted; at most %d are read here.", size, maxHeaders))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// withLog writes one line for each request; health checks only for debugging.
func (a *api) withLog(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := a.Clock()
		answer := &answer{ResponseWriter: w}
		defer func() {
			level := slog.LevelInfo
			if r.URL.Path == "/healthz" {
				level = slog.LevelDebug
			}
			a.Log.LogAttrs(r.Context(), level, "request",
				slog.String("request_id", requestID(r.Context())),
				slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", answer.code()), slog.Int64("bytes", answer.bytes),
				slog.Duration("took", a.Clock().Sub(began).Round(time.Microsecond)),
				slog.String("remote", r.RemoteAddr))
		}()
		next.ServeHTTP(answer, r)
	})
}

// withRecovery answers a panic with 500 and logs where it happened.
func (a *api) withRecovery(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p)
			}
			a.Log.LogAttrs(r.Context(), slog.LevelError, "panic",
				slog.String("request_id", requestID(r.Context())), slog.String("path", r.URL.Path),
				slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			if begun(w) {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			writeProblem(w, r, http.StatusInternalServerError, fault.Readable(nil))
		}()
		next.ServeHTTP(w, r)
	})
}

// answer notes status and size of a response.
type answer struct {
	http.ResponseWriter
	status int // 0 until something is written
	bytes  int64
}

// begun reports whether something of the response was sent already.
func begun(w http.ResponseWriter) bool {
	a, ok := w.(*answer)
	return ok && a.status != 0
}

func (a *answer) code() int {
	if a.status == 0 {
		return http.StatusOK
	}
	return a.status
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write notes the size.
func (a *answer) Write(b []byte) (int, error) {
	a.status = a.code()
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the server's own writer.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
