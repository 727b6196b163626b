package store

import (
	"context"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
	"reseller-console/internal/usage"
)

// projectsOfTwo are the projects a and b of two companies of one reseller.
type projectsOfTwo struct{}

func (projectsOfTwo) Places(context.Context, []string) (map[string]company.Place, error) {
	held := []company.Holding{{From: calendar.DayOf(livekittest.Began).Add(-9), Reseller: 1}}
	return map[string]company.Place{"a": {Company: 1, Holdings: held}, "b": {Company: 2, Holdings: held}}, nil
}

// The whole way: webhooks of a room that nobody mapped, then restarts with
// other mappings. Figures are where the last one says, and never twice.
func TestFiguresOfLiveKitRoomsFollowTheMapping(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := livekittest.Clock(livekittest.Ended)
		meter := usage.NewMeter(db.Usage(), projectsOfTwo{}, clock, usage.DefaultOpenFrom)
		with := func(mapping livekit.Mapping) *livekit.Receiver {
			return livekittest.NewMapped(db.LiveKit(), meter, mapping, clock)
		}
		for _, body := range roomOf(20) {
			r := livekittest.New(livekittest.Ended, []byte(body))
			if err := with(nil).Receive(t.Context(), r.Authorization, r.Body); err != nil {
				t.Fatal(err)
			}
		}
		a, b := minutes(t, db, 1), minutes(t, db, 2)
		if a != 0 || b != 0 {
			t.Errorf("nobody's room: %d and %d minutes", a, b)
		}
		whole := int64(0)
		for _, project := range []string{"a", "a", "b", "b", "a"} {
			if err := with(livekit.Mapping{"room": project}).Resume(t.Context()); err != nil {
				t.Fatal(err)
			}
			got, none := minutes(t, db, 1), minutes(t, db, 2)
			if project == "b" {
				got, none = none, got
			}
			if whole == 0 {
				whole = got
			}
			if got == 0 || got != whole || none != 0 || minutes(t, db, 0) != whole {
				t.Errorf("mapped to %s: %d minutes, want %d, and %d elsewhere; %d in all", project, got, whole, none, minutes(t, db, 0))
			}
		}
	})
}

// minutes are all that a company used, of all of the reseller's if it is 0.
func minutes(t *testing.T, db *DB, of int64) int64 {
	t.Helper()
	product, _ := catalog.ByID(catalog.RTC)
	day := calendar.DayOf(livekittest.Began)
	points, err := usage.NewReader(db.Usage(), time.Now).Series(t.Context(), usage.Query{
		Owner: usage.Owner{Reseller: 1, Company: of}, Product: product, Window: usage.Window{From: day, To: day.Add(1)},
	})
	if err != nil {
		t.Fatal(err)
	}
	sum := int64(0)
	for _, p := range points {
		for _, v := range p.Values {
			sum += v
		}
	}
	return sum
}
