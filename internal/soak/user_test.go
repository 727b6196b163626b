package soak

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// The most that the server may hold, in KiB, and by how much it may grow with
// the last quarter of the users: three million of them do not need more than
// the first 750,000, with which the caches of pages are full.
const (
	maxMemory = 300 << 10
	maxGrowth = 32 << 10
)

// TestActiveUsersAreCountedToTheLastInBoundedMemory sends the users of one
// project's day in batches of 10,000: a million of them with SOAK.
func TestActiveUsersAreCountedToTheLastInBoundedMemory(t *testing.T) {
	t.Parallel()
	users := 80_000
	if os.Getenv("SOAK") != "" {
		users = 1_000_000
	}
	s := newSite(t, store.Config{Dir: filepath.Join(t.TempDir(), "data")})
	server, p := s.start(t), projectID(0)
	warm := 0
	for from := 0; from < users; from += 10_000 {
		expectTally(t, "users", s.tally(t, server.base, crowd(p, "first", from, 10_000)...), usage.Outcomes{Accepted: 10_000})
		if from == users*3/4 {
			warm = server.memory(t)
		}
	}
	grown, most := server.memory(t), server.most(t)
	t.Logf("%d users: %d MiB after three quarters of them, %d MiB after all, never more than %d MiB", users, warm>>10, grown>>10, most>>10)
	if most > maxMemory || grown-warm > maxGrowth {
		t.Errorf("the server holds more with every user: %d, %d, %d KiB", warm, grown, most)
	}
	s.expectShown(t, "each once", p, catalog.RTM, yesterday, figures{"dau": int64(users)})
	expectTally(t, "the first again", s.tally(t, server.base, crowd(p, "first", 0, 10_000)...), usage.Outcomes{Duplicate: 10_000})
	expectTally(t, "some of them in other events", s.tally(t, server.base, crowd(p, "second", 0, 5_000)...), usage.Outcomes{Accepted: 5_000})
	s.expectShown(t, "repeated", p, catalog.RTM, yesterday, figures{"dau": int64(users)})
	expectTally(t, "retractions", s.tally(t, server.base, undone(p, 10_000)...), usage.Outcomes{Accepted: 10_000})
	s.expectShown(t, "half of the retracted were active otherwise", p, catalog.RTM, yesterday, figures{"dau": int64(users - 5_000)})
	s.audit(t)
}

// crowd is so many users of a project who were active once each.
func crowd(project, event string, from, n int) []usage.Event {
	all := make([]usage.Event, n)
	for i := range all {
		all[i] = active(yesterday, strconv.Itoa(from+i))
		all[i].Source, all[i].ID, all[i].Project = "crowd", fmt.Sprintf("%s-%d", event, from+i), project
	}
	return all
}

// undone takes away the first events of so many users.
func undone(project string, n int) []usage.Event {
	all := make([]usage.Event, n)
	for i := range all {
		all[i] = usage.Event{Source: "crowd", ID: fmt.Sprintf("undo-%d", i), Type: usage.Retract, Project: project, Target: fmt.Sprintf("first-%d", i)}
	}
	return all
}

// memory is what the server holds now, most what it ever held, both in KiB.
func (s *server) memory(t *testing.T) int { return s.status(t, "VmRSS") }
func (s *server) most(t *testing.T) int   { return s.status(t, "VmHWM") }

func (s *server) status(t *testing.T, line string) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Skipf("NOT MEASURED: no /proc here: %v", err)
	}
	m := regexp.MustCompile(line + `:\s+(\d+) kB`).FindSubmatch(text)
	n, err := strconv.Atoi(string(m[1]))
	check(t, err)
	return n
}

// TestUsersAreApartByTheBytesOfTheirIDs sends ids that are one number, one
// letter or one sound, but not one text.
func TestUsersAreApartByTheBytesOfTheirIDs(t *testing.T) {
	t.Parallel()
	ids := []string{"1", "01", "1.0", "+1", " 1", "1 ", "١", "9007199254740993", "9007199254740992", "9007199254740993.0",
		"a", "A", "ä", "a\u0308", "ß", "ss", "İ", "i", "ı", "\u200bx", "x", "18446744073709551617", "1e3", "1000", "null", "''", `"`, "%", "_"}
	eachEngine(t, func(t *testing.T, s *site) {
		base, p := s.start(t).base, projectID(0)
		for round := range 2 {
			var batch []usage.Event
			for i, id := range ids {
				e := active(yesterday, id)
				e.Source, e.ID, e.Project = "ids", fmt.Sprintf("%d-%d", round, i), p
				batch = append(batch, e)
			}
			expectTally(t, "ids", s.tally(t, base, batch...), usage.Outcomes{Accepted: int64(len(ids))})
			s.expectShown(t, fmt.Sprint("round ", round), p, catalog.RTM, yesterday, figures{"dau": int64(len(ids))})
		}
		s.audit(t)
	})
}
