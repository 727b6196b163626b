package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

const july = "?interval=custom&from=2026-07-01&to=2026-08-27"

func TestGroupsMakeUpTheMetric(t *testing.T) {
	t.Parallel()
	s := siteOver(t, randomUsage(t))
	for _, view := range []string{"type=daily&group=company", "type=monthly&group=company", "type=daily&group=project&company=200002", "type=monthly&group=project&company=200002"} {
		for _, p := range catalog.Products() {
			for i := 0; i < len(p.Metrics); i += 4 {
				m := &p.Metrics[i]
				_, whole, _ := s.get(t, "/usage/chart"+july+"&product="+p.ID+"&"+strings.Replace(view, "group", "ungrouped", 1))
				_, parts, _ := s.get(t, "/usage/chart"+july+"&product="+p.ID+"&metric="+m.ID+"&"+view)
				want, groups := drawn(t, whole).Series[i].Values, drawn(t, parts)
				for k := range want {
					var sum int64
					for _, member := range groups.Series {
						sum += member.Values[k]
					}
					if sum != want[k] {
						t.Fatalf("%s: the groups of %s.%s in %s make up %d, the metric is %d", view, p.ID, m.ID, groups.Periods[k], sum, want[k])
					}
				}
			}
		}
	}
}

func TestGroupsOfPeaksHaveNoTotalOverTime(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, p := range catalog.Products() {
		for _, view := range []string{"&group=company", "&compare=previous", "&group=project&company=200001&compare=year"} {
			_, page, _ := s.get(t, "/usage/chart?product="+p.ID+view)
			if got := strings.Contains(page, "<tfoot>"); got != p.Kind.Additive() {
				t.Errorf("%s%s has totals: %v", p.ID, view, got)
			}
			if !strings.Contains(text(page), locale.For("en").T("rule."+p.ID)) {
				t.Errorf("%s%s does not say the rule", p.ID, view)
			}
		}
	}
}

func TestFormerCompaniesAreOneGroupWithoutAName(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, "/usage/chart?group=company&metric=videoAll")
	names := []string{}
	for _, series := range drawn(t, page).Series {
		names = append(names, series.Name)
	}
	if want := []string{"云帆在线教育", "Hanlin Classroom", "Other companies", "No longer yours"}; !slices.Equal(names, want) {
		t.Errorf("the groups are %q, want %q", names, want)
	}
}

func TestWhatIsGroupedFollowsWhatIsChosen(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for query, want := range map[string]string{
		"group=company":                                 "by company",
		"group=project":                                 "by company",
		"group=company&company=200001":                  "by project",
		"group=project&company=200001":                  "by project",
		"group=company&company=200001&project=p200001":  "Minutes per day (UTC) A month",
		"group=company&metric=dau":                      "Audio duration by company", // a metric of another product
		"group=company&metric=hdAll&series=audioAll":    "HD video duration by company",
		"group=company&product=rtm&metric=hdAll":        "Active users by company",
		"group=company&series=&series=c:1&series=other": "by company",
	} {
		status, page, _ := s.get(t, "/usage/chart?"+query)
		if plain := text(page); status != 200 || !strings.Contains(plain, want) {
			t.Errorf("?%s answers %d without %q: %s", query, status, want, plain)
		}
	}
}

func TestAPeriodIsComparedWithItsCounterpart(t *testing.T) {
	t.Parallel()
	query := func(c comparison, from, to calendar.Day, monthly bool) *chartQuery {
		return &chartQuery{compare: c, window: usage.Window{From: from, To: to, Monthly: monthly}}
	}
	for _, c := range []struct {
		query *chartQuery
		want  []usage.Period
	}{
		{query(withPrevious, 20260829, 20260831, false), []usage.Period{20260826, 20260827, 20260828}},
		{query(withLastYear, 20240228, 20240301, false), []usage.Period{20230228, 0, 20230301}},
		{query(withLastYear, 20240229, 20240229, false), []usage.Period{0}},
		{query(withLastYear, 20250228, 20250301, false), []usage.Period{20240228, 20240301}},
		{query(withPrevious, 20260115, 20260301, true), []usage.Period{202510, 202511, 202512}},
		{query(withLastYear, 20240215, 20240301, true), []usage.Period{202302, 202303}},
	} {
		got := c.query.counterparts()
		if !slices.Equal(got, c.want) {
			t.Errorf("%s of %v: %v, want %v", c.query.compare, c.query.window, got, c.want)
		}
		w, wrong := c.query.pastWindow()
		if wrong != nil || w.Check() != nil {
			t.Errorf("%s of %v: %v, %v", c.query.compare, c.query.window, w, wrong)
		}
		for _, p := range got {
			if p != 0 && !slices.Contains(w.Periods(), p) {
				t.Errorf("%s of %v: %s is not read", c.query.compare, c.query.window, p)
			}
		}
	}
}

func TestAComparisonIsTheSameInChartTableAndFile(t *testing.T) {
	t.Parallel()
	s := siteOver(t, randomUsage(t))
	for _, view := range []string{"compare=previous", "compare=year", "compare=previous&group=company", "compare=previous&group=project&company=200002&type=monthly"} {
		query := "?interval=custom&from=2026-08-01&to=2026-08-27&product=miniApp&sort=period&" + view
		_, page, _ := s.get(t, "/usage/chart"+query)
		_, excel, _ := s.get(t, "/usage/chart/file"+query+"&file=xlsx")
		_, plain, _ := s.get(t, "/usage/chart/file"+query+"&file=csv")
		rows, data := joined(commaSeparated(t, plain)), drawn(t, page)
		if want := data.compared(); !slices.Equal(rows, want) {
			t.Errorf("%s: CSV has %q, the chart %q", view, rows, want)
		}
		for i, row := range book(t, excel)[1:] {
			for k, cell := range row {
				if want := strings.Split(rows[i], "|")[k]; cell != want && cell+".0" != want {
					t.Errorf("%s: the workbook has %q in row %d, the CSV %q", view, cell, i, want)
				}
			}
		}
	}
}

// compared writes the chart's data as a file has them.
func (d chartData) compared() (lines []string) {
	for i, period := range d.Periods {
		line := period + "|" + d.Past[i]
		for _, s := range d.Series {
			now, past := s.Values[i], s.Past[i]
			switch {
			case past == nil:
				line += fmt.Sprintf("|%d|||", now)
			case *past == 0:
				line += fmt.Sprintf("|%d|0|%d|–", now, now)
			default:
				change := strconv.FormatFloat(float64(tenths(now, *past))/10, 'f', 1, 64)
				line += fmt.Sprintf("|%d|%d|%d|%s", now, *past, now-*past, change)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAChangeAgainstNothingIsADash(t *testing.T) {
	t.Parallel()
	w := locale.For("en")
	for _, c := range []struct {
		now, past           int64
		difference, percent string
	}{{5, 0, "+5", "–"}, {0, 0, "0", "–"}, {0, 5, "−5", "−100.0%"}, {1500, 1000, "+500", "+50.0%"}, {10_000, 10_001, "−1", "0.0%"}, {7, 7, "0", "0.0%"}} {
		if d, p := signed(w, c.now-c.past), percent(w, c.now, c.past); d != c.difference || p != c.percent {
			t.Errorf("%d after %d is %q, %q", c.now, c.past, d, p)
		}
	}
}
