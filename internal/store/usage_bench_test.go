package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

const benchProjects = 3_000

// sessions makes a batch as the intake of a platform with 3,000 active
// projects sees it: sessions of one day.
func sessions(n, from int, id func() string) []usage.Entry {
	rtc, _ := catalog.ByID(catalog.RTC)
	start := calendar.Day(20260827).Start()
	entries := make([]usage.Entry, n)
	for i := range entries {
		k := from + i
		project := k * 7919 % benchProjects
		at := start.Add(time.Duration(k*37%80_000) * time.Second).UnixMilli()
		owner := int64(project / 3)
		entries[i] = usage.Entry{
			Event: usage.Event{Source: "bench", ID: id(), Type: usage.Session, Project: fmt.Sprintf("p%d", project), Product: rtc,
				Channel: fmt.Sprintf("room-%d", k/8), User: fmt.Sprintf("user-%d", k), Start: at, End: at + int64(60+k%1800)*1000, Pixels: int64(k%4) * 300_000},
			Place:      company.Place{Company: owner + 1, Holdings: []company.Holding{{Reseller: owner%3 + 1}}},
			ReceivedAt: at,
		}
	}
	return entries
}

var idForms = map[string]func() string{
	"uuid7":  func() string { return uuid.Must(uuid.NewV7()).String() },
	"random": func() string { return strconv.FormatUint(rand.Uint64(), 36) + strconv.FormatUint(rand.Uint64(), 36) },
}

// storedBefore are the numbers of events that are there when it is measured;
// STORED adds one.
func storedBefore(b *testing.B) []int {
	all := []int{0, 1_000_000}
	if text := os.Getenv("STORED"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, n)
	}
	return all
}

// BenchmarkRecord measures the store alone: decided, figures made, committed
// to disk; in turn with bare inserts of the same keys.
func BenchmarkRecord(b *testing.B) {
	for _, form := range []string{"uuid7", "random"} {
		dir := b.TempDir()
		m := newRecorder(b, Config{Dir: dir}, idForms[form])
		m.bare = newBareKeys(b)
		m.size = func() int64 { return diskSize(b, filepath.Join(dir, "usage.db")) }
		m.measure(b, "ids="+form)
	}
}

// BenchmarkRecordPostgres is the same on PostgreSQL, whose test server does not
// wait for its disk.
func BenchmarkRecordPostgres(b *testing.B) {
	for _, form := range []string{"uuid7", "random"} {
		m := newRecorder(b, Config{Database: pgtest.URL(b)}, idForms[form])
		m.size = func() (n int64) {
			err := m.db.usage.reader.QueryRowContext(b.Context(), "select pg_database_size(current_database())").Scan(&n)
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
		m.measure(b, "ids="+form)
	}
}

// recorder fills a store.
type recorder struct {
	db     *DB
	id     func() string
	bare   *bareKeys // nil: not measured
	size   func() int64
	stored int
}

func newRecorder(b *testing.B, c Config, id func() string) *recorder {
	db, err := Open(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return &recorder{db: db, id: id}
}

func (m *recorder) measure(b *testing.B, name string) {
	for _, stored := range storedBefore(b) {
		for m.stored < stored {
			m.next(b, 10_000)
		}
		for _, size := range []int{1_000, 10_000} {
			b.Run(fmt.Sprintf("%s/stored=%dM/batch=%d", name, stored/1_000_000, size), func(b *testing.B) { m.bench(b, size) })
		}
	}
}

func (m *recorder) bench(b *testing.B, size int) {
	var ours, bare []time.Duration
	for b.Loop() {
		o, k := m.next(b, size)
		ours, bare = append(ours, o), append(bare, k)
	}
	slices.Sort(ours)
	slices.Sort(bare)
	mine, floor := ours[len(ours)/2].Seconds(), bare[len(bare)/2].Seconds()
	b.ReportMetric(0, "ns/op") // of both together: says nothing
	b.ReportMetric(float64(size)/mine, "events/s")
	b.ReportMetric(float64(m.size())/float64(m.stored), "B/event")
	if m.bare != nil {
		b.ReportMetric(float64(size)/floor, "keys/s-bare")
		b.ReportMetric(mine/floor, "time:bare")
	}
}

// next records a batch and returns how long it took, and the bare keys.
func (m *recorder) next(b *testing.B, size int) (ours, bare time.Duration) {
	batch := sessions(size, m.stored, m.id)
	delivery := storetest.Delivery(batch)
	m.stored += size
	began := time.Now()
	if _, err := m.db.Usage().Record(b.Context(), delivery); err != nil {
		b.Fatal(err)
	}
	ours = time.Since(began)
	if m.bare == nil {
		return ours, 0
	}
	began = time.Now()
	m.bare.insert(b, batch)
	return ours, time.Since(began)
}

// bareKeys is a table of keys and nothing else, with the same driver.
type bareKeys struct{ conn *conn }

func newBareKeys(b *testing.B) *bareKeys {
	c, err := openSQLite(b.Context(), filepath.Join(b.TempDir(), "bare.db"), usageCheckpoint, onDisk)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.close() })
	if _, err := c.writer.ExecContext(b.Context(), "create table event (key blob not null primary key) without rowid"); err != nil {
		b.Fatal(err)
	}
	return &bareKeys{c}
}

func (k *bareKeys) insert(b *testing.B, batch []usage.Entry) {
	err := k.conn.write(b.Context(), func(tx *transaction) error {
		flat := make([]any, len(batch))
		for i := range batch {
			key := usage.KeyOf(batch[i].Source, batch[i].ID)
			flat[i] = key[:]
		}
		_, err := bulkInsert(b.Context(), tx, "insert into event (key)", "", 1, flat)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func diskSize(b *testing.B, file string) (sum int64) {
	parts, err := filepath.Glob(file + "*")
	if err != nil {
		b.Fatal(err)
	}
	for _, part := range parts {
		info, err := os.Stat(part)
		if err != nil {
			b.Fatal(err)
		}
		sum += info.Size()
	}
	return sum
}
