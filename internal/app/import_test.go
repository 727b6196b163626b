package app

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// switchOff ends a program at the first of its lines that says something.
type switchOff struct {
	bytes.Buffer
	says string
	off  func()
}

func (w *switchOff) Write(p []byte) (int, error) {
	if strings.Contains(string(p), w.says) {
		w.off()
	}
	return w.Buffer.Write(p)
}

func TestAnInterruptedImportGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	if got := command(t, "", nil, "source", "create", "--data", dir, "media"); got.code != 0 {
		t.Fatal(got)
	}
	const lines = 30_000
	csv := []byte("source,id,type,subject,product,metric,seconds,day\n")
	for n := range lines {
		csv = fmt.Appendf(csv, "s,%d,usage.seconds,nobody,rtc,audioAll,60,2026-08-27\n", n)
	}
	file := filepath.Join(t.TempDir(), "usage.csv")
	write(t, file, string(csv))
	var out bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	problem := &switchOff{says: "importing: ", off: cancel}
	code := Main(ctx, Process{Args: []string{"import", "--data", dir, file}, Stdout: &out, Stderr: problem})
	if code != 1 || !strings.Contains(problem.String(), "interrupted; the same command goes on where it was") || !strings.Contains(out.String(), "quarantined 20000,") {
		t.Errorf("code %d, %s, %.300s", code, &out, lastOf(problem.String()))
	}
	got := command(t, "", nil, "import", "--data", dir, file)
	for _, want := range []string{"continuing after line 20001: 20000 events are done", "this run: accepted 0, duplicate 0, conflict 0, quarantined 10000,",
		"from the beginning: accepted 0, duplicate 0, conflict 0, quarantined 30000,", "30000 of 30000 events do not count"} {
		if !strings.Contains(got.out+got.errOut, want) {
			t.Errorf("no %q in %s%.300s", want, got.out, got.errOut)
		}
	}
	if got := command(t, "", nil, "import", "--data", dir, file); strings.Contains(got.out+got.errOut, "continuing") {
		t.Errorf("a finished import is continued: %s", got.out)
	}
}

func lastOf(text string) string { return text[max(0, len(text)-300):] }
