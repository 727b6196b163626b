package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"reseller-console/internal/catalog"
)

// project is a project of the world and the habits that its usage follows.
type project struct {
	owner   *made
	id      string
	appID   string
	name    string
	created time.Time
	rand    *rand.Rand // draws the usage, day by day

	first, last int     // indexes of the first and last day with usage; first may lie before the window
	size        float64 // minutes of Video & Audio of a typical day now
	sandbox     bool    // for trying things out: little, seldom, on working days
	growth      float64 // of the logarithm, per day
	ramp        float64 // days that a launch takes
	wave        float64 // begin of a slow wave, radians
	shows       []show
	offers      []offer
	ladders     []ladder
	users       int // users active in RTM on a typical day now; 0 without RTM

	hours [24]float64 // how many begin in each hour of UTC
	names []string    // of its users, once they are needed
	met   []gathering // channels of the day that is drawn
}

// show is a day on which something special attracts many.
type show struct {
	index  int
	factor float64
}

// offer is one product that a project uses, in minutes per minute of level.
type offer struct {
	product  *catalog.Product
	share    float64
	mix      mix
	recorder bool // counts recorders, not users
}

// addProjects gives the company its projects: the first is the largest, and
// with four or more the last ones are for trying things out.
func (w *world) addProjects(m *made) {
	names := m.projectNames()
	total := 0.0
	for i := range names {
		total += share(i)
	}
	for i, name := range names {
		p := w.newProject(m, i, name)
		p.sandbox = i >= len(names)-m.sandboxes()
		p.size = m.size * share(i) / total * about(p.rand, 0.12)
		if p.sandbox {
			p.size = between(p.rand, 4, 25)
		}
		p.equip(i == 0)
		m.projects = append(m.projects, p)
	}
}

// share is the weight of a company's i-th project.
func share(i int) float64 { return math.Pow(float64(i+1), -0.9) }

func (f *firm) sandboxes() int { return max(0, min(2, f.projects/4)) }

func (m *made) projectNames() []string {
	names, spare := m.trade.projects, []string{"Sandbox", "Load test"}
	if m.china() {
		names, spare = m.trade.projectsZh, []string{"测试环境", "压测"}
	}
	spare = spare[:m.sandboxes()]
	real := m.firm.projects - len(spare)
	return append(slices.Clone(names[:min(real, len(names))]), spare...)
}

func (w *world) newProject(m *made, i int, name string) *project {
	r := newRandom(w.seed, m.email+"/"+name)
	p := &project{owner: m, id: projectID(r), appID: fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()), name: name, rand: r}
	age := int(w.today.Start().Sub(m.created)/(24*time.Hour)) + 1
	p.created = m.created.Add(time.Duration(between(r, 3, 40)) * time.Minute)
	if i > 0 && age > 30 {
		age = daysBetween(r, max(10, m.fate.youngest(age)), age-2)
		p.created = w.workingHour(age, r.Float64())
	}
	p.first = w.last() - age + daysBetween(r, 1, min(9, age))
	p.last = w.lastDayOf(m, r)
	p.growth, p.ramp, p.wave = m.growth(r)/30, between(r, 12, 40), r.Float64()*2*math.Pi
	p.hours = localHours(m.trade, m.country)
	return p
}

// youngest is how many days old a later project of a company of some age is at
// least: one that is no longer served has begun all of them before that.
func (f fate) youngest(age int) int {
	if f.kind == thriving {
		return age / 4
	}
	return age / 2
}

// lastDayOf is the index of the last day with usage. The projects of a company
// stop within a few days, as if they were switched off one by one.
func (w *world) lastDayOf(m *made, r *rand.Rand) int {
	switch m.fate.kind {
	case dormant:
		return -1 // before the first date
	case departed:
		return w.last() - daysBetween(r, 80, 110)
	case frozenByHand:
		return w.last() - daysBetween(r, 38, 44)
	case cutOff:
		return w.last() - daysBetween(r, 6, 9)
	}
	return w.last()
}

// growth draws by how much a project grows in 30 days, as a logarithm.
func (f *firm) growth(r *rand.Rand) float64 {
	switch pick(r, []float64{0.6, 0.25, 0.15}) {
	case 0:
		return between(r, 0.01, 0.08)
	case 1:
		return between(r, -0.01, 0.01)
	}
	return between(r, -0.09, -0.02)
}

// utcOffset has the hours by which countries are ahead of UTC.
var utcOffset = map[string]int{
	"CN": 8, "HK": 8, "SG": 8, "MY": 8, "ID": 7, "TH": 7, "VN": 7, "JP": 9, "KR": 9, "IN": 5, "AE": 4, "AU": 10, "NZ": 12,
	"DE": 1, "FR": 1, "ES": 1, "IT": 1, "NO": 1, "SE": 1, "PL": 1, "CZ": 1, "AT": 1, "CH": 1, "NL": 1, "MT": 1,
	"BG": 2, "GR": 2, "IL": 2, "EE": 2, "LV": 2, "LT": 2, "UA": 2, "US": -6, "CA": -5, "MX": -6, "BR": -3,
}

func localHours(t *trade, country string) (utc [24]float64) {
	offset := utcOffset[country]
	for hour := range utc {
		utc[hour] = t.hours[(hour+offset+24)%24]
	}
	return utc
}
