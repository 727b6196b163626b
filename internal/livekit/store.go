package livekit

import "context"

// Work is what has to be derived again, and from what.
type Work struct {
	Facts Facts // at least all that the sessions in Due hang on
	// Due holds the SIDs of participants whose sessions must be derived. Empty
	// if nothing has changed; then the rest may be empty too.
	Due []string
	// Project is whose the room is: what ProjectOf said last.
	Project string
	// Revision grows with every webhook of the room and whenever it is given to
	// another project. Usage of a higher revision replaces that of a lower one.
	Revision int64
}

// ProjectOf says which project a room belongs to; never empty.
type ProjectOf func(Room) string

// Store keeps the facts of rooms. Each method is one whole act in one
// transaction. livekittest.Suite compares implementations with
// livekittest.Memory.
//
// Between Save and Settle a room with due sessions is dirty: what was derived
// may not have been recorded. That survives a crash.
type Store interface {
	// Save merges the webhook's facts as Webhook.Apply says, gives the room its
	// project, and returns what that changes: the sessions in its Scope, or all
	// of the room if it was dirty before or had another project. If anything is
	// due the room is dirty from now on.
	//
	// A webhook whose ID was saved before changes nothing; its work is all of
	// the room if that is dirty, else nothing.
	Save(ctx context.Context, w *Webhook, project ProjectOf) (Work, error)

	// Move gives all rooms their projects again. Those that had another one get
	// a higher revision and are dirty; it returns how many.
	Move(ctx context.Context, project ProjectOf) (int, error)

	// Load returns all of a room, everything due. An unknown room has nothing.
	Load(ctx context.Context, room string) (Work, error)

	// Plan raises Participant.Sent to sent, SID → number of segments, unless
	// it is higher already. It reports false and changes nothing if the room's
	// revision is another by now, so that nobody sends segments that a later
	// derivation does not know of.
	Plan(ctx context.Context, room string, revision int64, sent map[string]int) (bool, error)

	// Settle ends the room's being dirty unless its revision is another by now.
	Settle(ctx context.Context, room string, revision int64) error

	// Dirty lists the rooms that are dirty, by SID.
	Dirty(ctx context.Context) ([]string, error)

	// Prune forgets rooms, not dirty, that finished before finished and whose
	// project is not Unmapped, or of which nothing was heard since quiet, both
	// Unix milliseconds, and returns how many.
	Prune(ctx context.Context, finished, quiet int64) (int, error)
}
