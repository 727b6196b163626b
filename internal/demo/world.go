package demo

import (
	"cmp"
	"slices"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// months is how many months the usage covers, the present one included.
const months = 13

// busyDays is how many days, today included, are told session by session; the
// days before come as one sum for each metric.
const busyDays = 5

// world is everything that is made up but the usage itself, which its
// projects draw day by day.
type world struct {
	seed      uint64
	today     calendar.Day
	dates     []date // days with usage, oldest first, today last
	dealers   []dealer
	resellers []int64 // their ids, once they are settled
	companies []*made // by CID
}

// date is a day with usage.
type date struct {
	index   int // in world.dates
	day     calendar.Day
	start   int64 // Unix milliseconds
	weekday time.Weekday
	season  season
	busy    bool // told session by session
}

// made is a company of the world.
type made struct {
	firm
	cid      int64
	dealer   int // index in world.dealers
	created  time.Time
	projects []*project
}

func (m *made) china() bool { return m.country == "CN" }

func (m *made) area() company.Area {
	if m.china() {
		return company.China
	}
	return company.Outside
}

func newWorld(seed uint64, today calendar.Day) *world {
	w := &world{seed: seed, today: today, dealers: cast()}
	w.addDates(today.Month().Add(1 - months).First())
	for i, d := range w.dealers {
		for _, f := range d.firms {
			w.companies = append(w.companies, w.newCompany(i, f))
		}
	}
	w.number()
	return w
}

func (w *world) addDates(first calendar.Day) {
	n := first.DaysTo(w.today)
	for i := range n {
		day := first.Add(i)
		start := day.Start()
		w.dates = append(w.dates, date{index: i, day: day, start: start.UnixMilli(), weekday: start.Weekday(),
			season: seasonOf(day), busy: i >= n-busyDays})
	}
}

// last is the index of today.
func (w *world) last() int { return len(w.dates) - 1 }

func (w *world) newCompany(dealer int, f firm) *made {
	r := newRandom(w.seed, f.email)
	low, high := f.age()
	m := &made{firm: f, dealer: dealer}
	m.created = w.workingHour(daysBetween(r, low, high), r.Float64())
	w.addProjects(m)
	return m
}

// age returns how many days ago a company with that fate may have been
// created, from and to.
func (f *firm) age() (low, high int) {
	switch {
	case f.fate.kind == newcomer:
		return 14, 45
	case f.size >= 5_000:
		return 400, 725
	case f.fate.kind == thriving:
		return 60, 725
	}
	return 240, 725
}

// workingHour is an instant of the day that lies so many days before today,
// between 07:00 and 17:00 UTC; fraction, 0 to 1, says where between.
func (w *world) workingHour(daysAgo int, fraction float64) time.Time {
	return w.today.Add(-daysAgo).Start().Add(7*time.Hour + time.Duration(fraction*36_000)*time.Second)
}

// firstCID is the number before the first company's.
const firstCID = 200_400

// number gives CIDs in the order of creation, with gaps: other resellers'
// companies are numbered in the same row.
func (w *world) number() {
	slices.SortFunc(w.companies, func(a, b *made) int {
		return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.email, b.email))
	})
	r, cid := newRandom(w.seed, "cid"), int64(firstCID)
	for _, m := range w.companies {
		cid += int64(daysBetween(r, 1, 14))
		m.cid = cid
	}
}
