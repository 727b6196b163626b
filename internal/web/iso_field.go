package web

import (
	"strconv"

	"github.com/a-h/templ"
)

// isoDay are the attributes of a field that takes a day in ISO form. It is a
// text field: a date field would show days in the order of the browser's
// country, and not everywhere can they be typed or pasted into it.
func isoDay() templ.Attributes { return isoText("2026-01-31", `\d{4}-\d{2}-\d{2}`) }

// isoMonth are those of a field that takes a month.
func isoMonth() templ.Attributes { return isoText("2026-01", `\d{4}-\d{2}`) }

func isoText(like, pattern string) templ.Attributes {
	return templ.Attributes{"inputmode": "numeric", "maxlength": strconv.Itoa(len(like)), "pattern": pattern, "placeholder": like, "autocomplete": "off"}
}

// needed are the attributes of a field that must not be empty.
func needed(attrs templ.Attributes) templ.Attributes {
	attrs["required"] = true
	return attrs
}
