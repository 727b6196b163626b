package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

const (
	// importBatch is how many events are handed to the meter at a time: as many
	// as the batches of several senders that go into one transaction together.
	importBatch = 20_000
	maxListed   = 1_000 // lines that a report names; all are counted
)

// Progress is how far an import is.
type Progress struct {
	Bytes  int64 // read of the file as it is stored, compressed or not
	Size   int64 // of the file; -1 if unknown
	Events int64 // of the file that are done, earlier runs included
}

// Imported is what became of the lines of a file.
type Imported struct {
	Now   usage.Outcomes // in this run
	Whole usage.Outcomes // from the file's beginning: with earlier runs that it continued
}

// Import takes a file of events in.
type Import struct {
	Meter     Recorder
	Sender    usage.Sender
	Bookmarks usage.Bookmarks // nil: a run that is broken off is not continued
	Again     bool            // begin at the beginning, whatever an earlier run has done
	Progress  func(Progress)  // called after every batch; may be nil
	Report    io.Writer       // a line for each event that is not counted, but for duplicates

	done   Imported
	listed int
	batch  int // importBatch, or what a test sets
}

// Run reads the file to its end, in batches that are each on disk or not at
// all; where an earlier run was broken off, it goes on. If the file cannot be
// read further, what was read is taken in before that is reported. After an
// error what is returned was kept, and running the same file again is safe:
// what is known already is a duplicate.
func (im *Import) Run(ctx context.Context, f *File) (Imported, error) {
	im.batch = cmp.Or(im.batch, importBatch)
	lines := newLineReader(f)
	form, err := f.Form.lineForm(lines)
	if err != nil {
		return im.done, im.unreadable(err)
	}
	if err := im.resume(ctx, f, lines); err != nil {
		return im.done, err
	}
	broken, err := im.takeIn(ctx, f, f.pages(ctx, lines, form))
	if err != nil {
		return im.done, err
	}
	err = errors.Join(im.unreadable(broken), im.closeReport())
	if err == nil && im.marks(f) {
		err = im.Bookmarks.Forget(ctx, f.path) // whoever runs it again wants all of it
	}
	return im.done, err
}

// marks reports whether it is remembered how far the file is taken in.
func (im *Import) marks(f *File) bool { return im.Bookmarks != nil && f.path != "" }

// resume goes to where an earlier run of the same file was broken off.
func (im *Import) resume(ctx context.Context, f *File, lines *lineReader) error {
	if !im.marks(f) || im.Again {
		return nil
	}
	mark, err := im.Bookmarks.Bookmark(ctx, f.path)
	if err != nil || mark.Line == 0 || mark.Version != f.version {
		return err
	}
	im.done.Whole = mark.Done
	if _, err := fmt.Fprintf(im.Report, "continuing after line %d: %d events are done; --again begins at the beginning\n", mark.Line, mark.Done.Sum()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return im.unreadable(lines.continueAfter(int(mark.Line), mark.Offset))
}

// unreadable says why the file could not be read to its end, if so, and how
// much of it is done.
func (im *Import) unreadable(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Wrap(fault.Invalid, err, "The file cannot be read to its end%s; the first %d events are done", damage(err), im.done.Whole.Sum())
}

// report writes one line: "line 4711: rejected: …".
func (im *Import) report(v usage.Verdict) error {
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
