// Package soak runs the real program and puts it through what happens to
// servers: it is killed, its disk fills up, its files turn read-only, its
// database goes away, others write beside it. All the while senders send usage
// and repeat what was not acknowledged; in the end the figures are compared
// with the senders' own record.
//
// The tests are short unless the environment variable SOAK says for how long
// each of them is to go on.
package soak

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"
)

// TestKilledAtAnyMomentNothingIsLostAndNothingCountsTwice kills the server with
// SIGKILL while batches are under way, and starts it again.
func TestKilledAtAnyMomentNothingIsLostAndNothingCountsTwice(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		f := s.fleet(t)
		for again := rounds(t, 6); again(); {
			server := s.start(t)
			f.sendTo(server.base)
			f.await(f.acknowledged, 3+rand.IntN(20))
			f.sendTo("")
			server.kill()
		}
		f.end()
		s.compare(t, f)
	})
}

// rounds lets a test go round that often, or for as long as SOAK says.
func rounds(t *testing.T, least int) (again func() bool) {
	t.Helper()
	end := time.Now()
	if text := os.Getenv("SOAK"); text != "" {
		d, err := time.ParseDuration(text)
		check(t, err)
		end = end.Add(d)
	}
	n := 0
	return func() bool {
		n++
		return n <= least || time.Now().Before(end)
	}
}
