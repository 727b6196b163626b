package bench

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// A million rows of 12 columns: each project of the companies on each day, by
// company and project, with the five metrics of Video & Audio.
const (
	sheetCompanies = 1_251 // of 1 to 3 projects: 2,502
	sheetDays      = 400
	sheetRows      = 2_502 * sheetDays
)

// BenchmarkSheet makes usage.xlsx of a million rows: beside the library's own
// streaming writer with as many values (bare), the way from the figures to a
// file, and the whole job, whose file is kept in the database.
func BenchmarkSheet(b *testing.B) {
	s := newSheetWorld(b)
	for _, way := range []struct {
		name string
		make func(b *testing.B)
	}{{"bare", bareSheet}, {"file", s.file}, {"job", s.job}} {
		b.Run(way.name, func(b *testing.B) {
			forgetPeak(b)
			for b.Loop() {
				way.make(b)
			}
			b.ReportMetric(float64(sheetRows*b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(peakRSS(b), "MB-peak")
		})
	}
}

// sheetWorld is a console with the figures.
type sheetWorld struct {
	*world
	db      *store.DB
	exports *export.Service
	caller  account.Caller
	query   export.Query
}

func newSheetWorld(b *testing.B) *sheetWorld {
	b.Helper()
	w := newWorld(b, "", sheetCompanies, mostProjects)
	last := calendar.DayOf(time.Now())
	window := usage.Window{From: last.Add(1 - sheetDays), To: last}
	w.fillFigures(b, window)
	db, err := store.Open(b.Context(), w.config())
	must(b, err)
	b.Cleanup(func() { _ = db.Close() })
	exports := export.NewService(company.NewService(db.Companies(), time.Now), usage.NewReader(db.Usage(), time.Now), job.NewService(db.Jobs()), db.Jobs(), time.Now, "v1.2.3")
	u, err := db.Accounts().UserByEmail(b.Context(), owner)
	must(b, err)
	query := export.Query{Window: window, Format: sheet.Excel, Company: true, Project: true, Products: []*catalog.Product{rtc()}}
	return &sheetWorld{w, db, exports, u.Caller(), query}
}

// fillFigures writes figures past the intake, which would take minutes.
func (w *world) fillFigures(b *testing.B, window usage.Window) {
	db := openBare(b, filepath.Join(w.dir, store.UsageFile), "create temp table held (project text primary key, company)")
	for i, projects := range w.projects {
		for _, p := range projects {
			_, err := db.Exec("insert into held values (?, ?)", p, w.companies[i])
			must(b, err)
		}
	}
	zeros := strings.Repeat(", 0", catalog.MaxSlots-4)
	for _, period := range window.Periods() {
		_, err := db.Exec("insert into figure select ?, project, 1, company, ?, abs(random() % 9999999), abs(random() % 9999999), abs(random() % 99999), abs(random() % 99999)"+zeros+", 1 from held",
			int64(period), w.reseller)
		must(b, err)
	}
}

// file makes the sheet in a file, as for somebody who waits for it.
func (s *sheetWorld) file(b *testing.B) {
	words := locale.For("en")
	file, err := sheet.Build(b.TempDir(), sheet.Excel, export.Table(words, &s.query), func(push sheet.Push) error {
		return s.exports.Rows(b.Context(), s.caller, words, &s.query, push)
	})
	must(b, err)
	s.expect(b, file.Rows)
	must(b, file.Close())
}

func (s *sheetWorld) expect(b *testing.B, rows int) {
	if rows != sheetRows {
		b.Fatalf("the sheet has %d rows, want %d", rows, sheetRows)
	}
}

// job begins an export and does it as a node would.
func (s *sheetWorld) job(b *testing.B) {
	e, err := s.exports.Start(b.Context(), s.caller, s.query, "en", false)
	must(b, err)
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		job.NewRunner(s.db.Jobs(), map[job.Kind]job.Work{export.Kind: s.exports.Work()}, time.Now, slog.New(slog.DiscardHandler)).Run(ctx)
	}()
	for !e.State.Ended() {
		time.Sleep(10 * time.Millisecond)
		e, err = s.exports.Find(b.Context(), s.caller, e.ID)
		must(b, err)
	}
	stop()
	<-done
	s.expect(b, int(e.Rows))
	must(b, s.exports.Remove(b.Context(), s.caller, e.ID))
}

// bareSheet writes as many values with the library alone.
func bareSheet(b *testing.B) {
	book := excelize.NewFile(excelize.Options{TmpDir: b.TempDir()})
	defer book.Close()
	stream, err := book.NewStreamWriter("Sheet1")
	must(b, err)
	for r := range sheetRows {
		n := int64(r)
		row := []any{"2026-08-31", 200_000 + n%1_251, fmt.Sprintf("Company %05d", n%1_251), "CN", "Normal", "u_gRV4g0zz", "Project 1",
			n * 7919 % 166_666, n * 104_729 % 166_666, n * 31 % 1_666, n * 37 % 1_666, n * 41 % 1_666}
		must(b, stream.SetRow("A"+strconv.Itoa(r+1), row))
	}
	must(b, stream.Flush())
	file, err := os.Create(filepath.Join(b.TempDir(), "bare.xlsx"))
	must(b, err)
	must(b, book.Write(file))
	must(b, file.Close())
}

// forgetPeak begins the process's highest memory anew (proc(5), clear_refs).
func forgetPeak(b *testing.B) {
	must(b, os.WriteFile("/proc/self/clear_refs", []byte("5"), 0))
}

// peakRSS is the most memory this process has had since, in MB of 10^6 bytes.
func peakRSS(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	must(b, err)
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	kib, err := strconv.Atoi(string(bytes.Fields(after)[0]))
	must(b, err)
	return float64(kib) * 1024 / 1e6
}
