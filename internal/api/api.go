// Package api is the face for programs: it takes usage events and LiveKit's
// webhooks in, shows senders their receipts and whom to serve, and answers mistakes with problem
// details (RFC 9457).
//
// It owns status codes, headers, sizes and encodings of bodies. It does not
// own the formats of events (package intake), what becomes of them (package
// usage), nor what a webhook means (package livekit).
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/route"
	"reseller-console/internal/usage"
)

// Tokens knows the senders of usage.
type Tokens interface {
	// VerifyToken returns the token of that secret, else fault.Unauthenticated.
	VerifyToken(ctx context.Context, secret string) (account.IngestToken, error)
}

// LiveKit takes LiveKit's webhooks in.
type LiveKit interface {
	// Receive verifies the body as sent against the Authorization header and
	// keeps what it says. A bad signature is fault.Unauthenticated, a body that
	// is no webhook fault.Invalid; after any other error it must be sent again.
	Receive(ctx context.Context, authorization string, body []byte) error
}

// Config is what the API works with.
type Config struct {
	Meter    intake.Recorder
	Receipts usage.Receipts
	LiveKit  LiveKit // nil: not configured
	Tokens   Tokens
	Keys     Keys
	Quota    Quota // of each key

	Companies  *company.Service
	Membership *company.Membership
	Audit      *account.Trail
	Usage      *usage.Reader
	Exports    *export.Service
	Bills      *billing.Service
	BaseURL    string // where clients find the API
	StyleSheet string // address of that of the documentation

	Log   *slog.Logger
	Clock func() time.Time // times requests for the log
}

type api struct {
	Config
	gate  *gate
	paths paths
}

// New returns the handler of /v1/… and /healthz.
func New(c Config) route.Lister {
	a := &api{c, newGate(), paths{}}
	mux := http.NewServeMux()
	a.route(http.MethodPost, "/v1/usage/events", a.takeUsage)
	a.route(http.MethodGet, "/v1/usage/receipts", a.listReceipts)
	a.route(http.MethodGet, "/v1/usage/receipts/days", a.receiptDays)
	a.route(http.MethodGet, "/v1/usage/receipts/{id}", a.showReceipt)
	a.route(http.MethodGet, "/v1/projects/{appId}/status", a.showServing)
	a.route(http.MethodPost, "/v1/livekit/webhook", a.takeWebhook)
	a.route(http.MethodGet, "/healthz", a.health)
	reseller := newResellerAPI(a, mux)
	a.route(http.MethodGet, documentPath, reseller.showDocument)
	a.route(http.MethodGet, documentationPath, reseller.showDocs)
	mux.Handle("/", a.handle(func(_ http.ResponseWriter, r *http.Request) error {
		return fault.New(fault.NotFound, "There is nothing at %s.", r.URL.Path)
	}))
	a.paths.serve(mux)
	return route.Wrapped{Handler: withRequestID(a.withLog(a.withRecovery(withHeaderLimit(mux)))), Routes: listed{mux, a.paths}}
}

// endpoint answers a request, or returns why it cannot.
type endpoint func(w http.ResponseWriter, r *http.Request) error

// route serves the endpoint, and 405 for every other method of its path.
func (a *api) route(method, path string, e endpoint) { a.paths.add(method, path, a.handle(e)) }

// handle turns an endpoint's error into problem details, in this one place.
func (a *api) handle(e endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := e(w, r); err != nil {
			a.fail(w, r, err)
		}
	})
}

// health says that the process answers; it asks nobody else.
func (a *api) health(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, struct {
		Status string `json:"status"`
	}{"ok"})
}
