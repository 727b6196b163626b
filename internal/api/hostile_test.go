package api_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/api"
)

// TestHostileBodiesAreAnsweredSoonAndClearly is about bodies that are made to
// cost memory, time or sense. What is not JSON at all is refused whole; in
// lines and arrays each bad event is rejected, and the good ones count, unless
// one is so deep that the end of an array is not looked for.
func TestHostileBodiesAreAnsweredSoonAndClearly(t *testing.T) {
	t.Parallel()
	good := active("e1", "sfu")
	data := func(member string) string { return strings.Replace(good, `"user":"ann"`, member, 1) }
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for name, c := range map[string]struct {
		media, encoding, body string
		status                int
		tally                 string // of a 200: accepted and rejected
	}{
		"nesting without end":            {"application/json", "", strings.Repeat("[", api.MaxBody), 400, ""},
		"objects without end":            {"application/json", "", strings.Repeat(`{"a":`, api.MaxBody/5), 400, ""},
		"an event of nested arrays":      {"application/json", "", "[" + deep(1_000_000) + "," + good + "]", 400, ""},
		"lines of nested arrays":         {"application/x-ndjson", "", deep(1_000_000) + "\n" + good, 200, "1 1"},
		"a nested extension":             {"application/json", "", strings.Replace(good, "{", `{"x":`+deep(9_000)+`,`, 1), 200, "0 1"},
		"a member of a megabyte":         {"application/json", "", data(`"user":"` + strings.Repeat("a", 1<<20) + `"`), 200, "0 1"},
		"a name of a megabyte":           {"application/json", "", data(`"` + strings.Repeat("a", 1<<20) + `":1`), 200, "0 1"},
		"a number of a megabyte":         {"application/json", "", data(`"user":` + strings.Repeat("9", 1<<20)), 200, "0 1"},
		"escapes of a megabyte":          {"application/json", "", data(`"user":"` + strings.Repeat(`\u0000`, 1<<17) + `"`), 200, "0 1"},
		"a hundred thousand names":       {"application/json", "", data(names(100_000)), 200, "0 1"},
		"fifty thousand things":          {"application/json", "", "[" + strings.Repeat("{},", api.MaxEvents-1) + "{}]", 200, "0 50000"},
		"fifty thousand long ids":        {"application/json", "", "[" + strings.Repeat(`{"id":"`+strings.Repeat("x", 100)+`"},`, api.MaxEvents-1) + "{}]", 200, "0 50000"},
		"commas":                         {"application/json", "", "[" + strings.Repeat(",", 1000) + "]", 200, "0 1001"},
		"line breaks":                    {"application/x-ndjson", "", strings.Repeat("\n", api.MaxBody-len(good)) + good, 200, "1 0"},
		"carriage returns":               {"application/x-ndjson", "", strings.Repeat("\r", 1<<20) + "\n" + good, 200, "1 0"},
		"a byte order mark":              {"application/json", "", "\ufeff" + good, 400, ""},
		"UTF-16":                         {"application/json", "", utf16of(good), 400, ""},
		"bytes of value 0":               {"application/json", "", strings.Repeat("\x00", 1<<20), 400, ""},
		"lines of bytes of value 0":      {"application/x-ndjson", "", strings.Repeat("\x00", 1<<20) + "\n" + good, 200, "1 1"},
		"a string that does not end":     {"application/json", "", `["` + strings.Repeat("a", api.MaxBody-2), 400, ""},
		"a string that does not, line":   {"application/x-ndjson", "", `{"id":"` + "\n" + good, 200, "1 1"},
		"brackets that do not match":     {"application/json", "", "[" + good + "}", 400, ""},
		"half a character":               {"application/json", "", data("\"user\":\"\xe2\x82\""), 200, "0 1"},
		"half a surrogate":               {"application/json", "", data(`"user":"\udc00"`), 200, "0 1"},
		"a form":                         {"application/json", "", "source=sfu&id=1", 400, ""},
		"XML":                            {"application/json", "", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, 400, ""},
		"prototypes":                     {"application/json", "", data(`"__proto__":{"user":"ann"}`), 200, "0 1"},
		"gzip in gzip":                   {"application/json", "gzip", string(gz(gz([]byte(good)))), 400, ""},
		"many gzip members":              {"application/x-ndjson", "gzip", strings.Repeat(string(gz([]byte("\n"))), 10_000) + string(gz([]byte(good))), 200, "1 0"},
		"empty gzip members":             {"application/x-ndjson", "gzip", strings.Repeat(string(gz(nil)), 300_000) + string(gz([]byte(good))), 200, "1 0"},
		"many zstd frames":               {"application/x-ndjson", "zstd", strings.Repeat(string(zst([]byte("\n"))), 10_000) + string(zst([]byte(good))), 200, "1 0"},
		"zstd frames to be skipped":      {"application/x-ndjson", "zstd", strings.Repeat(skippable(16), 100_000) + string(zst([]byte(good))), 200, "1 0"},
		"a zstd frame too long to skip":  {"application/x-ndjson", "zstd", skippable(0)[:4] + "\xff\xff\xff\xff" + string(zst([]byte(good))), 400, ""},
		"lines that decompress to much":  {"application/x-ndjson", "gzip", string(gz([]byte(strings.Repeat("{}\n", api.MaxEvents)))), 200, "0 50000"},
		"lines beyond the limit, gzip":   {"application/x-ndjson", "gzip", string(gz([]byte(strings.Repeat("{}\n", api.MaxEvents+1)))), 413, ""},
		"an event larger than its limit": {"application/json", "gzip", string(gz([]byte(data(`"user":"` + strings.Repeat("a", 31<<20) + `"`)))), 200, "0 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, m := config()
			r := request(http.MethodPost, events, c.media, strings.NewReader(c.body))
			r.Header.Set("Content-Encoding", c.encoding)
			began := time.Now()
			w := serve(config, r)
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("answered after %v", took)
			}
			if c.status != http.StatusOK {
				checkProblem(t, w, c.status, "")
				if len(m.seen) > 0 {
					t.Errorf("%d events were recorded", len(m.seen))
				}
				return
			}
			if got := tallied(t, w); got != c.tally {
				t.Errorf("accepted and rejected %s, want %s: %.500s", got, c.tally, w.Body)
			}
			if w.Body.Len() > 120+1000*strings.Count(w.Body.String(), `"index"`) {
				t.Errorf("the answer has %d bytes: %.500s", w.Body.Len(), w.Body)
			}
		})
	}
}

func tallied(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var accepted, duplicate, conflict, quarantined, rejected int
	_, err := fmt.Sscanf(w.Body.String(), `{"receipt":"r1","accepted":%d,"duplicate":%d,"conflict":%d,"quarantined":%d,"rejected":%d,`, &accepted, &duplicate, &conflict, &quarantined, &rejected)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %.500s: %v", w.Code, w.Body, err)
	}
	return fmt.Sprint(accepted, rejected)
}

// TestNoBodyIsAnsweredOtherwiseThanItDeserves changes good bodies at random.
func TestNoBodyIsAnsweredOtherwiseThanItDeserves(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	c, _ := config()
	whole := []string{active("e1", "sfu"), "[" + active("e1", "sfu") + "," + active("e2", "sfu") + "]", active("e1", "sfu") + "\n" + active("e2", "sfu") + "\n"}
	medias := []string{"application/json", "application/x-ndjson", "application/cloudevents+json", "application/cloudevents-batch+json"}
	for range 3000 {
		body := damage(r, []byte(whole[r.IntN(len(whole))]))
		encoding := []string{"", "gzip", "zstd"}[r.IntN(3)]
		switch encoding {
		case "gzip":
			body = gz(body)
		case "zstd":
			body = zst(body)
		}
		if r.IntN(3) == 0 {
			body = damage(r, body)
		}
		request := request(http.MethodPost, events, medias[r.IntN(len(medias))], bytes.NewReader(body))
		request.Header.Set("Content-Encoding", encoding)
		w := serve(c, request)
		switch w.Code {
		case http.StatusOK:
			tallied(t, w)
		case http.StatusBadRequest, http.StatusRequestEntityTooLarge:
			checkProblem(t, w, w.Code, "")
		default:
			t.Fatalf("%d %s to %s %q", w.Code, w.Body, encoding, body)
		}
	}
}

// damage changes, doubles, leaves out or puts in some bytes.
func damage(r *rand.Rand, body []byte) []byte {
	body = bytes.Clone(body)
	for range r.IntN(4) {
		if len(body) < 2 {
			break
		}
		i := r.IntN(len(body))
		j := i + r.IntN(len(body)-i)
		switch r.IntN(5) {
		case 0:
			body[i] = byte(r.IntN(256))
		case 1:
			body = append(body[:i:i], body[j:]...)
		case 2:
			body = append(body[:j:j], body[i:]...)
		case 3:
			body = body[:j]
		case 4:
			const tokens = `{}[]",:\0e-.` + "\n\r\x00\xff"
			body[i] = tokens[r.IntN(len(tokens))]
		}
	}
	return body
}

func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"n%d":1,`, i)
	}
	return b.String() + `"user":"ann"`
}

func utf16of(s string) string {
	b := []byte{0xff, 0xfe}
	for _, r := range s {
		b = binary.LittleEndian.AppendUint16(b, uint16(r)) //nolint:gosec // ASCII
	}
	return string(b)
}

// skippable is a zstd frame that says nothing.
func skippable(n int) string {
	b := binary.LittleEndian.AppendUint32(nil, 0x184d2a50)
	b = binary.LittleEndian.AppendUint32(b, uint32(n)) //nolint:gosec // small
	return string(append(b, make([]byte, n)...))
}
