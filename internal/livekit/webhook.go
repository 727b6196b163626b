package livekit

import (
	"encoding/json"
	"math"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Event is what a webhook reports.
type Event string

// The events that tell about usage. LiveKit has others, on egress and ingress
// for example; their participants appear in these too.
const (
	RoomStarted       Event = "room_started"
	RoomFinished      Event = "room_finished"
	ParticipantJoined Event = "participant_joined"
	ParticipantLeft   Event = "participant_left"
	TrackPublished    Event = "track_published"
	TrackUnpublished  Event = "track_unpublished"
)

// Webhook is what one webhook tells. Times are Unix milliseconds.
type Webhook struct {
	ID        string // unique; a retry has the same
	Event     Event
	CreatedAt int64 // whole seconds
	Touched
}

// Touched is the part of a room's facts that one webhook is about.
type Touched struct {
	Room        Room
	Participant Participant // zero unless it is a participant event
	Track       Track       // zero unless it is a track event
}

// maxSID is the longest id of LiveKit's, in bytes, that fits into an event's.
const maxSID = 100

// Parse reads the body of a webhook. It returns nil for events that tell
// nothing about usage. A body that is no webhook, lacks what its event needs
// or lies more than usage.MaxAhead after now is fault.Invalid with the place.
func Parse(body []byte, now time.Time) (*Webhook, error) {
	if len(body) > MaxBody {
		return nil, fault.New(fault.TooLarge, "The webhook is longer than %d bytes.", MaxBody)
	}
	var head struct {
		Event Event `json:"event"`
	}
	if err := unmarshal(body, &head); err != nil {
		return nil, err
	}
	if head.Event == "" {
		return nil, fault.New(fault.Invalid, "The webhook cannot be read.").With("event", "the name of an event", nil)
	}
	if !head.Event.counts() {
		return nil, nil
	}
	var wire wireEvent
	if err := unmarshal(body, &wire); err != nil {
		return nil, err
	}
	p := &places{}
	w := wire.read(p, now.Add(usage.MaxAhead))
	if err := p.err(); err != nil {
		return nil, err
	}
	return w, nil
}

func (e Event) counts() bool {
	switch e {
	case RoomStarted, RoomFinished, ParticipantJoined, ParticipantLeft, TrackPublished, TrackUnpublished:
		return true
	}
	return false
}

// read turns the body into facts. Times after latest are wrong.
func (m *wireEvent) read(p *places, latest time.Time) *Webhook {
	w := &Webhook{ID: p.name("id", m.ID, maxSID), Event: Event(m.Event)}
	w.CreatedAt = 1000 * p.number("createdAt", m.CreatedAt, latest.Unix())
	if w.CreatedAt == 0 {
		p.add("createdAt", "Unix seconds", nil)
	}
	w.Room = m.Room.read(p, w)
	switch w.Event {
	case ParticipantJoined, ParticipantLeft:
		w.Participant = m.Participant.read(p, latest)
		if w.Event == ParticipantLeft {
			w.Participant.LeftAt = w.CreatedAt
		}
	case TrackPublished, TrackUnpublished:
		w.Track = m.Track.read(p, latest)
		w.Track.Publisher = p.name("participant.sid", m.Participant.SID, maxSID)
		w.Track.Identity = p.name("participant.identity", m.Participant.Identity, usage.MaxNameLength)
		if w.Event == TrackUnpublished {
			w.Track.UnpublishedAt = w.CreatedAt
		} else if w.Track.PublishedAt == 0 {
			w.Track.PublishedAt = w.CreatedAt
		}
	}
	return w
}

func (m *wireRoom) read(p *places, w *Webhook) Room {
	r := Room{SID: p.name("room.sid", m.SID, maxSID), Name: p.name("room.name", m.Name, usage.MaxNameLength)}
	r.Departure = 1000 * p.number("room.departureTimeout", m.DepartureTimeout, math.MaxUint32)
	if r.Project = projectOf(m.Metadata); r.Project != "" {
		r.ProjectAt = w.CreatedAt
	}
	switch w.Event {
	case RoomStarted:
		r.Starts = []int64{w.CreatedAt}
	case RoomFinished:
		r.FinishedAt = w.CreatedAt
	}
	return r
}

// projectOf reads project_id out of a room's metadata, which is any text.
func projectOf(metadata string) string {
	var m struct {
		Project string `json:"project_id"`
	}
	if json.Unmarshal([]byte(metadata), &m) != nil || !validProject(m.Project) {
		return ""
	}
	return m.Project
}

func (m *wireParticipant) read(p *places, latest time.Time) Participant {
	a := Participant{SID: p.name("participant.sid", m.SID, maxSID), Identity: p.name("participant.identity", m.Identity, usage.MaxNameLength)}
	a.JoinedAt = p.number("participant.joinedAtMs", m.JoinedAtMs, latest.UnixMilli())
	if a.JoinedAt == 0 {
		a.JoinedAt = 1000 * p.number("participant.joinedAt", m.JoinedAt, latest.Unix())
	}
	a.Recorder = enum(m.Kind, "EGRESS", "2")
	if m.Permission != nil {
		a.Reception = Denied
		if m.Permission.CanSubscribe {
			a.Reception = Granted
		}
	}
	return a
}

func (m *wireTrack) read(p *places, latest time.Time) Track {
	t := Track{SID: p.name("track.sid", m.SID, maxSID), Video: enum(m.Type, "VIDEO", "1")}
	t.PublishedAt = p.number("track.version.unixMicro", m.Published.Micro, latest.UnixMicro()) / 1000
	layers := append([]wireLayer{{m.Width, m.Height}}, m.Layers...)
	for _, c := range m.Codecs {
		layers = append(layers, c.Layers...)
	}
	for _, l := range layers {
		width := p.number("track.width", l.Width, usage.MaxSide)
		t.Pixels = max(t.Pixels, width*p.number("track.height", l.Height, usage.MaxSide))
	}
	return t
}
