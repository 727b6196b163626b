package web

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

var (
	eventIDs    = regexp.MustCompile(`<div class="font-monospace cell-name">(e\d{4}|old \d)</div>`)
	hiddenUntil = regexp.MustCompile(`name="until" value="(\d+)"`)
)

// shown lists the events on a page, the first of it at the beginning.
func shown(page string) (ids []string) {
	for _, m := range eventIDs.FindAllStringSubmatch(page, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// next is the address of a link by its id.
func next(t *testing.T, page, id string) string {
	t.Helper()
	m := regexp.MustCompile(`id="` + id + `" href="([^"]+)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no link %s", id)
	}
	return strings.ReplaceAll(m[1], "&amp;", "&")
}

func TestTheQuarantineIsListedLatestFirstInPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	s.desk.fill(t, 118)
	_, page, _ := s.get(t, quarantinePath)
	first := shown(page)
	if len(first) != heldPage || first[0] != "old 1" || first[2] != "e0117" || strings.Contains(page, `id="page-newer"`) {
		t.Errorf("the first page shows %v", first)
	}
	var middle string
	_, middle, _ = s.get(t, next(t, page, "page-older"))
	_, last, _ := s.get(t, next(t, middle, "page-older"))
	if ids := shown(last); len(ids) != 20 || ids[19] != "e0000" || strings.Contains(last, `id="page-older"`) {
		t.Errorf("the last page shows %v", ids)
	}
	_, back, _ := s.get(t, next(t, last, "page-newer"))
	if got, want := shown(back), shown(middle); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("back from the last page is %v, want %v", got, want)
	}
	_, begin, _ := s.get(t, next(t, back, "page-newer"))
	if got := shown(begin); strings.Join(got, " ") != strings.Join(first, " ") {
		t.Errorf("back at the beginning is %v, want %v", got, first)
	}
}

func TestTheQuarantineIsFilteredAndCounted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	s.desk.fill(t, 5)
	for query, want := range map[string]struct {
		ids    string
		chosen string
	}{
		"":                                      {"old 1 old 0 e0004 e0003 e0002 e0001 e0000", "7 events are chosen"},
		"?reason=too-old":                       {"old 1 old 0", "2 events are chosen"},
		"?project=elsewhere":                    {"e0004 e0003 e0002 e0001 e0000", "5 events are chosen"},
		"?source=%3Cb%3Erecorder%3C%2Fb%3E":     {"old 1 old 0", "2 events are chosen"},
		"?reason=too-old&project=elsewhere":     {"", "No event in quarantine matches"},
		"?older=nonsense":                       {"old 1 old 0 e0004 e0003 e0002 e0001 e0000", "7 events are chosen"},
		"?source=nobody":                        {"", "No event in quarantine matches"},
		"?project=%20there%20&reason=":          {"old 1 old 0", "2 events are chosen"},
		"?reason=refused":                       {"", "No event in quarantine matches"},
		"?newer=" + usage.HeldCursor{}.String(): {"old 1 old 0 e0004 e0003 e0002 e0001 e0000", "7 events are chosen"},
	} {
		status, page, _ := s.get(t, quarantinePath+query)
		if got := strings.Join(shown(page), " "); status != http.StatusOK || got != want.ids || !strings.Contains(page, want.chosen) {
			t.Errorf("%q answers %d with %q, want %q and %q", query, status, got, want.ids, want.chosen)
		}
	}
	for _, query := range []string{"?reason=nonsense", "?project=%00", "?source=%ff"} {
		if status, _, _ := s.get(t, quarantinePath+query); status != http.StatusBadRequest {
			t.Errorf("%q answers %d", query, status)
		}
	}
}

// heldForm is what the page's questions send.
func heldForm(t *testing.T, page, reason, project, source string) url.Values {
	t.Helper()
	m := hiddenUntil.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page asks nothing")
	}
	return url.Values{"reason": {reason}, "project": {project}, "source": {source}, "until": {m[1]}}
}

func TestAReplayCountsWhatMayCountAndSaysSo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	s.desk.fill(t, 5)
	_, page, _ := s.get(t, quarantinePath+"?project=elsewhere")
	if !strings.Contains(page, "Replay 5 events?") || !strings.Contains(page, "Unknown</span>") {
		t.Error("the question does not say how many events there are, or the page not that the project is unknown")
	}
	s.desk.create("elsewhere")
	if _, page, _ := s.get(t, quarantinePath); !strings.Contains(page, "Exists") {
		t.Error("the page does not say that the project exists now")
	}
	status, _, h := s.post(t, replayPath, heldForm(t, page, "", "elsewhere", ""))
	if status != http.StatusSeeOther || h.Get("Location") != quarantinePath+"?accepted=5&gone=0&held=0&project=elsewhere" {
		t.Fatalf("answers %d, to %q", status, h.Get("Location"))
	}
	_, page, _ = s.get(t, h.Get("Location"))
	if !strings.Contains(page, "5 events were counted.") || len(shown(page)) != 0 {
		t.Errorf("afterwards the page shows %v", shown(page))
	}
	_, page, _ = s.get(t, quarantinePath)
	_, _, h = s.post(t, replayPath, heldForm(t, page, "", "", ""))
	if h.Get("Location") != quarantinePath+"?accepted=0&gone=0&held=2" {
		t.Errorf("what is too old leads to %q", h.Get("Location"))
	}
}

func TestADropForgetsWhatThePageShowedAndNothingThatCameSince(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	s.desk.fill(t, 5)
	_, page, _ := s.get(t, quarantinePath+"?reason=unknown-project")
	if !strings.Contains(page, "Drop 5 events?") {
		t.Error("the question does not say how many events there are")
	}
	s.desk.at = s.desk.at.Add(time.Second)
	more, err := s.desk.meter.Record(t.Context(), &usage.Batch{Events: []usage.Event{{Source: "s", ID: "e9999", Type: usage.Retract, Project: "elsewhere", Target: "x"}}})
	if err != nil || more.Results[0].Outcome != usage.Quarantined {
		t.Fatal(more, err)
	}
	_, _, h := s.post(t, dropPath, heldForm(t, page, "unknown-project", "", ""))
	if h.Get("Location") != quarantinePath+"?dropped=5&reason=unknown-project" {
		t.Errorf("leads to %q", h.Get("Location"))
	}
	_, page, _ = s.get(t, h.Get("Location"))
	if got := strings.Join(shown(page), " "); got != "e9999" || !strings.Contains(page, "5 events were dropped.") {
		t.Errorf("afterwards the page shows %q", got)
	}
}

func TestActsOnTheQuarantineNeedAFormThatMakesSense(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	s.desk.fill(t, 5)
	until := strconv.FormatInt(testNow.UnixMilli(), 10)
	for name, f := range map[string]url.Values{
		"nothing": {}, "no until": {"reason": {"too-old"}}, "an until that is no number": {"until": {"x"}}, "an until below 0": {"until": {"-1"}},
		"a reason that is none": {"reason": {"old"}, "until": {until}}, "a project that is no text": {"project": {"\xff"}, "until": {until}},
	} {
		for _, path := range []string{dropPath, replayPath} {
			if status, _, _ := s.post(t, path, f); status != http.StatusBadRequest {
				t.Errorf("%s to %s answers %d", name, path, status)
			}
		}
	}
	for _, path := range []string{dropPath, replayPath} {
		if status, _, _ := s.post(t, path, url.Values{"until": {until}}, "Sec-Fetch-Site", "cross-site"); status != http.StatusForbidden {
			t.Errorf("%s from another site answers %d", path, status)
		}
	}
	if _, page, _ := s.get(t, quarantinePath); len(shown(page)) != 7 {
		t.Errorf("afterwards the page shows %v", shown(page))
	}
}

func TestAnActThatFailsIsToldFromOneThatTakesTooLong(t *testing.T) {
	t.Parallel()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		act, visit context.Context
		want       bool
	}{{over, t.Context(), true}, {over, over, false}, {t.Context(), t.Context(), false}} {
		if got := onlyLate(c.act, c.visit); got != c.want {
			t.Errorf("act over: %v, visit over: %v: %v", c.act.Err(), c.visit.Err(), got)
		}
	}
	q := quarantineQuery{at: usage.LastCursor, done: &heldNotice{replayed: usage.Replayed{Accepted: 5}, unfinished: true}}
	s := newSite(t)
	s.signInOperator(t)
	if _, page, _ := s.get(t, q.link()); !strings.Contains(page, "5 events were counted.") || !strings.Contains(page, "Replay again") {
		t.Error("a replay that took too long does not say so")
	}
	q.done = &heldNotice{drop: true, dropped: 1, unfinished: true}
	if _, page, _ := s.get(t, q.link()); !strings.Contains(page, "1 event was dropped.") || !strings.Contains(page, "Drop again") {
		t.Error("a drop that took too long does not say so")
	}
	s.desk.broken = fault.New(fault.Unavailable, "Nothing can be written.")
	if status, _, _ := s.post(t, replayPath, url.Values{"until": {"1"}}); status != http.StatusServiceUnavailable {
		t.Errorf("a replay that fails answers %d", status)
	}
}
