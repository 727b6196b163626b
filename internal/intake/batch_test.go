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
	items, err := intake.Batch(intake.Array, []byte(" [\n"+strings.Join(elements, " ,")+"] "), 100)
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

func TestWhatCannotBeTakenApartIsRefusedWhole(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	for name, c := range map[string]struct {
		form intake.Form
		body string
		says string
	}{
		"no JSON":              {intake.Array, `[` + good + `,{]`, "at byte 241"},
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
			items, err := intake.Batch(c.form, []byte(c.body), 100)
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
		items, err := intake.Batch(intake.Any, []byte(body), 100)
		if err != nil || len(items) != n || n > 0 && items[0].Err != nil {
			t.Errorf("%s: got %+v, %v", body, items, err)
		}
	}
}

func TestMoreEventsThanAllowedAreTooLarge(t *testing.T) {
	t.Parallel()
	for form, body := range map[intake.Form]string{intake.Array: "[1,2,3]", intake.Lines: "1\n\n2\n3\n"} {
		if items, err := intake.Batch(form, []byte(body), 3); err != nil || len(items) != 3 {
			t.Errorf("%s of 3: got %d items, %v", form, len(items), err)
		}
		if _, err := intake.Batch(form, []byte(body), 2); fault.KindOf(err) != fault.TooLarge {
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
