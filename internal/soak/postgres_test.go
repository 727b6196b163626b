package soak

import (
	"net/http"
	"strings"
	"testing"

	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

// TestWithoutPostgreSQLTheServerWaitsAndComesBackByItself stops the database at
// once, as a crash would, while batches are under way, and starts it again. The
// server is never started again.
func TestWithoutPostgreSQLTheServerWaitsAndComesBackByItself(t *testing.T) {
	t.Parallel()
	database := pgtest.Start(t)
	s := newSite(t, store.Config{Database: database.URL()})
	server, f, v := s.start(t), s.fleet(t), new(visitor)
	expectPage(t, http.StatusSeeOther, v, http.MethodPost, server.base+"/login", s.signInForm())
	f.sendTo(server.base)
	for again := rounds(t, 2); again(); {
		f.await(f.acknowledged, 10)
		database.Stop()
		f.await(f.refused, 10)
		expectNothing(t, server.base, v)
		database.Start()
		f.await(f.acknowledged, 1)
		expectPage(t, http.StatusOK, v, http.MethodGet, server.base+"/usage/chart", "")
		expectPage(t, http.StatusOK, v, http.MethodGet, server.base+"/readyz", "")
	}
	f.await(f.acknowledged, 10)
	f.end()
	server.stop()
	s.compare(t, f)
}

// expectNothing expects the server to say that it lives, and that all else must
// wait.
func expectNothing(t *testing.T, base string, v *visitor) {
	t.Helper()
	expectPage(t, http.StatusOK, v, http.MethodGet, base+"/healthz", "")
	expectPage(t, http.StatusServiceUnavailable, v, http.MethodGet, base+"/readyz", "")
	for _, path := range []string{"/usage/chart", "/companies", "/settings"} {
		header, text := expectPage(t, http.StatusServiceUnavailable, v, http.MethodGet, base+path, "")
		if header.Get("Retry-After") == "" || !strings.Contains(text, "</html>") {
			t.Errorf("whoever asks for %s is told, after %q seconds to try again:\n%s", path, header.Get("Retry-After"), text)
		}
	}
}
