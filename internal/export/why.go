package export

import (
	"context"
	"errors"
	"strings"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Why is why an export has failed, as far as its owner can do something with
// it. All of it is in the log.
type Why string

// The reasons; "" without one.
const (
	TooLong     Why = "tooLong"     // it took longer than longest, each time
	Unavailable Why = "unavailable" // the database did not answer, or its disk is full
	Died        Why = "died"        // the program ended each time
	NotReader   Why = "notReader"   // whoever asked for it may not read usage any more
	Broken      Why = "broken"      // anything else
)

// reasoned marks an error with what its owner may know of it.
func reasoned(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return because{TooLong, err}
	case fault.KindOf(err) == fault.Unavailable:
		return because{Unavailable, err}
	}
	return err
}

// because is an error that begins with its reason, which is how a job keeps it.
type because struct {
	why Why
	error
}

func (b because) Error() string { return string(b.why) + ": " + b.error.Error() }
func (b because) Unwrap() error { return b.error }

// whyOf reads the reason of a job that has failed.
func whyOf(s *job.Status) Why {
	if s.State != job.Failed {
		return ""
	}
	for _, why := range []Why{TooLong, Unavailable, NotReader} {
		if strings.HasPrefix(s.Error, string(why)+": ") {
			return why
		}
	}
	if s.Error == job.ErrDied.Error() {
		return Died
	}
	return Broken
}
