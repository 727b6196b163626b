package store

import (
	"context"
	"database/sql"
)

// pool is connections to a database, for queries outside of a transaction.
type pool struct {
	*sql.DB
	*dialect
}

// QueryContext runs a query; eachRow and query read its rows.
func (p *pool) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	rows, err := p.DB.QueryContext(ctx, text, args...)
	return rows, p.fault(err)
}

// QueryRowContext runs a query of at most one row.
func (p *pool) QueryRowContext(ctx context.Context, text string, args ...any) row {
	return row{p.DB.QueryRowContext(ctx, text, args...), p.dialect}
}

// ExecContext runs a statement outside of a transaction.
func (p *pool) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	result, err := p.DB.ExecContext(ctx, text, args...)
	return result, p.fault(err)
}

// row is the answer to a query of at most one row.
type row struct {
	*sql.Row
	*dialect
}

// Scan reads the row; sql.ErrNoRows says that there is none.
func (r row) Scan(into ...any) error { return r.fault(r.Row.Scan(into...)) }

// querier runs queries and knows what their errors mean: a pool or a
// transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	fault(err error) error
}
