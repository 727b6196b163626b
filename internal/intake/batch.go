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

// Batch reads at most that many events of a body that is not a Table. A body
// that cannot be taken apart is fault.Invalid and names the byte; more events
// are fault.TooLarge. An event that cannot be read is an item with an error.
func Batch(form Form, body []byte, most int) ([]Item, error) {
	var items []Item
	for item, err := range batch(form, body) {
		if err != nil {
			return nil, err
		}
		if len(items) == most {
			return nil, fault.New(fault.TooLarge, "The body has more than %d events.", most)
		}
		items = append(items, item)
	}
	return items, nil
}

func batch(form Form, body []byte) iter.Seq2[Item, error] {
	switch {
	case form == Lines:
		return NDJSON(bytes.NewReader(body))
	case form == Array || form == Any && bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("[")):
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
			yield(Item{}, whole(badJSON(err)))
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
		dec := lenient(body)
		if dec.PeekKind() != jsontext.KindBeginArray {
			yield(Item{}, fault.New(fault.Invalid, "The body must be a JSON array of events."))
			return
		}
		d := new(draft)
		_, err := dec.ReadToken()
		for i := 0; err == nil && dec.PeekKind() != jsontext.KindEndArray; i++ {
			var event jsontext.Value
			if event, err = dec.ReadValue(); err != nil {
				break
			}
			item := Item{Index: i}
			item.Event, item.Err = d.decode(event)
			if !yield(item, nil) {
				return
			}
		}
		if err == nil {
			_, err = dec.ReadToken() // the closing bracket
		}
		if err != nil {
			yield(Item{}, whole(badJSON(err)))
		} else if err := atEnd(dec); err != nil {
			yield(Item{}, err)
		}
	}
}

func atEnd(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); errors.Is(err, io.EOF) {
		return nil
	}
	return fault.New(fault.Invalid, "The body is not one JSON value: more follows before byte %d.", dec.InputOffset())
}

// whole makes an event's fault one of the whole body.
func whole(err *fault.Error) *fault.Error {
	err.Detail = "The body is refused: " + err.Detail + "."
	return err
}
