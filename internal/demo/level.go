package demo

import "math"

// The numbers of minutes under which a day of a project, or a class of video
// in it, is nothing.
const (
	least        = 0.5
	leastOfClass = 5
)

// level draws how many minutes of Video & Audio the project uses on a day; 0
// on days without usage. Days must be asked in order, each once.
func (p *project) level(d *date) float64 {
	if d.index < p.first || d.index > p.last {
		return 0
	}
	noise := about(p.rand, 0.075)
	if p.sandbox {
		return p.tryout(d, noise)
	}
	level := p.size * noise * p.trend(d.index) * p.owner.trade.week[d.weekday] *
		d.season.factor(p.owner.trade, p.owner.china()) * p.show(d.index)
	if level < 12 && p.rand.Float64()*12 > level {
		return 0 // small ones have days off
	}
	return level
}

func (p *project) tryout(d *date, noise float64) float64 {
	if p.rand.Float64() > 0.3*officeWeek[d.weekday] {
		return 0
	}
	return p.size * noise
}

// trend is the level of a day relative to that of the last one: growth, a
// slow wave, and a beginning that takes its time.
func (p *project) trend(index int) float64 {
	before, age := float64(index-p.last), float64(index-p.first+1)
	growth := math.Exp(p.growth * before)
	wave := 1 + 0.07*math.Sin(p.wave+before*2*math.Pi/83)
	return growth * wave * (1 - math.Exp(-age/p.ramp))
}

func (p *project) show(index int) float64 {
	for _, s := range p.shows {
		if s.index == index {
			return s.factor
		}
	}
	return 1
}

// seconds divides a day's level into the seconds of an offer by slot. Over a
// year, some of what was SD has become HD.
func (p *project) seconds(o *offer, d *date, level float64) (slots [4]int64) {
	m := o.mix
	if old := m[1] * 0.25 * float64(p.last-d.index) / 365; m[2] > 0 {
		m[1], m[2] = m[1]+old, max(0, m[2]-old)
	}
	for i, part := range m {
		if minutes := level * o.share * part; minutes >= leastOfClass {
			slots[i] = int64(minutes * 60 * about(p.rand, 0.05))
		}
	}
	return slots
}
