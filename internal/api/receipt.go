package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/usage"
)

const (
	// receiptBuffer is how many bytes of a receipt are made before they are sent.
	receiptBuffer = 32 << 10
	// receiptTime is how long a sender may take to read its receipt, which holds
	// its part of what all requests may hold.
	receiptTime = time.Minute
)

// writeReceipt answers a batch once it is on disk: by which id to ask for it
// again, the counts, and what became of each event that was not accepted. That may be some megabytes, so they are
// sent as they are made.
func writeReceipt(w http.ResponseWriter, a *usage.Answer) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	// What cannot set a deadline needs none: it is no connection.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(receiptTime))
	text := appendCounts(make([]byte, 0, receiptBuffer+receiptBuffer/4), &a.Receipt)
	first := true
	for v := range a.Others() {
		if !first {
			text = append(text, ',')
		}
		first = false
		if text = appendVerdict(text, &v); len(text) < receiptBuffer {
			continue
		}
		if _, err := w.Write(text); err != nil {
			return // the sender has gone; nobody is left to tell
		}
		text = text[:0]
	}
	_, _ = w.Write(append(text, "]}"...)) // as above
}

// appendCounts writes the receipt up to its list.
func appendCounts(b []byte, r *usage.Receipt) []byte {
	b = appendText(append(b, `{"receipt":`...), r.ID)
	for _, count := range []struct {
		name string
		n    int64
	}{{"accepted", r.Accepted}, {"duplicate", r.Duplicate}, {"conflict", r.Conflict}, {"quarantined", r.Quarantined}, {"rejected", r.Rejected}} {
		b = append(append(append(b, `,"`...), count.name...), `":`...)
		b = strconv.AppendInt(b, count.n, 10)
	}
	return append(b, `,"results":[`...)
}

// appendVerdict writes what became of one event: its 0-based place in the
// batch as sent, its id (empty if it could not be read), outcome and reason.
func appendVerdict(b []byte, v *usage.Verdict) []byte {
	b = strconv.AppendInt(append(b, `{"index":`...), int64(v.Index), 10)
	b = appendText(append(b, `,"id":`...), v.ID)
	b = appendText(append(b, `,"outcome":`...), string(v.Outcome))
	reason := v.Reason
	if v.Line > 0 {
		reason = "line " + strconv.Itoa(v.Line) + ": " + reason
	}
	return append(appendText(append(b, `,"reason":`...), reason), '}')
}

// appendText writes a string; what is not UTF-8 becomes U+FFFD.
func appendText(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}
