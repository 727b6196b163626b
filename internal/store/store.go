// Package store keeps everything in SQLite or PostgreSQL, with one SQL text
// for both: what differs between the engines is in dialect.go and nowhere
// else.
//
// It owns tables, migrations and transactions. It does not own rules: each
// method of a noun's store is one act in one transaction, decided by the noun.
//
// There are two databases. The console database has people and companies, the
// usage database has events and figures, so that a large batch of usage never
// stalls a sign-in. On SQLite they are two files; on PostgreSQL they share one
// database and one pool. Beside them is what need not survive a power cut: the
// ids of signed requests.
package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"reseller-console/internal/fault"
)

// The files of SQLite in the data directory.
const (
	ConsoleFile = "console.db"
	UsageFile   = "usage.db"
)

// Config says where the data lies.
type Config struct {
	Database string // empty: SQLite files in Dir; otherwise postgres://…
	Dir      string // the data directory, created if missing; unused with PostgreSQL
}

// DB is an open pair of databases, safe for concurrent use.
type DB struct {
	console *conn
	usage   *conn
	log     *eventLog
	nonces  *Nonces
}

// Open opens both databases, creates what is missing and migrates what is
// old. A place that cannot be used is fault.Invalid, a server that does not
// answer fault.Unavailable; both say which.
func Open(ctx context.Context, c Config) (*DB, error) {
	db, err := connect(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(migrate(ctx, db.console, "console"), migrate(ctx, db.usage, "usage"), migrate(ctx, db.nonces.conn, "nonce")); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if db.log, err = newEventLog(db.usage); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func connect(ctx context.Context, c Config) (*DB, error) {
	switch {
	case c.Database == "":
		return connectSQLite(ctx, c.Dir)
	case strings.HasPrefix(c.Database, "postgres://"), strings.HasPrefix(c.Database, "postgresql://"):
		return connectPostgres(ctx, c.Database)
	}
	return nil, fault.New(fault.Invalid, "The database must be empty for SQLite, or an address that begins with postgres://.")
}

func connectSQLite(ctx context.Context, dir string) (*DB, error) {
	if err := makeDir(dir); err != nil {
		return nil, err
	}
	console, err := openSQLite(ctx, filepath.Join(dir, ConsoleFile), consoleCheckpoint, onDisk)
	if err != nil {
		return nil, err
	}
	usage, err := openSQLite(ctx, filepath.Join(dir, UsageFile), usageCheckpoint, onDisk)
	if err != nil {
		return nil, errors.Join(err, console.close())
	}
	nonces, err := openNonceFile(ctx, dir)
	if err != nil {
		return nil, errors.Join(err, console.close(), usage.close())
	}
	return &DB{console: console, usage: usage, nonces: nonces}, nil
}

func connectPostgres(ctx context.Context, url string) (*DB, error) {
	both, err := openPostgres(ctx, url, onDisk)
	if err != nil {
		return nil, err
	}
	nonces, err := openNonceTable(ctx, url)
	if err != nil {
		return nil, errors.Join(err, both.close())
	}
	return &DB{console: both, usage: both, nonces: nonces}, nil
}

// Close ends both databases. Acts under way fail.
func (db *DB) Close() error {
	if db.log != nil {
		db.log.packer.close()
	}
	err := errors.Join(db.nonces.close(), db.console.close())
	if db.console == db.usage {
		return err
	}
	return errors.Join(err, db.usage.close())
}

// Ping reports whether both databases answer.
func (db *DB) Ping(ctx context.Context) error {
	return errors.Join(db.console.reader.PingContext(ctx), db.usage.reader.PingContext(ctx))
}

// makeDir creates the data directory, readable by its owner only, and tries
// whether files can be made in it: SQLite's own answer would not name it.
func makeDir(dir string) error {
	if dir == "" {
		return fault.New(fault.Invalid, "A data directory must be named.")
	}
	err := makeDirs(dir)
	if errors.Is(err, syscall.ENOTDIR) {
		return fault.Wrap(fault.Invalid, err, "The data directory %s cannot be used: it is a file, or lies under one.", dir)
	}
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "The data directory %s cannot be created.", dir)
	}
	probe, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "The data directory %s cannot be written to.", dir)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// makeDirs creates a directory and those it lies in. Their names survive a
// power cut; SQLite sees to those of its files.
func makeDirs(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(dir, 0o700) // is there, or tells why it cannot be
	}
	parent := filepath.Dir(dir)
	if err := makeDirs(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncNames(parent)
}

// syncNames waits until the names in a directory are on disk, as far as the
// file system and our rights allow.
func syncNames(dir string) error {
	names, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	err = names.Sync()
	if errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, names.Close())
}
