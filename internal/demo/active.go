package demo

import (
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

var rtm, _ = catalog.ByID(catalog.RTM)

// message lets some of the project's users be active in RTM: those who joined
// first are there most often, and a few are seen twice.
func (p *project) message(s *stream, d *date, level float64) {
	people := p.people()
	wanted := float64(p.users) * level / p.size
	for i, user := range people {
		loyalty := 1.6 - 1.2*float64(i)/float64(len(people))
		if p.rand.Float64() > wanted/float64(len(people))*loyalty {
			continue
		}
		p.seen(s, d, user)
		if p.rand.Float64() < 0.06 {
			p.seen(s, d, user)
		}
	}
}

func (p *project) seen(s *stream, d *date, user string) {
	at := p.instant(d)
	s.put(p, at, &usage.Event{Source: messageSource, Type: usage.Active, Product: rtm, User: user, Start: at})
}
