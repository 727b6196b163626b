package livekit

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"reseller-console/internal/fault"
)

// The JSON of a webhook: livekit.WebhookEvent in protobuf's JSON mapping.
// Zero values are omitted, 64-bit integers are strings, an enum is a name;
// the mapping also allows numbers for both, so they stay raw until they are
// read with their place. What is not listed is not read: room.turnPassword,
// a secret, before all.
type (
	wireEvent struct {
		Event       string          `json:"event"`
		ID          string          `json:"id"`
		CreatedAt   json.RawMessage `json:"createdAt"` // Unix seconds
		Room        wireRoom        `json:"room"`
		Participant wireParticipant `json:"participant"`
		Track       wireTrack       `json:"track"`
	}
	wireRoom struct {
		SID              string          `json:"sid"`
		Name             string          `json:"name"`
		Metadata         string          `json:"metadata"`
		DepartureTimeout json.RawMessage `json:"departureTimeout"` // seconds
	}
	wireParticipant struct {
		SID        string          `json:"sid"`
		Identity   string          `json:"identity"`
		Kind       json.RawMessage `json:"kind"`
		JoinedAt   json.RawMessage `json:"joinedAt"`   // Unix seconds
		JoinedAtMs json.RawMessage `json:"joinedAtMs"` // Unix milliseconds; since LiveKit 1.9
		Permission *struct {
			CanSubscribe bool `json:"canSubscribe"`
		} `json:"permission"`
	}
	wireTrack struct {
		SID       string          `json:"sid"`
		Type      json.RawMessage `json:"type"`
		Width     json.RawMessage `json:"width"`
		Height    json.RawMessage `json:"height"`
		Layers    []wireLayer     `json:"layers"`
		Codecs    []wireCodec     `json:"codecs"`
		Published struct {
			Micro json.RawMessage `json:"unixMicro"`
		} `json:"version"`
	}
	wireCodec struct {
		Layers []wireLayer `json:"layers"`
	}
	wireLayer struct {
		Width  json.RawMessage `json:"width"`
		Height json.RawMessage `json:"height"`
	}
)

// unmarshal reads the body, or says where it is no webhook.
func unmarshal(body []byte, into any) error {
	err := json.Unmarshal(body, into)
	if err == nil {
		return nil
	}
	place, message := "body", "the JSON of a LiveKit webhook"
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		place, message = fmt.Sprintf("body, byte %d", syntax.Offset), "JSON; "+syntax.Error()
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field != "" {
			place = wrong.Field
		}
		message = "not a JSON " + wrong.Value
	}
	return fault.Wrap(fault.Invalid, err, "The body is not a LiveKit webhook.").With(place, message, nil)
}

// places collects what is wrong in a body, by place.
type places struct {
	wrong *fault.Error
}

func (p *places) add(place, message string, value any) {
	if p.wrong == nil {
		p.wrong = fault.New(fault.Invalid, "The webhook cannot be read.")
	}
	p.wrong.With(place, message, value)
}

// err is nil as long as nothing was wrong.
func (p *places) err() error {
	if p.wrong == nil {
		return nil
	}
	return p.wrong
}

// number reads an integer from 0 to max, written as a number or as a string;
// absent is 0.
func (p *places) number(place string, raw json.RawMessage, max int64) int64 {
	text := bare(raw)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > max {
		p.add(place, fmt.Sprintf("an integer from 0 to %d", max), clip(text, 64))
		return 0
	}
	return n
}

// name reads a text that identifies something: neither empty nor longer than
// max bytes, and without NUL, which PostgreSQL cannot keep.
func (p *places) name(place, text string, max int) string {
	switch {
	case text == "":
		p.add(place, "a text that is not empty", nil)
	case len(text) > max:
		p.add(place, fmt.Sprintf("a text of at most %d bytes", max), clip(text, 64)+"…")
	case strings.ContainsRune(text, 0):
		p.add(place, "a text without NUL", nil)
	}
	return text
}

// enum reports whether raw is the enum value of that name and number.
func enum(raw json.RawMessage, name, number string) bool {
	text := bare(raw)
	return text == name || text == number
}

// bare is a JSON string's text or another value as written; null is absent.
func bare(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
