package usage

import "time"

// CheckRun is a check that ran by itself, with its result.
type CheckRun struct {
	Started, Finished time.Time
	Checked
	Err         string       // why it did not reach its end; empty if it did
	Differences []Difference // the first of them
}
