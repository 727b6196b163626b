package store

import (
	"context"
	"database/sql"
	"math"

	"reseller-console/internal/livekit"
)

// workOf reads the sessions in the scope and the facts that they hang on: the
// video tracks that had not ended before the first of them began, and the
// publishers whose leaving ended tracks. The cost is that of these rows.
func workOf(ctx context.Context, tx *transaction, room livekitRoom, scope livekit.Scope) (livekit.Work, error) {
	w := livekit.Work{Project: room.assigned, Revision: room.revision, Facts: livekit.Facts{Room: room.Room}}
	if err := due(ctx, tx, &w, scope); err != nil || len(w.Due) == 0 {
		return w, err
	}
	if err := restarts(ctx, tx, &w); err != nil {
		return w, err
	}
	if err := videos(ctx, tx, &w); err != nil {
		return w, err
	}
	return w, publishers(ctx, tx, &w)
}

// due reads the participants in the scope.
func due(ctx context.Context, tx *transaction, w *livekit.Work, scope livekit.Scope) error {
	take := func(rows *sql.Rows) error {
		p, err := scanParticipant(rows)
		if err == nil && scope.Has(&p) {
			w.Due = append(w.Due, p.SID)
			w.Facts.Participants = append(w.Facts.Participants, p)
		}
		return err
	}
	const find = "select " + participantColumns + " from livekit_participant where room = $1"
	if scope.All || scope.Open {
		return eachRow(ctx, tx, take, find, w.Facts.Room.SID)
	}
	if scope.Session != "" {
		if err := eachRow(ctx, tx, take, find+" and sid = $2", w.Facts.Room.SID, scope.Session); err != nil {
			return err
		}
	}
	if scope.Since == math.MaxInt64 {
		return nil
	}
	return eachRow(ctx, tx, take, find+" and left_at > $2 and sid <> $3", w.Facts.Room.SID, scope.Since, scope.Session)
}

// restarts reads what was last heard before each restart.
func restarts(ctx context.Context, tx *transaction, w *livekit.Work) error {
	for i, at := range w.Facts.Room.Starts {
		if i == 0 {
			continue // the first start is no restart
		}
		r := livekit.Restart{At: at}
		const last = "select coalesce(max(created_at), 0) from livekit_webhook where room = $1 and created_at < $2"
		if err := tx.QueryRowContext(ctx, last, w.Facts.Room.SID, at).Scan(&r.Heard); err != nil {
			return err
		}
		w.Facts.Restarts = append(w.Facts.Restarts, r)
	}
	return nil
}

// videos reads the video tracks that due participants may have received.
func videos(ctx context.Context, tx *transaction, w *livekit.Work) error {
	first := int64(math.MaxInt64)
	for i := range w.Facts.Participants {
		first = min(first, w.Facts.Participants[i].JoinedAt)
	}
	return eachRow(ctx, tx, func(rows *sql.Rows) error {
		t, err := scanTrack(rows)
		w.Facts.Tracks = append(w.Facts.Tracks, t)
		return err
	}, "select "+trackColumns+" from livekit_track where room = $1 and video = 1 and (unpublished_at = 0 or unpublished_at > $2)", w.Facts.Room.SID, first)
}

// publishers adds those participants that are not due themselves and whose
// tracks nobody unpublished.
func publishers(ctx context.Context, tx *transaction, w *livekit.Work) error {
	known := make(map[string]bool, len(w.Facts.Participants))
	for i := range w.Facts.Participants {
		known[w.Facts.Participants[i].SID] = true
	}
	var missing []string
	for i := range w.Facts.Tracks {
		t := &w.Facts.Tracks[i]
		if t.UnpublishedAt == 0 && !known[t.Publisher] {
			known[t.Publisher] = true
			missing = append(missing, t.Publisher)
		}
	}
	return eachIn(tx.dialect, missing, []any{w.Facts.Room.SID}, func(in string, args []any) error {
		return eachRow(ctx, tx, func(rows *sql.Rows) error {
			p, err := scanParticipant(rows)
			w.Facts.Participants = append(w.Facts.Participants, p)
			return err
		}, "select "+participantColumns+" from livekit_participant where room = $1 and sid "+in, args...)
	})
}
