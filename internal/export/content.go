package export

import "github.com/go-json-experiment/json"

// MarshalText writes a query as it is kept; days that are none are left out.
func (q *Query) MarshalText() ([]byte, error) {
	o := orderOf(&Export{Query: *q})
	return json.Marshal(&o)
}

// UnmarshalText reads what MarshalText writes.
func (q *Query) UnmarshalText(text []byte) error {
	var o order
	if err := json.Unmarshal(text, &o); err != nil {
		return err
	}
	var err error
	*q, err = o.query()
	return err
}

// planned is what a schedule makes, when and for whom, as it is kept.
type planned struct {
	order
	User    int64  `json:"user"`
	Span    Span   `json:"span"`
	Timing  Timing `json:"timing"`
	Stopped bool   `json:"stopped,omitzero"`
}

// Content writes what is kept of a schedule as one text: what it makes, when,
// for whom and in whose name.
func (one *Schedule) Content() ([]byte, error) {
	return json.Marshal(planned{orderOf(&Export{Query: one.Query, Language: one.Language, By: one.By, Mail: one.Recipients}), one.User, one.Span, one.Timing, one.Stopped})
}

// Read reads what Content writes.
func (one *Schedule) Read(content []byte) error {
	var p planned
	if err := json.Unmarshal(content, &p); err != nil {
		return err
	}
	one.User, one.By, one.Language, one.Span, one.Timing, one.Recipients, one.Stopped = p.User, p.By, p.Language, p.Span, p.Timing, p.Mail, p.Stopped
	var err error
	one.Query, err = p.query()
	return err
}
