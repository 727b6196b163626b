package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"text/template"

	"github.com/pressly/goose/v3"

	"reseller-console/internal/fault"
)

// The migrations of each database: migration/{console,usage}/NNN_name.sql,
// applied in order, each in a transaction of its own. They are one text for
// both engines, with the few tokens of package tokens.
//
//go:embed migration
var migrations embed.FS

// migrate brings one database up to date. Nodes that start together wait for
// each other. A database that a newer program has migrated is fault.Conflict.
func migrate(ctx context.Context, c *conn, name string) error {
	all, err := readMigrations(name, c.tokens)
	if err != nil {
		return err
	}
	options := []goose.ProviderOption{
		goose.WithGoMigrations(all...),
		goose.WithDisableGlobalRegistry(true),
		goose.WithTableName(versionTable(name)), // both may live in one PostgreSQL database
	}
	if c.locker != nil {
		options = append(options, goose.WithSessionLocker(c.locker))
	}
	provider, err := goose.NewProvider(c.goose, c.writer.DB, nil, options...)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return c.fault(fmt.Errorf("migrate the %s database: %w", name, err))
	}
	return refuseNewer(ctx, provider)
}

func refuseNewer(ctx context.Context, provider *goose.Provider) error {
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fault.New(fault.Conflict, "The database was migrated by a newer version of this program (schema %d, known up to %d).", current, target)
	}
	return nil
}

func readMigrations(name string, t tokens) ([]*goose.Migration, error) {
	files, err := fs.Glob(migrations, path.Join("migration", name, "*.sql"))
	if err != nil {
		return nil, err
	}
	all := make([]*goose.Migration, len(files))
	for i, file := range files {
		number, _, _ := strings.Cut(path.Base(file), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", file, err)
		}
		text, err := render(file, t)
		if err != nil {
			return nil, err
		}
		all[i] = goose.NewGoMigration(version, &goose.GoFunc{RunTx: execute(name, version, text)}, nil)
	}
	return all, nil
}

func render(file string, t tokens) (string, error) {
	parsed, err := template.ParseFS(migrations, file)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	if err := parsed.Option("missingkey=error").Execute(&text, t); err != nil {
		return "", err
	}
	return text.String(), nil
}

// execute runs a migration, unless another process has done so since this one
// looked: on SQLite nothing else keeps two that start together apart.
func execute(name string, version int64, text string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		var done bool
		err := tx.QueryRowContext(ctx, "select exists (select 1 from "+versionTable(name)+" where version_id = $1)", version).Scan(&done)
		if err != nil || done {
			return err
		}
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("migration %d of %s: %w", version, name, err)
		}
		return nil
	}
}

func versionTable(name string) string { return name + "_migration" }
