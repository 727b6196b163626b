package store

import (
	"context"
	"fmt"
)

// Engine is what one database is.
type Engine struct {
	Name, Kind, Version string // "console" or "usage"; "SQLite" or "PostgreSQL"
	Bytes, Schema       int64  // Schema is the number of its latest migration
}

// Engines tells of both databases. On PostgreSQL they are one, and have one
// size.
func (db *DB) Engines(ctx context.Context) ([]Engine, error) {
	var all []Engine
	for _, d := range []struct {
		name string
		c    *conn
	}{{"console", db.console}, {"usage", db.usage}} {
		e := Engine{Name: d.name, Kind: d.c.kind}
		err := d.c.reader.QueryRowContext(ctx, "select "+d.c.versionText+", "+d.c.sizeText+", (select max(version_id) from "+versionTable(d.name)+")").
			Scan(&e.Version, &e.Bytes, &e.Schema)
		if err != nil {
			return nil, fmt.Errorf("what the %s database is: %w", d.name, err)
		}
		all = append(all, e)
	}
	return all, nil
}
