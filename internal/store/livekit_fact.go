package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/livekit"
)

// livekitRoom is a room as it is stored.
type livekitRoom struct {
	livekit.Room
	assigned string // livekit.Work.Project
	revision int64
	dirty    bool
}

const (
	roomColumns        = "sid, name, project, project_at, assigned, departure, finished_at, revision, dirty"
	participantColumns = "sid, identity, recorder, reception, joined_at, left_at, sent"
	trackColumns       = "sid, publisher, identity, video, pixels, published_at, unpublished_at"
)

// lockRoom counts the webhook in its room, which it makes if need be, and
// reads it. Until the end of the transaction nobody else changes the room.
func lockRoom(ctx context.Context, tx *transaction, w *livekit.Webhook) (livekitRoom, error) {
	row := tx.QueryRowContext(ctx, `insert into livekit_room (sid, name, project, project_at, assigned, departure, finished_at, heard_at, revision, dirty)
		values ($1, '', '', 0, '', 0, 0, $2, 1, 0)
		on conflict (sid) do update set revision = livekit_room.revision + 1,
			heard_at = case when excluded.heard_at > livekit_room.heard_at then excluded.heard_at else livekit_room.heard_at end
		returning `+roomColumns, w.Room.SID, w.CreatedAt)
	return scanRoom(ctx, tx, row)
}

// scanRoom reads a room and when it started.
func scanRoom(ctx context.Context, tx *transaction, row *sql.Row) (livekitRoom, error) {
	var r livekitRoom
	err := row.Scan(&r.SID, &r.Name, &r.Project, &r.ProjectAt, &r.assigned, &r.Departure, &r.FinishedAt, &r.revision, &r.dirty)
	if err != nil {
		return r, err
	}
	return r, eachRow(ctx, tx, func(rows *sql.Rows) error {
		var at int64
		err := rows.Scan(&at)
		r.Starts = append(r.Starts, at)
		return err
	}, "select distinct created_at from livekit_webhook where room = $1 and event = $2 order by created_at", r.SID, string(livekit.RoomStarted))
}

// touched reads what is known of that which the webhook is about; what is
// unknown is zero.
func touched(ctx context.Context, tx *transaction, room livekitRoom, w *livekit.Webhook) (livekit.Touched, error) {
	t := livekit.Touched{Room: room.Room}
	var err error
	if w.Participant.SID != "" {
		err = eachRow(ctx, tx, func(rows *sql.Rows) (err error) {
			t.Participant, err = scanParticipant(rows)
			return err
		}, "select "+participantColumns+" from livekit_participant where room = $1 and sid = $2", room.SID, w.Participant.SID)
	}
	if err == nil && w.Track.SID != "" {
		err = eachRow(ctx, tx, func(rows *sql.Rows) (err error) {
			t.Track, err = scanTrack(rows)
			return err
		}, "select "+trackColumns+" from livekit_track where room = $1 and sid = $2", room.SID, w.Track.SID)
	}
	return t, err
}

func scanParticipant(rows *sql.Rows) (p livekit.Participant, err error) {
	err = rows.Scan(&p.SID, &p.Identity, &p.Recorder, &p.Reception, &p.JoinedAt, &p.LeftAt, &p.Sent)
	return p, err
}

func scanTrack(rows *sql.Rows) (t livekit.Track, err error) {
	err = rows.Scan(&t.SID, &t.Publisher, &t.Identity, &t.Video, &t.Pixels, &t.PublishedAt, &t.UnpublishedAt)
	return t, err
}

// putTouched writes the facts that a webhook was about, and whose the room is.
// When a room started is
// read from its webhooks.
func putTouched(ctx context.Context, tx *transaction, after *livekit.Touched, assigned string) error {
	r := &after.Room
	_, err := tx.ExecContext(ctx, `update livekit_room set name = $1, project = $2, project_at = $3, assigned = $4, departure = $5, finished_at = $6
		where sid = $7`, r.Name, r.Project, r.ProjectAt, assigned, r.Departure, r.FinishedAt, r.SID)
	if p := &after.Participant; err == nil && p.SID != "" {
		_, err = tx.ExecContext(ctx, "insert into livekit_participant (room, "+participantColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (room, sid) do update set identity = excluded.identity, recorder = excluded.recorder,
				reception = excluded.reception, joined_at = excluded.joined_at, left_at = excluded.left_at`,
			r.SID, p.SID, p.Identity, bit(p.Recorder), int64(p.Reception), p.JoinedAt, p.LeftAt, int64(p.Sent))
	}
	if t := &after.Track; err == nil && t.SID != "" {
		_, err = tx.ExecContext(ctx, "insert into livekit_track (room, "+trackColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (room, sid) do update set publisher = excluded.publisher, identity = excluded.identity, video = excluded.video,
				pixels = excluded.pixels, published_at = excluded.published_at, unpublished_at = excluded.unpublished_at`,
			r.SID, t.SID, t.Publisher, t.Identity, bit(t.Video), t.Pixels, t.PublishedAt, t.UnpublishedAt)
	}
	return err
}

// bit is how a truth is stored: 1 or 0.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// everything is all of a room; an unknown room has nothing.
func everything(ctx context.Context, tx *transaction, sid string) (livekit.Work, error) {
	room, err := scanRoom(ctx, tx, tx.QueryRowContext(ctx, "select "+roomColumns+" from livekit_room where sid = $1", sid))
	if errors.Is(err, sql.ErrNoRows) {
		return livekit.Work{}, nil
	}
	if err != nil {
		return livekit.Work{}, err
	}
	return workOf(ctx, tx, room, livekit.Scope{All: true})
}
