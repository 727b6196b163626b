package bench

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/usage"
)

// importEvents is how many events a file has: opening the database is a part
// of what its import takes.
const importEvents = 200_000

// BenchmarkImport imports files of sessions, in turn with sending as many
// through HTTP, in batches of 10,000, to a server with a database of its own.
func BenchmarkImport(b *testing.B) {
	for _, form := range []string{"ndjson", "ndjson.gz", "ndjson.zst", "csv", "csv.gz", "csv.zst"} {
		b.Run(form, func(b *testing.B) { benchmarkImport(b, form) })
	}
}

func benchmarkImport(b *testing.B, form string) {
	files, served := newWorld(b, "", activeIn, mostProjects), newWorld(b, "", activeIn, mostProjects)
	token := command(b, "source", "create", "--data", served.dir, "bench")
	base, stop := serve(b, served)
	to, sent, imported := &intakeOf{base, token, "", &http.Client{}}, newStream(served, idForms["uuid7"]), newStream(files, idForms["uuid7"])
	file := filepath.Join(b.TempDir(), "usage."+form)
	var ours, through []time.Duration
	for b.Loop() {
		b.StopTimer()
		bodies := encode(sent.next(importEvents), 10_000)
		must(b, os.WriteFile(file, compress(b, form, encodeAs(form, imported.next(importEvents))), 0o600))
		b.StartTimer()
		through = append(through, timed(func() { to.sendAll(b, senders, bodies, 10_000) }))
		ours = append(ours, timed(func() { importFile(b, files.dir, file) }))
	}
	stop()
	b.ReportMetric(0, "ns/op") // of both together: says nothing
	b.ReportMetric(perSecond(importEvents, median(ours)), "events/s")
	b.ReportMetric(perSecond(importEvents, median(through)), "events/s-http")
	b.ReportMetric(ratio(ours, through), "time:http")
}

func importFile(b *testing.B, dir, file string) {
	if answer := command(b, "import", "--data", dir, file); !strings.HasPrefix(answer, fmt.Sprintf("accepted %d,", importEvents)) {
		b.Fatalf("the import answers %s", answer)
	}
}

func encodeAs(form string, events []usage.Event) (text []byte) {
	if strings.HasPrefix(form, "ndjson") {
		return encode(events, len(events))[0]
	}
	text = append(text, "source,id,type,subject,product,channel,user,start,end,receivedPixels\n"...)
	for i := range events {
		e := &events[i]
		text = fmt.Appendf(text, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%d\n", e.Source, e.ID, e.Type, e.Project, e.Product.ID, e.Channel, e.User,
			instant(e.Start), instant(e.End), e.Pixels)
	}
	return text
}

func instant(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339Nano) }

func compress(b *testing.B, form string, text []byte) []byte {
	b.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch filepath.Ext(form) {
	case ".gz":
		w = gzip.NewWriter(&out)
	case ".zst":
		zst, err := zstd.NewWriter(&out)
		must(b, err)
		w = zst
	default:
		return text
	}
	_, err := w.Write(text)
	must(b, err)
	must(b, w.Close())
	return out.Bytes()
}
