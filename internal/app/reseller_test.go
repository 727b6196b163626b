package app

import (
	"strings"
	"testing"
	"time"

	"reseller-console/internal/calendar"
)

func TestACompanyChangesHandsOnTheClockOfTheCommand(t *testing.T) {
	t.Parallel()
	dir, offset, _ := fillAccount(t)
	ahead, err := time.ParseDuration(offset)
	if err != nil {
		t.Fatal(err)
	}
	day := calendar.DayOf(time.Now().Add(ahead)).String()
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{1, "on a day before", []string{"attach", "1", "200001", "--from", day}},
		{0, "", []string{"attach", "1", "200001", "--from", day, "--clock-offset", offset}},
		{0, "", []string{"detach", "200001", "--from", day, "--clock-offset", offset}},
	} {
		got := command(t, "", nil, append([]string{"reseller"}, append(c.args, "--data", dir)...)...)
		if got.code != c.code || !strings.Contains(got.errOut, c.says) {
			t.Errorf("%v: %d %s, want %d %q", c.args, got.code, got.errOut, c.code, c.says)
		}
	}
}
