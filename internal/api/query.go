package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// query is the parameters of a request. The first that is wrong stays in err.
type query struct {
	values url.Values
	err    error
}

// parseQuery refuses parameters that are unknown or there twice: what would be
// ignored is a mistake of who asks.
func parseQuery(raw string, known []string) (*query, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "The query of the address cannot be read.")
	}
	for name, all := range values {
		if !slices.Contains(known, name) {
			return nil, fault.New(fault.Invalid, "There is no parameter %.40q here. Parameters are %s.", name, strings.Join(known, ", "))
		}
		if len(all) > 1 {
			return nil, fault.New(fault.Invalid, "The parameter %s is there twice.", name)
		}
	}
	return &query{values: values}, nil
}

// wrong notes a bad parameter: what it must be.
func (q *query) wrong(name, right string) {
	if q.err == nil {
		value := q.values.Get(name)
		q.err = fault.New(fault.Invalid, "%s must be %s, but is %.40q.", name, right, value).With(name, right, value)
	}
}

// text returns a parameter; empty if it is not there.
func (q *query) text(name string) string { return q.values.Get(name) }

// day reads a day; 0 if it is not there.
func (q *query) day(name string) calendar.Day {
	text := q.text(name)
	if text == "" {
		return 0
	}
	day, err := calendar.ParseDay(text)
	if err != nil || day < firstDay || day > lastDay {
		q.wrong(name, "a day like 2026-11-23, from 1970 to 9999")
	}
	return day
}

// The days that can be asked for.
const (
	firstDay calendar.Day = 19700101
	lastDay  calendar.Day = 99991230
)

// id reads a UUID; empty if it is not there.
func (q *query) id(name string) string {
	text := q.text(name)
	if text == "" {
		return ""
	}
	id, err := uuid.Parse(text)
	if err != nil || id.String() != text {
		q.wrong(name, "the id of a receipt")
	}
	return text
}

// How many receipts are listed at a time.
const (
	defaultLimit = 100
	maxLimit     = 1_000
)

func (q *query) limit() int {
	text := q.text("limit")
	if text == "" {
		return defaultLimit
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxLimit {
		q.wrong("limit", "a number from 1 to 1000")
	}
	return n
}

// maxDays is how many days of receipts can be asked for at a time.
const maxDays = 366

// window reads two days, both of which must be there.
func (q *query) window(first, last string) (from, to calendar.Day) {
	from, to = q.day(first), q.day(last)
	switch {
	case from == 0:
		q.wrong(first, "a day like 2026-11-23")
	case to == 0:
		q.wrong(last, "a day like 2026-11-23")
	case q.err == nil && (to < from || from.DaysTo(to) > maxDays):
		q.wrong(last, "at most 366 days from "+from.String())
	}
	return from, to
}
