package app

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// kept is a server on a fresh data directory, whose clock stands at noon of a
// day, and its log.
func kept(t *testing.T, today calendar.Day, keep int) (*server, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	s := serving{storage: storage{Data: t.TempDir()}, Addr: "127.0.0.1:0", KeepEvents: keep, CheckEvery: time.Hour}
	s.OpenFrom, s.ClockOffset = 1, time.Until(today.Start().Add(12*time.Hour))
	srv, err := newServer(t.Context(), s, Process{Stderr: log})
	if err != nil {
		t.Fatal(err)
	}
	srv.log = slog.New(slog.NewTextHandler(log, nil))
	t.Cleanup(func() {
		if err := srv.close(); err != nil {
			t.Error(err)
		}
	})
	return srv, log
}

func activeOn(day calendar.Day) usage.Entry {
	rtm, _ := catalog.ByID(catalog.RTM)
	at := day.Start().UnixMilli()
	return usage.Entry{Place: company.Place{Company: 1}, ReceivedAt: at,
		Event: usage.Event{Source: "s", ID: day.String(), Type: usage.Active, Project: "p", Product: rtm, User: "u", Start: at}}
}

func outcome(t *testing.T, db *store.DB, e usage.Entry) usage.Outcome {
	t.Helper()
	answer, err := db.Usage().Record(t.Context(), storetest.Delivery([]usage.Entry{e}))
	if err != nil {
		t.Fatal(err)
	}
	return answer.Results[0].Outcome
}

func TestASweepForgetsMonthsThatAreOver(t *testing.T) {
	t.Parallel()
	const before, first, last, today = calendar.Day(20260531), calendar.Day(20260601), calendar.Day(20260630), calendar.Day(20260710)
	for keep, want := range map[int]usage.Outcome{0: usage.Duplicate, 39: usage.Quarantined, 70: usage.Duplicate} {
		srv, _ := kept(t, today, keep)
		for _, day := range []calendar.Day{before, first, last} {
			if got := outcome(t, srv.db, activeOn(day)); got != usage.Accepted {
				t.Fatal(got)
			}
		}
		if err := srv.sweepOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := outcome(t, srv.db, activeOn(before)); got != want {
			t.Errorf("events kept for %d days: that of %s is %s, want %s", keep, before, got, want)
		}
		if got := outcome(t, srv.db, activeOn(first)); got != usage.Duplicate {
			t.Errorf("events kept for %d days: that of %s is %s", keep, first, got)
		}
	}
}

func TestAServerChecksWhenItIsDueAndTellsWhatItFinds(t *testing.T) {
	t.Parallel()
	srv, log := kept(t, 20260710, 0)
	outcome(t, srv.db, activeOn(20260709))
	for range 2 { // the second one is not due
		srv.watchOnce(t.Context())
	}
	if text := log.String(); strings.Count(text, "msg=checked") != 1 || !strings.Contains(text, "level=INFO") || !strings.Contains(text, "days=1") {
		t.Errorf("log %s", text)
	}
	log.Reset()
	srv.tell(t.Context(), &usage.CheckRun{Checked: usage.Checked{Differences: 3}, Differences: []usage.Difference{{Where: "there"}}})
	srv.tell(t.Context(), &usage.CheckRun{Err: "no disk"})
	if text := log.String(); strings.Count(text, "level=ERROR") != 2 || !strings.Contains(text, "first=there") || !strings.Contains(text, "no disk") {
		t.Errorf("log %s", text)
	}
}

func TestCheckStoresItsResultAndRebuildHasNothingToDo(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	db, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	outcome(t, db, activeOn(20260709))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"check", "--last"}, 1, "no result of a check is stored yet"},
		{[]string{"check"}, 0, "1 days, 1 figures and 1 events compared, 0 differences\n"},
		{[]string{"check", "--last"}, 0, "1 days, 1 figures and 1 events compared, 0 differences\n"},
		{[]string{"rebuild"}, 0, "0 rows changed"},
	} {
		got := command(t, "", nil, append(c.args, "--data", dir)...)
		if got.code != c.code || !strings.Contains(got.out+got.errOut, c.says) {
			t.Errorf("%v: %+v, want code %d and %q", c.args, got, c.code, c.says)
		}
	}
}
