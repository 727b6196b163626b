package web

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// fakeDesk is what operators see: a real quarantine over a store in memory,
// where no project exists but those in places; receipts and runs of the check
// as the test sets them.
type fakeDesk struct {
	*usage.Quarantine
	meter  *usage.Meter
	store  *usage.Memory
	broken error
	days   []usage.ReceiptDay
	runs   []usage.CheckRun

	mu     sync.Mutex
	places map[string]company.Place
	at     time.Time // the next event comes then
}

func newFakeDesk() *fakeDesk {
	f := &fakeDesk{store: usage.NewMemory(), places: map[string]company.Place{"there": {Company: 200001}}, at: testNow.Add(-time.Hour)}
	f.meter = usage.NewMeter(f.store, f, func() time.Time { return f.at }, usage.DefaultOpenFrom)
	f.Quarantine = usage.NewQuarantine(f.meter, f)
	return f
}

func (f *fakeDesk) Places(context.Context, []string) (map[string]company.Place, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	places := map[string]company.Place{}
	for project, place := range f.places {
		places[project] = place
	}
	return places, nil
}

// create lets a project exist from now on.
func (f *fakeDesk) create(project string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.places[project] = company.Place{Company: 200002}
}

// fill sends n events of an unknown project, one a second, and two too old ones.
func (f *fakeDesk) fill(t testing.TB, n int) {
	t.Helper()
	rtc, _ := catalog.ByID(catalog.RTC)
	send := func(e usage.Event) {
		f.at = f.at.Add(time.Second)
		e.Type, e.Product = usage.Seconds, rtc
		if _, err := f.meter.Record(t.Context(), &usage.Batch{Events: []usage.Event{e}}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		send(usage.Event{Source: "media/eu-1", ID: fmt.Sprintf("e%04d", i), Project: "elsewhere", Start: calendar.Day(20260827).Start().UnixMilli(), Value: 60})
	}
	for i := range 2 {
		send(usage.Event{Source: "<b>recorder</b>", ID: fmt.Sprintf("old %d", i), Project: "there", Start: calendar.Day(20100101).Start().UnixMilli(), Value: 60})
	}
}

func (f *fakeDesk) Count(ctx context.Context, filter usage.HeldFilter) ([]usage.HeldCount, error) {
	if f.broken != nil {
		return nil, f.broken
	}
	return f.Quarantine.Count(ctx, filter)
}

// Note implements usage.Trail; what was done is seen at the events.
func (f *fakeDesk) Note(context.Context, account.Act) error { return nil }

func (f *fakeDesk) Replay(ctx context.Context, c account.Caller, filter usage.HeldFilter, progress func(usage.Replayed)) (usage.Replayed, error) {
	if f.broken != nil {
		return usage.Replayed{}, f.broken
	}
	return f.Quarantine.Replay(ctx, c, filter, progress)
}

func (f *fakeDesk) ReceiptDays(_ context.Context, from, to calendar.Day) (some []usage.ReceiptDay, err error) {
	for _, d := range f.days {
		if d.Day >= from && d.Day <= to {
			some = append(some, d)
		}
	}
	return some, f.broken
}

func (f *fakeDesk) CheckRuns(context.Context, int) ([]usage.CheckRun, error) { return f.runs, f.broken }

var receipts = []usage.ReceiptDay{
	{Day: 20260826, Sender: usage.Sender{Name: "Demo"}, Batches: 3, Sent: 30_000, Outcomes: usage.Outcomes{Accepted: 29_990, Duplicate: 5, Conflict: 1, Quarantined: 3, Rejected: 1}},
	{Day: 20260827, Sender: usage.Sender{Name: "Demo"}, Batches: 2, Sent: 12_000, Outcomes: usage.Outcomes{Accepted: 12_000}},
	{Day: 20260827, Sender: usage.Sender{Name: "<media>"}, Batches: 1, Sent: 7, Outcomes: usage.Outcomes{Rejected: 7}},
	{Day: 20260601, Sender: usage.Sender{Name: "Demo"}, Batches: 1, Sent: 1, Outcomes: usage.Outcomes{Accepted: 1}},
}

var runs = []usage.CheckRun{
	{Started: testNow.Add(-time.Hour), Finished: testNow.Add(-time.Hour + 83*time.Second), Checked: usage.Checked{Days: 400, Events: 1_234_567, Figures: 9_000}},
	{Started: testNow.Add(-25 * time.Hour), Finished: testNow.Add(-25*time.Hour + 250*time.Millisecond), Checked: usage.Checked{Days: 2, Events: 10, Figures: 3, Differences: 120},
		Differences: []usage.Difference{{Where: "day 2026-08-26, project <p>, rtc", Stored: "[60 0]", True: "[0 0]"}, {Where: "total of 2026-08", Stored: "1", True: "0"}}},
	{Started: testNow.Add(-49 * time.Hour), Finished: testNow.Add(-49 * time.Hour), Err: "check 2026-08-25: disk full"},
}

func TestWideTablesOfTheOperatorCanBeScrolledAndKeepTheirFirstColumn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.desk.days = receipts
	s.signInOperator(t)
	for _, path := range []string{operatorPath, receivedPath} {
		_, page, _ := s.get(t, path)
		_, table, _ := strings.Cut(page, `<div class="table-responsive" tabindex="0" role="region"`)
		table, _, _ = strings.Cut(table, "</table>")
		if !strings.Contains(table, `figures">`) || strings.Count(table, `<th scope="row"`) != strings.Count(table, "<tr")-1 {
			t.Errorf("%s: %s", path, table)
		}
	}
}
