package demo

import (
	"strconv"

	"reseller-console/internal/usage"
)

// pictures has sums of width × height that a user receives, by class. Only these
// matter: 640 × 360 three times is three streams.
var pictures = [4][]int64{
	{0},
	{320 * 180, 320 * 180 * 2, 320 * 240, 480 * 270, 160 * 120 * 4},
	{640 * 360, 640 * 480, 960 * 540, 1280 * 720, 640 * 360 * 3, 640*360 + 320*180*2},
	{1280*720 + 320*180, 1920 * 1080, 640 * 360 * 5, 1280*720 + 640*360},
}

// lostSeconds is a rest of a day's seconds that no session is made for.
const lostSeconds = 20

// gathering is one channel with its users as it is made up.
type gathering struct {
	channel    string
	start, end int64 // Unix milliseconds
}

// meet spends a day's seconds on sessions: channels with users who receive
// audio or video, one of the classes at a time.
func (p *project) meet(s *stream, d *date, o *offer, seconds [4]int64) {
	for i, n := range seconds {
		if n < lostSeconds {
			seconds[i] = 0
		}
	}
	low, high := p.owner.trade.party[0], p.owner.trade.party[1]
	for seconds != [4]int64{} {
		users := daysBetween(p.rand, low, high)
		if o.recorder {
			users = 1
		}
		g := p.gathering(d, o)
		first := p.rand.IntN(len(p.people()))
		for k := range users {
			p.attend(s, o, &g, p.person(o, first+k), &seconds)
		}
	}
}

// gathering draws a channel of the day: a new one for users, one of theirs for
// a recorder. Users come first among the offers.
func (p *project) gathering(d *date, o *offer) gathering {
	if o.recorder && len(p.met) > 0 {
		return p.met[p.rand.IntN(len(p.met))]
	}
	g := p.gather(d)
	p.met = append(p.met, g)
	return g
}

func (p *project) gather(d *date) gathering {
	start := p.instant(d)
	length := p.owner.trade.stretch * 60_000 * between(p.rand, 0.7, 1.6)
	name := p.owner.trade.room + strconv.Itoa(10_000+p.rand.IntN(90_000))
	return gathering{name, start, start + int64(length)}
}

// attend lets a user take part in one or two stretches: some switch from
// audio to video or back on the way.
func (p *project) attend(s *stream, o *offer, g *gathering, user string, left *[4]int64) {
	length := g.end - g.start
	join := g.start + int64(float64(length)*between(p.rand, 0, 0.12))
	leave := g.end - int64(float64(length)*between(p.rand, 0, 0.15))
	turn := leave
	if !o.recorder && p.rand.Float64() < 0.1 {
		turn = join + int64(float64(leave-join)*between(p.rand, 0.2, 0.8))
	}
	p.receive(s, o, g, user, join, turn, left)
	p.receive(s, o, g, user, turn, leave, left)
}

// receive adds one session, at most as long as there are seconds left in the
// class that it draws.
func (p *project) receive(s *stream, o *offer, g *gathering, user string, start, end int64, left *[4]int64) {
	slot := p.class(left)
	end = min(end, start+left[slot]*millisOfSecond)
	if end <= start {
		return
	}
	if left[slot] -= (end - start) / millisOfSecond; left[slot] < lostSeconds {
		left[slot] = 0
	}
	sizes := pictures[slot]
	s.put(p, end, &usage.Event{Source: mediaSource, Type: usage.Session, Product: o.product,
		Channel: g.channel, User: user, Start: start, End: end, Pixels: sizes[p.rand.IntN(len(sizes))]})
}

// class draws a class with the weight of its seconds left.
func (p *project) class(left *[4]int64) int {
	return pick(p.rand, []float64{float64(left[0]), float64(left[1]), float64(left[2]), float64(left[3])})
}

// people returns the names of the project's users: some twice as many as are
// there on a day.
func (p *project) people() []string {
	if p.names == nil {
		n := max(12, min(900, int(2*p.size/p.owner.trade.stretch)), 3*p.users)
		from := 10_000 + p.rand.IntN(70_000)
		for i := range n {
			p.names = append(p.names, "u-"+strconv.Itoa(from+i*7))
		}
	}
	return p.names
}

func (p *project) person(o *offer, i int) string {
	if o.recorder {
		return "recorder-" + strconv.Itoa(i%4+1)
	}
	people := p.people()
	return people[i%len(people)]
}
