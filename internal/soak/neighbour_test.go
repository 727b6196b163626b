package soak

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"reseller-console/internal/intake"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
)

// TestAnImportBesideTheServerLosesAndDoublesNothing imports a file into the
// data of a server that takes usage in: half of the file's batches come over
// the network at the same time.
func TestAnImportBesideTheServerLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		f := s.fleet(t)
		server := s.start(t)
		f.sendTo(server.base)
		for again, n := rounds(t, 1), uint64(0); again(); n++ {
			shared := batches(n, 20)
			var group sync.WaitGroup
			group.Go(func() { s.importFile(t, shared) })
			group.Go(func() { f.add(s.each(t, server.base, shared[10:])) })
			group.Wait()
			f.add(shared[:10])
		}
		f.await(f.acknowledged, 10)
		f.end()
		s.compare(t, f)
	})
}

// TestTwoServersOnOneDatabaseLoseAndDoubleNothing has two servers take usage
// in, much of it twice: the same batches at the same time.
func TestTwoServersOnOneDatabaseLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t, store.Config{Database: pgtest.URL(t)})
	servers := []*server{s.start(t), s.start(t)}
	f := s.fleet(t)
	for again, n := rounds(t, 1), uint64(0); again(); n++ {
		shared := batches(n, 20)
		var group sync.WaitGroup
		for _, server := range servers {
			f.sendTo(server.base)
			group.Go(func() { s.each(t, server.base, shared) })
			f.await(f.acknowledged, 5)
		}
		group.Wait()
		f.add(shared)
	}
	f.end()
	s.compare(t, f)
}

// batches are n batches that are the same each time.
func batches(seed uint64, n int) [][]usage.Event {
	r, all := rand.New(rand.NewPCG(seed, 99)), make([][]usage.Event, n)
	for i := range all {
		all[i] = makeBatch(r, i)
	}
	return all
}

// each posts batch after batch, all of which must count, here or there.
func (s *site) each(t *testing.T, base string, all [][]usage.Event) [][]usage.Event {
	for _, batch := range all {
		a, err := s.post(base, batch...)
		if err != nil || a.Accepted+a.Duplicate != int64(len(batch)) {
			t.Errorf("%d %s, %v", a.status, a.text, err)
		}
	}
	return all
}

// importFile runs the program's import to its end.
func (s *site) importFile(t *testing.T, all [][]usage.Event) {
	var text []byte
	for _, batch := range all {
		for i := range batch {
			text = append(intake.Append(text, &batch[i]), '\n')
		}
	}
	path := filepath.Join(t.TempDir(), "usage.ndjson")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Error(err)
	}
	if out, err := s.command(t, "import", "--clock-offset="+offset.String(), path).CombinedOutput(); err != nil {
		t.Errorf("import: %v\n%s", err, out)
	}
}

// add remembers batches that others have sent.
func (f *fleet) add(all [][]usage.Event) {
	for _, batch := range all {
		f.others = append(f.others, batch...)
	}
}
