package intake_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

// ledger is a meter that knows ids only.
type ledger struct {
	seen    map[string]bool
	batches []int
	failAt  int // batch that fails, from 1; 0 for none
}

func (l *ledger) Record(_ context.Context, batch *usage.Batch) (usage.Answer, error) {
	l.batches = append(l.batches, len(batch.Events))
	if len(l.batches) == l.failAt {
		return usage.Answer{}, errors.New("disk full")
	}
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	var results []usage.Result
	for _, e := range batch.Events {
		r := usage.Result{Outcome: usage.Accepted}
		switch {
		case l.seen[e.ID]:
			r = usage.Result{Outcome: usage.Duplicate, Reason: "known"}
		case e.Project == "nowhere":
			r = usage.Result{Outcome: usage.Quarantined, Reason: `unknown project "nowhere"`}
		}
		l.seen[e.ID] = true
		results = append(results, r)
	}
	return batch.Answer("", 0, results), nil
}

func csvFile(lines int, broken int) []byte {
	b := []byte(header)
	for n := 2; n <= lines; n++ {
		if n == broken {
			b = append(b, "sfu,\"e4711,usage.session\n"...)
			continue
		}
		b = append(b, row(n)...)
	}
	return b
}

func save(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, im *intake.Import, path string, stdin io.Reader) (usage.Outcomes, error) {
	t.Helper()
	f, err := intake.Open(path, stdin)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	done, err := im.Run(t.Context(), f)
	return done.Now, err
}

func TestLine4711Of10000CostsOnlyItself(t *testing.T) {
	t.Parallel()
	var report bytes.Buffer
	im := &intake.Import{Meter: &ledger{}, Report: &report}
	tally, err := run(t, im, save(t, "usage.csv", csvFile(10_000, 4711)), nil)
	if err != nil || tally != (usage.Outcomes{Accepted: 9998, Rejected: 1}) {
		t.Errorf("got %+v, %v", tally, err)
	}
	if want := "line 4711: rejected: the line has a quote that is not closed in cell 2\n"; report.String() != want {
		t.Errorf("report is %q, want %q", report.String(), want)
	}
}

func TestCompressedFilesAndStdinAreReadAlike(t *testing.T) {
	t.Parallel()
	table := csvFile(25_000, 0)
	var lines []byte
	for item := range intake.CSV(bytes.NewReader(table)) {
		lines = append(intake.Append(lines, &item.Event), '\n')
	}
	for name, content := range map[string][]byte{
		"a.csv": table, "b.csv.gz": gz(table), "c.CSV.zst": zst(table), "csv-without-extension": table,
		"a.ndjson": lines, "b.jsonl.gz": gz(lines), "c.txt": zst(lines), "-": lines,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, stdin, size := name, io.Reader(bytes.NewReader(content)), int64(-1)
			if name != "-" {
				path, stdin, size = save(t, name, content), nil, int64(len(content))
			}
			meter := &ledger{}
			var last intake.Progress
			im := &intake.Import{Meter: meter, Report: io.Discard, Progress: func(p intake.Progress) { last = p }}
			tally, err := run(t, im, path, stdin)
			if err != nil || tally != (usage.Outcomes{Accepted: 24_999}) {
				t.Fatalf("got %+v, %v", tally, err)
			}
			if len(meter.batches) != 2 || meter.batches[0] != 20_000 {
				t.Errorf("batches are %v", meter.batches)
			}
			if last != (intake.Progress{Bytes: int64(len(content)), Size: size, Events: tally.Sum()}) {
				t.Errorf("last progress is %+v", last)
			}
		})
	}
}

func TestTheReportListsWhatIsNotCountedUpToItsLimit(t *testing.T) {
	t.Parallel()
	lines := strings.Replace(event("session", sessionData), "u_gRV4g0", "nowhere", 1) + "\n"
	lines += lines + strings.Repeat("{}\n", 1010)
	var report bytes.Buffer
	tally, err := run(t, &intake.Import{Meter: &ledger{}, Report: &report}, "-", strings.NewReader(lines))
	if err != nil || tally != (usage.Outcomes{Quarantined: 1, Duplicate: 1, Rejected: 1010}) || tally.Sum() != 1012 {
		t.Errorf("got %+v, %v", tally, err)
	}
	got := strings.Split(strings.TrimSpace(report.String()), "\n")
	if want := `line 1 (id "e1"): quarantined: unknown project "nowhere"`; got[0] != want {
		t.Errorf("first line is %q, want %q", got[0], want)
	}
	if len(got) != 1001 || got[1000] != "… and 11 lines more" || !strings.HasPrefix(got[1], "line 3: rejected: specversion must be") {
		t.Errorf("%d lines, the last is %q", len(got), got[len(got)-1])
	}
}

func TestAFailureTellsWhatWasKept(t *testing.T) {
	t.Parallel()
	table := csvFile(25_000, 0)
	tally, err := run(t, &intake.Import{Meter: &ledger{failAt: 2}, Report: io.Discard}, save(t, "a.csv", table), nil)
	if err == nil || tally.Accepted != 20_000 || !strings.Contains(err.Error(), "after 20000 events") {
		t.Errorf("got %+v, %v", tally, err)
	}
}

func TestADamagedFileKeepsTheLinesBeforeTheDamage(t *testing.T) {
	t.Parallel()
	table := csvFile(25_000, 0)
	for name, c := range map[string]struct {
		content []byte
		least   int64 // events that are read for certain
		says    string
	}{
		"cut.csv.gz":    {gz(table)[:len(gz(table))-9], 24_990, "cut off"},
		"half.csv.gz":   {gz(table)[:len(gz(table))/2], 10_000, "cut off"},
		"half.csv.zst":  {zst(table)[:len(zst(table))/2], 1_000, "cut off"},
		"tiny.gz":       {gz(table[:200])[:60], 0, "cut off"},
		"short.csv.gz":  {append(gz(table), "x"...), 24_999, "something else follows"},
		"junk.csv.gz":   {append(gz(table), "more and more of it"...), 24_999, "something else follows"},
		"zeros.csv.gz":  {append(gz(table), make([]byte, 512)...), 24_999, "something else follows"},
		"second.csv.gz": {append(gz(table), gz(table)[:9]...), 24_999, "cut off"},
		"junk.csv.zst":  {append(zst(table), "more and more of it"...), 24_999, "something else follows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			meter := &ledger{}
			tally, err := run(t, &intake.Import{Meter: meter, Report: io.Discard}, save(t, name, c.content), nil)
			if fault.KindOf(err) != fault.Invalid || tally.Accepted < c.least || int64(len(meter.seen)) != tally.Accepted {
				t.Fatalf("%+v, %d kept, %v", tally, len(meter.seen), err)
			}
			if says := fmt.Sprintf("first %d events are done", tally.Sum()); !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), says) {
				t.Errorf("%v does not say %q and %q", err, c.says, says)
			}
		})
	}
	tally, err := run(t, &intake.Import{Meter: &ledger{}, Report: io.Discard}, save(t, "two.csv.gz", append(gz(table), gz([]byte(row(30_000)))...)), nil)
	if err != nil || tally.Accepted != 25_000 {
		t.Errorf("two members: %+v, %v", tally, err)
	}
}

func TestFilesThatCannotBeImported(t *testing.T) {
	t.Parallel()
	array := save(t, "a.json", []byte(" [\n{}]"))
	for path, says := range map[string]string{
		array:                              "JSON array",
		filepath.Join(t.TempDir(), "none"): "There is no file",
		save(t, "a.csv.gz", []byte("\x1f\x8bno")): "cannot be read",
	} {
		if _, err := intake.Open(path, nil); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want %q", path, err, says)
		}
	}
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

func zst(b []byte) []byte {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return w.EncodeAll(b, nil)
}
