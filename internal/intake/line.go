package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"reseller-console/internal/fault"
)

// MaxLine is how many bytes a line of NDJSON or CSV may have.
const MaxLine = 1 << 20

// lineReader hands out lines of bounded length from input of any size.
type lineReader struct {
	r      *bufio.Reader
	number int // of the last line, from 1
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, MaxLine+len("\r\n"))}
}

// next returns the next line that is not blank, without its end; its bytes are
// good until the next call. A line over MaxLine is skipped and reported as
// tooLong. The error is io.EOF, or why the input cannot be read; the
// unfinished line before such a failure is not handed out.
func (l *lineReader) next() (line []byte, tooLong *fault.Error, err error) {
	for {
		line, err = l.r.ReadSlice('\n')
		l.number++
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, l.fault("is longer than %d bytes", MaxLine), l.skip()
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
			return nil, nil, err
		}
		if l.number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF")) // a byte order mark, as spreadsheets write it
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) > MaxLine {
			return nil, l.fault("is longer than %d bytes", MaxLine), nil
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil, nil
		}
	}
}

// skip drops the rest of a line.
func (l *lineReader) skip() error {
	for {
		_, err := l.r.ReadSlice('\n')
		switch {
		case err == nil || errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// fault is a mistake of the present line as a whole.
func (l *lineReader) fault(format string, args ...any) *fault.Error {
	problem := fmt.Sprintf(format, args...)
	return fault.New(fault.Invalid, "the line %s", problem).With(fmt.Sprintf("line %d", l.number), problem, nil)
}

// NDJSON reads one event a line, from input of any size. A broken line is an
// item with an error; the sequence's own error says that the input could not
// be read further, and ends it.
func NDJSON(r io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		d := new(draft)
		each(newLineReader(r), yield, func(item *Item, line []byte) {
			d.line = item.Line
			item.Event, item.Err = d.decode(line)
		})
	}
}

// each yields an item for every remaining line, filled by read.
func each(lines *lineReader, yield func(Item, error) bool, read func(item *Item, line []byte)) {
	for i := 0; ; i++ {
		line, tooLong, err := lines.next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			yield(Item{}, fmt.Errorf("read line %d: %w", lines.number, err))
			return
		}
		item := Item{Index: i, Line: lines.number, Err: tooLong}
		if tooLong == nil {
			read(&item, line)
		}
		if !yield(item, nil) {
			return
		}
	}
}
