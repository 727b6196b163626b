package store

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

const benchDay = calendar.Day(20260827)

// eachForm runs a test on both engines, with time-ordered and random ids.
func eachForm(t *testing.T, test func(t *testing.T, config Config, id func() string)) {
	for form, id := range idForms {
		t.Run("sqlite "+form, func(t *testing.T) {
			t.Parallel()
			test(t, newSQLite(t), id)
		})
		t.Run("postgres "+form, func(t *testing.T) {
			t.Parallel()
			test(t, newPostgres(t), id)
		})
	}
}

// fewKeys fill a generation of openFew.
const fewKeys = 2_000

// openFew opens a database whose generations are small.
func openFew(t *testing.T, c Config) *DB {
	t.Helper()
	db := open(t, c)
	db.log.keys.most = fewKeys
	return db
}

func record(t *testing.T, db *DB, entries []usage.Entry) map[usage.Outcome]int {
	t.Helper()
	answer, err := db.Usage().Record(t.Context(), storetest.Delivery(entries))
	if err != nil {
		t.Fatal(err)
	}
	return count(answer.Results)
}

func count(results []usage.Result) map[usage.Outcome]int {
	counts := map[usage.Outcome]int{}
	for _, r := range results {
		counts[r.Outcome]++
	}
	return counts
}

func expect(t *testing.T, got, want map[usage.Outcome]int) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("outcomes %v, want %v", got, want)
	}
}

func TestAnEventCountsOnceHoweverItComesAgain(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		batch := sessions(750, 0, id)
		expect(t, record(t, db, slices.Concat(batch[:100], batch[:50])), map[usage.Outcome]int{usage.Accepted: 100, usage.Duplicate: 50})
		expect(t, record(t, db, batch[:500]), map[usage.Outcome]int{usage.Accepted: 400, usage.Duplicate: 100})
		again := open(t, config)
		expect(t, record(t, again, batch[249:]), map[usage.Outcome]int{usage.Accepted: 250, usage.Duplicate: 251})
		other := slices.Clone(batch)
		for i := range other {
			other[i].User = "other"
		}
		expect(t, record(t, db, other), map[usage.Outcome]int{usage.Conflict: 750})
		if n := len(events(t, db, "", benchDay, benchDay)); n != 750 {
			t.Errorf("%d events are there", n)
		}
	})
}

func TestAnEventCountsOnceAcrossGenerations(t *testing.T) {
	t.Parallel()
	config := newSQLite(t)
	db := openFew(t, config)
	old := sessions(500, 0, idForms["random"])
	record(t, db, old)
	for range 2 { // a batch may be larger than a generation
		record(t, db, sessions(fewKeys*3/4, 0, idForms["random"]))
	}
	if n := len(db.log.keys.filters); n != 2 {
		t.Fatalf("%d generations, want 2", n)
	}
	for name, db := range map[string]*DB{"same": db, "reopened": openFew(t, config)} {
		expect(t, record(t, db, old), map[usage.Outcome]int{usage.Duplicate: 500})
		for i := range old {
			old[i].Revision++
		}
		expect(t, record(t, db, old[:1]), map[usage.Outcome]int{usage.Duplicate: 1})
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestTheFilterIsTheSameAfterReopening(t *testing.T) {
	t.Parallel()
	config := newSQLite(t)
	first := openFew(t, config)
	for range 3 {
		record(t, first, sessions(fewKeys/2, 0, idForms["random"]))
	}
	second := openFew(t, config)
	if got := record(t, second, sessions(1, 0, idForms["uuid7"])); got[usage.Accepted] != 1 {
		t.Fatal(got)
	}
	if !reflect.DeepEqual(second.log.keys, first.log.keys) {
		t.Error("the filters differ")
	}
}

func TestTwoProcessesThatWriteInTurnCountOnce(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		nodes := []*DB{open(t, config), open(t, config)}
		var sent [][]usage.Entry
		for i := range 6 {
			batch := sessions(300, 300*i, id)
			sent = append(sent, batch)
			expect(t, record(t, nodes[i%2], batch), map[usage.Outcome]int{usage.Accepted: 300})
		}
		for i, batch := range sent {
			expect(t, record(t, nodes[(i+1)%2], batch), map[usage.Outcome]int{usage.Duplicate: 300})
		}
	})
}

// events reads what EachEvent yields, as text.
func events(t *testing.T, db *DB, project string, first, last calendar.Day) (all []string) {
	t.Helper()
	err := db.Usage().EachEvent(t.Context(), project, first, last, func(day calendar.Day, e *usage.Event) error {
		all = append(all, eventText(day, e))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func eventText(day calendar.Day, e *usage.Event) string {
	return fmt.Sprintf("%s %q %q %s %x", day, e.Source, e.ID, e.Project, e.Content())
}

func TestEachEventReadsTheLiveOnesOfEachDay(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		live := map[string]usage.Entry{}
		r := rand.New(rand.NewPCG(1, 2))
		for step := range 12 {
			batch := spread4(sessions(400, 400*step, id), step)
			batch = append(batch, corrections(r, live, step)...)
			record(t, db, batch)
			for _, e := range batch {
				if e.Type == usage.Retract {
					delete(live, e.Target)
				} else {
					live[e.ID] = e
				}
			}
		}
		for _, c := range []struct {
			project     string
			first, last calendar.Day
		}{{"", 0, 99991231}, {"", benchDay.Add(1), benchDay.Add(2)}, {"p7919", benchDay, benchDay.Add(9)}, {"p1919", benchDay, benchDay.Add(9)}} {
			got := events(t, db, c.project, c.first, c.last)
			want := wanted(live, c.project, c.first, c.last)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%+v: %d events, want %d", c, len(got), len(want))
			}
		}
	})
}

// spread4 lays a batch over four days, some events over midnight, and makes
// some of them samples, outputs and active users.
func spread4(batch []usage.Entry, step int) []usage.Entry {
	for i := range batch {
		e := &batch[i].Event
		shift := int64((i+step)%4) * 86_400_000
		e.Start, e.End = e.Start+shift, e.End+shift
		switch i % 7 {
		case 1:
			e.End += 2 * 86_400_000
		case 2:
			*e = usage.Event{Source: e.Source, ID: e.ID, Type: usage.Transcoding, Project: e.Project, Task: "t", Channel: "c", Codec: usage.AVC,
				Hosts: 1, Start: e.Start, End: e.End + 86_400_000}
		case 3:
			e.End += 20_000_000
		}
	}
	return batch
}

// corrections replaces some of the live events, by other types too, and
// retracts others.
func corrections(r *rand.Rand, live map[string]usage.Entry, step int) (all []usage.Entry) {
	for i, id := range slices.Sorted(maps.Keys(live)) {
		old := live[id]
		switch r.IntN(10) {
		case 0:
			all = append(all, usage.Entry{Event: usage.Event{Source: old.Source, ID: fmt.Sprintf("undo %d %d", step, i), Type: usage.Retract,
				Project: old.Project, Target: id}, Place: old.Place})
		case 1:
			next := sessions(1, i, func() string { return id })[0]
			next.Project, next.Revision, next.Place = old.Project, old.Revision+1, old.Place
			all = append(all, spread4([]usage.Entry{next}, i)...)
		}
	}
	return all
}

func wanted(live map[string]usage.Entry, project string, first, last calendar.Day) (all []string) {
	for _, e := range live {
		for day := e.FirstDay(); day <= e.LastDay(); day = day.Add(1) {
			if day >= first && day <= last && (project == "" || project == e.Project) {
				all = append(all, eventText(day, &e.Event))
			}
		}
	}
	slices.Sort(all)
	return all
}

func TestTheQuarantineIsListedInPages(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		batch := sessions(25, 0, id)
		for i := range batch {
			batch[i].Quarantine, batch[i].ReceivedAt = fmt.Sprintf("reason %d", i%2), int64(1+i/3)
		}
		expect(t, record(t, db, batch), map[usage.Outcome]int{usage.Quarantined: 25})
		seen := map[string]bool{}
		query := usage.HeldQuery{Limit: 4}
		for {
			page, err := db.Usage().Held(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, h := range page {
				seen[h.ID] = true
			}
			query.After = page[len(page)-1].Cursor()
		}
		if len(seen) != 25 {
			t.Errorf("%d events are listed", len(seen))
		}
		for i := range batch {
			batch[i].Quarantine = ""
		}
		expect(t, record(t, db, batch), map[usage.Outcome]int{usage.Accepted: 25})
		if page, err := db.Usage().Held(t.Context(), usage.HeldQuery{Limit: 4}); len(page) > 0 || err != nil {
			t.Errorf("%v, %v are still held", page, err)
		}
	})
}

func TestParallelBatchesGetTheirOwnResults(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db := open(t, config)
		shared := sessions(1, 0, func() string { return "shared" })
		var group sync.WaitGroup
		results := make([]map[usage.Outcome]int, 40)
		for i := range results {
			group.Go(func() { results[i] = record(t, db, slices.Concat(sessions(i, 1000*i, id), shared)) })
		}
		group.Wait()
		sum := map[usage.Outcome]int{}
		for i, r := range results {
			if r[usage.Accepted]+r[usage.Duplicate] != i+1 {
				t.Errorf("batch of %d: %v", i+1, r)
			}
			for outcome, n := range r {
				sum[outcome] += n
			}
		}
		expect(t, sum, map[usage.Outcome]int{usage.Accepted: 40*39/2 + 1, usage.Duplicate: 39})
	})
}

func TestABadBatchFailsAlone(t *testing.T) {
	t.Parallel()
	db := open(t, newPostgres(t))
	bad := sessions(3, 0, idForms["uuid7"])
	bad[1].Project = "no text: \xff\x00"
	good := sessions(30, 10, idForms["uuid7"])
	var all []*waiter[*usage.Delivery, usage.Answer]
	for _, entries := range [][]usage.Entry{good[:10], bad, good[10:]} {
		all = append(all, newWaiter[*usage.Delivery, usage.Answer](storetest.Delivery(entries)))
	}
	g := db.log.group
	g.waiting = slices.Clone(all)
	g.turn <- struct{}{}
	g.work(t.Context())
	if all[1].err == nil || all[0].err != nil || all[2].err != nil {
		t.Fatalf("errors %v, %v, %v", all[0].err, all[1].err, all[2].err)
	}
	for i, want := range map[int]int64{0: 10, 2: 20} {
		r, err := db.Usage().Receipt(t.Context(), 0, all[i].in.Receipt)
		if err != nil || r.Sent != want || r.Outcomes != (usage.Outcomes{Accepted: want}) {
			t.Errorf("the receipt of batch %d: %+v, %v", i, r, err)
		}
	}
	if _, err := db.Usage().Receipt(t.Context(), 0, all[1].in.Receipt); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the bad batch has a receipt: %v", err)
	}
}

func TestABatchThatIsGivenUpWhileItWaitsIsNotKept(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	db.log.group.turn <- struct{}{} // somebody writes
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, err := db.Usage().Record(ctx, storetest.Delivery(sessions(1, 0, uuid.NewString)))
		failed <- err
	}()
	cancel()
	if err := <-failed; err == nil {
		t.Error("no error")
	}
	<-db.log.group.turn
	if n := len(events(t, db, "", 0, 99991231)); n != 0 {
		t.Errorf("%d events were kept", n)
	}
}

func TestASegmentReadsBackAsItWasPacked(t *testing.T) {
	t.Parallel()
	p, err := newPacker()
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	var records []*usage.Record
	for i, id := range []string{"", "1", uuid.NewString(), "{x}", uuid.Must(uuid.NewV7()).String(), "ünal \x00"} {
		records = append(records, &usage.Record{Source: fmt.Sprint(i % 2), ID: id, ReceivedAt: int64(i*i) - 3, Content: make([]byte, i)})
	}
	body := p.pack(records)
	got, err := p.unpack(body)
	if err != nil || len(got) != len(records) {
		t.Fatal(got, err)
	}
	for i, r := range records {
		if got[i].source != r.Source || got[i].id != r.ID || got[i].receivedAt != r.ReceivedAt || string(got[i].content) != string(r.Content) {
			t.Errorf("%+v, want %+v", got[i], r)
		}
	}
	for n := range body {
		if _, err := p.unpack(body[:n]); err == nil {
			t.Errorf("%d of %d bytes were read without complaint", n, len(body))
		}
	}
}
