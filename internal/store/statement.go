package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"
)

// statements keeps prepared what the one writer of SQLite runs again and
// again: compiling a statement of many rows takes about as long as running it.
// A text that is met for the first time is prepared for its transaction only,
// which holds the connection, and for good afterwards.
type statements struct {
	db    *sql.DB
	mu    sync.Mutex
	ready map[string]*sql.Stmt
	next  map[string]bool // were missing
}

// maxStatements bounds what is kept; there are about forty texts.
const maxStatements = 200

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, ready: map[string]*sql.Stmt{}, next: map[string]bool{}}
}

// in returns the statement for use in a transaction, which closes it.
func (s *statements) in(ctx context.Context, tx *sql.Tx, text string) (*sql.Stmt, error) {
	s.mu.Lock()
	ready := s.ready[text]
	if ready == nil && len(s.ready)+len(s.next) < maxStatements {
		s.next[text] = true
	}
	s.mu.Unlock()
	if ready == nil {
		return tx.PrepareContext(ctx, text)
	}
	return tx.StmtContext(ctx, ready), nil
}

// settle prepares what was missing. It is called between transactions, and
// waits for the connection without keeping those that have it from going on.
// What cannot be prepared now is met again.
func (s *statements) settle(ctx context.Context) {
	s.mu.Lock()
	missing := slices.Collect(maps.Keys(s.next))
	clear(s.next)
	s.mu.Unlock()
	for _, text := range missing {
		statement, err := s.db.PrepareContext(ctx, text)
		if err != nil {
			return
		}
		if !s.keep(text, statement) {
			_ = statement.Close() // somebody else was first
		}
	}
}

// keep reports whether the text was still missing.
func (s *statements) keep(text string, now *sql.Stmt) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready[text] != nil {
		return false
	}
	s.ready[text] = now
	return true
}

// prepare returns a statement that ends with the transaction.
func (tx *transaction) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if tx.statements == nil {
		return tx.PrepareContext(ctx, text)
	}
	return tx.statements.in(ctx, tx.Tx, text)
}

// QueryContext runs a query whose text comes again.
func (tx *transaction) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if tx.statements == nil {
		return tx.Tx.QueryContext(ctx, text, args...)
	}
	statement, err := tx.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}
