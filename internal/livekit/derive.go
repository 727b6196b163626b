package livekit

import (
	"cmp"
	"slices"
	"strconv"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Source is the source of all usage events that are derived from webhooks.
const Source = "livekit"

// segment is a stretch of a session with constant reception.
type segment struct {
	start, end int64 // Unix milliseconds, end exclusive
	pixels     int64
}

// derivation turns the facts of a room into usage. It is a pure function of
// them: see Facts.
type derivation struct {
	facts      *Facts
	publishers map[string]*Participant
	project    string
	revision   int64
}

func derive(w *Work) *derivation {
	d := &derivation{facts: &w.Facts, publishers: make(map[string]*Participant, len(w.Facts.Participants)), project: w.Project, revision: w.Revision}
	for i := range w.Facts.Participants {
		p := &w.Facts.Participants[i]
		d.publishers[p.SID] = p
	}
	return d
}

// events returns the usage of one participant's session, a session event for
// each segment, and how many segments it has. Segments that were sent before
// and are no more follow with no length, so that they count nothing.
func (d *derivation) events(p *Participant) (events []usage.Event, segments int) {
	all := d.segments(p)
	for n := range max(len(all), p.Sent) {
		s := segment{start: p.JoinedAt, end: p.JoinedAt}
		if n < len(all) {
			s = all[n]
		}
		events = append(events, d.event(p, n+1, s))
	}
	return events, len(all)
}

func (d *derivation) event(p *Participant, n int, s segment) usage.Event {
	id := catalog.RTC
	if p.Recorder {
		id = catalog.CloudRecording
	}
	product, _ := catalog.ByID(id)
	return usage.Event{
		Source: Source,
		// A participant may be moved to another room and keep its SID.
		ID:       d.facts.Room.SID + "/" + p.SID + "/" + strconv.Itoa(n),
		Type:     usage.Session,
		Project:  d.project,
		Revision: d.revision,
		Derived:  true,
		Product:  product,
		Channel:  d.facts.Room.Name,
		User:     p.Identity,
		Start:    s.start,
		End:      s.end,
		Pixels:   s.pixels,
	}
}

// change is a video track that begins or, with negative pixels, ends.
type change struct {
	at, pixels int64
}

// segments cuts an ended session where the sum of received pixels changes.
// Adjoining segments share their millisecond. A session that goes on, has no
// length or whose join is unknown has none.
func (d *derivation) segments(p *Participant) []segment {
	end, ended := d.facts.end(p)
	if !ended || p.JoinedAt == 0 || end <= p.JoinedAt {
		return nil
	}
	var all []segment
	now := segment{start: p.JoinedAt}
	for _, c := range append(d.changes(p, end), change{at: end}) {
		if last := len(all) - 1; c.at > now.start {
			now.end = c.at
			if last >= 0 && all[last].pixels == now.pixels {
				all[last].end = now.end
			} else {
				all = append(all, now)
			}
			now.start = c.at
		}
		now.pixels += c.pixels
	}
	return limit(all)
}

// changes returns when the participant's reception changes within [join, end),
// in order. It costs a look at each track. A participant never receives its
// own identity, not even from another session.
func (d *derivation) changes(p *Participant, end int64) []change {
	if p.Reception == Denied {
		return nil
	}
	var all []change
	for i := range d.facts.Tracks {
		t := &d.facts.Tracks[i]
		if !t.Video || t.PublishedAt == 0 || t.Publisher == p.SID || t.Identity == p.Identity {
			continue
		}
		from := max(p.JoinedAt, t.PublishedAt)
		to := min(end, d.facts.gone(t, d.publishers[t.Publisher], end))
		if from < to {
			// Video of unknown size is still video, not audio: the least there is.
			pixels := max(1, t.Pixels)
			all = append(all, change{from, pixels}, change{to, -pixels})
		}
	}
	slices.SortFunc(all, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	return all
}

// limit keeps segments within what one usage event may say.
func limit(all []segment) []segment {
	limited := make([]segment, 0, len(all))
	for _, s := range all {
		s.pixels = min(s.pixels, usage.MaxPixels)
		for s.end-s.start > usage.MaxSpan {
			limited = append(limited, segment{s.start, s.start + usage.MaxSpan, s.pixels})
			s.start += usage.MaxSpan
		}
		limited = append(limited, s)
	}
	return limited
}
