package soak

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// inNamespace is set in the environment of a test that runs again as root of a
// user namespace of its own, where it may mount.
const inNamespace = "SOAK_IN_NAMESPACE"

// smallDisk returns an empty directory on a disk of its own of that size. If
// only root may mount here, the test runs again in a namespace of its own, and
// ok is false: there is nothing left to do.
func smallDisk(t *testing.T, size string) (dir string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "soak", dir).CombinedOutput()
	if err == nil {
		t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
		return dir, true
	}
	if os.Getenv(inNamespace) == "" {
		again := exec.Command("unshare", "-Urm", os.Args[0], "-test.v", "-test.run=^"+t.Name()+"$") //nolint:gosec // ourselves
		again.Env = append(os.Environ(), inNamespace+"=1")
		out, err = again.CombinedOutput()
		if strings.Contains(string(out), "--- PASS: "+t.Name()) {
			return "", false
		}
		if strings.Contains(string(out), "--- FAIL: "+t.Name()) {
			t.Fatalf("in a namespace of its own:\n%s", out)
		}
	}
	t.Skipf("NOT TESTED ON A FULL DISK: nothing may be mounted here: %v\n%s", err, out)
	return "", false
}

// room is how many bytes a disk has left.
func room(t *testing.T, dir string) uint64 {
	t.Helper()
	var stat syscall.Statfs_t
	check(t, syscall.Statfs(dir, &stat))
	return stat.Bavail * uint64(stat.Bsize) //nolint:gosec // the size of a block is positive
}

// remount makes a small disk "ro" or "rw".
func remount(t *testing.T, dir, how string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+how, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// fill writes a file until the disk has no room left, and returns what makes
// room again.
func fill(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	check(t, err)
	defer f.Close() //nolint:errcheck // its content is nothing
	for _, size := range []int{1 << 20, 4 << 10, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return func() { check(t, os.Remove(path)) }
}

// immutable makes files refuse every change, even by who has them open, until
// the returned function is called.
func immutable(t *testing.T, paths ...string) (mutable func()) {
	t.Helper()
	mutable = func() { _ = exec.Command("chattr", append([]string{"-i"}, paths...)...).Run() }
	t.Cleanup(mutable)
	if out, err := exec.Command("chattr", append([]string{"+i"}, paths...)...).CombinedOutput(); err != nil {
		mutable()
		t.Skipf("NOT TESTED WITH A READ-ONLY FILE: %v\n%s", err, out)
	}
	return mutable
}
