package signature

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// The headers that every signature must cover.
const (
	xDate     = "x-date"
	date      = "date"
	requestID = "x-request-id"
)

// Claim is what a request says of itself under its signature.
type Claim struct {
	At time.Time // when it was signed
	ID uuid.UUID // of the request
}

// Claim reads when the message was signed and the id of the request. Both must
// be among what was signed; of x-date and date the first that was signed
// counts, and if both were, they must not differ.
func (h *Header) Claim(m *Message) (Claim, error) {
	at, err := h.date(m)
	if err != nil {
		return Claim{}, err
	}
	if !h.Signed(requestID) {
		return Claim{}, fmt.Errorf("%s is not signed", requestID)
	}
	text, err := m.Value(requestID)
	if err != nil {
		return Claim{}, err
	}
	id, err := uuid.Parse(text)
	if err != nil || len(text) != len(id.String()) {
		return Claim{}, fmt.Errorf("%s is not a UUID of the form 8-4-4-4-12", requestID)
	}
	return Claim{at, id}, nil
}

func (h *Header) date(m *Message) (at time.Time, err error) {
	for _, name := range []string{xDate, date} {
		if !h.Signed(name) {
			continue
		}
		text, err := m.Value(name)
		if err != nil {
			return at, err
		}
		read, err := parseDate(text)
		if err != nil {
			return at, fmt.Errorf("%s: %w", name, err)
		}
		if !at.IsZero() && !read.Equal(at) {
			return at, fmt.Errorf("%s and %s are signed and differ", xDate, date)
		}
		at = read
	}
	if at.IsZero() {
		return at, fmt.Errorf("neither %s nor %s is signed", xDate, date)
	}
	return at, nil
}

var errDate = errors.New("the date is not one like Wed, 11 Sep 2019 14:28:28 GMT")

// parseDate reads an HTTP date. Clients of 2019 write the day with one digit or
// two, and the zone as GMT or UTC.
func parseDate(text string) (time.Time, error) {
	clock, gmt := strings.CutSuffix(text, " GMT")
	if !gmt {
		var utc bool
		if clock, utc = strings.CutSuffix(text, " UTC"); !utc {
			return time.Time{}, errDate
		}
	}
	at, err := time.Parse("Mon, 2 Jan 2006 15:04:05", clock)
	if err != nil || !strings.HasPrefix(clock, at.Format("Mon,")) { // any day of the week is parsed
		return time.Time{}, errDate
	}
	return at, nil
}
