// Package hook tells programs of resellers what has happened: to which
// addresses, about which events, signed how, and when a message that was not
// taken is tried again.
//
// It owns endpoints, messages, their signatures (Standard Webhooks) and the
// rules of their delivery. It does not own the way over the network (package
// courier) nor what happens: each event is a line of the audit trail.
//
// Source of the form: https://www.standardwebhooks.com, specification 1.0.0.
package hook

import (
	"slices"
	"time"
)

// Event is a type of messages.
type Event string

// The events. Test is sent when somebody asks for it, and cannot be chosen.
const (
	BudgetThreshold Event = "budget.threshold"
	BudgetForecast  Event = "budget.forecast"
	StatusChanged   Event = "company.status_changed"
	BillIssued      Event = "bill.issued"
	BillDeducted    Event = "bill.deducted"
	Test            Event = "webhook.test"
)

// Events lists those that an endpoint can choose.
func Events() []Event {
	return []Event{BudgetThreshold, BudgetForecast, StatusChanged, BillIssued, BillDeducted}
}

// Switch says whether an endpoint is sent messages.
type Switch string

// The positions of the switch.
const (
	On   Switch = "on"
	Off  Switch = "off"  // switched off by somebody
	Gone Switch = "gone" // the receiver said so (410)
)

// Endpoint is an address of a reseller that takes messages.
type Endpoint struct {
	ID           string // 26 letters and digits; tells nothing about its reseller
	Reseller     int64
	Name         string
	URL          string
	Events       []Event
	Switch       Switch
	FailingSince time.Time // when a message was given up with none taken since; zero: it is well
	CreatedAt    time.Time
	Sealed       []byte // its secret; see account.Sealer
	Old          []byte // the one before, sealed; nil: there is none
	OldUntil     time.Time
}

// Takes reports whether messages of an event are sent to the endpoint: while it is
// disabled only tests are.
func (e *Endpoint) Takes(event Event) bool { return e.Switch == On || event == Test }

// Wants reports whether the endpoint is to be told of an event.
func (e *Endpoint) Wants(event Event) bool {
	return e.Switch == On && slices.Contains(e.Events, event)
}

// The limits of endpoints.
const (
	MaxEndpoints = 20 // of a reseller
	MaxURL       = 2048
	Overlap      = 24 * time.Hour // how long the secret before a rotation signs, too
	KeepFor      = 30 * 24 * time.Hour
	MaxLog       = 100 // messages on a page of the log
	MaxReplay    = 1000
)

// State is how far a message has come.
type State string

// The states of messages.
const (
	Waiting   State = "waiting"
	Delivered State = "delivered"
	Failed    State = "failed"
)

// States lists them.
func States() []State { return []State{Waiting, Delivered, Failed} }

// Delivery is a message to an endpoint.
type Delivery struct {
	ID        int64
	Endpoint  string
	Reseller  int64
	Message   string // the message's own id, the same in each attempt
	Event     Event
	Body      string // JSON
	CreatedAt time.Time
	State     State
	Tries     int       // since it was made or replayed
	Next      time.Time // of the next attempt, while it is Waiting
	Attempts  int       // ever
	Last      Attempt   // zero: none
}

// Attempt is one try to deliver a message.
type Attempt struct {
	Number int // from 1
	At     time.Time
	Took   time.Duration
	Status int    // of the answer; 0: there was none
	Error  string // why there was none; empty otherwise
	Answer string // the first MaxAnswer bytes of its body
}

// What Attempt.Error is where it is not the network's own words.
const (
	WasOff    = "the webhook is disabled"
	NotPublic = "the address is not one of the public internet"
	NoAnswer  = "no answer in time"
)

// MaxAnswer is how many bytes of an answer are kept.
const MaxAnswer = 1 << 10
