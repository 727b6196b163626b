package soak

import (
	"fmt"
	"maps"
	"net/http"
	"sync"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// seconds is an event of that many seconds of audio.
func seconds(project, id string, day calendar.Day, n int64) usage.Event {
	return usage.Event{Source: "soak", ID: id, Type: usage.Seconds, Project: project, Product: product(catalog.RTC), Start: day.Start().UnixMilli(), Value: n}
}

// expectTally fails unless the batch gets those numbers.
func expectTally(t *testing.T, what string, got, want usage.Outcomes) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
}

// expectShown fails unless the project's day shows those figures, and no other.
func (s *site) expectShown(t *testing.T, what, project, productID string, day calendar.Day, want map[string]int64) {
	t.Helper()
	if got := s.shown(t, project, productID, day); !maps.Equal(got, want) {
		t.Errorf("%s: %s of %s on %s is %v, want %v", what, productID, project, day, got, want)
	}
}

// parallel posts n events at the same time, one each, and returns the answers.
func (s *site) parallel(t *testing.T, base string, n int, event func(i int) usage.Event) []answer {
	t.Helper()
	answers, errs := make([]answer, n), make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { answers[i], errs[i] = s.post(base, event(i)) })
	}
	group.Wait()
	for i := range answers {
		check(t, errs[i])
		if answers[i].status != http.StatusOK {
			t.Errorf("%d %s", answers[i].status, answers[i].text)
		}
	}
	return answers
}

func sum(answers []answer) (all usage.Outcomes) {
	for _, a := range answers {
		all.Accepted += a.Accepted
		all.Duplicate += a.Duplicate
		all.Conflict += a.Conflict
		all.Quarantined += a.Quarantined
		all.Rejected += a.Rejected
	}
	return all
}

func TestAnIdentityCountsOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		base := s.start(t).base
		t.Run("one event, posted a hundred times at once", func(t *testing.T) {
			p := projectID(0)
			answers := s.parallel(t, base, 100, func(int) usage.Event { return seconds(p, "same", yesterday, 60) })
			expectTally(t, "the answers", sum(answers), usage.Outcomes{Accepted: 1, Duplicate: 99})
			s.expectShown(t, "afterwards", p, catalog.RTC, yesterday, map[string]int64{"audioAll": 1})
		})
		t.Run("a hundred contents under one id, posted at once", func(t *testing.T) {
			p := projectID(1)
			answers := s.parallel(t, base, 100, func(i int) usage.Event { return seconds(p, "contested", yesterday, int64(60*(i+1))) })
			expectTally(t, "the answers", sum(answers), usage.Outcomes{Accepted: 1, Conflict: 99})
			for i, a := range answers {
				if a.Accepted == 1 {
					s.expectShown(t, "of the accepted one", p, catalog.RTC, yesterday, map[string]int64{"audioAll": int64(i + 1)})
				}
			}
		})
		t.Run("a retry that is cut differently", func(t *testing.T) {
			p := projectID(2)
			var all []usage.Event
			for i := range 750 {
				all = append(all, seconds(p, fmt.Sprintf("cut-%d", i+1), yesterday, 60))
			}
			expectTally(t, "1 to 500", s.tally(t, base, all[:500]...), usage.Outcomes{Accepted: 500})
			expectTally(t, "250 to 750", s.tally(t, base, all[249:]...), usage.Outcomes{Accepted: 250, Duplicate: 251})
			s.expectShown(t, "afterwards", p, catalog.RTC, yesterday, map[string]int64{"audioAll": 750})
		})
		t.Run("sources and ids that look alike when joined", func(t *testing.T) {
			p := projectID(3)
			var all []usage.Event
			for _, pair := range [][2]string{{"a-b", "c"}, {"a", "b-c"}, {"a-b-c", "-"}, {"a", "-b-c"}, {"ab", "c"}, {"a", "bc"}, {"a\x01", "b"}, {"a", "\x01b"},
				{"A", "bc"}, {"a", "bc "}, {"1", "1"}, {"1", "01"}, {"01", "1"}, {"é", "x"}, {"e\u0301", "x"}} {
				e := seconds(p, pair[1], yesterday, 60)
				e.Source = pair[0]
				all = append(all, e)
			}
			n := int64(len(all))
			expectTally(t, "at first", s.tally(t, base, all...), usage.Outcomes{Accepted: n})
			expectTally(t, "again", s.tally(t, base, all...), usage.Outcomes{Duplicate: n})
			s.expectShown(t, "afterwards", p, catalog.RTC, yesterday, map[string]int64{"audioAll": n})
		})
		s.audit(t)
	})
}
