package hook

import (
	"math/rand/v2"
	"slices"
	"time"
)

// pauses are those between the attempts at a message: ten, within about three
// days (Standard Webhooks, "Deliverability and reliability").
func pauses() []time.Duration {
	return []time.Duration{
		5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
		10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
	}
}

// longestPause bounds what a receiver can ask for.
const longestPause = 24 * time.Hour

// The statuses of answers that mean more than taken or not taken.
const (
	statusGone        = 410
	statusTooMany     = 429
	statusUnavailable = 503
)

// Verdict is what follows from an attempt.
type Verdict struct {
	State State
	Next  time.Time // of the next attempt, if Waiting
	Gone  bool      // the endpoint wants no more
}

// Judge says what follows from an attempt at a delivery; wait is what the
// receiver has asked for. Pauses are up to a fifth longer than told, so that
// what failed together is not tried again together.
func Judge(d *Delivery, a *Attempt, wait time.Duration) Verdict {
	switch {
	case a.Status >= 200 && a.Status < 300:
		return Verdict{State: Delivered}
	case a.Status == statusGone:
		return Verdict{State: Failed, Gone: true}
	case d.Tries >= len(pauses()):
		return Verdict{State: Failed}
	}
	pause := pauses()[d.Tries]
	if slices.Contains([]int{statusTooMany, statusUnavailable}, a.Status) {
		pause = max(pause, min(wait, longestPause))
	}
	return Verdict{State: Waiting, Next: a.At.Add(a.Took + pause + rand.N(pause/5))}
}
