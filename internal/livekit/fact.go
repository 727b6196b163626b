package livekit

import (
	"slices"
)

// Facts is what is known about a room, or a part of it. All times are Unix
// milliseconds; 0 is unknown.
//
// Facts only grow, and merging them is commutative, associative and
// idempotent: the same webhooks give the same facts in whatever order and
// however often they come.
type Facts struct {
	Room         Room
	Restarts     []Restart // ascending
	Participants []Participant
	Tracks       []Track
}

// Room is what is known about a room itself.
type Room struct {
	SID        string
	Name       string
	Project    string  // from its metadata; empty if that says none
	ProjectAt  int64   // when that was said
	Departure  int64   // milliseconds that a room outlives its last participant
	Starts     []int64 // when it was reported to start, ascending, none twice
	FinishedAt int64
}

// Restart is a repeated start of a room: the server had crashed before.
type Restart struct {
	At    int64
	Heard int64 // the latest webhook of the room before it; 0 if none
}

// Reception says whether a participant may subscribe to others.
type Reception int16

// The receptions, in the order of their weight: who ever was allowed counts as
// allowed.
const (
	Unknown Reception = 0 // counts as Granted: that is LiveKit's default
	Denied  Reception = 1
	Granted Reception = 2
)

// Participant is what is known about one session of one identity.
type Participant struct {
	SID       string
	Identity  string
	Recorder  bool // LiveKit's egress
	Reception Reception
	JoinedAt  int64
	LeftAt    int64 // whole seconds
	Sent      int   // how many segments have ever been sent; kept by Store.Plan, no fact
}

// Track is what is known about one published stream.
type Track struct {
	SID           string
	Publisher     string // participant's SID
	Identity      string // of the publisher
	Video         bool
	Pixels        int64 // width × height of the largest layer; 0 is unknown
	PublishedAt   int64
	UnpublishedAt int64 // whole seconds
}

// Merge returns what both know together. The earliest project that metadata
// names stays: a room does not move its past to another project.
func (r Room) Merge(o Room) Room {
	r.SID, r.Name = max(r.SID, o.SID), max(r.Name, o.Name)
	if o.Project != "" && (r.Project == "" || o.ProjectAt < r.ProjectAt || o.ProjectAt == r.ProjectAt && o.Project < r.Project) {
		r.Project, r.ProjectAt = o.Project, o.ProjectAt
	}
	r.Departure = max(r.Departure, o.Departure)
	r.FinishedAt = max(r.FinishedAt, o.FinishedAt)
	starts := slices.Concat(r.Starts, o.Starts)
	slices.Sort(starts)
	r.Starts = slices.Compact(starts)
	return r
}

// Merge returns what both know together. The later join is the exact one: a
// webhook without joinedAtMs tells whole seconds only.
func (p Participant) Merge(o Participant) Participant {
	p.SID, p.Identity = max(p.SID, o.SID), max(p.Identity, o.Identity)
	p.Recorder = p.Recorder || o.Recorder
	p.Reception = max(p.Reception, o.Reception)
	p.JoinedAt = max(p.JoinedAt, o.JoinedAt)
	p.LeftAt = max(p.LeftAt, o.LeftAt)
	p.Sent = max(p.Sent, o.Sent)
	return p
}

// Merge returns what both know together. The earliest version is the
// publication; muting and the like make later ones.
func (t Track) Merge(o Track) Track {
	t.SID, t.Publisher, t.Identity = max(t.SID, o.SID), max(t.Publisher, o.Publisher), max(t.Identity, o.Identity)
	t.Video = t.Video || o.Video
	t.Pixels = max(t.Pixels, o.Pixels)
	t.PublishedAt = earliest(t.PublishedAt, o.PublishedAt)
	t.UnpublishedAt = max(t.UnpublishedAt, o.UnpublishedAt)
	return t
}

// earliest is the earlier of two times of which 0 is unknown.
func earliest(a, b int64) int64 {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

// closed is when the last participant of a finished room left: a while before
// the end.
func (r *Room) closed() int64 { return r.FinishedAt - r.Departure }

// implied is when something that began at that time ended without anybody
// saying so: at the last sign of life before a crash of the server, or with
// the room. It is unknown while the room lives on.
func (f *Facts) implied(began int64) (int64, bool) {
	for _, r := range f.Restarts {
		if began < r.At {
			return max(began, r.Heard), true
		}
	}
	if f.Room.FinishedAt > 0 {
		return max(began, f.Room.closed()), true
	}
	return 0, false
}

// end is when the session ended, never before its join.
func (f *Facts) end(p *Participant) (int64, bool) {
	if p.LeftAt > 0 {
		return max(p.JoinedAt, p.LeftAt), true
	}
	return f.implied(p.JoinedAt)
}

// gone is when the track ended: when it was unpublished, else with its
// publisher's session, else with the room; max if it still goes on.
func (f *Facts) gone(t *Track, publisher *Participant, max int64) int64 {
	if t.UnpublishedAt > 0 {
		return t.UnpublishedAt
	}
	if publisher != nil && publisher.LeftAt > 0 {
		return publisher.LeftAt
	}
	if end, ok := f.implied(t.PublishedAt); ok {
		return end
	}
	return max
}
