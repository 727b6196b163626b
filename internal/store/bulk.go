package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// The size of one statement: more rows gain nothing measurable, more
// parameters are refused by SQLite (32,766).
const (
	bulkRows   = 250
	bulkParams = 30_000
)

// bulkSizes are the sizes of statements: few, so that they stay prepared.
var bulkSizes = [...]int{bulkRows, 50, 10, 1}

// bulkInsert inserts many rows with as few statements as are sensible. It
// runs `head values ($1,$2),($3,$4),… suffix`, or the same from arrays, for example
//
//	bulkInsert(ctx, tx, "insert into cell (day, value)",
//		"on conflict (day) do update set value = cell.value + excluded.value", 2, flat)
//
// flat holds the values row after row, width of them each. It returns how many
// rows were inserted or updated: rows skipped by `on conflict do nothing` do
// not count.
func bulkInsert(ctx context.Context, tx *transaction, head, suffix string, width int, flat []any) (int64, error) {
	if width <= 0 || len(flat)%width != 0 {
		return 0, fmt.Errorf("%d values are no rows of %d", len(flat), width)
	}
	r := rowsOf(head, suffix, width, flat)
	if tx.arrays && len(r.flat) > 0 {
		if all, fit := columnsOf(r.width, r.flat); fit {
			return r.insertArrays(ctx, tx, all)
		}
	}
	most := min(bulkRows, bulkParams/r.width)
	var affected int64
	for _, rows := range bulkSizes {
		size := min(rows, most) * r.width
		whole := len(r.flat) / size * size
		n, err := r.insertChunks(ctx, tx, size, r.flat[:whole])
		if err != nil {
			return 0, err
		}
		affected, r.flat = affected+n, r.flat[whole:]
	}
	return affected, nil
}

// bulkRowset is what a bulk insert writes. Columns at the end that are 0 in all
// rows are in the text and not in flat: half of a product's value columns are,
// and a parameter costs more than all else that is done with it.
type bulkRowset struct {
	head, suffix string
	width        int // of flat
	zeros        int // columns that follow
	flat         []any
}

func rowsOf(head, suffix string, width int, flat []any) bulkRowset {
	r := bulkRowset{head: head, suffix: suffix, width: width, flat: flat}
	if r.zeros = trailingZeros(width, flat); r.zeros == 0 {
		return r
	}
	r.width -= r.zeros
	r.flat = make([]any, 0, len(flat)/width*r.width)
	for row := range slices.Chunk(flat, width) {
		r.flat = append(r.flat, row[:r.width]...)
	}
	return r
}

// trailingZeros is how many columns at the end are 0 in all rows; the first
// never counts.
func trailingZeros(width int, flat []any) int {
	least := width - 1
	for row := range slices.Chunk(flat, width) {
		n := 0
		for n < least && row[width-1-n] == any(int64(0)) {
			n++
		}
		least = n
	}
	return least
}

// insertChunks runs one prepared statement for each size values of flat.
func (r *bulkRowset) insertChunks(ctx context.Context, tx *transaction, size int, flat []any) (affected int64, err error) {
	if len(flat) == 0 {
		return 0, nil
	}
	statement, err := tx.prepare(ctx, r.text(tx.dialect, size/r.width))
	if err != nil {
		return 0, err
	}
	defer statement.Close() // the transaction closes it too
	for chunk := range slices.Chunk(flat, size) {
		result, err := statement.ExecContext(ctx, chunk...)
		if err != nil {
			return 0, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return 0, err
		}
		affected += n
	}
	return affected, nil
}

func (r *bulkRowset) text(d *dialect, rows int) string {
	zeros := strings.Repeat(",0", r.zeros) + ")"
	text := make([]byte, 0, len(r.head)+len(r.suffix)+rows*(r.width*7+len(zeros))+16)
	text = append(append(text, r.head...), " values "...)
	for row := range rows {
		if row > 0 {
			text = append(text, ',')
		}
		text = append(d.appendParams(text, 1+row*r.width, r.width), zeros...)
	}
	return string(append(append(text, ' '), r.suffix...))
}

// appendParams appends ($first,… with n parameters.
func (d *dialect) appendParams(text []byte, first, n int) []byte {
	text = append(text, '(')
	for i := range n {
		if i > 0 {
			text = append(text, ',')
		}
		text = d.appendParam(text, first+i)
	}
	return text
}

// inChunk is how many keys one `in` list holds; arrayChunk, one array.
const (
	inChunk    = 500
	arrayChunk = 10_000
)

func (d *dialect) listChunk() int {
	if d.arrays {
		return arrayChunk
	}
	return inChunk
}

// inSizes are the sizes of lists: few, so that statements stay prepared. A
// list is filled up with its last key.
var inSizes = [...]int{1, 10, 100, inChunk}

// eachIn looks many keys up with few queries. For each chunk of keys it calls
// query with the condition "in ($1,$2,…)" or "= any($1)" and the arguments of
// the statement: fixed, which take the first parameters and stand before the
// keys in the text, and then the keys.
//
//	eachIn(db.dialect, projects, []any{reseller}, func(in string, args []any) error {
//		rows, err := db.QueryContext(ctx, "select … where reseller = $1 and id "+in, args...)
func eachIn[K any](d *dialect, keys []K, fixed []any, query func(in string, args []any) error) error {
	for chunk := range slices.Chunk(keys, d.listChunk()) {
		if in, array := d.arrayList(chunk, len(fixed)+1); array != nil {
			if err := query(in, append(slices.Clip(fixed), array)); err != nil {
				return err
			}
			continue
		}
		args := append(make([]any, 0, len(fixed)+len(chunk)), fixed...)
		for _, key := range chunk {
			args = append(args, key)
		}
		size := inSizes[slices.IndexFunc(inSizes[:], func(n int) bool { return n >= len(chunk) })]
		for len(args) < len(fixed)+size {
			args = append(args, chunk[len(chunk)-1])
		}
		in := "in " + string(d.appendParams(nil, len(fixed)+1, size)) + ")"
		if err := query(in, args); err != nil {
			return err
		}
	}
	return nil
}
