package api_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/api"
	"reseller-console/internal/fault"
)

const events = "/v1/usage/events"

// active is an event of that id and source.
func active(id, source string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":%q,"source":%q,"type":"usage.active","subject":"p1","data":{"product":"rtm","user":"ann","at":"2026-08-31T10:00:00Z"}}`, id, source)
}

func TestABatchIsAnsweredEventByEvent(t *testing.T) {
	t.Parallel()
	good, bad := active("e1", "sfu"), strings.Replace(active("e2", "sfu"), "2026-08-31T10:00:00Z", "2026-08-31 10:00", 1)
	reason := `data.at must be an RFC 3339 time with offset, not before 1970, like 2026-08-31T10:00:00.000Z, but is \"2026-08-31 10:00\"`
	rejected := `{"receipt":"r1","accepted":0,"duplicate":0,"conflict":0,"quarantined":0,"rejected":1,"results":[{"index":0,"id":"e2","outcome":"rejected","reason":"` + reason + `"}]}`
	for name, c := range map[string]struct{ contentType, token, body, want string }{
		"one good event": {"application/cloudevents+json", "any", good,
			`{"receipt":"r1","accepted":1,"duplicate":0,"conflict":0,"quarantined":0,"rejected":0,"results":[]}`},
		"one bad event":      {"application/cloudevents+json", "any", bad, rejected},
		"one bad event, any": {"application/json; charset=utf-8", "any", bad, rejected},
		"an empty batch": {"application/cloudevents-batch+json", "any", `[]`,
			`{"receipt":"r1","accepted":0,"duplicate":0,"conflict":0,"quarantined":0,"rejected":0,"results":[]}`},
		"all five outcomes": {"application/cloudevents-batch+json", "any",
			"[" + strings.Join([]string{"7", active("conflict-1", "s"), good, active("duplicate-1", "s"), active("quarantined-1", "s"), active("rejected-1", "s")}, ",") + "]",
			`{"receipt":"r1","accepted":1,"duplicate":1,"conflict":1,"quarantined":1,"rejected":2,"results":[` +
				`{"index":0,"id":"","outcome":"rejected","reason":"an event must be a JSON object, but is 7"},` +
				`{"index":1,"id":"conflict-1","outcome":"conflict","reason":"the meter says conflict"},` +
				`{"index":3,"id":"duplicate-1","outcome":"duplicate","reason":"the meter says duplicate"},` +
				`{"index":4,"id":"quarantined-1","outcome":"quarantined","reason":"the meter says quarantined"},` +
				`{"index":5,"id":"rejected-1","outcome":"rejected","reason":"the meter says rejected"}]}`},
		"lines, one broken": {"application/x-ndjson", "any", good + "\r\n\n" + good[:10] + "\n" + active("duplicate-1", "s"),
			`{"receipt":"r1","accepted":1,"duplicate":1,"conflict":0,"quarantined":0,"rejected":1,"results":[` +
				`{"index":1,"id":"","outcome":"rejected","reason":"line 3: not valid JSON at byte 10: unexpected EOF"},` +
				`{"index":2,"id":"duplicate-1","outcome":"duplicate","reason":"line 4: the meter says duplicate"}]}`},
		"malformed elements": {"application/json", "any", "[" + strings.Replace(good, `"ann"`, "NaN", 1) + ",{\"a\":01}," + good + ",]",
			`{"receipt":"r1","accepted":1,"duplicate":0,"conflict":0,"quarantined":0,"rejected":3,"results":[` +
				`{"index":0,"id":"","outcome":"rejected","reason":"not valid JSON at byte 114: NaN is no number here: numbers must be exact integers, written with digits only"},` +
				`{"index":1,"id":"","outcome":"rejected","reason":"not valid JSON at byte 5: 01 is no number here: numbers must be exact integers, written with digits only"},` +
				`{"index":3,"id":"","outcome":"rejected","reason":"an event must be a JSON object, but nothing is there"}]}`},
		"the source of derived events": {"application/json", "any", "[" + active("e1", "livekit") + "]",
			`{"receipt":"r1","accepted":0,"duplicate":0,"conflict":0,"quarantined":0,"rejected":1,"results":[` +
				`{"index":0,"id":"e1","outcome":"rejected","reason":"source must be another name: \"livekit\" is kept for what is derived from LiveKit's webhooks, but is \"livekit\""}]}`},
		"a source that the token does not list": {"application/json", "sfu-only", "[" + good + "," + active("e2", "other") + "]",
			`{"receipt":"r1","accepted":1,"duplicate":0,"conflict":0,"quarantined":0,"rejected":1,"results":[` +
				`{"index":1,"id":"e2","outcome":"rejected","reason":"source \"other\" is not one that this token may send"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, _ := config()
			r := request("POST", events, c.contentType, strings.NewReader(c.body))
			r.Header.Set("Authorization", "bearer "+c.token)
			w := serve(config, r)
			if w.Code != 200 || w.Body.String() != c.want || w.Header().Get("Content-Type") != "application/json" {
				t.Errorf("got %d\n%s\nwant\n%s", w.Code, w.Body, c.want)
			}
		})
	}
}

func TestBadRequestsAreRefusedWholeAndRecordNothing(t *testing.T) {
	t.Parallel()
	good := active("e1", "sfu")
	many := "[" + strings.Repeat("1,", api.MaxEvents) + "1]"
	for name, c := range map[string]struct {
		contentType, encoding, authorization string
		body                                 []byte
		status                               int
		says                                 string
	}{
		"no token":               {"application/json", "", "", []byte(good), 401, "Authorization: Bearer"},
		"another scheme":         {"application/json", "", "Basic any", []byte(good), 401, "Authorization: Bearer"},
		"no secret":              {"application/json", "", "Bearer ", []byte(good), 401, "Authorization: Bearer"},
		"an unknown token":       {"application/json", "", "Bearer nobody", []byte(good), 401, "not known"},
		"the token store down":   {"application/json", "", "Bearer down", []byte(good), 503, "try again later"},
		"no media type":          {"", "", "Bearer any", []byte(good), 415, "application/cloudevents-batch+json"},
		"CSV":                    {"text/csv", "", "Bearer any", []byte(good), 415, `"text/csv" is not read`},
		"another charset":        {"application/json; charset=utf-16", "", "Bearer any", []byte(good), 415, "UTF-8"},
		"an unknown encoding":    {"application/json", "br", "Bearer any", []byte(good), 415, "gzip, zstd or none"},
		"two encodings":          {"application/json", "gzip, gzip", "Bearer any", gz([]byte(good)), 415, "gzip, zstd or none"},
		"nothing":                {"application/json", "", "Bearer any", nil, 400, "is empty"},
		"nothing, compressed":    {"application/json", "gzip", "Bearer any", gz(nil), 400, "is empty"},
		"no gzip":                {"application/json", "gzip", "Bearer any", []byte(good), 400, "not valid gzip"},
		"no bytes of gzip":       {"application/json", "gzip", "Bearer any", nil, 400, "ends too early"},
		"half a gzip":            {"application/json", "gzip", "Bearer any", half(gz([]byte(good))), 400, "ends too early"},
		"a damaged gzip":         {"application/json", "gzip", "Bearer any", damaged(gz([]byte(good))), 400, "not valid gzip"},
		"junk after a gzip":      {"application/json", "gzip", "Bearer any", append(gz([]byte(good)), "and more than ten bytes"...), 400, "something else follows its gzip data"},
		"a byte after a gzip":    {"application/json", "gzip", "Bearer any", append(gz([]byte(good)), 'x'), 400, "something else follows its gzip data"},
		"junk after a zstd":      {"application/json", "zstd", "Bearer any", append(zst([]byte(good)), "and more than ten bytes"...), 400, "something else follows its zstd data"},
		"no zstd":                {"application/json", "zstd", "Bearer any", []byte(good), 400, "not valid zstd"},
		"half a zstd":            {"application/json", "zstd", "Bearer any", half(zst([]byte(good))), 400, "ends too early"},
		"too much":               {"application/json", "", "Bearer any", spaces(api.MaxBody + 1), 413, "8388608 bytes as sent"},
		"a zip bomb":             {"application/json", "gzip", "Bearer any", gz(spaces(api.MaxDecoded + 1)), 413, "33554432 bytes when decompressed"},
		"a zstd bomb":            {"application/json", "zstd", "Bearer any", zst(spaces(api.MaxDecoded + 1)), 413, "33554432 bytes when decompressed"},
		"a streamed zstd bomb":   {"application/json", "zstd", "Bearer any", zstStream(spaces(api.MaxDecoded + 1)), 413, "33554432 bytes when decompressed"},
		"a huge zstd window":     {"application/json", "zstd", "Bearer any", zstWindow(spaces(16 << 20)), 413, "zstd window"},
		"too many events":        {"application/json", "", "Bearer any", []byte(many), 413, "more than 50000 events"},
		"too many lines":         {"application/x-ndjson", "", "Bearer any", bytes.Repeat([]byte("1\n"), api.MaxEvents+1), 413, "more than 50000 events"},
		"malformed JSON":         {"application/json", "", "Bearer any", []byte("[" + good + ",{]"), 400, "not valid JSON at byte"},
		"malformed single event": {"application/cloudevents+json", "", "Bearer any", []byte(good[:20]), 400, "not valid JSON at byte 20"},
		"an object as batch":     {"application/cloudevents-batch+json", "", "Bearer any", []byte(good), 400, "JSON array"},
		"a batch as one event":   {"application/cloudevents+json", "", "Bearer any", []byte("[]"), 400, "JSON object"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, m := config()
			r := request("POST", events, c.contentType, bytes.NewReader(c.body))
			r.Header.Set("Content-Encoding", c.encoding)
			r.Header.Set("Authorization", c.authorization)
			w := serve(config, r)
			checkProblem(t, w, c.status, c.says)
			if len(m.seen) > 0 {
				t.Errorf("%d events were recorded", len(m.seen))
			}
			if want := map[int]string{401: "WWW-Authenticate", 503: "Retry-After"}[c.status]; want != "" && w.Header().Get(want) == "" {
				t.Errorf("no %s in %v", want, w.Header())
			}
			if c.status == 415 && w.Header().Get("Accept-Post")+w.Header().Get("Accept-Encoding") == "" {
				t.Errorf("nothing says what is accepted: %v", w.Header())
			}
		})
	}
}

func TestABodyThatEndsTooEarlyIsRefused(t *testing.T) {
	t.Parallel()
	c, m := config()
	r := request("POST", events, "application/json", io.MultiReader(strings.NewReader("["+active("e1", "sfu")), errorReader{}))
	checkProblem(t, serve(c, r), 400, "ends before its announced length")
	if len(m.seen) > 0 {
		t.Error("events were recorded")
	}
}

type errorReader struct{}

func (errorReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestCompressedBatchesAreReadToTheLimit(t *testing.T) {
	t.Parallel()
	whole := append([]byte("["+active("e1", "sfu")+"]"), spaces(api.MaxDecoded)...)[:api.MaxDecoded]
	for encoding, body := range map[string][]byte{"gzip": gz(whole), "zstd": zst(whole), "GZIP": gz(whole[:1000]), "identity": whole[:api.MaxBody]} {
		t.Run(encoding, func(t *testing.T) {
			t.Parallel()
			c, _ := config()
			r := request("POST", events, "application/json", bytes.NewReader(body))
			r.Header.Set("Content-Encoding", encoding)
			if w := serve(c, r); w.Code != 200 || !strings.HasPrefix(w.Body.String(), `{"receipt":"r1","accepted":1,`) {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
		})
	}
}

// TestABodyInSeveralPartsIsReadWhole sends what says less of its size than it
// has: the size stands in one part only.
func TestABodyInSeveralPartsIsReadWhole(t *testing.T) {
	t.Parallel()
	begin, end := append([]byte("["+active("e1", "sfu")+","), spaces(1<<20)...), []byte(active("e2", "sfu")+"]")
	for encoding, body := range map[string][]byte{"gzip": append(gz(begin), gz(end)...), "zstd": append(zst(begin[:200]), append(zst(begin[200:]), zst(end)...)...)} {
		c, _ := config()
		r := request("POST", events, "application/json", bytes.NewReader(body))
		r.Header.Set("Content-Encoding", encoding)
		if w := serve(c, r); w.Code != 200 || !strings.Contains(w.Body.String(), `"accepted":2,`) {
			t.Errorf("%s: %d %s", encoding, w.Code, w.Body)
		}
	}
}

func TestWhenStorageFailsNothingIsAcknowledged(t *testing.T) {
	t.Parallel()
	c, m := config()
	for wait, cause := range map[string]error{
		"7": down,
		"5": fault.New(fault.Unavailable, "The database is not available now; try again later."),
	} {
		m.err = cause
		w := serve(c, request("POST", events, "application/json", strings.NewReader("["+active("e1", "sfu")+",{}]")))
		checkProblem(t, w, 503, "not available now")
		if w.Header().Get("Retry-After") != wait {
			t.Errorf("Retry-After is %s, want %s", w.Header().Get("Retry-After"), wait)
		}
	}
	m.err = errors.New("a secret of ours")
	checkProblem(t, serve(c, request("POST", events, "application/json", strings.NewReader(active("e1", "sfu")))), 500, "on our side")
}

func TestTheFiveOutcomesAddUpToWhatWasSent(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	c, _ := config()
	for range 200 {
		var sent []string
		for range r.IntN(40) {
			prefix := []string{"e", "duplicate", "conflict", "quarantined", "rejected", "語"}[r.IntN(6)]
			event := active(fmt.Sprintf("%s%d", prefix, r.IntN(9)), "sfu")
			if r.IntN(4) == 0 {
				event = []string{`{}`, `7`, `null`, `"x"`, `[]`, `{"id":1}`}[r.IntN(6)]
			}
			sent = append(sent, event)
		}
		media, body := "application/json", "["+strings.Join(sent, ",")+"]"
		if r.IntN(2) == 0 && len(sent) > 0 {
			media, body = "application/x-ndjson", strings.Join(sent, "\n")
		}
		checkSum(t, serve(c, request("POST", events, media, strings.NewReader(body))), len(sent))
	}
}

func checkSum(t *testing.T, w *httptest.ResponseRecorder, sent int) {
	t.Helper()
	var a struct {
		Accepted, Duplicate, Conflict, Quarantined, Rejected int
		Results                                              []struct{ Index int }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != 200 {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	if sum := a.Accepted + a.Duplicate + a.Conflict + a.Quarantined + a.Rejected; sum != sent || sum-a.Accepted != len(a.Results) {
		t.Fatalf("sent %d, answered %s", sent, w.Body)
	}
	last := -1
	for _, r := range a.Results {
		if r.Index <= last || r.Index >= sent {
			t.Fatalf("indexes are not in order: %s", w.Body)
		}
		last = r.Index
	}
}

func spaces(n int) []byte { return bytes.Repeat([]byte(" "), n) }

func half(b []byte) []byte { return b[:len(b)/2] }

func damaged(b []byte) []byte {
	b[len(b)-5] ^= 0xff // in the checksum
	return b
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

func zst(b []byte) []byte { return encoder().EncodeAll(b, nil) }

func encoder(options ...zstd.EOption) *zstd.Encoder {
	w, err := zstd.NewWriter(nil, options...)
	if err != nil {
		panic(err)
	}
	return w
}

// zstStream is compressed without a stated size.
func zstStream(b []byte) []byte { return stream(encoder(), b) }

// zstWindow is compressed with a window beyond what HTTP allows.
func zstWindow(b []byte) []byte { return stream(encoder(zstd.WithWindowSize(64<<20)), b) }

func stream(w *zstd.Encoder, b []byte) []byte {
	var out bytes.Buffer
	w.Reset(&out)
	for len(b) > 0 {
		n := min(len(b), 1<<20)
		_, _ = w.Write(b[:n])
		b = b[n:]
	}
	_ = w.Close()
	return out.Bytes()
}
