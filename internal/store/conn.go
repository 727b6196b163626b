package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/recall"
)

// conn is one open database: whole transactions through write and view,
// single queries through reader. On PostgreSQL writer and reader are the same
// pool; on SQLite the writer has one connection, so that writers queue in
// order instead of failing, and readers cannot write.
type conn struct {
	*dialect
	writer *pool
	reader *pool
	// statements are the writer's; nil on PostgreSQL, whose driver keeps its own.
	statements *statements
	months     months
	// changes tells of commits; nil on PostgreSQL, where that would cost as much
	// as asking again. See recalled.
	changes  *dataVersion
	versions *versions
	answers  *recall.Memory[any, any] // by question, each of a type of its own
	enqueued chan struct{}            // receives after jobs were kept
}

// transaction is a running transaction that knows its engine.
type transaction struct {
	*sql.Tx
	*dialect
	statements *statements // nil: none are kept
	months     *months
	opened     []calendar.Month // what is to be remembered in months
	enqueued   bool             // whether it keeps jobs
}

const (
	writeAttempts = 8
	firstPause    = 5 * time.Millisecond // doubles with each attempt
)

// write runs act in one transaction and commits it; on an error or a panic of
// act nothing has changed. When PostgreSQL gives the transaction up because of
// others running at the same time, act is called again with a new one: it must
// not leave traces outside of tx.
func (c *conn) write(ctx context.Context, act func(tx *transaction) error) error {
	for attempt := 0; ; attempt++ {
		err := c.run(ctx, c.writer, nil, c.statements, act)
		if c.statements != nil {
			c.statements.settle(ctx)
		}
		if err == nil || attempt == writeAttempts-1 || !c.retryable(err) {
			return err
		}
		if pauseErr := pause(ctx, firstPause<<attempt); pauseErr != nil {
			return errors.Join(err, pauseErr)
		}
	}
}

// view runs act in one transaction that sees the database as it is at its
// beginning and must not write.
func (c *conn) view(ctx context.Context, act func(tx *transaction) error) error {
	return c.run(ctx, c.reader, &sql.TxOptions{ReadOnly: true, Isolation: c.snapshot}, nil, act)
}

func (c *conn) run(ctx context.Context, p *pool, options *sql.TxOptions, s *statements, act func(tx *transaction) error) error {
	tx, err := p.BeginTx(ctx, options)
	if err != nil {
		return c.fault(err)
	}
	defer tx.Rollback() // does nothing after a commit
	t := &transaction{Tx: tx, dialect: c.dialect, statements: s, months: &c.months}
	if err := act(t); err != nil {
		return c.fault(err)
	}
	if err := tx.Commit(); err != nil {
		return c.fault(err)
	}
	c.months.committed(t.opened)
	if t.enqueued {
		c.wake()
	}
	return nil
}

// wake tells whoever does jobs that there are new ones.
func (c *conn) wake() {
	select {
	case c.enqueued <- struct{}{}:
	default: // it was told already
	}
}

// pause waits about as long as told, so that two transactions that met do not
// meet again.
func pause(ctx context.Context, about time.Duration) error {
	timer := time.NewTimer(about/2 + rand.N(about))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (c *conn) close() error {
	if c.reader == c.writer {
		return c.writer.Close()
	}
	return errors.Join(c.changes.close(), c.reader.Close(), c.writer.Close())
}
