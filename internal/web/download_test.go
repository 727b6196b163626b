package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// ownerSpy remembers whose figures were asked for.
type ownerSpy struct {
	fakeUsage
	mu     sync.Mutex
	owners []usage.Owner
}

func (s *ownerSpy) note(o usage.Owner) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners = append(s.owners, o)
}

func (s *ownerSpy) Series(ctx context.Context, q usage.Query) ([]usage.Point, error) {
	s.note(q.Owner)
	return s.fakeUsage.Series(ctx, q)
}

func (s *ownerSpy) Rows(ctx context.Context, q usage.RowQuery, yield func(usage.Row) error) error {
	s.note(q.Owner)
	return s.fakeUsage.Rows(ctx, q, yield)
}

func TestTheDownloadStartsWithThisMonthAndAllMinutes(t *testing.T) {
	t.Parallel()
	q, wrong := parseDownload(url.Values{}, testToday)
	if wrong != nil || q.Window != (usage.Window{From: 20260801, To: 20260827}) || !q.Company || !q.Project || q.Format != sheet.Excel || len(q.Products) != 4 {
		t.Errorf("the form starts with %+v (%v)", q, wrong)
	}
}

func TestADownloadThatCannotBeMadeSaysWhy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for query, want := range map[string]string{
		"from=2026-08-01&to=2026-08-27&content=company":    "No product is chosen",
		"from=2026-08-27&to=2026-08-01&product=rtc":        "begins on 2026-08-27, after it ends",
		"from=2026-08-01&to=&product=rtc":                  "is not a day",
		"from=2025-01-01&to=2026-08-27&product=rtc":        "more than 400 days",
		"product=rtc&product=fax":                          "“fax”",
		"product=rtc&file=pdf":                             "“pdf”",
		"from=2026-08-01&to=2026-08-27&product=rtc&type=x": "“x”",
	} {
		for _, path := range []string{"/usage/download?", "/usage/download/file?"} {
			status, page, h := s.get(t, path+query)
			if plain := text(page); status != http.StatusBadRequest || !strings.Contains(plain, want) || h.Get("Content-Disposition") != "" {
				t.Errorf("%s%s answers %d without %q: %s", path, query, status, want, plain)
			}
		}
	}
}

func TestTheSheetHasTheColumnsThatWereTicked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[0].Area = "CN"
	for query, want := range map[string]string{
		"content=company&content=project&product=rtm": "Day|CID|Company|Area|Status|Project ID|Project|Real-time Messaging (RTM): Active users (number)",
		"content=project&product=rtm":                 "Day|Project ID|Project|Real-time Messaging (RTM): Active users (number)",
		"content=company&product=rtm&type=monthly":    "Month|CID|Company|Area|Status|Real-time Messaging (RTM): Active users (number)",
		"product=rtm&product=miniApp":                 "Day|CID|Mini App: Audio duration (minutes)|Mini App: Video duration (minutes)|Real-time Messaging (RTM): Active users (number)",
	} {
		_, file, h := s.get(t, "/usage/download/file?from=2026-08-01&to=2026-08-02&"+query)
		if got := strings.Join(book(t, file)[0], "|"); got != want {
			t.Errorf("?%s has the columns %q, want %q", query, got, want)
		}
		if got := h.Get("Content-Disposition"); got != `attachment; filename="usage.xlsx"` {
			t.Errorf("the file is sent as %q", got)
		}
	}
}

func TestTheSheetSpeaksTheUsersLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.speak("zh-Hans")
	s.signIn(t)
	_, file, h := s.get(t, "/usage/download/file?from=2026-08-01&to=2026-08-01&file=csv&content=company&content=project&product=miniApp")
	rows := commaSeparated(t, strings.TrimPrefix(file, "\uFEFF"))
	if want := []string{"日期", "CID", "公司", "区域", "状态", "项目 ID", "项目", "小程序：音频时长（分钟）", "小程序：视频时长（分钟）"}; !slices.Equal(rows[0], want) {
		t.Errorf("the columns are %q, want %q", rows[0], want)
	}
	if rows[1][2] != "云帆在线教育" || rows[1][4] != "正常" || !strings.HasPrefix(file, "\uFEFF") {
		t.Errorf("the first row is %q", rows[1])
	}
	if got := h.Get("Content-Disposition"); got != `attachment; filename="usage.csv"` {
		t.Errorf("the file is sent as %q", got)
	}
}

// halfBroken fails after two rows.
type halfBroken struct{ fakeUsage }

func (h *halfBroken) Rows(ctx context.Context, q usage.RowQuery, yield func(usage.Row) error) error {
	seen := 0
	return h.fakeUsage.Rows(ctx, q, func(r usage.Row) error {
		if seen++; seen > 2 {
			return errDisk
		}
		return yield(r)
	})
}

// It sets an environment variable, so it cannot run beside others.
func TestAFailureHalfWayIsNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := siteOver(t, &halfBroken{})
	for _, format := range []string{"xlsx", "csv"} {
		status, page, h := s.get(t, "/usage/download/file?product=rtc&file="+format)
		if status != http.StatusInternalServerError || h.Get("Content-Disposition") != "" || !strings.Contains(page, "Something went wrong") {
			t.Errorf("%s answers %d with %q", format, status, h.Get("Content-Disposition"))
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

func TestAVisitorWhoIsGoneEndsTheWork(t *testing.T) {
	t.Parallel()
	clock := func() time.Time { return testNow }
	companies := newFakeCompanies()
	exports := exportsOver(companies, usage.NewReader(&fakeUsage{}, clock), &fakeJobs{}, clock)
	q := freshDownload(testToday)
	ctx, leave := context.WithCancel(t.Context())
	rows := 0
	err := exports.Rows(ctx, account.Caller{Reseller: 7}, locale.For("en"), &q.Query, func([]sheet.Cell) error {
		if rows++; rows == 3 {
			leave()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || rows != 3 {
		t.Errorf("after %d rows the work ends with %v, want 3 and context.Canceled", rows, err)
	}
}

func TestThePreviewIsTheBeginningOfTheFile(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	const query = "from=2026-08-01&to=2026-08-27&content=company&content=project&product=rtc"
	_, page, _ := s.get(t, "/usage/download?"+query)
	_, file, _ := s.get(t, "/usage/download/file?"+query+"&file=csv")
	rows := commaSeparated(t, file)[1:]
	if len(rows) != 81 || !strings.Contains(text(page), "first 20 of 81 rows") {
		t.Fatalf("the file has %d rows; the page: %s", len(rows), text(page))
	}
	for _, row := range rows[:previewRows] {
		shown := strings.Join(strings.Fields(strings.Join(row[:7], " ")), " ")
		if !strings.Contains(text(page), shown) {
			t.Errorf("the preview has no row %q", shown)
		}
	}
}

func TestAnAboutSheetComesFirstOnlyIfAskedFor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	const query = "/usage/download/file?from=2026-08-01&to=2026-08-02&type=monthly&content=company&product=rtc&product=rtm"
	_, file, _ := s.get(t, query)
	if got := book(t, file)[0][0]; got != "Month" {
		t.Errorf("the first sheet begins with %q", got)
	}
	_, file, _ = s.get(t, query+"&content=about")
	golden(t, "../about", tableText(book(t, file)))
	_, file, _ = s.get(t, query+"&content=about&file=csv")
	if got := commaSeparated(t, file)[0][0]; !strings.HasSuffix(got, "Month") {
		t.Errorf("CSV begins with %q", got)
	}
	if _, page, _ := s.get(t, strings.Replace(query, "/file", "", 1)+"&content=about"); !strings.Contains(page, `value="about" checked`) {
		t.Error("the form forgets the page")
	}
}

func tableText(rows [][]string) (all string) {
	for _, row := range rows {
		all += strings.Join(row, " | ") + "\n"
	}
	return all
}
