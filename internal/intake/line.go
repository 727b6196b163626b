package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// MaxLine is how many bytes a line of NDJSON or CSV may have.
const MaxLine = 1 << 20

// lineReader hands out lines of bounded length from input of any size.
type lineReader struct {
	r      *bufio.Reader
	number int   // of the last line, from 1
	offset int64 // where it ends, in bytes
}

func newLineReader(r io.Reader) *lineReader {
	size := MaxLine + len("\r\n")
	if body, ok := r.(*bytes.Reader); ok {
		size = min(size, body.Len()+1)
	}
	return &lineReader{r: bufio.NewReaderSize(r, size)}
}

// next returns the next line that is not blank, without its end; its bytes are
// good until the next call. A line over MaxLine is skipped and reported as
// tooLong. The error is io.EOF, or why the input cannot be read; the
// unfinished line before such a failure is not handed out.
func (l *lineReader) next() (line []byte, tooLong *fault.Error, err error) {
	for {
		line, err = l.r.ReadSlice('\n')
		l.number++
		l.offset += int64(len(line))
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, lineFault(l.number, "is longer than %d bytes", MaxLine), l.skip()
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
			return nil, nil, err
		}
		if l.number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF")) // a byte order mark, as spreadsheets write it
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) > MaxLine {
			return nil, lineFault(l.number, "is longer than %d bytes", MaxLine), nil
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil, nil
		}
	}
}

// skip drops the rest of a line.
func (l *lineReader) skip() error {
	for {
		rest, err := l.r.ReadSlice('\n')
		l.offset += int64(len(rest))
		switch {
		case err == nil || errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// continueAfter goes to the end of a line that was read once. What is before
// it is read again, but not understood.
func (l *lineReader) continueAfter(number int, offset int64) error {
	n, err := l.r.Discard(int(offset - l.offset))
	l.number, l.offset = number, l.offset+int64(n)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// lineFault is a mistake of a line as a whole.
func lineFault(number int, format string, args ...any) *fault.Error {
	problem := fmt.Sprintf(format, args...)
	return fault.New(fault.Invalid, "the line %s", problem).With(fmt.Sprintf("line %d", number), problem, nil)
}

// lineForm reads lines as events. One at a time may use it.
type lineForm interface {
	read(number int, line []byte) (usage.Event, *fault.Error)
	// another returns one that reads alike, to be used at the same time.
	another() lineForm
}

// lineForm returns how to read the lines of a file that is Lines or Table,
// whose header it reads.
func (f Form) lineForm(lines *lineReader) (lineForm, error) {
	if f == Table {
		return newTable(lines)
	}
	return new(draft), nil
}

// read implements lineForm for NDJSON.
func (d *draft) read(number int, line []byte) (usage.Event, *fault.Error) {
	d.line = number
	return d.decode(line)
}

func (d *draft) another() lineForm { return new(draft) }

// NDJSON reads one event a line, from input of any size. A broken line is an
// item with an error; the sequence's own error says that the input could not
// be read further, and ends it.
func NDJSON(r io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) { each(newLineReader(r), new(draft), yield) }
}

// each yields an item for every remaining line.
func each(lines *lineReader, form lineForm, yield func(Item, error) bool) {
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
			item.Event, item.Err = form.read(lines.number, line)
		}
		if !yield(item, nil) {
			return
		}
	}
}
