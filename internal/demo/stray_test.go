package demo

import (
	"reflect"
	"testing"
	"time"

	"reseller-console/internal/usage"
)

func TestStraysGoToQuarantineAndAreTheSameEachTime(t *testing.T) {
	t.Parallel()
	r := newRegister()
	w := worldAt(1, afternoon)
	if _, err := settle(t.Context(), config(r, 1, afternoon, nil), w, newSteps(w, nil)); err != nil {
		t.Fatal(err)
	}
	events := strays(w, afternoon)
	if !reflect.DeepEqual(events, strays(worldAt(1, afternoon), afternoon)) {
		t.Error("the same seed and time give other strays")
	}
	store := usage.NewMemory()
	meter := usage.NewMeter(store, r, func() time.Time { return afternoon }, 3660) // the most days that can be open
	if err := recorder(t.Context(), meter, usage.Quarantined)(events); err != nil {
		t.Error(err)
	}
	counts, err := store.CountHeld(t.Context(), usage.HeldFilter{})
	want := map[usage.Cause]int64{usage.UnknownProject: strayChannels, usage.TooOld: resetChannels}
	for _, c := range counts {
		if want[c.Cause] != c.Events {
			t.Errorf("%d are held for %s, want %d", c.Events, c.Cause, want[c.Cause])
		}
	}
	if err != nil || len(counts) != 2 {
		t.Errorf("%v, %v", counts, err)
	}
}

func TestTheOperatorCanSignIn(t *testing.T) {
	t.Parallel()
	r, credentials := settled(t, 1)
	if len(r.operators) != 1 || r.operators[0].Email != credentials.Operator.Email || credentials.Operator.Password == "" {
		t.Errorf("operators %v, credentials %+v", r.operators, credentials.Operator)
	}
}
