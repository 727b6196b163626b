package account

import "time"

// Gate lets only so many pass from one network in a quarter of an hour. It
// counts in memory, so each node counts for itself.
type Gate struct {
	most     int
	throttle *throttle
}

// NewGate returns a gate that lets so many pass.
func NewGate(most int) *Gate { return &Gate{most, newThrottle()} }

// Pass counts one from an IP address; one too many is fault.TooMany.
func (g *Gate) Pass(remoteAddr string, now time.Time) error {
	return g.throttle.begin(attempt{{keyOf("gate", network(remoteAddr)), g.most}}, now)
}
