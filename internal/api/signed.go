package api

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/signature"
)

// Keys verifies signed requests, and is what they are signed with.
type Keys interface {
	// Verify checks the signature and what the key allows: everything that is
	// wrong with the signature is the same fault.Unauthenticated, a request
	// that the key does not allow fault.Forbidden, and then it is returned, too.
	Verify(ctx context.Context, r *account.Request) (*account.Signed, error)
	// Spend uses a request's id up; the second time it is
	// fault.Unauthenticated.
	Spend(ctx context.Context, s *account.Signed) error
	// List lists the keys of the caller's reseller, the newest first.
	List(ctx context.Context, c account.Caller) ([]account.AccessKey, error)
	// Delete ends a key of the caller's reseller at once, else fault.NotFound.
	Delete(ctx context.Context, c account.Caller, id string) error
}

// The limits of a signed request's body.
const (
	maxSigned  = 1 << 20 // bytes
	signedTime = 30 * time.Second
)

type visitKey struct{}

// visitOf is the signed request that ctx belongs to.
func visitOf(ctx context.Context) visit {
	v, _ := ctx.Value(visitKey{}).(visit)
	return v
}

// signed lets requests through whose signature is right, once each, and within
// their key's quota.
func (a *resellerAPI) signed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", a.Clock().UTC().Format(http.TimeFormat)) // by which the skew is judged
		admitted, err := a.admit(w, r)
		if err == nil {
			var land func()
			if land, err = a.flying.takeOff(visitOf(admitted.Context()).caller.Once); err == nil {
				defer land()
				next.ServeHTTP(w, admitted)
				return
			}
		}
		if fault.KindOf(err) == fault.Unauthenticated {
			w.Header().Set("WWW-Authenticate", "hmac")
			a.Log.LogAttrs(r.Context(), slog.LevelInfo, "signature refused",
				slog.String("request_id", requestID(r.Context())), slog.Any("error", err))
		}
		a.fail(w, r, err)
	})
}

// admit checks the request and returns it with its caller and its body read.
// What costs least comes first, and nothing is remembered of a request that
// nobody with a key has signed.
func (a *resellerAPI) admit(w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	if err := overPlain(r); err != nil {
		return nil, err
	}
	signed, refused := a.Keys.Verify(r.Context(), requestOf(r))
	if signed == nil {
		return nil, refused
	}
	giveBack, err := a.quotas.take(w, signed.Key.ID, a.Clock())
	if err = cmp.Or(err, refused); err != nil {
		return nil, err
	}
	if err := uncompressed(w, r); err != nil {
		return nil, err
	}
	connection := http.NewResponseController(w)
	if r.ContentLength != 0 {
		// What cannot set a deadline is no connection, and needs none.
		_ = connection.SetReadDeadline(time.Now().Add(signedTime))
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxSigned))
	if err != nil {
		return nil, readFault("", maxSigned, false, err)
	}
	_ = connection.SetReadDeadline(time.Time{}) // else it would end the request while that is answered
	if err := signed.CheckBody(body); err != nil {
		return nil, err
	}
	if err := a.Keys.Spend(r.Context(), signed); err != nil {
		giveBack()
		return nil, err
	}
	v := visit{caller: signed.Caller(), accept: strings.ToLower(strings.Join(r.Header.Values("Accept"), ","))}
	v.caller.Request = requestID(r.Context())
	if v.caller.Once, err = nameOf(r, body, v.caller.Reseller, a.Clock()); err != nil {
		return nil, err
	}
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r, nil
}

// uncompressed refuses a body that is encoded: a digest of it could be taken for
// one of what it holds.
func uncompressed(w http.ResponseWriter, r *http.Request) error {
	encoding := strings.TrimSpace(strings.Join(r.Header.Values("Content-Encoding"), ", "))
	if encoding == "" || strings.EqualFold(encoding, "identity") {
		return nil
	}
	w.Header().Set("Accept-Encoding", "identity")
	return fault.New(fault.Unsupported, "The content encoding %.40q is not read here. Send the body as it is.", encoding).
		With("Content-Encoding", "identity, or left out", encoding)
}

// requestOf is what a signature can cover, and who sends it.
func requestOf(r *http.Request) *account.Request {
	header := maps.Clone(r.Header)
	if r.Host != "" {
		header["Host"] = []string{r.Host}
	}
	addr, _ := netip.ParseAddrPort(r.RemoteAddr) // a socket without addresses has none
	return &account.Request{
		Authorization: r.Header.Values("Authorization"),
		Message:       &signature.Message{Method: r.Method, Target: r.RequestURI, Proto: r.Proto, Header: header},
		Addr:          addr.Addr(),
		Agent:         r.UserAgent(),
		Changes:       r.Method != http.MethodGet && r.Method != http.MethodHead,
	}
}

// overPlain refuses a signed request that came over plain HTTP, unless from
// this machine: whoever listens would read what it answers. URL.Scheme says how
// it came, also behind a proxy.
func overPlain(r *http.Request) error {
	addr, err := netip.ParseAddrPort(r.RemoteAddr)
	if r.URL.Scheme == "https" || err == nil && addr.Addr().Unmap().IsLoopback() {
		return nil
	}
	return fault.New(fault.Forbidden, "Signed requests are answered over HTTPS only.")
}
