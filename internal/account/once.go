package account

import (
	"crypto/sha256"
	"time"

	"reseller-console/internal/fault"
)

// Once makes an act happen once, however often it is asked for: the store
// keeps it in the transaction of the act, with what the act has made. Whoever
// asks for the same again is told what was made the first time.
type Once struct {
	Reseller int64             // who asks
	Key      string            // the name that it gave to the request
	Asked    [sha256.Size]byte // what it asked for
	At       time.Time         // when
}

// OnceFor is how long it is remembered.
const OnceFor = 24 * time.Hour

// ErrOtherAct is the answer to a key that was used for something else.
var ErrOtherAct = fault.New(fault.Mismatch, "The Idempotency-Key was used for another request within the last 24 hours. Send a new one.")
