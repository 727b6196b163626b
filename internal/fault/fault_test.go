package fault

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestOnlyOurOwnErrorsAreRead(t *testing.T) {
	t.Parallel()
	secret := errors.New("password of the database")
	for name, c := range map[string]struct {
		err  error
		kind Kind
		says string
	}{
		"a foreign error":                {secret, Internal, "Something went wrong on our side."},
		"ours":                           {New(Invalid, "A day is like %s.", "2026-01-31"), Invalid, "A day is like 2026-01-31."},
		"ours with a cause":              {Wrap(Unavailable, secret, "Try again later."), Unavailable, "Try again later."},
		"ours, wrapped by another":       {fmt.Errorf("act: %w", New(NotFound, "There is no company 1.")), NotFound, "There is no company 1."},
		"an internal one of ours":        {Wrap(Internal, secret, "detail"), Internal, "Something went wrong on our side."},
		"the first of several of ours":   {errors.Join(New(TooMany, "Later."), New(Invalid, "Wrong.")), TooMany, "Later."},
		"ours beside what only we know":  {errors.Join(secret, New(Conflict, "Taken.")), Conflict, "Taken."},
		"a forgotten kind never leaks":   {&Error{Detail: "inside"}, Internal, "Something went wrong on our side."},
		"fields stay with what is wrong": {New(Invalid, "Wrong.").With("from", "a day", 7), Invalid, "Wrong."},
	} {
		if KindOf(c.err) != c.kind {
			t.Errorf("%s: kind %d, want %d", name, KindOf(c.err), c.kind)
		}
		if got := Readable(c.err); got.Detail != c.says || strings.Contains(got.Detail, "password") {
			t.Errorf("%s: a visitor reads %q, want %q", name, got.Detail, c.says)
		}
	}
}

func TestTheLogReadsTheCauseAsOneSentence(t *testing.T) {
	t.Parallel()
	err := Wrap(Invalid, errors.New("permission denied"), "The directory cannot be created.")
	if got := err.Error(); got != "The directory cannot be created: permission denied" {
		t.Error(got)
	}
}
