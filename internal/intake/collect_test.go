package intake_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

// Not parallel: it looks at the memory of the whole process.
func TestUnreadableEventsHoldLittleMemory(t *testing.T) {
	const n = 50_000
	body := []byte("[" + strings.Repeat("{},", n-1) + "{}]")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var batch intake.Batch
	for item, err := range intake.Read(intake.Array, body, n) {
		if err != nil {
			t.Fatal(err)
		}
		batch.Add(&item)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if each := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n; batch.Len() != n || each > 64 {
		t.Errorf("%d events hold %d bytes each", batch.Len(), each)
	}
	runtime.KeepAlive(body)
}

func TestAnAnswerListsWhatWasNotAcceptedInTheOrderSent(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	lines := strings.Join([]string{"{}", good, good, "7", strings.Replace(good, `"e1"`, `"e2"`, 1), good, "{", "{"}, "\n")
	var batch intake.Batch
	for item, err := range intake.Read(intake.Lines, []byte(lines), 8) {
		if err != nil {
			t.Fatal(err)
		}
		batch.Add(&item)
	}
	answer, err := (&ledger{}).Record(t.Context(), &batch.Batch)
	if err != nil || answer.Receipt.Outcomes != (usage.Outcomes{Accepted: 2, Duplicate: 2, Rejected: 4}) {
		t.Errorf("%+v, %v", answer.Receipt.Outcomes, err)
	}
	var places []int
	for v := range answer.Others() {
		places = append(places, v.Index)
		if v.Line != v.Index+1 || v.Reason == "" || (v.Outcome == usage.Duplicate) != (v.ID == "e1") {
			t.Errorf("%+v", v)
		}
	}
	if !slices.Equal(places, []int{0, 2, 3, 5, 6, 7}) {
		t.Errorf("places are %v", places)
	}
	batch.Reset()
	if answer, err := (&ledger{}).Record(t.Context(), &batch.Batch); err != nil || answer.Receipt.Sent != 0 {
		t.Errorf("empty again: %+v, %v", answer.Receipt.Outcomes, err)
	}
}
