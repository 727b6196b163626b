package intake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

type somewhere struct{}

func (somewhere) Places(context.Context, []string) (map[string]company.Place, error) {
	return map[string]company.Place{"p1": {Company: 1}}, nil
}

// site is a store with a meter that can be told to end an import.
type site struct {
	*usage.Memory
	meter *usage.Meter
	sent  int // events handed to the meter in all runs
}

func newSite() *site {
	s := &site{Memory: usage.NewMemory()}
	s.meter = usage.NewMeter(s.Memory, somewhere{}, func() time.Time { return time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC) }, 400)
	return s
}

// breaking records batches; at one of them the import is broken off, before or
// after it is kept.
type breaking struct {
	*site
	batches int
	at      int // the batch, from 1; 0 for none
	after   bool
	cancel  func()
}

func (m *breaking) Record(ctx context.Context, b *usage.Batch) (usage.Answer, error) {
	if m.batches++; m.batches == m.at {
		m.cancel()
		if !m.after {
			return usage.Answer{}, ctx.Err()
		}
	}
	m.sent += b.Len()
	return m.meter.Record(context.WithoutCancel(ctx), b)
}

// run imports a file until its end, or until batch number at, if that is not 0.
func (s *site) run(t *testing.T, path string, again bool, at int, after bool, report io.Writer) (intake.Imported, error) {
	t.Helper()
	f, err := intake.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	im := &intake.Import{Meter: &breaking{site: s, at: at, after: after, cancel: cancel}, Bookmarks: s.Memory, Again: again, Report: report}
	im.SetBatch(2_000)
	return im.Run(ctx, f)
}

// mixed is a file of that many lines, every 397th of which is bad, every 199th
// of an unknown project, every 100th blank. It has less than four batches.
func mixed(lines int) []byte {
	b := []byte(header)
	for n := 2; n <= lines; n++ {
		switch {
		case n%397 == 0:
			b = append(b, "sfu,\"bad\n"...)
		case n%199 == 0:
			b = append(b, strings.Replace(row(n), "p1", "nowhere", 1)...)
		case n%100 == 0:
			b = append(b, " \r\n"...)
		default:
			b = append(b, row(n)...)
		}
	}
	return b
}

func TestAnImportThatIsBrokenOffGoesOnAfterItsLastBatch(t *testing.T) {
	t.Parallel()
	table := mixed(7_500)
	var lines []byte
	for item := range intake.CSV(bytes.NewReader(table)) {
		if item.Err != nil {
			lines = append(lines, "{\n"...)
			continue
		}
		lines = append(intake.Append(lines, &item.Event), '\n')
	}
	for i, c := range []struct {
		name    string
		content []byte
	}{{"a.csv", table}, {"a.csv.gz", gz(table)}, {"a.ndjson", lines}, {"a.ndjson.zst", zst(lines)}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			breakOff(t, rand.New(rand.NewPCG(uint64(i), 11)), save(t, c.name, c.content))
		})
	}
}

func breakOff(t *testing.T, r *rand.Rand, path string) {
	var whole bytes.Buffer
	want, err := newSite().run(t, path, false, 0, false, &whole)
	if err != nil || want.Now != want.Whole || want.Whole.Rejected == 0 || want.Whole.Quarantined == 0 {
		t.Fatalf("in one run: %+v, %v", want, err)
	}
	s := newSite()
	var report bytes.Buffer
	var before, last intake.Imported
	for done := false; !done; done = err == nil {
		before = last
		last, err = s.run(t, path, false, 1+r.IntN(4), r.IntN(2) == 0, &report)
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if last.Whole.Sum() != before.Whole.Sum()+last.Now.Sum() {
			t.Fatalf("after %+v a run did %+v", before, last)
		}
	}
	if last.Whole != want.Whole || int64(s.sent) != want.Whole.Sum() {
		t.Errorf("%+v, want %+v; %d events were recorded", last, want, s.sent)
	}
	if said := withoutContinuing(report.String()); said != whole.String() {
		t.Errorf("in parts the report is\n%s\nin one run\n%s", said, &whole)
	}
	if again, err := s.run(t, path, false, 0, false, io.Discard); err != nil || again.Now != again.Whole || again.Now.Accepted != 0 || again.Now.Duplicate != want.Whole.Accepted {
		t.Errorf("a finished file again: %+v, %v", again, err)
	}
}

func withoutContinuing(report string) string {
	var all []string
	for line := range strings.Lines(report) {
		if !strings.HasPrefix(line, "continuing after line ") {
			all = append(all, line)
		}
	}
	return strings.Join(all, "")
}

func TestAnImportBeginsAtTheBeginningIfToldOrIfTheFileHasChanged(t *testing.T) {
	t.Parallel()
	path := save(t, "a.csv", mixed(3_000))
	for name, c := range map[string]struct {
		change func() error
		again  bool
		says   string
	}{
		"nothing has changed": {func() error { return nil }, false, "continuing after line 2021: 2000 events are done"},
		"told to":             {func() error { return nil }, true, ""},
		"touched":             {func() error { return os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)) }, false, ""},
		"grown":               {func() error { return os.WriteFile(path, mixed(3_100), 0o600) }, false, ""},
	} {
		s := newSite()
		if _, err := s.run(t, path, false, 2, false, io.Discard); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		var report bytes.Buffer
		done, err := s.run(t, path, c.again, 0, false, &report)
		if err != nil || strings.Contains(report.String(), "continuing") != (c.says != "") || !strings.Contains(report.String(), c.says) {
			t.Errorf("%s: %v, %.80s", name, err, &report)
		}
		if (done.Now.Duplicate > 0) != (c.says == "") {
			t.Errorf("%s: %+v", name, done)
		}
	}
}

func TestADamagedFileIsContinuedUpToItsDamage(t *testing.T) {
	t.Parallel()
	content := gz(mixed(9_000))
	s, path := newSite(), save(t, "a.csv.gz", content[:len(content)*4/5])
	first, err := s.run(t, path, false, 0, false, io.Discard)
	if fault.KindOf(err) != fault.Invalid || first.Now.Sum() < 5_000 {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := s.run(t, path, false, 0, false, io.Discard)
	says := fmt.Sprintf("the first %d events are done", first.Now.Sum())
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) || second.Now.Sum() != 0 || second.Whole != first.Now {
		t.Errorf("%+v, %v, want %q", second, err, says)
	}
}

func TestAnInterruptedImportOfStandardInputDoesNotWaitForMore(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	silence := readerFunc(func([]byte) (int, error) {
		cancel()
		select {} // nothing ever comes
	})
	f, err := intake.Open("-", io.MultiReader(strings.NewReader(header+strings.Repeat(row(2), 3_000)), silence))
	if err != nil {
		t.Fatal(err)
	}
	done, err := (&intake.Import{Meter: newSite().meter, Bookmarks: usage.NewMemory(), Report: io.Discard}).Run(ctx, f)
	if !errors.Is(err, context.Canceled) || done.Now.Sum() != 0 {
		t.Errorf("%+v, %v", done, err)
	}
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
