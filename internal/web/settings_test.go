package web

import (
	"strings"
	"testing"
)

func TestEachPageOfTheSettingsHasATitleOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	titles := make(map[string]string)
	for _, path := range []string{settingsPath, keysPath, webhooksPath, webhookLogPath, staffPath, sessionsPath, factorPath} {
		_, page, _ := s.get(t, path)
		_, title, _ := strings.Cut(page, "<title>")
		title, _, _ = strings.Cut(title, "<")
		if other, taken := titles[title]; title == "" || taken {
			t.Errorf("%s is called %q, as %s", path, title, other)
		}
		titles[title] = path
	}
}
