package demo

import "reseller-console/internal/catalog"

// Sizes, in minutes a day, from which a company uses more than the basics.
const (
	recordsFrom   = 1_000
	mixesFrom     = 2_400
	messagingFrom = 5_000
)

// equip decides what the project uses. The main project of a company has all
// that its trade offers at that size, the others some of it.
func (p *project) equip(main bool) {
	t, size := p.owner.trade, p.owner.size
	p.offer(catalog.RTC, 1, p.vary(t.mix), false)
	if p.sandbox {
		return
	}
	wants := func(from float64) bool { return size >= from && (main || p.rand.Float64() < 0.15) }
	if wants(recordsFrom) && t.cloud > 0 {
		p.offer(catalog.CloudRecording, t.cloud*about(p.rand, 0.2), recorded(t.mix), true)
	}
	if wants(recordsFrom) && t.onPremise > 0 {
		p.offer(catalog.OnPremiseRecording, t.onPremise*about(p.rand, 0.2), recorded(t.mix), true)
	}
	if wants(mixesFrom) && t.miniApp > 0 && p.owner.china() {
		video := 1 - t.mix[0]
		p.offer(catalog.MiniApp, t.miniApp*about(p.rand, 0.2), mix{1 - video, video}, false)
	}
	if wants(mixesFrom) {
		p.ladders = t.ladders
	}
	if main && t.messaging && size >= messagingFrom && (!t.school || p.owner.china()) {
		p.users = int(max(12, min(45, size/600)) * about(p.rand, 0.1))
	}
	p.plan(main)
}

func (p *project) offer(product string, share float64, m mix, recorder bool) {
	item, _ := catalog.ByID(product)
	p.offers = append(p.offers, offer{item, share, m, recorder})
}

// vary draws a project's own mix around that of its trade, and drops classes
// that a small project would use for seconds only.
func (p *project) vary(m mix) mix {
	sum := 0.0
	for i := range m {
		m[i] *= about(p.rand, 0.2)
		if m[i]*p.size < 100 {
			m[i] = 0
		}
		sum += m[i]
	}
	if sum == 0 {
		return mix{1, 0, 0, 0}
	}
	for i := range m {
		m[i] /= sum
	}
	return m
}

// recorded is the mix that a recorder sees: all streams of a channel at once,
// so that what is SD for each user tends to be HD for it.
func recorded(m mix) mix {
	return mix{m[0], m[1] * 0.3, m[2] + m[1]*0.7, m[3]}
}

// plan draws the shows of a project that lives of them. The largest have one
// of the last two weeks.
func (p *project) plan(main bool) {
	if p.owner.trade != live || !main {
		return
	}
	today := p.last
	for at := today - daysBetween(p.rand, 50, 80); at > p.first+14 && at > 0; at -= daysBetween(p.rand, 45, 110) {
		p.shows = append(p.shows, show{at, between(p.rand, 2.2, 4)})
	}
	if p.owner.size >= 9_000 {
		p.shows = append(p.shows, show{today - daysBetween(p.rand, 8, 13), between(p.rand, 4.5, 6)})
	}
}
