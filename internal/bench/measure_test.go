package bench

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// inTurn runs the acts one after the other, again and again, and returns how
// long each took each time. What disturbs the machine disturbs all of them, so
// that their ratios stay.
func inTurn(b *testing.B, acts ...func()) [][]time.Duration {
	b.Helper()
	taken := make([][]time.Duration, len(acts))
	for b.Loop() {
		for i, act := range acts {
			began := time.Now()
			act()
			taken[i] = append(taken[i], time.Since(began))
		}
	}
	b.ReportMetric(0, "ns/op") // of all together: says nothing
	return taken
}

// quantile returns the time that a part of all stays within: 0.5 is the median.
func quantile(taken []time.Duration, part float64) time.Duration {
	sorted := slices.Sorted(slices.Values(taken))
	return sorted[int(part*float64(len(sorted)-1)+0.5)]
}

func median(taken []time.Duration) time.Duration { return quantile(taken, 0.5) }

// ratio is the median of how much longer a took than b in the same turn.
func ratio(a, b []time.Duration) float64 {
	each := make([]float64, len(a))
	for i := range a {
		each[i] = float64(a[i]) / float64(b[i])
	}
	slices.Sort(each)
	return each[len(each)/2]
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func perSecond(n int, d time.Duration) float64 { return float64(n) / d.Seconds() }

// size is how many bytes a database has on disk, with its log.
func size(b *testing.B, file string) int64 {
	b.Helper()
	parts, err := filepath.Glob(file + "*")
	must(b, err)
	sum := int64(0)
	for _, part := range parts {
		info, err := os.Stat(part)
		must(b, err)
		sum += info.Size()
	}
	return sum
}
