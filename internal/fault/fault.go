// Package fault is the product's only error vocabulary: what kind of thing
// went wrong, and what a user may read about it.
//
// It owns the kinds and the readable text. It does not own how a face shows
// them: package api turns a kind into a status code and problem details,
// package web into a page. An error that is not a *Error is internal: nobody
// but the log reads its text.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind says who has to act on an error, and how.
type Kind uint8

// The kinds. The zero value is Internal, so that a forgotten kind never leaks.
const (
	Internal        Kind = iota // ours to mend; the user gets a request id
	Invalid                     // the input is wrong; Fields say where
	Unauthenticated             // nobody known is asking
	Forbidden                   // known, but not allowed
	NotFound                    // not there, or not the caller's
	Conflict                    // contradicts what is stored
	Mismatch                    // names what was done before, and asks for something else
	Stale                       // was made for an earlier state of what is stored
	TooLarge                    // over a stated limit of size
	Unsupported                 // a media type or encoding that is not read here
	TooMany                     // over a stated rate; try again later
	Unavailable                 // cannot be done now (storage down); try again later
)

// Field names one wrong part of an input.
type Field struct {
	Location string // where, as the sender would write it: "data.start", "line 4711, column seconds"
	Message  string // what would be right
	Value    any    // what was sent; nil if absent
}

// Error is an error that a user may read.
type Error struct {
	Kind   Kind
	Detail string // one English sentence without internals
	Fields []Field
	Wait   time.Duration // how long until it is worth trying again; 0 if unknown
	cause  error
}

// New returns an error of that kind with a formatted detail.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

// Wrap returns an error of that kind that keeps its cause for the log.
func Wrap(kind Kind, cause error, format string, args ...any) *Error {
	return &Error{Kind: kind, Detail: fmt.Sprintf(format, args...), cause: cause}
}

// With adds a wrong field and returns the same error.
func (e *Error) With(location, message string, value any) *Error {
	e.Fields = append(e.Fields, Field{Location: location, Message: message, Value: value})
	return e
}

// After says how long until it is worth trying again, and returns the same
// error.
func (e *Error) After(wait time.Duration) *Error {
	e.Wait = wait
	return e
}

// Error is the text for the log: the detail and the cause.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Detail
	}
	return strings.TrimSuffix(e.Detail, ".") + ": " + e.cause.Error()
}

// Unwrap returns the cause, which only the log reads.
func (e *Error) Unwrap() error { return e.cause }

// KindOf returns the kind of err: Internal for every error that is not ours.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Readable returns what a user may read about err.
func Readable(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind != Internal {
		return e
	}
	return New(Internal, "Something went wrong on our side.")
}
