package store

import (
	"context"
	"fmt"
	"strings"
)

// column collects one column of rows as an array that PostgreSQL's driver
// takes.
type column struct {
	cast    string
	numbers []int64
	texts   []string
	blobs   [][]byte
}

// columnsOf turns rows of numbers, texts and bytes by their side. It reports
// false if a column has something else, or not the same everywhere.
func columnsOf(width int, flat []any) ([]column, bool) {
	all := make([]column, width)
	for i, value := range flat {
		c, cast := &all[i%width], ""
		switch v := value.(type) {
		case int64:
			c.numbers, cast = append(c.numbers, v), "bigint[]"
		case string:
			c.texts, cast = append(c.texts, v), "text[]"
		case []byte:
			c.blobs, cast = append(c.blobs, v), "bytea[]"
		}
		if cast == "" || c.cast != "" && c.cast != cast {
			return nil, false
		}
		c.cast = cast
	}
	return all, true
}

func (c *column) argument() any {
	switch c.cast {
	case "bigint[]":
		return c.numbers
	case "text[]":
		return c.texts
	}
	return c.blobs
}

// insertArrays runs `head select *, 0 from unnest($1::bigint[], …) suffix`: one
// text for any number of rows, a parameter for each column.
func (r *bulkRowset) insertArrays(ctx context.Context, tx *transaction, all []column) (int64, error) {
	casts, args := make([]string, len(all)), make([]any, len(all))
	for i := range all {
		casts[i], args[i] = fmt.Sprintf("$%d::%s", i+1, all[i].cast), all[i].argument()
	}
	result, err := tx.ExecContext(ctx,
		r.head+" select *"+strings.Repeat(", 0", r.zeros)+" from unnest("+strings.Join(casts, ", ")+") "+r.suffix, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// arrayList is a list of keys that comes as an array, if the engine takes one.
// It is a condition of one table: joined with the array, a table of which the
// planner knows nothing yet is read as a whole.
func (d *dialect) arrayList(keys any, param int) (in string, array any) {
	if !d.arrays {
		return "", nil
	}
	cast := ""
	switch keys.(type) {
	case []int64:
		cast = "bigint[]"
	case []string:
		cast = "text[]"
	case [][]byte:
		cast = "bytea[]"
	default:
		return "", nil
	}
	return fmt.Sprintf("= any($%d::%s)", param, cast), keys
}
