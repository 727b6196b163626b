package usage

import (
	"cmp"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// gauge is a metric that an event raises.
type gauge struct {
	product int16
	slot    int
}

// transcodingGauges returns the metrics that a transcoding output raises
// while it runs: of Transcoding by one output each, of Concurrent Channel by
// its channel (overview, "Transcoding" and "Concurrent channel").
func (e *Event) transcodingGauges() (outputs, channels []string) {
	audioOnly, hostin := e.Width == 0, e.Hosts >= 2
	kind := string(e.Codec) + classSuffix(e.Width*e.Height)
	if e.Codec == AVC {
		channels = append(channels, "avcTotal")
		if hostin {
			channels = append(channels, "avcTotalHostin")
		}
	}
	switch {
	case audioOnly:
		outputs = append(outputs, kind)
		if hostin {
			outputs = append(outputs, "audioHostin")
			channels = append(channels, kind, "audioHostin")
		}
	case e.Codec == AVC && !hostin:
		outputs = append(outputs, "videoSingleHost")
		channels = append(channels, "videoSingleHost")
	default:
		outputs = append(outputs, kind)
		channels = append(channels, kind)
		if e.Codec == AVC {
			channels = append(channels, "avcTotalVideoHostin")
		}
	}
	return outputs, channels
}

func classSuffix(pixels int64) string {
	switch {
	case pixels == 0:
		return "Audio"
	case pixels < HDFrom:
		return "Sd"
	case pixels <= HDTo:
		return "Hd"
	}
	return "Hdp"
}

var (
	transcoding, _ = catalog.ByID(catalog.Transcoding)
	concurrent, _  = catalog.ByID(catalog.ConcurrentChannel)
)

// edge is the begin or end of an output.
type edge struct {
	at    int64
	open  bool
	event *Event
}

// Peaks returns the highest values of a project's day by product code, from
// all its live gauge samples and transcoding outputs that touch the day. The
// answer does not depend on their order.
func Peaks(day calendar.Day, events []Event) map[int16]catalog.Values {
	peaks := map[int16]catalog.Values{}
	var edges []edge
	for i := range events {
		e := &events[i]
		switch e.Type {
		case Peak:
			raise(peaks, gauge{e.Product.Code, e.Slot}, e.Value)
		case Transcoding:
			edges = appendEdges(edges, e, day)
		}
	}
	sweep(edges, peaks)
	return peaks
}

// appendEdges adds the part of an output that lies in the day. An output that
// ends at an instant and one that begins at it do not overlap.
func appendEdges(edges []edge, e *Event, day calendar.Day) []edge {
	start := max(e.Start, day.Start().UnixMilli())
	end := min(e.End, day.Add(1).Start().UnixMilli())
	if start >= end {
		return edges
	}
	return append(edges, edge{start, true, e}, edge{end, false, e})
}

func sweep(edges []edge, peaks map[int16]catalog.Values) {
	sortEdges(edges)
	running := map[gauge]int64{}
	inChannel := map[gauge]map[string]int{}
	for _, at := range edges {
		outputs, channels := at.event.transcodingGauges()
		for _, id := range outputs {
			g := gaugeOf(transcoding, id)
			running[g] += step(at.open)
			raise(peaks, g, running[g])
		}
		for _, id := range channels {
			g := gaugeOf(concurrent, id)
			raise(peaks, g, occupy(inChannel, g, at))
		}
	}
}

// sortEdges orders by time; of one instant, what ends comes before what begins.
func sortEdges(edges []edge) {
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(flag(a.open), flag(b.open)))
	})
}

// occupy counts the channels that have at least one output of the gauge.
func occupy(inChannel map[gauge]map[string]int, g gauge, at edge) int64 {
	if inChannel[g] == nil {
		inChannel[g] = map[string]int{}
	}
	channels := inChannel[g]
	channels[at.event.Channel] += int(step(at.open))
	if channels[at.event.Channel] == 0 {
		delete(channels, at.event.Channel)
	}
	return int64(len(channels))
}

func step(open bool) int64 {
	if open {
		return 1
	}
	return -1
}

func gaugeOf(p *catalog.Product, id string) gauge {
	m, ok := p.Metric(id)
	if !ok {
		panic("usage: the catalogue has no metric " + p.ID + "." + id)
	}
	return gauge{p.Code, m.Slot}
}

func raise(peaks map[int16]catalog.Values, g gauge, value int64) {
	v := peaks[g.product]
	v[g.slot] = max(v[g.slot], value)
	peaks[g.product] = v
}
