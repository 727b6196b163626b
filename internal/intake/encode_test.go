package intake_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

// anyEvent draws an event within the limits.
func anyEvent(r *rand.Rand) usage.Event {
	e := usage.Event{Source: text(r, 255), ID: text(r, 200) + "1", Project: text(r, 64), Revision: pick(r, usage.MaxRevision), Derived: r.IntN(2) == 0}
	kinds := []usage.Type{usage.Session, usage.Seconds, usage.Peak, usage.Active, usage.Transcoding, usage.Retract}
	e.Type = kinds[r.IntN(len(kinds))]
	e.Start = r.Int64N(4_000_000_000_000)
	switch e.Type {
	case usage.Session:
		e.Product, e.Channel, e.User, e.Pixels = anyProduct(r, catalog.Sum), text(r, 1024), text(r, 1024), pick(r, usage.MaxPixels)
		e.End = e.Start + pick(r, usage.MaxSpan)
	case usage.Seconds:
		e.Product, e.Value = anyProduct(r, catalog.Sum), pick(r, usage.MaxSeconds)
		e.Slot, e.Start = r.IntN(e.Product.Slots()), e.FirstDay().Start().UnixMilli()
	case usage.Peak:
		e.Product, e.Value = anyProduct(r, catalog.Peak), pick(r, usage.MaxPeak)
		e.Slot = r.IntN(e.Product.Slots())
	case usage.Active:
		e.Product, e.User = anyProduct(r, catalog.Distinct), text(r, 1024)
	case usage.Transcoding:
		e.Task, e.Channel, e.Codec, e.Hosts = text(r, 1024), text(r, 1024), usage.HEVC, 1+pick(r, usage.MaxHosts-1)
		if r.IntN(3) > 0 {
			e.Width, e.Height = 1+pick(r, usage.MaxSide-1), 1+pick(r, usage.MaxSide-1)
		}
		e.End = e.Start + pick(r, usage.MaxSpan)
	case usage.Retract:
		e.Start, e.Target = 0, text(r, 256)
	}
	return e
}

func anyProduct(r *rand.Rand, kind catalog.Kind) *catalog.Product {
	for {
		if p := catalog.Products()[r.IntN(len(catalog.Products()))]; p.Kind == kind {
			return p
		}
	}
}

// pick draws from 0 to most, the ends often.
func pick(r *rand.Rand, most int64) int64 {
	return []int64{0, 1, most, r.Int64N(most + 1)}[r.IntN(4)]
}

// text draws 1 to most bytes, many of them awkward.
func text(r *rand.Rand, most int) string {
	awkward := []string{`"`, `\`, "\n", "\t", "}", "{", ",", "]", "é", "语", "😀", "\u2028", "a", "b", " ", "\u007f", "<"}
	s := "x"
	for n := r.IntN(30); n > 0; n-- {
		if next := s + awkward[r.IntN(len(awkward))]; len(next) <= most {
			s = next
		}
	}
	if r.IntN(20) == 0 {
		s += strings.Repeat("y", most-len(s))
	}
	return s
}

func TestWhatIsEncodedIsDecodedAgain(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var batch []byte
	var want []usage.Event
	for range 3000 {
		e := anyEvent(r)
		b := intake.Encode(e)
		if !json.Valid(b) || bytes.ContainsAny(b, "\n") {
			t.Fatalf("%s is not one line of JSON", b)
		}
		if got, err := intake.Decode(b); err != nil || got != e {
			t.Fatalf("%s\ngot  %+v, %v\nwant %+v", b, got, err, e)
		}
		batch = append(append(batch, b...), '\n')
		want = append(want, e)
	}
	items, err := readAll(intake.Lines, batch, len(want))
	if err != nil || len(items) != len(want) {
		t.Fatalf("got %d items, %v", len(items), err)
	}
	for i, item := range items {
		if item.Err != nil || item.Event != want[i] || item.Index != i || item.Line != i+1 {
			t.Fatalf("item %d is %+v, want %+v", i, item, want[i])
		}
	}
}

func FuzzDecode(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		f.Add(intake.Encode(anyEvent(r)))
	}
	for _, s := range []string{``, `{}`, `[]`, `{"data":{"a":[{"b":"]}"}]},"id":"\\\""}`, `{"data":{"event":"\u0000"}}`, ` {"data" : null , "x" : -1e9 } `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := intake.Decode(b)
		if err != nil {
			return
		}
		if !json.Valid(b) {
			t.Fatalf("%q is not JSON, but was read", b)
		}
		if again, err := intake.Decode(intake.Encode(e)); err != nil || again != e {
			t.Fatalf("%q is %+v, then %+v, %v", b, e, again, err)
		}
	})
}

// FuzzArraysAreSplitAsJSON hands the splitter any bytes: the elements of a
// valid array are those of encoding/json.
func FuzzArraysAreSplitAsJSON(f *testing.F) {
	for _, s := range []string{``, `[`, `[]`, ` [ ] `, `[1, "a,]" ,{"b":[{},"\\\\\"]"]} , null]`, `[[[]],[{}]]x`, `[NaN,01]`, `[,]`, `["\`, `[{]}]`, "\uFEFF[]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var got []string
		var broken error
		for element, err := range intake.Elements(b) {
			if err == nil {
				got = append(got, string(element))
			}
			broken = err
		}
		var want []json.RawMessage
		if bytes.HasPrefix(bytes.TrimSpace(b), []byte("null")) || json.Unmarshal(b, &want) != nil {
			return
		}
		if broken != nil || len(got) != len(want) {
			t.Fatalf("%q is split into %q, %v, want %q", b, got, broken, want)
		}
		for i := range want {
			if got[i] != string(want[i]) {
				t.Fatalf("element %d of %q is %q, want %q", i, b, got[i], want[i])
			}
		}
	})
}

func FuzzBatchesAreWhole(f *testing.F) {
	good := string(intake.Encode(anyEvent(rand.New(rand.NewPCG(5, 6)))))
	for _, s := range []string{"[" + good + ",7]", good, good + "\n\n{", "[]", "[{]", "source,id\n\"a", "source,id,type,subject,event\ns,i,usage.retract,p,\"x\"\"y\"\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, form := range []intake.Form{intake.One, intake.Array, intake.Any, intake.Lines} {
			items, err := readAll(form, b, 1000)
			for i, item := range items {
				if item.Index != i || err != nil {
					t.Fatalf("item %d has index %d, %v", i, item.Index, err)
				}
			}
		}
		line := 1
		for item, err := range intake.CSV(bytes.NewReader(b)) {
			if err == nil && item.Line <= line {
				t.Fatalf("line %d follows line %d", item.Line, line)
			}
			line = item.Line
		}
	})
}
