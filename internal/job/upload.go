package job

import "time"

// Upload is what somebody has sent for a job to work through, when that is more
// than a payload holds.
type Upload struct {
	ID       int64
	Reseller int64  // whose it is
	Name     string // of the file; "" if it is none
	Content  []byte
	At       time.Time
}

// KeepUploads is how long an upload is kept: as long as its job may wait, and
// is kept afterwards.
const KeepUploads = KeepFor + 24*time.Hour
