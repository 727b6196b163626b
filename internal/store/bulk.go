package store

import (
	"context"
	"fmt"
	"slices"
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
	if tx.arrays && len(flat) > 0 {
		if all, fit := columnsOf(width, flat); fit {
			return insertArrays(ctx, tx, head, suffix, all)
		}
	}
	most := min(bulkRows, bulkParams/width)
	var affected int64
	for _, rows := range bulkSizes {
		rows = min(rows, most)
		whole := len(flat) / (rows * width) * rows * width
		n, err := insertChunks(ctx, tx, head, suffix, width, rows*width, flat[:whole])
		if err != nil {
			return 0, err
		}
		affected, flat = affected+n, flat[whole:]
	}
	return affected, nil
}

// insertChunks runs one prepared statement for each size values of flat.
func insertChunks(ctx context.Context, tx *transaction, head, suffix string, width, size int, flat []any) (affected int64, err error) {
	if len(flat) == 0 {
		return 0, nil
	}
	statement, err := tx.prepare(ctx, tx.insertText(head, suffix, width, size/width))
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

func (d *dialect) insertText(head, suffix string, width, rows int) string {
	text := make([]byte, 0, len(head)+len(suffix)+rows*width*7+16)
	text = append(append(text, head...), " values "...)
	for row := range rows {
		if row > 0 {
			text = append(text, ',')
		}
		text = d.appendParams(text, 1+row*width, width)
	}
	return string(append(append(text, ' '), suffix...))
}

// appendParams appends ($first,…) with n parameters.
func (d *dialect) appendParams(text []byte, first, n int) []byte {
	text = append(text, '(')
	for i := range n {
		if i > 0 {
			text = append(text, ',')
		}
		text = d.appendParam(text, first+i)
	}
	return append(text, ')')
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
		in := "in " + string(d.appendParams(nil, len(fixed)+1, size))
		if err := query(in, args); err != nil {
			return err
		}
	}
	return nil
}
