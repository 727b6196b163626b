package api

import (
	"crypto/sha256"
	"net/http"
	"strings"
	"sync"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// visit is a signed request as operations see it. Only they find it in a
// context; to everything below them it is arguments.
type visit struct {
	caller account.Caller
	accept string // media types that its sender asks for, in lower case
}

// OnceHeader documents the name of a request; nameOf reads it.
type OnceHeader struct {
	Key string `header:"Idempotency-Key" minLength:"1" maxLength:"255" doc:"Any text that no other request of the last 24 hours had. Sent again, the request is answered as at first and nothing is made twice; with another body it is 422, while the first is under way 409."`
}

const (
	idempotencyKey = "Idempotency-Key"
	maxOnceKey     = 255 // bytes
)

// nameOf returns the name that a sender gave to a request that makes something,
// with what the request asks for; nil without a name.
func nameOf(r *http.Request, body []byte, reseller int64, now time.Time) (*account.Once, error) {
	names := r.Header.Values(idempotencyKey)
	if len(names) == 0 || r.Method != http.MethodPost {
		return nil, nil //nolint:nilnil // no name is no error
	}
	visible := func(c rune) bool { return c >= ' ' && c <= '~' }
	if len(names) > 1 || names[0] == "" || len(names[0]) > maxOnceKey || strings.ContainsFunc(names[0], func(c rune) bool { return !visible(c) }) {
		return nil, fault.New(fault.Invalid, "%s must be one text of 1 to %d ASCII characters.", idempotencyKey, maxOnceKey).
			With(idempotencyKey, "1 to 255 ASCII characters", nil)
	}
	asked := sha256.New()
	asked.Write([]byte(r.Method + " " + r.URL.Path + "\n")) // never fails
	asked.Write(body)
	once := &account.Once{Reseller: reseller, Key: names[0], At: now}
	asked.Sum(once.Asked[:0])
	return once, nil
}

// flying are the named requests that this node works on.
type flying struct{ names sync.Map }

type flight struct {
	reseller int64
	key      string
}

// takeOff notes a named request; while it is under way another of that name is
// fault.Conflict. A node that knows nothing of it waits for its transaction
// instead, and then answers as it did.
func (f *flying) takeOff(once *account.Once) (land func(), err error) {
	if once == nil {
		return func() {}, nil
	}
	name := flight{once.Reseller, once.Key}
	if _, there := f.names.LoadOrStore(name, nil); there {
		return nil, fault.New(fault.Conflict, "The request of this %s is still being worked on. Ask again in a moment.", idempotencyKey)
	}
	return func() { f.names.Delete(name) }, nil
}
