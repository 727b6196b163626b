package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

const oneActive = `{"specversion":"1.0","id":"e1","source":"sfu","type":"usage.active","subject":"p1","data":{"product":"rtm","user":"ann","at":"2026-08-31T10:00:00Z"}}`

type everybody struct{}

func (everybody) VerifyToken(context.Context, string) (account.IngestToken, error) {
	return account.IngestToken{}, nil
}

// recorder does as it is told.
type recorder func() error

func (r recorder) Record(_ context.Context, batch *usage.Batch) (usage.Answer, error) {
	if err := r(); err != nil {
		return usage.Answer{}, err
	}
	results := make([]usage.Result, len(batch.Events))
	for i := range results {
		results[i].Outcome = usage.Accepted
	}
	return batch.Answer("r1", 0, results), nil
}

func send(a *api, encoding string, body io.Reader) error {
	r := httptest.NewRequest(http.MethodPost, "/v1/usage/events", body)
	r.Header.Set("Authorization", "Bearer any")
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Content-Encoding", encoding)
	return a.takeUsage(httptest.NewRecorder(), r)
}

func TestARequestWithoutRoomIsToldToComeAgain(t *testing.T) {
	t.Parallel()
	for name, room := range map[string]func(*gate) (full func(), free func()){
		"as sent": func(g *gate) (func(), func()) {
			return func() { g.sent.TryAcquire(sentRoom) }, func() { g.sent.Release(sentRoom) }
		},
		"decoded": func(g *gate) (func(), func()) {
			return func() { g.work.TryAcquire(workRoom) }, func() { g.work.Release(workRoom) }
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			recorded := 0
			a := &api{Config{Tokens: everybody{}, Meter: recorder(func() error { recorded++; return nil })}, newGate(), nil}
			full, free := room(a.gate)
			full()
			began := time.Now()
			err := send(a, "", strings.NewReader(oneActive))
			if fault.KindOf(err) != fault.Unavailable || recorded > 0 || time.Since(began) != patience {
				t.Errorf("%s: %v after %v, %d recorded", name, err, time.Since(began), recorded)
			}
			go func() {
				time.Sleep(patience / 2)
				free()
			}()
			if err := send(a, "", strings.NewReader(oneActive)); err != nil || recorded != 1 {
				t.Errorf("%s, free again: %v, %d recorded", name, err, recorded)
			}
		})
	}
}

func TestNoRequestKeepsItsRoom(t *testing.T) {
	t.Parallel()
	a := &api{Config{Tokens: everybody{}}, newGate(), nil}
	for name, c := range map[string]struct {
		encoding string
		body     io.Reader
		record   recorder
	}{
		"a good one":         {"", strings.NewReader(oneActive), func() error { return nil }},
		"of unknown length":  {"", io.MultiReader(strings.NewReader("[" + oneActive + ",{}]")), func() error { return nil }},
		"one cut off":        {"", io.MultiReader(strings.NewReader("["), failing{}), nil},
		"no gzip":            {"gzip", strings.NewReader(oneActive), nil},
		"no zstd":            {"zstd", strings.NewReader(oneActive), nil},
		"no JSON":            {"", strings.NewReader("[{]"), nil},
		"too large":          {"", io.MultiReader(strings.NewReader(strings.Repeat(" ", MaxBody+1))), nil},
		"one that fails":     {"", strings.NewReader(oneActive), func() error { return errors.New("disk full") }},
		"one that panics":    {"", strings.NewReader(oneActive), func() error { panic("disk gone") }},
		"too large, as told": {"", strings.NewReader(strings.Repeat(" ", MaxBody+1)), nil},
	} {
		a.Meter = c.record
		func() {
			defer func() { _ = recover() }()
			_ = send(a, c.encoding, c.body)
		}()
		if !a.gate.sent.TryAcquire(sentRoom) || !a.gate.work.TryAcquire(workRoom) {
			t.Fatalf("%s keeps room", name)
		}
		a.gate.sent.Release(sentRoom)
		a.gate.work.Release(workRoom)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestTheLargestRequestFitsItsRoom(t *testing.T) {
	t.Parallel()
	for encoding, size := range map[string]int{"": MaxBody, "gzip": MaxDecoded, "zstd": MaxDecoded} {
		if work := workOf(encoding, size); work > workRoom || work < MaxEvents*eventWeight {
			t.Errorf("%q may cost %d of %d bytes", encoding, work, workRoom)
		}
	}
}

func TestABodyIsBelievedAboutItsSizeWithinBounds(t *testing.T) {
	t.Parallel()
	last := func(n int, end string) []byte { return append(make([]byte, n-len(end)), end...) }
	for _, c := range []struct {
		encoding string
		sent     []byte
		want     int
	}{
		{"", make([]byte, 7), 7},
		{"gzip", last(100, "\x10\x27\x00\x00"), 10_000},
		{"gzip", last(100, "\xff\xff\xff\xff"), 100 * maxRatio},
		{"gzip", last(1<<20, "\xff\xff\xff\xff"), MaxDecoded},
		{"gzip", nil, MaxDecoded},
		{"zstd", []byte("no zstd"), MaxDecoded},
		{"zstd", []byte("\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00hello"), 5},
	} {
		if got := sizeOf(c.encoding, c.sent); got != c.want {
			t.Errorf("%d bytes of %q say %d, want %d", len(c.sent), c.encoding, got, c.want)
		}
	}
}
