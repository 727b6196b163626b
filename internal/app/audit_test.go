package app

import (
	"strings"
	"testing"
)

func TestTheTrailIsVerifiedAgainstAnEndThatWasKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	create := []string{"reseller", "create", "--data", dir, "--name", "Northgate", "--email", "mara@northgate.example"}
	if got := command(t, "", nil, create...); got.code != 0 {
		t.Fatal(got)
	}
	first := command(t, "", nil, "audit", "verify", "--data", dir)
	lines := strings.Split(strings.TrimSpace(first.out), "\n")
	end := lines[len(lines)-1]
	if first.code != 0 || !strings.HasPrefix(first.out, "1 entries") || !strings.HasPrefix(end, "1:") {
		t.Fatal(first)
	}
	if got := command(t, "", nil, "key", "create", "1", "--data", dir); got.code != 0 {
		t.Fatal(got)
	}
	if got := command(t, "", nil, "audit", "verify", "--data", dir, "--expect", end); got.code != 0 || !strings.HasPrefix(got.out, "2 entries") {
		t.Error(got)
	}
	if got := command(t, "", nil, "audit", "verify", "--data", dir, "--expect", "1:"+strings.Repeat("0", 64)); got.code != 1 || !strings.Contains(got.errOut, "made anew") {
		t.Error(got)
	}
	if got := command(t, "", nil, "audit", "verify", "--data", dir, "--expect", "x"); got.code != 1 || !strings.Contains(got.errOut, "like 42:") {
		t.Error(got)
	}
}
