package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"reseller-console/internal/usage"
)

// takeIn records pages in batches, in order. broken says why the file has no
// further ones, if that is not its end.
func (im *Import) takeIn(ctx context.Context, f *File, pages iter.Seq[*page]) (broken, err error) {
	batch := &Batch{Batch: usage.Batch{Sender: im.Sender}}
	for p := range pages {
		batch.Append(&p.batch)
		if p.err == nil && batch.Len() < im.batch {
			continue
		}
		if err := im.record(ctx, batch, f, p); err != nil {
			return nil, err
		}
		if errors.Is(p.err, io.EOF) {
			return nil, nil
		}
		if p.err != nil {
			return p.err, nil
		}
	}
	return nil, ctx.Err()
}

// record takes one batch in that ends with a page, reports on it and empties
// it.
func (im *Import) record(ctx context.Context, batch *Batch, f *File, p *page) error {
	if batch.Len() == 0 {
		return nil
	}
	if im.marks(f) {
		batch.Bookmark = &usage.Bookmark{File: f.path, Version: f.version, Line: int64(p.last), Offset: p.offset, Done: im.done.Whole}
	}
	answer, err := im.Meter.Record(ctx, &batch.Batch)
	if err != nil {
		return fmt.Errorf("import after %d events: %w", im.done.Whole.Sum(), err)
	}
	im.done.Now.Plus(answer.Receipt.Outcomes)
	im.done.Whole.Plus(answer.Receipt.Outcomes)
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
		im.Progress(Progress{Bytes: p.stored, Size: f.Size, Events: im.done.Whole.Sum()})
	}
	return nil
}
