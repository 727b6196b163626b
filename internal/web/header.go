package web

import (
	"crypto/rand"
	"net/http"
)

// requestID is the header that names a request in the answer and in the log.
const requestID = "X-Request-Id"

// prefersTheme is the browser's hint at the theme of its system.
const prefersTheme = "Sec-CH-Prefers-Color-Scheme"

// policy allows what comes from here and nothing inline: text that slips
// through as markup still cannot run, draw or send anything.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// withHeaders gives every answer its name and what keeps browsers careful.
// Pages are not kept; an asset sets its own Cache-Control.
func withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		if h.Get(requestID) == "" { // unless a handler around this one named it
			h.Set(requestID, rand.Text())
		}
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("Accept-CH", prefersTheme)
		h.Set("Critical-CH", prefersTheme) // the very first page comes in the right theme
		h.Add("Vary", prefersTheme)
		next.ServeHTTP(w, r)
	})
}
