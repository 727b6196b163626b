package usage

import (
	"context"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Archive is everything that a store holds, month by month.
type Archive interface {
	// Months lists the months with events or figures, oldest first.
	Months(ctx context.Context) ([]calendar.Month, error)
	// Read calls act with all that is stored of a month, as it is at one moment.
	Read(ctx context.Context, month calendar.Month, act func(Books) error) error
}

// Books is what a store holds of a month.
type Books interface {
	// KeptFrom is the first day whose events are kept; 0 if all are.
	KeptFrom(ctx context.Context) (calendar.Day, error)
	// LogFaults calls yield with each thing in the store's own order of the
	// month's events that would hide one, or let it count twice.
	LogFaults(ctx context.Context, yield func(Difference)) error
	// EventsOn calls yield with each live event that touches the day.
	EventsOn(ctx context.Context, day calendar.Day, yield func(*Event) error) error
	// FiguresOn calls yield with each figure of the day.
	FiguresOn(ctx context.Context, day calendar.Day, yield func(Figure) error) error
	// PresencesOn calls yield with each user of the day.
	PresencesOn(ctx context.Context, day calendar.Day, yield func(Attendance) error) error
	// Tops calls yield with each project's highest values of the month.
	Tops(ctx context.Context, yield func(Top) error) error
	// TotalsOf calls yield with each total of the period.
	TotalsOf(ctx context.Context, period Period, yield func(Total) error) error
	// Places tells where projects belong, and who held their companies as
	// figures follow it; of projects that exist no longer, what figures say.
	Places(ctx context.Context, projects []string) (map[string]company.Place, error)
}

// Attendance is the stored row of a Presence: how many live events make the
// user active.
type Attendance struct {
	Presence
	Events int64
}

// Difference is a stored row that is not what it should be.
type Difference struct {
	Where        string // in words: "day 2026-08-27, project p, rtc"
	Stored, True string
}

// Checked is the result of a check.
type Checked struct {
	Days        int64 // whose figures were compared with their events
	Unproven    int64 // whose events are no longer kept: only what is above their figures was compared
	Events      int64 // how many were counted
	Figures     int64 // how many were looked at
	Differences int64
}

// CheckRun is a check that is over.
type CheckRun struct {
	Started, Finished time.Time
	Checked
	Err         string       // why it did not come to its end; empty if it did
	Differences []Difference // the first MaxListed; Checked has their number
}

// MaxListed is how many differences of a check are kept.
const MaxListed = 100
