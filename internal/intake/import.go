package intake

import (
	"context"
	"errors"
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
// all. If the file cannot be read further, what was read is taken in before
// that is reported. On error the tally says what was kept; running the same
// file again is safe, since what is known already is a duplicate.
func (im *Import) Run(ctx context.Context, f *File) (Tally, error) {
	var total Tally
	var batch Batch
	var broken error
	for item, err := range f.events() {
		if broken = err; broken != nil {
			break
		}
		if batch.Add(&item); batch.Len() < importBatch {
			continue
		}
		if err := im.record(ctx, &batch, f, &total); err != nil {
			return total, err
		}
	}
	if err := im.record(ctx, &batch, f, &total); err != nil {
		return total, errors.Join(err, broken)
	}
	return total, errors.Join(unreadable(broken, total), im.closeReport())
}

// unreadable says why the file could not be read to its end, if so, and how
// much of it is done.
func unreadable(err error, done Tally) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Wrap(fault.Invalid, err, "The file cannot be read to its end%s; the first %d events are done", damage(err), done.Sum())
}

// record takes one batch in, reports on it and empties it.
func (im *Import) record(ctx context.Context, batch *Batch, f *File, total *Tally) error {
	answer, err := batch.Record(ctx, im.Meter)
	if err != nil {
		return fmt.Errorf("import after %d events: %w", total.Sum(), err)
	}
	total.Plus(answer.Tally)
	for v := range answer.Others() {
		if v.Outcome == usage.Duplicate {
			continue
		}
		if err := im.report(v); err != nil {
			return err
		}
	}
	batch.Reset()
	if im.Progress != nil {
		im.Progress(Progress{Bytes: f.stored.n, Size: f.Size, Tally: *total})
	}
	return nil
}

// report writes one line: "line 4711: rejected: …".
func (im *Import) report(v Verdict) error {
	if im.listed++; im.listed > maxListed {
		return nil
	}
	id := ""
	if v.ID != "" {
		id = fmt.Sprintf(" (id %q)", v.ID)
	}
	if _, err := fmt.Fprintf(im.Report, "line %d%s: %s: %s\n", v.Line, id, v.Outcome, v.Reason); err != nil {
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
