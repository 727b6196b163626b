package intake

import (
	"bytes"
	"strconv"
	"time"

	"reseller-console/internal/calendar"
)

// text reads a mandatory string of 1 to most bytes. U+0000 is refused because
// PostgreSQL cannot keep it.
func (d *draft) text(f field, most int) string {
	c := d.get(f)
	if !c.isText() || len(c.text) == 0 || len(c.text) > most || bytes.IndexByte(c.text, 0) >= 0 {
		d.wrong(f, "a string of 1 to %d bytes without U+0000", most)
		return ""
	}
	return string(c.text)
}

// repeated is text for fields that most events of a batch share: the same
// string is not copied for each.
func (d *draft) repeated(f field, most int) string {
	if c := d.get(f); c.isText() && len(c.text) > 0 && string(c.text) == d.last[f] {
		return d.last[f]
	}
	s := d.text(f, most)
	d.last[f] = s
	return s
}

// integer reads a mandatory integer. Only digits are read: 1.0, 1e3, "1", -1
// and 01 are refused, so that no figure is ever rounded or guessed.
func (d *draft) integer(f field, least, most int64) int64 {
	c := d.get(f)
	n, ok := digits(c.text)
	if !c.isNumber() || !ok || n < least || n > most {
		d.wrong(f, "an integer from %d to %d, written with digits only", least, most)
		return 0
	}
	return n
}

func digits(text []byte) (n int64, ok bool) {
	if len(text) == 0 || len(text) > len("1000000000000000000") || (text[0] == '0' && len(text) > 1) {
		return 0, false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	return n, err == nil
}

const instantForm = "an RFC 3339 time with offset, not before 1970, like 2026-08-31T10:00:00.000Z"

// instant reads a mandatory time as Unix milliseconds; finer digits are cut off.
func (d *draft) instant(f field) int64 {
	c := d.get(f)
	var t time.Time
	if !c.isText() || t.UnmarshalText(c.text) != nil || !strict(c.text) || t.UnixMilli() < 0 {
		d.wrong(f, instantForm)
		return 0
	}
	return t.UnixMilli()
}

// strict refuses what time.Time reads although RFC 3339 has no such form: an
// hour of one digit, a decimal comma, an offset beyond 23:59 (go.dev/issue/54580).
func strict(t []byte) bool {
	const hour, second = len("2006-01-02T15"), len("2006-01-02T15:04:05")
	if len(t) <= second || t[hour] != ':' || t[second] == ',' {
		return false
	}
	offset := t[len(t)-len("23:59"):]
	return t[len(t)-1] == 'Z' || string(offset[:2]) <= "23" && string(offset[3:]) <= "59"
}

// date reads a mandatory UTC day.
func (d *draft) date(f field) calendar.Day {
	c := d.get(f)
	day, err := calendar.ParseDay(string(c.text))
	if !c.isText() || err != nil || day.Start().UnixMilli() < 0 {
		d.wrong(f, "a UTC day, not before 1970, like 2026-08-31")
		return 0
	}
	return day
}
