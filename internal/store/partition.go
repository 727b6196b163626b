package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"reseller-console/internal/calendar"
)

// partitioned are the tables that are kept by month, with how many numbers of
// the column that divides them a month has. event_key is not one of them: an
// event counts once, whatever its month.
var partitioned = []struct {
	table string
	width int64
}{
	{"segment_day", placesOfMonth}, {"segment_dead", placesOfMonth}, {"segment", placesOfMonth}, {"gauge", placesOfMonth},
	{"presence", 100},
}

// months are those whose partitions are known to exist, for good: none is
// dropped that could still be written to.
type months struct {
	mu    sync.Mutex
	known map[calendar.Month]bool
}

func (m *months) has(month calendar.Month) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.known[month]
}

// committed remembers partitions of a transaction that is on disk.
func (m *months) committed(made []calendar.Month) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, month := range made {
		if m.known == nil {
			m.known = map[calendar.Month]bool{}
		}
		m.known[month] = true
	}
}

// openMonth sees to it that a month can be written to. The transaction has
// locked usage, so that no other one does the same.
func (tx *transaction) openMonth(ctx context.Context, month calendar.Month) error {
	if !tx.monthly || tx.months.has(month) || slices.Contains(tx.opened, month) {
		return nil
	}
	var there bool
	if err := tx.QueryRowContext(ctx, "select to_regclass($1) is not null", partitionName(partitioned[0].table, month)).Scan(&there); err != nil {
		return fmt.Errorf("look for the partitions of %s: %w", month, err)
	}
	if !there {
		if _, err := tx.ExecContext(ctx, newPartitions(month)); err != nil {
			return fmt.Errorf("make the partitions of %s: %w", month, err)
		}
	}
	tx.opened = append(tx.opened, month)
	return nil
}

// newPartitions are made as tables of their own and then attached, which lets
// others read and write meanwhile.
func newPartitions(month calendar.Month) string {
	var text strings.Builder
	for _, p := range partitioned {
		name := partitionName(p.table, month)
		fmt.Fprintf(&text, "create table %s (like %s including all);\n", name, p.table)
		fmt.Fprintf(&text, "alter table %s attach partition %s for values from (%d) to (%d);\n",
			p.table, name, int64(month)*p.width, (int64(month)+1)*p.width)
	}
	return text.String()
}

func partitionName(table string, month calendar.Month) string {
	return fmt.Sprintf("%s_%d", table, month)
}

// partition is the partition of a table for a month.
type partition struct {
	name  string
	month calendar.Month
}

// partitionsBefore lists the partitions of earlier months, oldest first and
// otherwise in the order in which they go: first those that name others.
func partitionsBefore(ctx context.Context, q querier, month calendar.Month) ([]partition, error) {
	var all []partition
	for _, p := range partitioned {
		err := eachRow(ctx, q, func(rows *sql.Rows) error {
			var one partition
			if err := rows.Scan(&one.name); err != nil {
				return err
			}
			number, err := strconv.Atoi(strings.TrimPrefix(one.name, p.table+"_"))
			if one.month = calendar.Month(number); err == nil && one.month < month {
				all = append(all, one)
			}
			return nil
		}, "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass($1)", p.table)
		if err != nil {
			return nil, fmt.Errorf("list the partitions of %s: %w", p.table, err)
		}
	}
	slices.SortStableFunc(all, func(a, b partition) int { return int(a.month - b.month) })
	return all, nil
}
