package usage

import (
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// Type is the CloudEvents type of a usage event.
type Type string

// The types of usage events.
const (
	Session     Type = "usage.session"     // one user in one channel with constant reception
	Seconds     Type = "usage.seconds"     // already classified seconds of a day
	Peak        Type = "usage.peak"        // a sample of a gauge
	Active      Type = "usage.active"      // a user was active
	Transcoding Type = "usage.transcoding" // one output of one task
	Retract     Type = "usage.retract"     // undoes another event of the same source
)

// Codec of a transcoding output.
type Codec string

// The codecs, named as the catalogue names them.
const (
	AVC  Codec = "avc"  // H.264
	HEVC Codec = "hevc" // H.265
)

// Event is one usage event, read and within its limits. Which fields are set
// depends on Type; all others are zero.
//
// Source and ID are its identity. Everything else but Revision is its content:
// see Hash. The time attribute of the envelope is neither, so it is not kept.
type Event struct {
	Source   string
	ID       string
	Type     Type
	Project  string // the CloudEvents subject
	Revision int64  // a higher one replaces a lower one
	Derived  bool   // basis: derived from what was published, not measured

	Product *catalog.Product // session, seconds, peak, active
	Slot    int              // seconds, peak: the metric's place in the product
	Channel string           // session, transcoding
	User    string           // session, active; compared byte by byte
	Task    string           // transcoding

	Start int64 // Unix milliseconds. Peak and active: the instant; seconds: the day's first
	End   int64 // Unix milliseconds, exclusive: session, transcoding

	Pixels int64 // session: width × height summed over received video streams; 0 is audio
	Value  int64 // seconds: seconds; peak: the gauge's value

	Codec         Codec // transcoding
	Hosts         int64 // transcoding: mixed hosts, at least 1
	Width, Height int64 // transcoding: 0 × 0 is audio only

	Target string // retract: the id of the event that is undone
}

// The limits of an event. What is beyond is refused at the door.
const (
	MaxIDLength   = 256  // bytes of source, id and retracted id
	MaxNameLength = 1024 // bytes of channel, user and task
	MaxSpanDays   = 31   // days from start to end
	MaxSpan       = MaxSpanDays * millisOfDay
	MaxPixels     = 1_000_000_000_000
	MaxSeconds    = 1_000_000_000_000 // of one usage.seconds event
	MaxPeak       = 1_000_000_000
	MaxHosts      = 100_000
	MaxSide       = 65_535 // pixels of a transcoding output's width or height
	MaxRevision   = 1 << 53
)

const (
	millisOfSecond = 1000
	millisOfDay    = 24 * 60 * 60 * millisOfSecond
)

// FirstDay is the first UTC day that the event counts for.
func (e *Event) FirstDay() calendar.Day { return calendar.DayOfMilli(e.Start) }

// LastDay is the last UTC day that the event counts for.
func (e *Event) LastDay() calendar.Day {
	if e.End > e.Start {
		return calendar.DayOfMilli(e.End - 1)
	}
	return e.FirstDay()
}
