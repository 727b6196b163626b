package usage

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"reseller-console/internal/account"
)

// diary is an audit trail in memory.
type diary struct{ lines []string }

func (d *diary) Note(ctx context.Context, act account.Act) error {
	d.lines = append(d.lines, fmt.Sprint(act.Entry.Action, act.Entry.Changes))
	return ctx.Err()
}

func TestWhatIsDoneWithTheQuarantineIsInTheTrail(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t)
	places := fixedPlaces{}
	meter.places = places
	for _, id := range []string{"a", "b"} {
		e := session("u", 0, 1, 0)
		e.Source, e.ID = "s"+id, id
		if _, err := meter.Record(t.Context(), &Batch{Events: []Event{e}}); err != nil {
			t.Fatal(err)
		}
	}
	places["p"] = onePlace["p"]
	var trail diary
	q := NewQuarantine(meter, &trail)
	operator, owner := account.Command(), account.Caller{User: 1, Role: account.ResellerOwner, Reseller: 7}
	ended, end := context.WithCancel(t.Context())
	for _, step := range []struct {
		claim string
		do    func() error
		fails error
		want  string // what the trail tells more; "" for nothing
	}{
		{"others do not replay", func() error { _, err := q.Replay(t.Context(), owner, HeldFilter{}, func(Replayed) {}); return err }, account.ErrNotOperator, ""},
		{"others do not drop", func() error { _, err := q.Drop(t.Context(), owner, HeldFilter{}, func(int64) {}); return err }, account.ErrNotOperator, ""},
		{"nothing is no act", func() error {
			_, err := q.Drop(t.Context(), operator, HeldFilter{Source: "x"}, func(int64) {})
			return err
		}, nil, ""},
		{"a replay says which and how many", func() error {
			_, err := q.Replay(t.Context(), operator, HeldFilter{Source: "sa", Cause: UnknownProject}, func(Replayed) {})
			return err
		}, nil, "quarantine.replay[{reason  unknown-project} {source  sa} {accepted  1} {held  0} {gone  0}]"},
		{"a drop that is broken off says what it did", func() error {
			_, err := q.Drop(ended, operator, HeldFilter{Project: "p"}, func(int64) { end() })
			return err
		}, nil, "quarantine.drop[{project  p} {dropped  1}]"},
	} {
		trail.lines = nil
		if err := step.do(); !errors.Is(err, step.fails) {
			t.Errorf("%s: %v", step.claim, err)
		}
		if got := fmt.Sprint(trail.lines); got != fmt.Sprint([]string{step.want}) && (step.want != "" || len(trail.lines) > 0) {
			t.Errorf("%s: the trail tells %s", step.claim, got)
		}
	}
	if left := heldNow(t, store); len(left) != 0 {
		t.Errorf("%d are left", len(left))
	}
}
