package intake

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"mime"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/fault"
)

// Form is how events are put together in a body or file.
type Form string

// The forms. One, Array and Any are JSON and have no lines.
const (
	One   Form = "one"    // a single event
	Array Form = "array"  // a JSON array of events
	Any   Form = "json"   // One or Array, whichever the first byte tells
	Lines Form = "ndjson" // an event a line
	Table Form = "csv"    // a header, then an event a line
)

// The media types of usage events.
const (
	MediaOne   = "application/cloudevents+json"
	MediaArray = "application/cloudevents-batch+json"
	MediaLines = "application/x-ndjson"
	MediaAny   = "application/json"
)

// ParseForm reads a Content-Type. One that is not listed above, or not in
// UTF-8, is fault.Unsupported.
func ParseForm(contentType string) (Form, error) {
	forms := map[string]Form{MediaOne: One, MediaArray: Array, MediaLines: Lines, MediaAny: Any}
	media, parameters, err := mime.ParseMediaType(contentType)
	form, known := forms[media]
	charset, given := parameters["charset"]
	if err != nil || !known || given && !strings.EqualFold(charset, "utf-8") {
		return "", fault.New(fault.Unsupported, "The media type %q is not read here. Send %s, %s, %s or %s, in UTF-8.",
			cut([]byte(contentType)), MediaOne, MediaArray, MediaLines, MediaAny)
	}
	return form, nil
}

// Read reads at most that many events of a body that is not a Table. A body
// that cannot be taken apart is fault.Invalid and names the byte; more events
// are fault.TooLarge; both end the sequence. An event that cannot be read is
// an item with an error. No item keeps a part of body.
func Read(form Form, body []byte, most int) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		n := 0
		for item, err := range read(form, body) {
			if n++; err == nil && n > most {
				item, err = Item{}, fault.New(fault.TooLarge, "The body has more than %d events.", most)
			}
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
}

func read(form Form, body []byte) iter.Seq2[Item, error] {
	switch {
	case form == Lines:
		return NDJSON(bytes.NewReader(body))
	case form == Array || form == Any && bytes.HasPrefix(bytes.TrimLeft(body, blanks), []byte("[")):
		return array(body)
	default:
		return single(body)
	}
}

// lenient lets the outer decoder pass what is an event's own mistake, so that
// it costs this event only: decode is strict.
func lenient(body []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

func single(body []byte) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		dec := lenient(body)
		event, err := dec.ReadValue()
		switch {
		case err != nil:
			yield(Item{}, whole(badJSON(body, err)))
		case event.Kind() != jsontext.KindBeginObject:
			yield(Item{}, whole(notObject(event)))
		default:
			var item Item
			item.Event, item.Err = new(draft).decode(event)
			if err := atEnd(dec); err != nil {
				yield(Item{}, err)
				return
			}
			yield(item, nil)
		}
	}
}

func array(body []byte) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		d, i := new(draft), 0
		for event, err := range elements(body) {
			if err != nil {
				yield(Item{}, err)
				return
			}
			item := Item{Index: i}
			item.Event, item.Err = d.decode(event)
			if i++; !yield(item, nil) {
				return
			}
		}
	}
}

func atEnd(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); errors.Is(err, io.EOF) {
		return nil
	}
	return moreFollows(dec.InputOffset())
}

func moreFollows(at int64) *fault.Error {
	return fault.New(fault.Invalid, "The body is not one JSON value: more follows before byte %d.", at)
}

// whole makes an event's fault one of the whole body.
func whole(err *fault.Error) *fault.Error {
	err.Detail = "The body is refused: " + err.Detail + "."
	return err
}
