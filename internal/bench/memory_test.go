package bench

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkMemory reads how much memory the server as a process of its own has
// at most, resident in RAM, while senders send as fast as it answers: as in
// BenchmarkIntake, and as many of the largest batches as ever.
func BenchmarkMemory(b *testing.B) {
	for _, e := range engines {
		for _, load := range []struct {
			senders, batch int
			encoding, form string
		}{{4, 10_000, "", ""}, {16, 50_000, "gzip", ".gz"}} {
			b.Run(fmt.Sprintf("%s/senders=%d/batch=%d", e.name, load.senders, load.batch), func(b *testing.B) {
				w := newWorld(b, e.database(b), activeIn, mostProjects)
				from := newStream(w, idForms["random"])
				token := command(b, w.args("source", "create", "bench")...)
				p := start(b, w)
				to := &intakeOf{p.base, token, load.encoding, &http.Client{}}
				for b.Loop() {
					b.StopTimer()
					var bodies [][]byte
					for range 2 * load.senders {
						bodies = append(bodies, compress(b, load.form, encode(from.next(load.batch), load.batch)[0]))
					}
					b.StartTimer()
					to.sendAll(b, load.senders, bodies, load.batch)
				}
				b.ReportMetric(perSecond(from.sent, b.Elapsed()), "events/s")
				b.ReportMetric(p.peak(b), "MB-peak")
			})
		}
	}
}

// process is a server in a process of its own.
type process struct {
	*exec.Cmd
	base string
}

// start builds the program and starts it; it is killed with the benchmark.
func start(b *testing.B, w *world) *process {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "reseller-console")
	if out, err := exec.Command("go", "build", "-o", binary, "reseller-console/cmd/reseller-console").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	p := &process{Cmd: exec.Command(binary, w.args("serve", "--addr", "127.0.0.1:0")...)}
	log, err := p.StderrPipe()
	must(b, err)
	must(b, p.Start())
	b.Cleanup(func() {
		must(b, p.Process.Kill())
		_ = p.Wait() // it was killed
	})
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if m := servingAt.FindStringSubmatch(lines.Text()); m != nil {
			p.base = m[1]
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return p
		}
	}
	b.Fatal("the program ended without serving")
	return nil
}

// peak is the most memory the process has had, in MB of 10^6 bytes.
func (p *process) peak(b *testing.B) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	must(b, err)
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kib, err := strconv.Atoi(strings.Fields(after)[0])
	must(b, err)
	return float64(kib) * 1024 / 1e6
}
