package sheet

import (
	"io"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const (
	benchRows    = 120_000
	benchWords   = 4
	benchFigures = 8
)

func benchTable() Table {
	table := Table{Name: "Usage"}
	for i := range benchWords + benchFigures {
		kind := Figure
		if i < benchWords {
			kind = Words
		}
		table.Columns = append(table.Columns, Column{Title: "Column " + strconv.Itoa(i), Kind: kind})
	}
	return table
}

// BenchmarkSheet makes a sheet of 120,000 rows and 12 columns in each format;
// "bare" is excelize's streaming writer with the same values, beside
// which the others are to be judged.
func BenchmarkSheet(b *testing.B) {
	b.Run("bare", func(b *testing.B) { measure(b, bare) })
	for _, format := range []Format{Excel, CSV} {
		b.Run(string(format), func(b *testing.B) {
			measure(b, func(dir string) error { return buildBench(dir, format) })
		})
	}
}

func measure(b *testing.B, act func(dir string) error) {
	dir := b.TempDir()
	peak := watchHeap()
	for b.Loop() {
		if err := act(dir); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(peak())/(1<<20), "peak-MiB")
	b.ReportMetric(float64(benchRows*b.N)/b.Elapsed().Seconds(), "rows/s")
}

func buildBench(dir string, format Format) error {
	cells := make([]Cell, benchWords+benchFigures)
	file, err := Build(dir, format, benchTable(), func(push Push) error {
		for r := range benchRows {
			for c := range cells {
				cells[c] = Number(figure(r, c))
				if c < benchWords {
					cells[c] = Text(word(r, c))
				}
			}
			if err := push(cells); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return file.Close()
}

func bare(dir string) error {
	book := excelize.NewFile(excelize.Options{TmpDir: dir})
	defer book.Close()
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	values := make([]any, benchWords+benchFigures)
	for r := range benchRows {
		for c := range values {
			values[c] = figure(r, c)
			if c < benchWords {
				values[c] = word(r, c)
			}
		}
		if err := stream.SetRow("A"+strconv.Itoa(r+1), values); err != nil {
			return err
		}
	}
	return save(book, stream, filepath.Join(dir, "bare.xlsx"))
}

func save(book *excelize.File, stream *excelize.StreamWriter, path string) error {
	if err := stream.Flush(); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return book.Write(io.Writer(file))
}

func figure(r, c int) int64 { return int64(r*7919+c*104729) % 1_000_000 }

func word(r, c int) string { return "Brightlane Learning " + strconv.Itoa((r+c)%240) }

// watchHeap samples the heap until the returned function is called, which
// answers with the highest size in bytes.
func watchHeap() (peak func() uint64) {
	stop, result := make(chan struct{}), make(chan uint64)
	go func() {
		var highest uint64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				result <- highest
				return
			case <-tick.C:
				highest = max(highest, heap())
			}
		}
	}()
	return func() uint64 { close(stop); return <-result }
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
