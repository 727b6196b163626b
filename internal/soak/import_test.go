package soak

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"reseller-console/internal/intake"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// TestAnImportThatIsKilledGoesOnAfterItsLastBatch kills the real program at
// random moments while it imports, until it comes to the end.
func TestAnImportThatIsKilledGoesOnAfterItsLastBatch(t *testing.T) {
	t.Parallel()
	s := newSite(t, store.Config{Dir: filepath.Join(t.TempDir(), "data")})
	r := rand.New(rand.NewPCG(3, 1))
	var events []usage.Event
	var text []byte
	for len(events) < 130_000 { // six batches and a half
		events = append(events, makeBatch(r, len(events))...)
	}
	for i := range events {
		text = append(intake.Append(text, &events[i]), '\n')
	}
	file := filepath.Join(t.TempDir(), "usage.ndjson")
	check(t, os.WriteFile(file, text, 0o600))
	continued := 0
	for run := 0; ; run++ {
		out, problem, ended := s.importUntil(t, file, r.IntN(3))
		if strings.Contains(problem, "continuing after line") {
			continued++
		}
		if !ended {
			continue
		}
		// One that was killed after its end, before it could say so, is not
		// continued: the next one finds duplicates only.
		want := fmt.Sprintf("accepted %d, duplicate 0, conflict 0, quarantined 0, rejected 0\n", len(events))
		again := fmt.Sprintf("accepted 0, duplicate %d, conflict 0, quarantined 0, rejected 0\n", len(events))
		if !strings.HasSuffix(out, want) && !strings.HasSuffix(out, again) || continued == 0 {
			t.Errorf("after %d runs, %d of them continued: %s, want %s", run, continued, out, want)
		}
		break
	}
	f := s.fleet(t)
	f.others = events
	f.end()
	s.compare(t, f)
}

var progressed = regexp.MustCompile(`importing: \d+ %`)

// importUntil imports until the program has told that much of its progress,
// and kills it then. It reports whether it ended before.
func (s *site) importUntil(t *testing.T, file string, lines int) (out, problem string, ended bool) {
	t.Helper()
	program := s.command(t, "import", "--clock-offset="+offset.String(), file)
	var answer bytes.Buffer
	program.Stdout = &answer
	pipe, err := program.StderrPipe()
	check(t, err)
	check(t, program.Start())
	var said []byte
	for buffer := make([]byte, 1<<10); ; {
		n, err := pipe.Read(buffer)
		said = append(said, buffer[:n]...)
		if len(progressed.FindAll(said, -1)) > lines {
			check(t, program.Process.Kill())
			_, _ = io.Copy(io.Discard, pipe)
			break
		}
		if err != nil {
			break
		}
	}
	ended = program.Wait() == nil
	return answer.String(), string(said), ended
}
