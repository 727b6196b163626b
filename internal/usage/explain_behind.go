package usage

import (
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// DayQuery asks for what is behind one counted metric of a project's day.
type DayQuery struct {
	Owner   Owner // with Company and Project
	Day     calendar.Day
	Product *catalog.Product
	Slot    int
	After   Mark // Behind.Next of the page before
	Limit   int  // events or users on a page
}

// Behind is a page of what is behind a project's day.
type Behind struct {
	Stored int64      // seconds, a peak, users; 0 if the day is not the owner's
	Events []Evidence // of sums and peaks
	Users  []User     // of distinct users, in the order of their bytes
	// Moments are the first MaxMoments of all MomentCount at which a peak
	// stood, oldest first.
	Moments     []Moment
	MomentCount int
	// Next is what the next page comes after; zero after the last. A page
	// with a Next may have fewer events than it could, even none.
	Next Mark
}

// Evidence is an event behind a figure. Its Revision is set.
type Evidence struct {
	Event
	ReceivedAt int64 // Unix milliseconds
	Seconds    int64 // of a sum: what it adds to the figure
	// Of a peak: the first of the Moments at which the event was part of it,
	// and how many there are.
	Moment  Moment
	Moments int
	At      Mark // its place in the order
}

// Moment is a stretch in which a peak stood, in Unix milliseconds, without To;
// a sample stands at From alone.
type Moment struct{ From, To int64 }

// MaxMoments is how many moments a page of a peak has.
const MaxMoments = 10

// User is a user who was active.
type User struct {
	User   string // compared byte by byte
	Events int64  // that say so, at least 1
}

// OfOutputs reports whether the figure is of the time of transcoding outputs.
func (q *DayQuery) OfOutputs() bool { return q.Product == transcoding.Time }

// Seconds returns what an event adds to the figure; 0 if it is not behind it.
func (q *DayQuery) Seconds(e *Event) (seconds int64) {
	e.eachSum(func(cell Cell, slot int, n int64) {
		if cell == (Cell{q.Day, q.Owner.Project, q.Product.Code}) && slot == q.Slot {
			seconds += n
		}
	})
	return seconds
}

// Cut ends the page after limit events or users, of which there may be one
// more than that to show that others follow.
func (b *Behind) Cut(limit int) {
	if len(b.Events) > limit {
		b.Events = b.Events[:limit]
		b.Next = b.Events[limit-1].At
	}
	if len(b.Users) > limit {
		b.Users = b.Users[:limit]
		b.Next = Mark{Text: b.Users[limit-1].User}
	}
}

// complete reports whether the page, if it is all there is, makes up Stored.
func (b *Behind) complete(kind catalog.Kind) bool {
	switch kind {
	case catalog.Distinct:
		return int64(len(b.Users)) == b.Stored
	case catalog.Peak:
		return b.Stored == 0 || len(b.Events) > 0
	}
	var sum int64
	for i := range b.Events {
		sum += b.Events[i].Seconds
	}
	return sum == b.Stored
}
