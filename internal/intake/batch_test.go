package intake_test

import (
	"strings"
	"testing"

	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
)

func TestABadElementCostsOnlyItself(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	bad := []string{
		`7`, `null`, `[{"id":"e1"}]`, `"x"`, `{}`, strings.Replace(good, "ann", "\xff", 1),
		strings.Replace(good, `{`, `{"id":"e2",`, 1), session("receivedPixels", "-1"),
	}
	var elements []string
	for _, b := range bad {
		elements = append(elements, good, b)
	}
	items, err := readAll(intake.Array, []byte(" [\n"+strings.Join(elements, " ,")+"] "), 100)
	if err != nil || len(items) != len(elements) {
		t.Fatalf("got %d items, %v", len(items), err)
	}
	for i, item := range items {
		if item.Index != i || (item.Err != nil) != (i%2 == 1) {
			t.Errorf("element %d (%s) is %+v", i, elements[i], item)
		}
	}
	if last := items[len(items)-1]; last.Event.ID != "e1" || !strings.HasPrefix(last.Err.Detail, "data.receivedPixels must be") {
		t.Errorf("the last element is %+v", last)
	}
}

func TestAMalformedElementCostsOnlyItself(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	number := "is no number here: numbers must be exact integers, written with digits only"
	for name, c := range map[string]struct{ bad, says string }{
		"NaN":                   {session("receivedPixels", "NaN"), "NaN " + number},
		"Infinity":              {session("receivedPixels", "Infinity"), "Infinity " + number},
		"minus infinity":        {session("receivedPixels", "-Infinity"), "-Infinity " + number},
		"a leading zero":        {session("receivedPixels", "01"), "01 " + number},
		"a plus":                {session("receivedPixels", "+1"), "+1 " + number},
		"no digit before a dot": {session("receivedPixels", ".5"), ".5 " + number},
		"hexadecimal":           {session("receivedPixels", "0x10"), "0x10 " + number},
		"NaN, spelt otherwise":  {`[nan]`, "nan " + number},
		"digits in bad text":    {session("user", "\"1,2\xff\""), "invalid UTF-8"},
		"no comma":              {`{"a":1 2}`, "invalid character '2' after"},
		"a bare word":           {session("receivedPixels", "many"), "invalid character 'm'"},
		"Python's None":         {session("user", "None"), "invalid character 'N'"},
		"single quotes":         {`{'a':1}`, `invalid character '\''`},
		"nothing":               {``, "nothing is there"},
		"two objects":           {`{} {}`, "more follows"},
		"a comma at the end":    {`{"a":1,}`, "not valid JSON at byte 7"},
		"a control character":   {"{\"a\":\"\n\"}", "not valid JSON"},
	} {
		items, err := readAll(intake.Array, []byte("["+good+","+c.bad+","+good+"]"), 3)
		if err != nil || len(items) != 3 || items[0].Err != nil || items[2].Err != nil || items[2].Index != 2 {
			t.Errorf("%s: got %+v, %v", name, items, err)
		} else if f := items[1].Err; f == nil || !strings.Contains(f.Detail, c.says) {
			t.Errorf("%s: got %v, want %q", name, f, c.says)
		}
	}
	if items, err := readAll(intake.Array, []byte("["+good+",]"), 3); err != nil || len(items) != 2 || items[1].Err == nil {
		t.Errorf("a comma before the end: %+v, %v", items, err)
	}
}

// readAll collects what Read yields.
func readAll(form intake.Form, body []byte, most int) ([]intake.Item, error) {
	var items []intake.Item
	for item, err := range intake.Read(form, body, most) {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func TestEventsOfReservedSourcesAreRefused(t *testing.T) {
	t.Parallel()
	const says = `source must be another name: "livekit" is kept for what is derived from LiveKit's webhooks, but is "livekit"`
	for _, e := range []string{event("session", sessionData), event("retract", `"event":"e0"`)} {
		e = strings.Replace(e, `"sfu"`, `"livekit"`, 1)
		for _, form := range []intake.Form{intake.One, intake.Lines} {
			items, err := readAll(form, []byte(e), 1)
			if err != nil || items[0].Err == nil || items[0].Err.Detail != says {
				t.Errorf("%s: %+v, %v", form, items, err)
			}
		}
	}
	for item, err := range intake.CSV(strings.NewReader(header + strings.Replace(row(2), "sfu", "livekit", 1))) {
		if err != nil || item.Err == nil || item.Err.Detail != "column "+says {
			t.Errorf("CSV: %+v, %v", item, err)
		}
	}
	if _, err := intake.Decode([]byte(strings.Replace(event("session", sessionData), `"sfu"`, `"livekit/eu"`, 1))); err != nil {
		t.Errorf("another source that begins alike: %v", err)
	}
}

func TestWhatCannotBeTakenApartIsRefusedWhole(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	for name, c := range map[string]struct {
		form intake.Form
		body string
		says string
	}{
		"no JSON":              {intake.Array, `[` + good + `,{]`, "at byte 241: a bracket closes"},
		"a bracket too many":   {intake.Array, `[` + good + `,}]`, "at byte 240: a bracket closes"},
		"an open string":       {intake.Array, `["a,1]`, "at byte 1: a string begins"},
		"an open escape":       {intake.Array, `["\`, "at byte 1: a string begins"},
		"too deep":             {intake.Array, strings.Repeat("[", 20_000), "at byte 10001: values lie too deep"},
		"an open array":        {intake.Array, `[` + good, "not valid JSON at byte"},
		"text after the array": {intake.Array, `[]x`, "more follows"},
		"two arrays":           {intake.Array, `[][]`, "more follows"},
		"an object as array":   {intake.Array, good, "must be a JSON array"},
		"nothing as array":     {intake.Array, ` `, "must be a JSON array"},
		"an array as one":      {intake.One, `[` + good + `]`, "must be a JSON object"},
		"no JSON as one":       {intake.One, `{"id":}`, "at byte 6"},
		"two as one":           {intake.One, good + good, "more follows"},
		"nothing as one":       {intake.One, ` `, "ends too early"},
		"a number as any":      {intake.Any, `1`, "must be a JSON object"},
		"an open array as any": {intake.Any, ` [1,`, "not valid JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			items, err := readAll(c.form, []byte(c.body), 100)
			if len(items) > 0 || fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %d items and %v, want an error that says %q", len(items), err, c.says)
			}
		})
	}
}

func TestAnyFollowsTheFirstByte(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	for body, n := range map[string]int{good: 1, "\n[" + good + "," + good + "]": 2, "[]": 0} {
		items, err := readAll(intake.Any, []byte(body), 100)
		if err != nil || len(items) != n || n > 0 && items[0].Err != nil {
			t.Errorf("%s: got %+v, %v", body, items, err)
		}
	}
}

func TestMoreEventsThanAllowedAreTooLarge(t *testing.T) {
	t.Parallel()
	for form, body := range map[intake.Form]string{intake.Array: "[1,2,3]", intake.Lines: "1\n\n2\n3\n"} {
		if items, err := readAll(form, []byte(body), 3); err != nil || len(items) != 3 {
			t.Errorf("%s of 3: got %d items, %v", form, len(items), err)
		}
		if _, err := readAll(form, []byte(body), 2); fault.KindOf(err) != fault.TooLarge {
			t.Errorf("%s of 3 where 2 are allowed: got %v", form, err)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	t.Parallel()
	for contentType, want := range map[string]intake.Form{
		"application/cloudevents+json":                      intake.One,
		"Application/CloudEvents-Batch+JSON; charset=UTF-8": intake.Array,
		"application/x-ndjson":                              intake.Lines,
		"application/json":                                  intake.Any,
	} {
		if got, err := intake.ParseForm(contentType); err != nil || got != want {
			t.Errorf("%s: got %q, %v", contentType, got, err)
		}
	}
	for _, contentType := range []string{"", "text/csv", "application/json; charset=latin1", ";", "application/json;;"} {
		if got, err := intake.ParseForm(contentType); fault.KindOf(err) != fault.Unsupported {
			t.Errorf("%q: got %q, %v", contentType, got, err)
		}
	}
}
