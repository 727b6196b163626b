package intake

import (
	"mime"
	"strings"

	"reseller-console/internal/fault"
	"reseller-console/internal/livekit"
	"reseller-console/internal/usage"
)

// maxProjectLength is how many bytes the subject, a project id, may have.
const maxProjectLength = 64

// event judges the cells. On error the event has only what identifies it.
func (d *draft) event() (usage.Event, *fault.Error) {
	var e usage.Event
	e.Source = d.repeated(source, usage.MaxIDLength)
	if e.Source == livekit.Source {
		d.wrong(source, "another name: %q is kept for what is derived from LiveKit's webhooks", livekit.Source)
	}
	e.ID = d.text(eventID, usage.MaxIDLength)
	e.Project = d.repeated(subject, maxProjectLength)
	if d.get(sentAt).kind != absent {
		d.instant(sentAt)
	}
	if d.content(&e) {
		d.common(&e)
		d.leftovers(e.Type)
	}
	if err := d.fault(); err != nil {
		return usage.Event{Source: e.Source, ID: e.ID}, err
	}
	return e, nil
}

// envelope checks the attributes that only JSON has.
func (d *draft) envelope() {
	if c := d.get(specVersion); c.kind != quoted || string(c.text) != "1.0" {
		d.wrong(specVersion, `"1.0"`)
	}
	if d.get(dataBase64).kind != absent {
		d.wrong(dataBase64, "left out: data must be a JSON object")
	}
	if c := d.get(contentType); c.kind != absent && !isJSON(c) {
		d.wrong(contentType, `"application/json" or left out`)
	}
}

func isJSON(c cell) bool {
	media, _, err := mime.ParseMediaType(string(c.text))
	return c.kind == quoted && err == nil && (media == "application/json" || strings.HasSuffix(media, "+json"))
}

// common reads what data of every type may carry.
func (d *draft) common(e *usage.Event) {
	if d.get(revision).kind != absent {
		e.Revision = d.integer(revision, 0, usage.MaxRevision)
	}
	switch c := d.get(basis); {
	case c.kind == absent:
	case c.kind != other && string(c.text) == "measured":
	case c.kind != other && string(c.text) == "derived":
		e.Derived = true
	default:
		d.wrong(basis, `"measured", "derived" or left out`)
	}
}

// leftovers refuses fields that the type does not have: a value that would be
// ignored is a mistake of the sender.
func (d *draft) leftovers(t usage.Type) {
	for f := firstData; f < fieldCount; f++ {
		if d.cells[f].kind != absent && d.asked&(1<<f) == 0 {
			d.wrong(f, "left out of %s", t)
		}
	}
}
