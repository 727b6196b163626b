package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"

	"reseller-console/internal/fault"
)

// The size of a page, and how many are read and decoded ahead of the recorder:
// a batch, so that the next one is there when the last is on disk.
const (
	pageLines  = 1_000
	pageBytes  = 1 << 20 // and a line
	pagesAhead = importBatch / pageLines
)

// page is some lines of a file on their way from reader to recorder.
type page struct {
	text    []byte // of the lines
	lines   []span
	decoded chan struct{} // closed when batch is filled
	batch   Batch

	last   int   // the number of the last line
	offset int64 // where that ends in the text
	stored int64 // bytes read of the file as it is stored
	err    error // why there is no further page: io.EOF, or what is wrong with the file
}

// span is a line within a page.
type span struct {
	from, to int
	number   int
	tooLong  *fault.Error
}

// pages reads and decodes a file beside its caller, who gets the pages in
// their order. The last one has an error, unless ctx has ended.
func (f *File) pages(ctx context.Context, lines *lineReader, form lineForm) iter.Seq[*page] {
	return func(yield func(*page) bool) {
		reading, stop := context.WithCancel(ctx)
		ahead := make(chan *page, pagesAhead)
		go f.read(reading, lines, form, ahead)
		defer f.stopped(ahead)
		defer stop()
		for {
			select {
			case p := <-ahead:
				if p == nil {
					return
				}
				<-p.decoded
				if !yield(p) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// stopped waits until nobody reads the file any more. Standard input may have
// nothing to read for ever.
func (f *File) stopped(ahead <-chan *page) {
	if f.Size < 0 {
		return
	}
	for p := range ahead {
		<-p.decoded
	}
}

// read sends pages until one has an error, or ctx ends. As many are decoded at
// a time as there are processors.
func (f *File) read(ctx context.Context, lines *lineReader, form lineForm, ahead chan<- *page) {
	defer close(ahead)
	idle := make(chan lineForm, runtime.GOMAXPROCS(0))
	for range cap(idle) {
		idle <- form.another()
	}
	for ctx.Err() == nil {
		p := lines.page()
		p.stored = f.stored.n
		own := <-idle
		go func() {
			p.decode(own)
			idle <- own
		}()
		select {
		case ahead <- p:
		case <-ctx.Done():
			<-p.decoded
			return
		}
		if p.err != nil {
			return
		}
	}
}

// page reads the next page.
func (l *lineReader) page() *page {
	p := &page{decoded: make(chan struct{}), last: l.number, offset: l.offset}
	for len(p.lines) < pageLines && len(p.text) < pageBytes {
		line, tooLong, err := l.next()
		if err != nil {
			if p.err = io.EOF; !errors.Is(err, io.EOF) {
				p.err = fmt.Errorf("read line %d: %w", l.number, err)
			}
			break
		}
		from := len(p.text)
		p.text = append(p.text, line...)
		p.lines = append(p.lines, span{from, len(p.text), l.number, tooLong})
		p.last, p.offset = l.number, l.offset
	}
	return p
}

// decode fills the page's batch, and drops its text.
func (p *page) decode(form lineForm) {
	defer close(p.decoded)
	for _, s := range p.lines {
		item := Item{Line: s.number, Err: s.tooLong}
		if s.tooLong == nil {
			item.Event, item.Err = form.read(s.number, p.text[s.from:s.to])
		}
		p.batch.Add(&item)
	}
	p.text, p.lines = nil, nil
}
