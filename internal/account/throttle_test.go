package account

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/fault"
)

var start = time.Date(2026, 8, 31, 12, 0, 0, 0, time.UTC)

func TestAPlaceIsRefusedUntilTheWindowEnds(t *testing.T) {
	t.Parallel()
	th, a := newThrottle(), newAttempt("Ann@example.com", "192.0.2.1")
	for i := range failuresFromOnePlace {
		if err := th.check(a, start); err != nil {
			t.Fatalf("refused after %d failures", i)
		}
		th.failed(a, start)
	}
	for later, sentence := range map[time.Duration]string{
		0: "in 15 minutes.", 61 * time.Second: "in 14 minutes.", throttleWindow - time.Second: "in a minute.",
	} {
		err := th.check(newAttempt("ANN@example.com", "192.0.2.1:4711"), start.Add(later))
		if wait := fault.Readable(err).Wait; wait != throttleWindow-later {
			t.Errorf("after %s the wait is %s", later, wait)
		}
		if fault.KindOf(err) != fault.TooMany || !strings.HasSuffix(err.Error(), sentence) {
			t.Errorf("after %s: %v", later, err)
		}
	}
	for name, other := range map[string]attempt{
		"elsewhere": newAttempt("ann@example.com", "192.0.2.2"), "somebody else": newAttempt("bob@example.com", "192.0.2.1"),
	} {
		if err := th.check(other, start); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := th.check(a, start.Add(throttleWindow)); err != nil {
		t.Errorf("after the window: %v", err)
	}
	th.failed(a, start.Add(throttleWindow))
	if err := th.check(a, start.Add(throttleWindow)); err != nil {
		t.Errorf("a new window does not begin at one: %v", err)
	}
}

func TestAUserIsRefusedWhenManyPlacesTry(t *testing.T) {
	t.Parallel()
	th := newThrottle()
	for i := range failuresOfOneUser {
		th.failed(newAttempt("ann@example.com", fmt.Sprintf("192.0.2.%d", i)), start)
	}
	fresh := newAttempt("ann@example.com", "198.51.100.1")
	if err := th.check(fresh, start); fault.KindOf(err) != fault.TooMany {
		t.Errorf("error %v", err)
	}
	th.succeeded(fresh)
	if err := th.check(fresh, start); fault.KindOf(err) != fault.TooMany {
		t.Errorf("a success forgives what others did: %v", err)
	}
}

func TestASuccessForgivesItsPlace(t *testing.T) {
	t.Parallel()
	th, a := newThrottle(), newAttempt("ann@example.com", "192.0.2.1")
	for range failuresFromOnePlace - 1 {
		th.failed(a, start)
	}
	th.succeeded(a)
	th.failed(a, start)
	if err := th.check(a, start); err != nil {
		t.Error(err)
	}
}

func TestAnIPv6NetworkIsOnePlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"2001:db8::1", "2001:db8::ffff", true},
		{"2001:db8::1", "[2001:db8::2]:443", true},
		{"2001:db8::1", "2001:db8:0:1::1", false},
		{"fe80::1%eth0", "fe80::2", true},
		{"::ffff:192.0.2.1", "192.0.2.1", true},
		{"192.0.2.1", "192.0.2.2", false},
		{"", "unknown", false},
	} {
		if (network(c.a) == network(c.b)) != c.same {
			t.Errorf("%q is %q, %q is %q", c.a, network(c.a), c.b, network(c.b))
		}
	}
}

func TestTheThrottleDoesNotGrow(t *testing.T) {
	t.Parallel()
	th := newThrottle()
	for i := range throttleSize/2 + 20 {
		th.failed(newAttempt(fmt.Sprint(i), "192.0.2.1"), start.Add(time.Duration(i)*time.Millisecond))
	}
	if n := len(th.failures); n > throttleSize {
		t.Errorf("%d keys", n)
	}
	later := start.Add(2 * throttleWindow)
	th.failed(newAttempt("late", "192.0.2.1"), later)
	if n := len(th.failures); n > 10 {
		t.Errorf("%d keys after all windows ended", n)
	}
}
