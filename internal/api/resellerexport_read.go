package api

import (
	"slices"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
)

// read returns what is asked for, and the language of its words.
func (n *newExport) read() (q export.Query, language string, err error) {
	var wrong []fault.Field
	for _, f := range []struct {
		sent        *sent
		name, right string
	}{
		{&n.From.sent, "from", dayRule}, {&n.To.sent, "to", dayRule},
		{&n.FromTs.sent, "fromTs", "a time in Unix seconds"}, {&n.EndTs.sent, "endTs", "a time in Unix seconds"},
		{&n.Interval.sent, "interval", "daily or monthly"}, {&n.Products.sent, "products", "a list of ids of products"},
		{&n.CompanyInfo.sent, "companyInfo", "true or false"}, {&n.Project.sent, "project", "true or false"},
		{&n.Format.sent, "format", "xlsx or csv"}, {&n.About.sent, "about", "true or false"}, {&n.Language.sent, "language", "a language"},
	} {
		f.sent.check(&wrong, f.name, f.right)
	}
	q.Company, q.Project, q.Format = n.CompanyInfo.or(true), n.Project.or(true), sheet.Format(n.Format.or(string(sheet.Excel)))
	q.About = n.About.or(false)
	q.Window.From = dayAt(&wrong, "from", &n.From, "fromTs", &n.FromTs)
	q.Window.To = dayAt(&wrong, "to", &n.To, "endTs", &n.EndTs)
	q.Window.Monthly = oneOf(&wrong, "interval", n.Interval.or("daily"), "daily", "monthly") == "monthly"
	language = oneOf(&wrong, "language", n.Language.or(locale.Tags()[0]), locale.Tags()...)
	oneOf(&wrong, "format", string(q.Format), string(sheet.Excel), string(sheet.CSV))
	if err := unreadable(wrong); err != nil {
		return q, "", err
	}
	q.Products, err = export.Products(n.Products.values)
	return q, language, err
}

const dayRule = "a day like 2026-08-31, from 1970 to 9999"

// dayAt reads a day, or the one of a time.
func dayAt(wrong *[]fault.Field, name string, day *text, other string, at *number) calendar.Day {
	switch {
	case day.set && at.set:
		*wrong = append(*wrong, fault.Field{Location: other, Message: "left out where " + name + " is given", Value: at.value})
	case day.set:
		d, err := calendar.ParseDay(day.value)
		if err == nil && d >= firstDay && d <= lastDay {
			return d
		}
		*wrong = append(*wrong, fault.Field{Location: name, Message: dayRule, Value: day.value})
	case at.set:
		if at.value >= 0 && at.value <= maxSeconds {
			return dayOf(int64(at.value))
		}
		*wrong = append(*wrong, fault.Field{Location: other, Message: "a time in Unix seconds", Value: at.value})
	case day.wrong == nil && at.wrong == nil:
		*wrong = append(*wrong, fault.Field{Location: name, Message: dayRule + ", or " + other})
	}
	return 0
}

// maxSeconds is the greatest time whose day can be written with four digits
// for the year; see Interval.
const maxSeconds = 250_000_000_000

func oneOf(wrong *[]fault.Field, name, value string, all ...string) string {
	if !slices.Contains(all, value) {
		*wrong = append(*wrong, fault.Field{Location: name, Message: strings.Join(all, " or "), Value: value})
	}
	return value
}
