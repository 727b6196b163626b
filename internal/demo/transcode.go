package demo

import (
	"math"
	"strconv"

	"reseller-console/internal/usage"
)

// transcode sends the day's transcoding tasks.
func (p *project) transcode(s *stream, d *date, level float64) {
	for _, task := range p.tasks(d, level) {
		s.put(p, task.End, &task)
	}
}

// tasks draws a channel for some users each, of which most meet in the busiest
// hour. A channel climbs one ladder: a task for each of its outputs.
func (p *project) tasks(d *date, level float64) []usage.Event {
	var tasks []usage.Event
	channels := max(1, int(math.Sqrt(level)/8*about(p.rand, 0.08)+0.5))
	for range channels {
		l := &p.ladders[p.ladder()]
		start, end := p.airtime(d)
		number := strconv.Itoa(10_000 + p.rand.IntN(90_000))
		hosts := l.hosts
		if hosts > 1 {
			hosts += p.rand.Int64N(3)
		}
		for k, o := range l.outputs {
			tasks = append(tasks, usage.Event{Source: transcodeSource, Type: usage.Transcoding,
				Task: "task-" + number + "-" + strconv.Itoa(k+1), Channel: p.owner.trade.room + number,
				Codec: o.codec, Hosts: hosts, Width: o.width, Height: o.height, Start: start, End: end})
		}
	}
	return tasks
}

func (p *project) ladder() int {
	at := p.rand.Float64()
	for i := range p.ladders {
		if at -= p.ladders[i].share; at < 0 {
			return i
		}
	}
	return 0
}

// airtime draws when a channel is on air, in Unix milliseconds.
func (p *project) airtime(d *date) (start, end int64) {
	const minute = 60_000
	middle := p.busiest(d)
	if p.rand.Float64() < 0.2 {
		middle = p.instant(d)
	}
	start = max(d.start, middle-int64(between(p.rand, 4, 70)*minute))
	end = min(d.start+millisOfDay, middle+int64(between(p.rand, 4, 80)*minute))
	return start, end
}
