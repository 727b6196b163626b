package intake_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/intake"
)

func benchBatch(n int) (array, lines []byte) {
	var all []string
	for i := range n {
		e := strings.Replace(event("session", sessionData), `"e1"`, fmt.Sprintf(`"0198f3c2-1111-7abc-8def-%012d"`, i), 1)
		all = append(all, strings.Replace(e, `"ann"`, fmt.Sprintf(`"user-%d"`, i), 1))
	}
	return []byte("[" + strings.Join(all, ",") + "]"), []byte(strings.Join(all, "\n"))
}

func readBatch(form intake.Form, body []byte, most int) error {
	var batch intake.Batch
	for item, err := range intake.Read(form, body, most) {
		if err != nil {
			return err
		}
		batch.Add(&item)
	}
	return nil
}

// BenchmarkBatch reads 1,000 sessions, beside encoding/json filling a struct
// of the same fields without judging them.
func BenchmarkBatch(b *testing.B) {
	const n = 1000
	array, lines := benchBatch(n)
	for name, read := range map[string]func() error{
		"array":  func() error { return readBatch(intake.Array, array, n) },
		"ndjson": func() error { return readBatch(intake.Lines, lines, n) },
		"encoding/json baseline": func() error {
			var events []struct {
				SpecVersion, ID, Source, Type, Subject string
				Data                                   struct {
					Product, Channel, User string
					Start, End             time.Time
					ReceivedPixels         int64
				}
			}
			return json.Unmarshal(array, &events)
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
