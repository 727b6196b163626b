package intake

import (
	"context"
	"fmt"
	"io"
	"iter"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

const (
	importBatch = 10_000 // events handed to the meter at a time
	maxListed   = 1_000  // lines that a report names; all are counted
)

// Progress is how far an import is.
type Progress struct {
	Bytes int64 // read of the file as it is stored, compressed or not
	Size  int64 // of the file; -1 if unknown
	Tally Tally // of what is on disk
}

// Import takes a file of events in.
type Import struct {
	Meter    Recorder
	Progress func(Progress) // called after every batch; may be nil
	Report   io.Writer      // a line for each event that is not counted, but for duplicates
	listed   int
}

// Run reads the file to its end, in batches that are each on disk or not at
// all. On error the tally says what was kept; running the same file again is
// safe, since what is known already is a duplicate.
func (im *Import) Run(ctx context.Context, f *File) (Tally, error) {
	var total Tally
	items := make([]Item, 0, importBatch)
	for item, err := range f.events() {
		if err != nil {
			return total, unreadable(err, total)
		}
		if items = append(items, item); len(items) < importBatch {
			continue
		}
		if err := im.record(ctx, items, f, &total); err != nil {
			return total, err
		}
		items = items[:0]
	}
	if err := im.record(ctx, items, f, &total); err != nil {
		return total, err
	}
	return total, im.closeReport()
}

func unreadable(err error, done Tally) error {
	if fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Wrap(fault.Invalid, err, "The file cannot be read to its end; the first %d events are done", done.Sum())
}

// record takes one batch in and reports on it.
func (im *Import) record(ctx context.Context, items []Item, f *File, total *Tally) error {
	results, err := Record(ctx, im.Meter, items)
	if err != nil {
		return fmt.Errorf("import after %d events: %w", total.Sum(), err)
	}
	for i, r := range results {
		total.Add(r.Outcome)
		if r.Outcome == usage.Accepted || r.Outcome == usage.Duplicate {
			continue
		}
		if err := im.report(&items[i], r); err != nil {
			return err
		}
	}
	if im.Progress != nil {
		im.Progress(Progress{Bytes: f.stored.n, Size: f.Size, Tally: *total})
	}
	return nil
}

// report writes one line: "line 4711: rejected: …".
func (im *Import) report(item *Item, r usage.Result) error {
	if im.listed++; im.listed > maxListed {
		return nil
	}
	id := ""
	if item.Event.ID != "" {
		id = fmt.Sprintf(" (id %q)", item.Event.ID)
	}
	if _, err := fmt.Fprintf(im.Report, "line %d%s: %s: %s\n", item.Line, id, r.Outcome, r.Reason); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (im *Import) closeReport() error {
	more := im.listed - maxListed
	if more <= 0 {
		return nil
	}
	if _, err := fmt.Fprintf(im.Report, "… and %d lines more\n", more); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// events reads the file in its form.
func (f *File) events() iter.Seq2[Item, error] {
	if f.Form == Table {
		return CSV(f)
	}
	return NDJSON(f)
}
