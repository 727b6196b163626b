package usage

import (
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// The bounds of the classes of a video second, in pixels summed over all
// video streams received (overview, "Video & Audio"; the billing rules of
// 2019 give the sums): SD is below 640 × 360, HD up to 1280 × 720, HDP above.
const (
	HDFrom = 640 * 360
	HDTo   = 1280 * 720
)

// The slots of the classes, the same in all products that are sums.
const (
	slotAudio = 0
	slotSD    = 1
	slotHD    = 2
	slotHDP   = 3
	slotVideo = 1 // of Mini App, which has no classes
)

// ClassSlot returns the slot of a second in which so many pixels were
// received; 0 pixels is audio.
func ClassSlot(p *catalog.Product, pixels int64) int {
	switch {
	case pixels == 0:
		return slotAudio
	case p.ID == catalog.MiniApp:
		return slotVideo
	case pixels < HDFrom:
		return slotSD
	case pixels <= HDTo:
		return slotHD
	}
	return slotHDP
}

// Cell is where a figure of a project and day is kept.
type Cell struct {
	Day     calendar.Day
	Project string
	Product int16 // catalogue code
}

// eachSum calls add with the seconds that an event adds to each cell: a session
// to its class, a transcoding output to the time of each metric of Transcoding
// that it raises.
func (e *Event) eachSum(add func(cell Cell, slot int, seconds int64)) {
	switch e.Type {
	case Seconds:
		add(Cell{e.FirstDay(), e.Project, e.Product.Code}, e.Slot, e.Value)
	case Session:
		slot := ClassSlot(e.Product, e.Pixels)
		e.eachDay(func(day calendar.Day, seconds int64) {
			add(Cell{day, e.Project, e.Product.Code}, slot, seconds)
		})
	case Transcoding:
		outputs, _ := e.transcodingGauges()
		e.eachDay(func(day calendar.Day, seconds int64) {
			for _, id := range outputs {
				g := gaugeOf(transcoding.Time, id)
				add(Cell{day, e.Project, g.product}, g.slot, seconds)
			}
		})
	}
}

// eachDay calls yield with the seconds from start to end on each day. Seconds
// are floor(end) − floor(start), split at 00:00:00 UTC, so that adjoining
// stretches add up.
func (e *Event) eachDay(yield func(day calendar.Day, seconds int64)) {
	end := floorDiv(e.End, millisOfSecond)
	for at := floorDiv(e.Start, millisOfSecond); at < end; {
		stop := min(end, (floorDiv(at, secondsOfDay)+1)*secondsOfDay)
		yield(calendar.DayOfMilli(at*millisOfSecond), stop-at)
		at = stop
	}
}

const secondsOfDay = millisOfDay / millisOfSecond

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
