// Package pgtest gives tests a real PostgreSQL: one throw-away server for each
// test binary, one fresh database for each call of URL.
//
// Its server is set up to disagree with what code may carelessly rely on: its
// collation is English, not bytewise, and its time zone is Asia/Kolkata.
package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// URL returns the address of a new, empty database that is dropped when the
// test ends. Without PostgreSQL on the machine the test is skipped, or fails
// where CI=true.
func URL(t testing.TB) string {
	t.Helper()
	return database(t, shared, "template0")
}

// LastingURL is URL on a server with the settings that PostgreSQL comes with,
// which waits for its disk: for measurements.
func LastingURL(t testing.TB) string {
	t.Helper()
	return database(t, sharedLasting, "template0")
}

// database creates a copy of another one that is dropped when the test ends.
func database(t testing.TB, start func() (*server, error), of string) string {
	t.Helper()
	server, err := start()
	need(t, err)
	name := newName()
	if err := server.copy(of, name); err != nil {
		t.Fatalf("create a database: %v", err)
	}
	t.Cleanup(func() {
		if err := server.run("drop database if exists " + name + " with (force)"); err != nil {
			t.Errorf("drop a database: %v", err)
		}
	})
	return server.url(name)
}

// copy makes a database of another one's files: PostgreSQL 15 and later would
// write all of them into the log, which takes several times as long.
func (s *server) copy(of, name string) error {
	text := "create database " + name + " template " + of
	err := s.run(text + " strategy file_copy")
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == "42601" { // what older ones do not know, and do
		return s.run(text)
	}
	return err
}

func newName() string { return "t_" + strings.ToLower(rand.Text()) }

// need skips the test if there is no PostgreSQL, and fails it if it does not
// start.
func need(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errMissing) && os.Getenv("CI") != "true" {
		t.Skipf("NOT TESTED ON POSTGRESQL: %v", err)
	}
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
}

// The servers of this test binary, each started at its first use.
var (
	shared        = sync.OnceValues(func() (*server, error) { return start(fleetingDir(), fleeting...) })
	sharedLasting = sync.OnceValues(func() (*server, error) { return start("") })
)

// server is a PostgreSQL that listens in a directory of its own.
type server struct {
	bin      string // where its programs are
	dir      string
	owner    *syscall.Credential // whom it runs as; nil: as we do
	settings []string            // of its command line
	hold     io.WriteCloser      // its closing, which the end of this process is too, ends the server
	ended    <-chan error
}

func (s *server) url(database string) string {
	return fmt.Sprintf("postgres:///%s?host=%s&user=postgres&sslmode=disable", database, s.dir)
}

// startWithin is the longest that initdb and the server's start may take on a
// busy machine.
const startWithin = 2 * time.Minute

// run executes one statement outside of any test's database.
func (s *server) run(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// ready waits until the server answers, or has ended.
func (s *server) ready() error {
	end := time.After(startWithin)
	retry := time.NewTicker(20 * time.Millisecond)
	defer retry.Stop()
	for {
		err := s.run("select 1")
		if err == nil {
			return nil
		}
		select {
		case err := <-s.ended:
			return err
		case <-end:
			return fmt.Errorf("the server does not answer: %w", err)
		case <-retry.C:
		}
	}
}
