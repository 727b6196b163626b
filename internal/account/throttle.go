package account

import (
	"crypto/sha256"
	"net/netip"
	"strings"
	"sync"
	"time"

	"reseller-console/internal/fault"
)

// How often something may fail before it is refused, within throttleWindow of
// the first time. Of sign-ins the limit per user is the higher one: whoever
// knows an address could otherwise lock its owner out from anywhere.
const (
	failuresFromOnePlace = 10 // of one user from one network
	failuresOfOneUser    = 50 // of one user from anywhere
	visitsFromOnePlace   = 50 // of nobody known yet from one network
	linksFromOnePlace    = 20 // for anybody from one network
	linksForOneUser      = 3  // from anywhere
	signUpsFromOnePlace  = 20 // of anybody from one network

	throttleWindow = 15 * time.Minute
	throttleSize   = 20_000 // keys kept in memory, about 2 MiB
)

// throttle counts failures. It lives in memory, so each node counts for
// itself.
type throttle struct {
	mu       sync.Mutex
	failures map[throttleKey]failures
}

// throttleKey is a hash, so that long addresses take no more room than others.
type throttleKey [sha256.Size]byte

type failures struct {
	count int
	until time.Time
}

func newThrottle() *throttle { return &throttle{failures: map[throttleKey]failures{}} }

// attempt is one try: what it counts for. A success forgets the first.
type attempt []limited

// limited is what may fail so often.
type limited struct {
	key  throttleKey
	most int
}

func newAttempt(email, remoteAddr string) attempt {
	user := Fold(email)
	return attempt{
		{keyOf("place", network(remoteAddr), user), failuresFromOnePlace},
		{keyOf("user", user), failuresOfOneUser},
	}
}

// newLinkAttempt is one try to be sent a link: each may be a mail to somebody
// who did not ask. Its place is a network alone, so that nobody has mail sent
// to a thousand others.
func newLinkAttempt(email, remoteAddr string) attempt {
	return attempt{
		{keyOf("place", network(remoteAddr)), linksFromOnePlace},
		{keyOf("user", Fold(email)), linksForOneUser},
	}
}

// newVisit is an attempt that does not say beforehand who makes it.
func newVisit(remoteAddr string) attempt {
	return attempt{{keyOf("visit", network(remoteAddr)), visitsFromOnePlace}}
}

// newSignUp is an attempt of somebody to become a user.
func newSignUp(remoteAddr string) attempt {
	return attempt{{keyOf("signUp", network(remoteAddr)), signUpsFromOnePlace}}
}

func keyOf(kind string, of ...string) throttleKey {
	return sha256.Sum256([]byte(kind + "\x00" + strings.Join(of, "\x00")))
}

// network is what one sender can easily vary its address within: nothing of
// IPv4, the /64 of IPv6. A port is left aside.
func network(remoteAddr string) string {
	if withPort, err := netip.ParseAddrPort(remoteAddr); err == nil {
		remoteAddr = withPort.Addr().String()
	}
	addr, err := netip.ParseAddr(remoteAddr)
	if err != nil {
		return remoteAddr
	}
	if addr = addr.Unmap(); addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return remoteAddr
	}
	return prefix.String()
}

// check refuses an attempt with fault.TooMany after too many failures, and
// says how long.
func (t *throttle) check(a attempt, now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.refusal(a, now)
}

// begin counts the attempt as a failure until it succeeds, or refuses it: of
// many at once no more are let in than may fail.
func (t *throttle) begin(a attempt, now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.refusal(a, now); err != nil {
		return err
	}
	t.count(a, now)
	return nil
}

func (t *throttle) refusal(a attempt, now time.Time) error {
	var wait time.Duration
	for _, l := range a {
		wait = max(wait, t.wait(l, now))
	}
	if wait <= 0 {
		return nil
	}
	minutes := int((wait + time.Minute - 1) / time.Minute)
	if minutes == 1 {
		return fault.New(fault.TooMany, "Too many attempts. Try again in a minute.").After(wait)
	}
	return fault.New(fault.TooMany, "Too many attempts. Try again in %d minutes.", minutes).After(wait)
}

func (t *throttle) wait(l limited, now time.Time) time.Duration {
	if f := t.failures[l.key]; f.count >= l.most {
		return f.until.Sub(now)
	}
	return 0
}

// failed counts a failure.
func (t *throttle) failed(a attempt, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count(a, now)
}

func (t *throttle) count(a attempt, now time.Time) {
	for _, l := range a {
		f, known := t.failures[l.key]
		if !known && len(t.failures) >= throttleSize {
			t.makeRoom(now)
		}
		if !f.until.After(now) {
			f = failures{until: now.Add(throttleWindow)}
		}
		f.count++
		t.failures[l.key] = f
	}
}

// succeeded forgets the failures from where the user is; those from elsewhere
// are somebody else's.
func (t *throttle) succeeded(a attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.failures, a[0].key)
}

// makeRoom drops what has ended, or else what ends first. A full table is
// scanned for each failure: far less work than the password's hash.
func (t *throttle) makeRoom(now time.Time) {
	var first throttleKey
	var end time.Time
	for key, f := range t.failures {
		if !f.until.After(now) {
			delete(t.failures, key)
		} else if end.IsZero() || f.until.Before(end) {
			first, end = key, f.until
		}
	}
	if len(t.failures) >= throttleSize {
		delete(t.failures, first)
	}
}
