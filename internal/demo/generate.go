package demo

import (
	"time"

	"reseller-console/internal/usage"
)

// generate draws the world's usage up to now and hands it on in the order of
// time, in batches that are only valid during the call. A world can be
// generated once: its projects' generators move on.
func generate(w *world, now time.Time, progress func(steps int), send func([]usage.Event) error) error {
	s := newStream(send)
	for i := range w.dates {
		d := &w.dates[i]
		for _, m := range w.companies {
			for _, p := range m.projects {
				p.draw(s, d)
			}
		}
		until := d.start + millisOfDay
		if i == w.last() {
			until = now.UnixMilli() + 1
		}
		if err := s.release(until); err != nil {
			return err
		}
		progress(d.steps())
	}
	return s.flush()
}

func (d *date) steps() int {
	if d.busy {
		return stepsPerBusyDay
	}
	return stepsPerDay
}

const (
	millisOfSecond = 1000
	millisOfHour   = 3_600_000
	millisOfDay    = 24 * millisOfHour
)

// draw makes the project's usage of a day.
func (p *project) draw(s *stream, d *date) {
	level := p.level(d)
	if level < least {
		return
	}
	p.met = p.met[:0]
	for i := range p.offers {
		o := &p.offers[i]
		seconds := p.seconds(o, d, level)
		if d.busy {
			p.meet(s, d, o, seconds)
		} else {
			p.report(s, d, o, seconds)
		}
	}
	if len(p.ladders) > 0 {
		p.transcode(s, d, level)
	}
	if p.users > 0 {
		p.message(s, d, level)
	}
}

// report tells a day in one sum for each metric, sent soon after midnight.
func (p *project) report(s *stream, d *date, o *offer, seconds [4]int64) {
	for slot, n := range seconds {
		if n > 0 {
			at := d.start + millisOfDay + int64(60+p.rand.IntN(900))*millisOfSecond
			s.put(p, at, &usage.Event{Source: mediaSource, Type: usage.Seconds, Product: o.product, Slot: slot, Start: d.start, Value: n})
		}
	}
}

// instant draws when in the day something begins, in Unix milliseconds.
func (p *project) instant(d *date) int64 {
	hour := int64(pick(p.rand, p.hours[:]))
	return d.start + hour*millisOfHour + p.rand.Int64N(millisOfHour)
}

// busiest is the middle of the busiest hour of the day, in Unix milliseconds.
func (p *project) busiest(d *date) int64 {
	best := 0
	for hour, weight := range p.hours {
		if weight > p.hours[best] {
			best = hour
		}
	}
	return d.start + int64(best)*millisOfHour + millisOfHour/2
}
