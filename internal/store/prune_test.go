package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Two months of events: the first is forgotten.
const (
	goneDay   = calendar.Day(20260730)
	keptMonth = calendar.Month(202608)
)

// twoMonths are events of every kind on four days around the end of a month,
// some of them over it, with corrections of both months.
func twoMonths(id func() string) (batches [][]usage.Entry) {
	shift := goneDay.Start().UnixMilli() - benchDay.Start().UnixMilli()
	for step := range 3 {
		batch := spread4(sessions(400, 400*step, id), step)
		for i := range batch {
			e := &batch[i].Event
			e.Start, batch[i].ReceivedAt = e.Start+shift, batch[i].ReceivedAt+shift
			if e.End > 0 {
				e.End += shift
			}
			if i%7 == 4 {
				*e = usage.Event{Source: e.Source, ID: e.ID, Type: usage.Active, Project: e.Project, Product: productOf("rtm"), User: e.User, Start: e.Start}
			}
		}
		batches = append(batches, batch)
	}
	return append(batches, correctionsOf(batches[0]))
}

// correctionsOf retracts some events, and moves some by two days on or back.
func correctionsOf(batch []usage.Entry) (all []usage.Entry) {
	for i, e := range batch {
		switch move := int64(i%2*4-2) * 86_400_000; {
		case i%11 == 0:
			e.Event = usage.Event{Source: e.Source, ID: "r" + e.ID, Type: usage.Retract, Project: e.Project, Target: e.ID}
		case i%13 == 0:
			e.Revision, e.Start = 1, e.Start+move
			if e.End > 0 {
				e.End += move
			}
		default:
			continue
		}
		all = append(all, e)
	}
	return all
}

func recordAll(t *testing.T, db *DB, batches [][]usage.Entry) {
	t.Helper()
	for _, batch := range batches {
		for outcome := range record(t, db, batch) {
			if outcome != usage.Accepted {
				t.Fatal(outcome)
			}
		}
	}
}

// allFigures are the figures of both months and all products, of everybody.
func allFigures(t *testing.T, db *DB) (all []any) {
	t.Helper()
	for reseller := range int64(3) {
		for _, p := range catalog.Products() {
			for _, monthly := range []bool{false, true} {
				points, err := db.Usage().Series(t.Context(), usage.Query{Owner: usage.Owner{Reseller: reseller + 1}, Product: p,
					Window: usage.Window{From: goneDay.Add(-5), To: goneDay.Add(20), Monthly: monthly}})
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, points)
			}
		}
	}
	return all
}

func number(t *testing.T, db *DB, text string, args ...any) (n int64) {
	t.Helper()
	if err := db.usage.reader.QueryRowContext(t.Context(), text, args...).Scan(&n); err != nil {
		t.Fatal(text, err)
	}
	return n
}

// expectForgotten looks for what is left of the first month.
func expectForgotten(t *testing.T, db *DB) {
	t.Helper()
	first, _ := monthPlaces(keptMonth)
	for text, bound := range map[string]int64{
		"select count(*) from segment where id < $1":                                  first,
		"select count(*) from segment_day where segment < $1":                         first,
		"select count(*) from segment_dead where segment < $1":                        first,
		"select count(*) from gauge where id < $1":                                    first,
		"select count(*) from presence where day < $1":                                int64(keptMonth.First()),
		"select count(*) from event_key where place <> 0 and abs(place) < $1":         first,
		"select count(*) from event_key where place = 0 and state <> 2 and part < $1": 1 << 30,
	} {
		if n := number(t, db, text, bound); n > 0 {
			t.Errorf("%d rows are left: %s", n, text)
		}
	}
	done, found := checked(t, db)
	if len(found) > 0 || done.Days == 0 || done.Unproven == 0 {
		t.Errorf("check: %+v, %v", done, found)
	}
}

func TestAForgottenMonthLeavesItsFiguresAndNeverOpensAgain(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		batches := twoMonths(id)
		recordAll(t, db, batches)
		before := allFigures(t, db)
		for range 2 {
			if err := db.Usage().Prune(t.Context(), keptMonth); err != nil {
				t.Fatal(err)
			}
		}
		expectForgotten(t, db)
		again := open(t, config)
		for i, batch := range batches[:3] {
			if counts := record(t, again, batch); counts[usage.Accepted] > 0 || counts[usage.Quarantined] == 0 || counts[usage.Duplicate] == 0 {
				t.Errorf("batch %d again: %v", i, counts)
			}
		}
		record(t, again, batches[3]) // retractions of what is forgotten undo nothing
		if !reflect.DeepEqual(allFigures(t, again), before) {
			t.Error("figures have changed")
		}
		checkClean(t, again)
	})
}

func checkClean(t *testing.T, db *DB) {
	t.Helper()
	if _, found := checked(t, db); len(found) > 0 {
		t.Errorf("check: %v", found)
	}
}

// mortal is a context that is over when it was asked so many times.
type mortal struct {
	context.Context
	left *atomic.Int64
}

var errKilled = errors.New("killed")

func (m mortal) Err() error {
	if m.left.Add(-1) < 0 {
		return errKilled
	}
	return m.Context.Err()
}

func TestForgettingMayEndBetweenAnyTwoSteps(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		batches := twoMonths(id)
		recordAll(t, db, batches)
		before := allFigures(t, db)
		again := slices.Concat(batches[:3]...)
		for steps := int64(1); ; steps++ {
			var left atomic.Int64
			left.Store(steps)
			killed := open(t, config)
			killed.log.stepTime = 0
			err := killed.Usage().Prune(mortal{t.Context(), &left}, keptMonth)
			checkClean(t, db)
			some := again[:30]
			again = again[30:]
			if n := record(t, db, some)[usage.Accepted]; n > 0 {
				t.Fatalf("after %d steps %d events counted again", steps, n)
			}
			if err == nil {
				break
			}
			if !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(allFigures(t, db), before) {
			t.Error("figures have changed")
		}
		expectForgotten(t, db)
	})
}

func TestFiltersOfForgottenGenerationsGo(t *testing.T) {
	t.Parallel()
	config := newSQLite(t)
	db := openFew(t, config)
	for i := range 3 {
		batch := sessions(fewKeys*3/4, 0, idForms["random"])
		for k := range batch {
			batch[k].Start += int64(i) * 30 * 86_400_000
			batch[k].End += int64(i) * 30 * 86_400_000
		}
		record(t, db, batch)
	}
	if err := db.Usage().Prune(t.Context(), keptMonth+1); err != nil {
		t.Fatal(err)
	}
	if f := db.log.keys.filters; len(f) != 3 || f[0] != nil || f[1] == nil {
		t.Errorf("filters %v", f)
	}
	again := openFew(t, config)
	expect(t, record(t, again, sessions(1, 0, idForms["uuid7"])), map[usage.Outcome]int{usage.Quarantined: 1})
	if !reflect.DeepEqual(again.log.keys, db.log.keys) {
		t.Error("the filters differ after opening again")
	}
	checkClean(t, again)
}

func partitionsOf(t *testing.T, db *DB) map[calendar.Month]int {
	t.Helper()
	all, err := partitionsBefore(t.Context(), db.usage.reader, 999912)
	if err != nil {
		t.Fatal(err)
	}
	months := map[calendar.Month]int{}
	for _, p := range all {
		months[p.month]++
	}
	return months
}

func TestPartitionsComeWithAMonthAndGoWithIt(t *testing.T) {
	t.Parallel()
	config := newPostgres(t)
	nodes := []*DB{open(t, config), open(t, config)}
	if got := partitionsOf(t, nodes[0]); len(got) > 0 {
		t.Errorf("before any event: %v", got)
	}
	for i, batch := range twoMonths(idForms["uuid7"]) {
		record(t, nodes[i%2], batch)
	}
	each := len(partitioned)
	if got := partitionsOf(t, nodes[0]); !maps.Equal(got, map[calendar.Month]int{202607: each, 202608: each}) {
		t.Errorf("after two months: %v", got)
	}
	if err := nodes[0].Usage().Prune(t.Context(), keptMonth); err != nil {
		t.Fatal(err)
	}
	if got := partitionsOf(t, nodes[0]); !maps.Equal(got, map[calendar.Month]int{202608: each}) {
		t.Errorf("after one was forgotten: %v", got)
	}
	for i, batch := range twoMonths(func() string { return fmt.Sprint(idForms["random"](), "again") })[:2] {
		if got := record(t, nodes[1-i], batch); got[usage.Accepted] == 0 || got[usage.Quarantined] == 0 {
			t.Errorf("new events on both sides of the bound: %v", got)
		}
	}
	checkClean(t, nodes[1])
}

func TestAPartitionThatIsBeingReadIsDroppedLater(t *testing.T) {
	t.Parallel()
	db := open(t, newPostgres(t))
	recordAll(t, db, twoMonths(idForms["uuid7"]))
	reading, read := make(chan struct{}), make(chan struct{})
	failed := make(chan error)
	go func() {
		failed <- db.usage.view(t.Context(), func(tx *transaction) error {
			err := tx.lockEvents(t.Context(), tx.Tx)
			close(reading)
			<-read
			return err
		})
	}()
	<-reading
	ctx, cancel := context.WithCancel(t.Context())
	pruned := make(chan error)
	go func() { pruned <- db.Usage().Prune(ctx, keptMonth) }()
	record(t, db, sessions(10, 0, idForms["random"])) // nobody waits for the reader
	close(read)
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	if err := <-pruned; err != nil {
		t.Fatal(err)
	}
	cancel()
	expectForgotten(t, db)
}

func TestASegmentIsLookedUpInOnePartition(t *testing.T) {
	t.Parallel()
	db := open(t, newPostgres(t))
	recordAll(t, db, twoMonths(idForms["uuid7"]))
	place := number(t, db, "select max(id) from segment where id < $1", segmentPlace(keptMonth, 0))
	for text, arg := range map[string]int64{
		"select body from segment where id = $1":               place,
		"select key from segment_dead where segment = $1":      place,
		"select content from gauge where id = $1":              place,
		"select events from presence where day = $1":           int64(goneDay),
		"select 1 from gauge where id between $1 and $1 + 500": place,
	} {
		err := db.usage.view(t.Context(), func(tx *transaction) error {
			plan := ""
			if _, err := tx.ExecContext(t.Context(), "set local plan_cache_mode = force_generic_plan"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(t.Context(), "prepare lookup(bigint) as "+text); err != nil {
				return err
			}
			err := tx.QueryRowContext(t.Context(), fmt.Sprintf("explain (format json) execute lookup(%d)", arg)).Scan(&plan)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(t.Context(), "deallocate lookup"); err != nil {
				return err
			}
			if n := countRelations(plan); n != 1 {
				t.Errorf("%s reads %d partitions:\n%s", text, n, plan)
			}
			return nil
		})
		if err != nil {
			t.Error(text, err)
		}
	}
}

// countRelations counts the tables that a plan reads.
func countRelations(plan string) int {
	return strings.Count(plan, `"Relation Name"`)
}
