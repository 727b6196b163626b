package client

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Error is an answer that says why not.
type Error struct {
	Status     int     // of HTTP: 400 to 599
	Detail     string  // one sentence
	Fields     []Field // what was not right
	RequestID  string  // for the operator's log
	RetryAfter time.Duration
}

// Field is a part of a request that was not right.
type Field struct {
	Name  string          // companyName
	Right string          // what would be right
	Value json.RawMessage // what was sent; nil if nothing was
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("%s (HTTP %d, request %s)", strings.TrimSuffix(e.Detail, "."), e.Status, e.RequestID)
}

// readError reads a problem, or makes one of what something in between says.
func readError(r *http.Response, text []byte) error {
	var p struct {
		Detail string
		Errors []struct {
			Location, Message string
			Value             json.RawMessage
		}
	}
	e := &Error{Status: r.StatusCode, RequestID: r.Header.Get("X-Request-Id"), RetryAfter: retryAfter(r.Header)}
	if json.Unmarshal(text, &p) != nil || p.Detail == "" {
		e.Detail = http.StatusText(r.StatusCode)
		return e
	}
	e.Detail = p.Detail
	for _, f := range p.Errors {
		e.Fields = append(e.Fields, Field{f.Location, f.Message, f.Value})
	}
	return e
}
