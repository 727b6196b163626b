package soak

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reseller-console/internal/store"
)

// TestAFullDiskRefusesUsageAndLosesNone fills the disk under the server again
// and again. Meanwhile what is there can be read; once there is room, the same
// senders' repetitions get through to the same server.
func TestAFullDiskRefusesUsageAndLosesNone(t *testing.T) {
	t.Parallel()
	disk, ok := smallDisk(t, "300m")
	if !ok {
		return
	}
	s := newSite(t, store.Config{Dir: filepath.Join(disk, "data")})
	server, f, v := s.start(t), s.fleet(t), new(visitor)
	expectPage(t, http.StatusSeeOther, v, http.MethodPost, server.base+"/login", s.signInForm())
	f.sendTo(server.base)
	for again := rounds(t, 2); again() && room(t, disk) > 100<<20; { // the rest is the last round's
		f.await(f.acknowledged, 10)
		free := fill(t, disk)
		f.await(f.refused, 10)
		s.readWhileNothingCanBeWritten(t, server.base, v)
		free()
	}
	f.await(f.acknowledged, 10)
	f.end()
	server.stop()
	s.compare(t, f)
}

// readWhileNothingCanBeWritten expects pages for who is signed in, and clear
// words for who is not.
func (s *site) readWhileNothingCanBeWritten(t *testing.T, base string, v *visitor) {
	t.Helper()
	expectPage(t, http.StatusOK, v, http.MethodGet, base+"/companies", "")
	expectPage(t, http.StatusOK, v, http.MethodGet, base+"/usage/chart", "")
	expectPage(t, http.StatusOK, new(visitor), http.MethodGet, base+"/login", "")
	expectPage(t, http.StatusOK, new(visitor), http.MethodGet, base+"/healthz", "")
	expectPage(t, http.StatusOK, new(visitor), http.MethodGet, base+"/readyz", "")
	header, text := expectPage(t, http.StatusServiceUnavailable, new(visitor), http.MethodPost, base+"/login", s.signInForm())
	if header.Get("Retry-After") == "" || !strings.Contains(text, "</html>") {
		t.Errorf("whoever signs in is told, after %q seconds to try again:\n%s", header.Get("Retry-After"), text)
	}
}

func expectPage(t *testing.T, status int, v *visitor, method, address, form string) (http.Header, string) {
	t.Helper()
	got, header, text := v.visit(t, method, address, form)
	if got != status {
		t.Errorf("%s %s is answered %d, want %d\n%.2000s", method, address, got, status, text)
	}
	return header, text
}

// TestKilledOnAFullDiskItStartsAndWaitsForRoom kills the server while nothing
// can be written.
func TestKilledOnAFullDiskItStartsAndWaitsForRoom(t *testing.T) {
	t.Parallel()
	disk, ok := smallDisk(t, "300m")
	if !ok {
		return
	}
	s := newSite(t, store.Config{Dir: filepath.Join(disk, "data")})
	server, f := s.start(t), s.fleet(t)
	f.sendTo(server.base)
	f.await(f.acknowledged, 10)
	free := fill(t, disk)
	f.await(f.refused, 10)
	server.kill()
	server = s.start(t)
	f.sendTo(server.base)
	f.await(f.refused, 10)
	free()
	f.await(f.acknowledged, 10)
	f.end()
	s.compare(t, f)
}

// expectNoStart starts the server, which must end by itself and say why.
func (s *site) expectNoStart(t *testing.T, says string) {
	t.Helper()
	out, err := s.command(t, "serve", "--addr", "127.0.0.1:0").CombinedOutput()
	text := string(out)
	if err == nil || !strings.Contains(text, says) || !strings.Contains(text, "cannot be ") || strings.Count(text, "\n") != 1 {
		t.Errorf("the server does not say in one line that %s cannot be written: %v\n%s", says, err, text)
	}
}

// TestAReadOnlyFileRefusesUsageAndLosesNone makes the file of usage and its log
// read-only under the server, which has them open.
func TestAReadOnlyFileRefusesUsageAndLosesNone(t *testing.T) {
	t.Parallel()
	s := newSite(t, store.Config{Dir: filepath.Join(t.TempDir(), "data")})
	file := filepath.Join(s.config.Dir, store.UsageFile)
	server, f, v := s.start(t), s.fleet(t), new(visitor)
	f.sendTo(server.base)
	for again := rounds(t, 2); again(); {
		f.await(f.acknowledged, 10)
		mutable := immutable(t, file, file+"-wal")
		f.await(f.refused, 10)
		expectPage(t, http.StatusSeeOther, v, http.MethodPost, server.base+"/login", s.signInForm()) // another file
		expectPage(t, http.StatusOK, v, http.MethodGet, server.base+"/usage/chart", "")
		mutable()
	}
	f.await(f.acknowledged, 10)
	f.end()
	server.stop()
	s.compare(t, f)
}

func TestAServerThatCannotWriteDoesNotStart(t *testing.T) {
	t.Parallel()
	t.Run("a read-only file", func(t *testing.T) {
		t.Parallel()
		s := newSite(t, store.Config{Dir: filepath.Join(t.TempDir(), "data")})
		file := filepath.Join(s.config.Dir, store.UsageFile)
		check(t, os.Chmod(file, 0o400))
		if os.Getuid() == 0 { // whom no mode keeps from writing
			immutable(t, file)
		}
		s.expectNoStart(t, file)
	})
	t.Run("a read-only disk", func(t *testing.T) {
		t.Parallel()
		disk, ok := smallDisk(t, "100m")
		if !ok {
			return
		}
		s := newSite(t, store.Config{Dir: filepath.Join(disk, "data")})
		remount(t, disk, "ro")
		s.expectNoStart(t, s.config.Dir)
		remount(t, disk, "rw")
		server := s.start(t)
		expectPage(t, http.StatusOK, new(visitor), http.MethodGet, server.base+"/readyz", "")
	})
}
