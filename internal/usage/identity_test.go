package usage

import (
	"bytes"
	"reflect"
	"testing"

	"reseller-console/internal/catalog"
)

func TestNoTwoIdentitiesShareAKey(t *testing.T) {
	t.Parallel()
	const id = "018f2b3c-0000-7000-8000-00000000000a"
	seen := map[Key]string{}
	for _, pair := range [][2]string{
		{"a-b", "c"}, {"a", "b-c"}, {"ab", "c"}, {"a", "bc"}, {"", "abc"}, {"a", ""}, {"", "a"},
		{"s", id}, {"t", id}, {"s", "018F2B3C-0000-7000-8000-00000000000A"}, {"s", "{" + id + "}"}, {"s", "urn:uuid:" + id},
		{"s", "018f2b3c00007000800000000000000a"}, {"s", "1"}, {"s", "01"},
	} {
		key := KeyOf(pair[0], pair[1])
		if other, taken := seen[key]; taken {
			t.Errorf("%q has the key of %s", pair, other)
		}
		seen[key] = pair[0] + " " + pair[1]
	}
}

func TestTimeOrderedIdsStayOrdered(t *testing.T) {
	t.Parallel()
	earlier, later := KeyOf("s", "018f2b3c-0000-7000-8000-00000000000a"), KeyOf("s", "018f2b3d-0000-7000-8000-000000000000")
	if bytes.Compare(earlier[:], later[:]) >= 0 {
		t.Error("an earlier UUIDv7 does not sort first")
	}
}

func TestContentReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, e := range []Event{
		session("ünal \x00 user", 0, 20, 230_400),
		output("c", HEVC, 2, 1920, 1080, 0, 10),
		{Type: Retract, Project: "p", Target: "t"},
		{Type: Peak, Project: "p", Product: product(catalog.ConcurrentChannel), Slot: 12, Start: -1, Value: 1 << 40, Derived: true},
		{Type: Active, Project: "p", Product: product(catalog.RTM), User: "9007199254740993"},
	} {
		got, err := ParseContent(e.Content())
		if err != nil || !reflect.DeepEqual(got, e) && e.End != 0 {
			t.Errorf("%+v, %v, want %+v", got, err, e)
		}
		if !bytes.Equal(got.Content(), e.Content()) {
			t.Errorf("%+v is written differently the second time", e)
		}
	}
}

func TestDamagedContentIsAnError(t *testing.T) {
	t.Parallel()
	e := session("user", 0, 20, 230_400)
	whole := e.Content()
	for n := range whole {
		if _, err := ParseContent(whole[:n]); err == nil {
			t.Errorf("%d of %d bytes were read without complaint", n, len(whole))
		}
	}
	if _, err := ParseContent(append(whole, 0)); err == nil {
		t.Error("a byte too many was read without complaint")
	}
}

func FuzzContent(f *testing.F) {
	e := session("user", 0, 20, 230_400)
	f.Add(e.Content())
	f.Add([]byte{1, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		if e, err := ParseContent(b); err == nil {
			if _, err := ParseContent(e.Content()); err != nil {
				t.Errorf("%x reads, but not what it is written as: %v", b, err)
			}
		}
	})
}
