package intake

import (
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Encode writes an event as one CloudEvents 1.0 JSON object without spaces or
// line breaks: what Decode reads back as the same event. The event must be
// within its limits.
func Encode(e usage.Event) []byte { return Append(nil, &e) }

// Append is Encode to the end of b.
func Append(b []byte, e *usage.Event) []byte {
	w := writer{append(b, `{"specversion":"1.0"`...)}
	w.text("source", e.Source)
	w.text("id", e.ID)
	w.text("type", string(e.Type))
	w.text("subject", e.Project)
	w.b = append(w.b, `,"data":{`...)
	w.content(e)
	if e.Revision != 0 {
		w.integer("revision", e.Revision)
	}
	if e.Derived {
		w.text("basis", "derived")
	}
	return append(w.b, "}}"...)
}

type writer struct{ b []byte }

func (w *writer) content(e *usage.Event) {
	if e.Product != nil {
		w.text("product", e.Product.ID)
	}
	switch e.Type {
	case usage.Session:
		w.text("channel", e.Channel)
		w.text("user", e.User)
		w.span(e)
		w.integer("receivedPixels", e.Pixels)
	case usage.Seconds:
		w.text("metric", metricID(e))
		w.integer("seconds", e.Value)
		w.text("day", calendar.DayOfMilli(e.Start).String())
	case usage.Peak:
		w.text("metric", metricID(e))
		w.integer("value", e.Value)
		w.instant("at", e.Start)
	case usage.Active:
		w.text("user", e.User)
		w.instant("at", e.Start)
	case usage.Transcoding:
		w.transcoding(e)
	case usage.Retract:
		w.text("event", e.Target)
	}
}

func (w *writer) transcoding(e *usage.Event) {
	w.text("task", e.Task)
	w.text("channel", e.Channel)
	w.text("codec", string(e.Codec))
	w.integer("hosts", e.Hosts)
	w.integer("width", e.Width)
	w.integer("height", e.Height)
	w.span(e)
}

func (w *writer) span(e *usage.Event) {
	w.instant("start", e.Start)
	w.instant("end", e.End)
}

func (w *writer) name(name string) {
	if w.b[len(w.b)-1] != '{' {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, '"')
	w.b = append(w.b, name...)
	w.b = append(w.b, '"', ':')
}

// text writes a string. Names and ids that Decode accepted are valid UTF-8;
// what is not becomes U+FFFD.
func (w *writer) text(name, s string) {
	w.name(name)
	w.b, _ = jsontext.AppendQuote(w.b, s)
}

func (w *writer) integer(name string, n int64) {
	w.name(name)
	w.b = strconv.AppendInt(w.b, n, 10)
}

// instant writes Unix milliseconds as UTC.
func (w *writer) instant(name string, ms int64) {
	w.name(name)
	w.b = append(w.b, '"')
	w.b = time.UnixMilli(ms).UTC().AppendFormat(w.b, "2006-01-02T15:04:05.000Z07:00")
	w.b = append(w.b, '"')
}

// metricID is the name of the counted metric at the event's slot.
func metricID(e *usage.Event) string {
	for i := range e.Product.Metrics {
		if m := &e.Product.Metrics[i]; m.Slot == e.Slot {
			return m.ID
		}
	}
	return ""
}
