package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestASessionInUseIsWrittenOnceAMinute(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	began := s.sessions.writes.Load()
	for minute := range int64(3) {
		for range 5 {
			if status, _, _ := s.get(t, "/settings"); status != http.StatusOK {
				t.Fatalf("settings answer %d", status)
			}
		}
		if got := s.sessions.writes.Load() - began; got != minute {
			t.Errorf("in minute %d the session has been written %d times", minute, got)
		}
		s.later.Add(int64(renewEvery))
	}
}

func TestARenewedSessionLastsLonger(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if _, _, h := s.get(t, "/settings"); h.Get("Set-Cookie") != "" {
		t.Errorf("a page right after signing in sets %q", h.Get("Set-Cookie"))
	}
	s.later.Add(int64(renewEvery))
	if _, _, h := s.get(t, "/settings"); !strings.Contains(h.Get("Set-Cookie"), "Max-Age=144") {
		t.Errorf("a minute later a page sets %q, want four hours", h.Get("Set-Cookie"))
	}
}

func TestPagesAreReadWhileNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.sessions.full.Store(true)
	s.later.Add(int64(time.Hour))
	for _, path := range []string{"/companies", "/settings", "/usage/chart", "/usage/chart/file", "/usage/download"} {
		status, page, h := s.get(t, path)
		if status != http.StatusOK || strings.Contains(page, "went wrong") {
			t.Errorf("%s answers %d", path, status)
		}
		if !strings.Contains(s.log.String(), h.Get(requestID)) {
			t.Errorf("the log does not say that the session of %s was not renewed", path)
		}
	}
	if status, _, h := s.post(t, "/login", credentials("mara@northgate.example", testPassword)); status != http.StatusInternalServerError || h.Get("Set-Cookie") != "" {
		t.Errorf("a sign-in that cannot be kept answers %d with %q", status, h.Get("Set-Cookie"))
	}
}
