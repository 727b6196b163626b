package soak

import (
	"math/rand/v2"
	"net/http"
	"testing"
)

// TestNoRequestIsAnsweredTwiceAlsoAfterAKill kills the server with SIGKILL as
// soon as it has answered, and sends it the same requests after its restart.
func TestNoRequestIsAnsweredTwiceAlsoAfterAKill(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		key := s.signer(t)
		for again := rounds(t, 3); again(); {
			server := s.start(t, unlimited...)
			all := make([]ask, 1+rand.IntN(30))
			for i := range all {
				all[i] = key.sign("GET", companies, "", "")
			}
			if n := statuses(atOnce(t, all, server)); n[http.StatusOK] != len(all) {
				t.Errorf("of %d requests are answered %v", len(all), n)
			}
			server.kill()
			server = s.start(t, unlimited...)
			if n := statuses(atOnce(t, all, server)); n[http.StatusUnauthorized] != len(all) {
				t.Errorf("of %d requests that were answered before the kill are answered %v", len(all), n)
			}
			key.sign("GET", companies, "", "").expect(t, server.base, http.StatusOK)
			server.kill()
		}
	})
}
