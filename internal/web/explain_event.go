package web

import (
	"strconv"
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// when writes what time an event is about.
func when(e *usage.Evidence, day usage.Period) string {
	switch e.Type {
	case usage.Session, usage.Transcoding:
		return clock(e.Start, day) + " – " + clock(e.End, day)
	case usage.Peak:
		return clock(e.Start, day)
	default:
		return day.String()
	}
}

// received writes what a user received or an output is, and what class that
// makes it.
func received(w *locale.Words, e *usage.Evidence) string {
	switch e.Type {
	case usage.Session:
		class := w.T("explain.class." + string(classOf(e)))
		if e.Pixels == 0 {
			return class
		}
		return w.T("explain.pixels", "Pixels", w.Number(e.Pixels), "Class", class)
	case usage.Transcoding:
		size := w.T("explain.audioOnly")
		if e.Width > 0 {
			size = strconv.FormatInt(e.Width, 10) + " × " + strconv.FormatInt(e.Height, 10)
		}
		return w.N("explain.output", int(e.Hosts), "Codec", codecNames[e.Codec], "Size", size)
	case usage.Peak:
		return w.T("explain.sample", "Value", w.Number(e.Value))
	default:
		return w.T("explain.classified")
	}
}

var codecNames = map[usage.Codec]string{usage.AVC: "H264", usage.HEVC: "H265"}

// classOf is the class of the seconds of a session.
func classOf(e *usage.Evidence) catalog.Class {
	return e.Product.AtSlot(usage.ClassSlot(e.Product, e.Pixels)).Class
}

// basis says whether an event was measured or derived.
func basis(e *usage.Evidence) string {
	if e.Derived {
		return "derived"
	}
	return "measured"
}

// visible writes a sender's text so that every byte of it can be told: as it
// is, or quoted with escapes if it has quotes, edges or rows of spaces, or
// characters that are not seen or turn the direction of writing.
func visible(text string) string {
	quoted := strconv.Quote(text)
	if quoted[1:len(quoted)-1] != text || text == "" || strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		return quoted
	}
	return text
}
