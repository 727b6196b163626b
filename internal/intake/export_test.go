package intake

import (
	"io"
	"iter"
)

// Elements is elements, for the fuzz test.
var Elements = elements

// CSV reads a whole table, as an import does.
func CSV(r io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		lines := newLineReader(r)
		t, err := newTable(lines)
		if err != nil {
			yield(Item{}, err)
			return
		}
		each(lines, t, yield)
	}
}

// SetBatch makes an import hand that many events to the meter at a time.
func (im *Import) SetBatch(n int) { im.batch = n }
