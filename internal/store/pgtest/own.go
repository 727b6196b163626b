package pgtest

import (
	"errors"
	"io"
	"os"
	"testing"
)

// Server is a PostgreSQL of one test, which stops and starts when the test
// says so. Unlike the shared one it waits for its disk, as set up by default:
// what was committed is there after a stop.
type Server struct {
	t      testing.TB
	server *server
	on     bool
}

// Start returns a running server with an empty database. It ends with the
// test. Without PostgreSQL on the machine the test is skipped, or fails where
// CI=true.
func Start(t testing.TB) *Server {
	t.Helper()
	server, err := start("")
	need(t, err)
	s := &Server{t, server, true}
	t.Cleanup(func() {
		s.Stop()
		if err := os.RemoveAll(server.dir); err != nil {
			t.Error(err)
		}
	})
	return s
}

// URL returns the address of the database, also while the server is stopped.
func (s *Server) URL() string { return s.server.url("postgres") }

// Stop ends the server at once, as a crash would; it does nothing if it is
// stopped already.
func (s *Server) Stop() {
	s.t.Helper()
	if !s.on {
		return
	}
	s.on = false
	_, err := io.WriteString(s.server.hold, "stay")
	if err := errors.Join(err, s.server.hold.Close()); err != nil {
		s.t.Fatalf("stop PostgreSQL: %v", err)
	}
	<-s.server.ended
}

// Start starts a stopped server and waits until it answers.
func (s *Server) Start() {
	s.t.Helper()
	if err := errors.Join(s.server.keep(), s.server.ready()); err != nil {
		s.t.Fatalf("start PostgreSQL: %v", err)
	}
	s.on = true
}
