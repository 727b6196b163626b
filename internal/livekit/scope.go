package livekit

import "math"

// Scope says which sessions a new fact can change: all of the room, or one
// participant's and those that ended after a time. Only ended sessions count;
// the others are derived when they end.
//
// In the usual course of things nothing has ended yet that a webhook could
// change but, on participant_left, that participant's session. So a room of N
// participants and T tracks costs N derivations of at most T tracks, not one
// of everything for each webhook. Everything is derived again only when the
// server restarts, the room gets another project (see Store), or something is
// heard late: after the room's end or from before a restart.
type Scope struct {
	All     bool
	Session string // SID of a participant whose session has ended; may be empty
	Open    bool   // those of participants who never left, which now end with the room
	Since   int64  // Unix milliseconds
}

const never = math.MaxInt64

// Has reports whether the scope holds the participant's session.
func (s Scope) Has(p *Participant) bool {
	return s.All || p.SID == s.Session || p.LeftAt > s.Since || s.Open && p.LeftAt == 0
}

// Apply merges the webhook into what was known before about the room, the
// participant and the track that it is about, and says what that can change.
func (w *Webhook) Apply(before Touched) (after Touched, changes Scope) {
	after.Room = before.Room.Merge(w.Room)
	if w.Participant.SID != "" {
		after.Participant = before.Participant.Merge(w.Participant)
	}
	if w.Track.SID != "" {
		after.Track = before.Track.Merge(w.Track)
	}
	if w.changesAll(&before, &after) {
		return after, Scope{All: true}
	}
	changes.Since = min(leaving(before.Participant, after.Participant), receiving(before.Track, after.Track))
	if w.Event == RoomFinished {
		changes.Open, changes.Since = true, after.Room.closed()
	}
	if after.Participant.LeftAt > 0 {
		changes.Session = after.Participant.SID
	}
	return after, changes
}

// changesAll reports whether the ends of sessions may hang on the webhook that
// nobody said goodbye in, or what all of them say.
func (w *Webhook) changesAll(before, after *Touched) bool {
	switch {
	case w.Event == RoomStarted, before.Room.FinishedAt > 0:
		return true
	case before.Room.Name != after.Room.Name && before.Room.Name != "":
		return true
	}
	// What was heard before a restart is about something that began before it.
	restart := after.Room.lastRestart()
	return after.Participant.SID != "" && after.Participant.JoinedAt < restart ||
		after.Track.SID != "" && after.Track.PublishedAt < restart
}

// lastRestart is when the room was last reported to start again; 0 if never.
func (r *Room) lastRestart() int64 {
	if len(r.Starts) < 2 {
		return 0
	}
	return r.Starts[len(r.Starts)-1]
}

// leaving is from when on others may receive something else because this
// participant left: its tracks ended then, if nothing ended them earlier.
func leaving(before, after Participant) int64 {
	if before.LeftAt == after.LeftAt {
		return never
	}
	return earliest(before.LeftAt, after.LeftAt)
}

// receiving is from when on others may receive something else because of what
// was heard of this track.
func receiving(before, after Track) int64 {
	switch {
	case before == after || !after.Video:
		return never
	case before.Pixels != after.Pixels || before.PublishedAt != after.PublishedAt || before.Video != after.Video:
		return earliest(before.PublishedAt, after.PublishedAt)
	}
	return earliest(before.UnpublishedAt, after.UnpublishedAt)
}
