package web

import (
	"regexp"
	"strings"
	"testing"
)

func TestDaysAndMonthsAreTypedAlikeEverywhere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	operator := newSite(t)
	operator.signInOperator(t)
	for _, c := range []struct {
		on              *site
		path, id, value string
	}{
		{s, chartPath, "from", "2026-07-29"}, {s, activityPath, "from", ""}, {s, notesPath + "/new", "day", "2026-08-27"},
		{s, billsPath, "month", "2026-07"}, {s, billsPath + "?month=2026-13", "month", "2026-13"},
		{operator, heldPath(200001) + "/detach", "from", "2026-08-27"},
	} {
		_, page, _ := c.on.get(t, c.path)
		field := regexp.MustCompile(`<input[^>]* id="` + c.id + `"[^>]*>`).FindString(strings.ReplaceAll(page, "\n", " "))
		if field == "" || strings.Contains(field, "type=") || !strings.Contains(field, ` pattern="\d{4}-\d{2}`) || !strings.Contains(field, ` value="`+c.value+`"`) || !strings.Contains(field, ` placeholder="2026-01`) {
			t.Errorf("%s: %q, want ISO text with %q in it", c.path, field, c.value)
		}
	}
}
