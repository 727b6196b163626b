package intake

import (
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// content reads what belongs to the event's type. It reports whether the type
// is known.
func (d *draft) content(e *usage.Event) bool {
	switch c := d.get(eventType); usage.Type(c.text) {
	case usage.Session:
		e.Type = usage.Session
		d.session(e)
	case usage.Seconds:
		e.Type = usage.Seconds
		d.seconds(e)
	case usage.Peak:
		e.Type = usage.Peak
		d.peak(e)
	case usage.Active:
		e.Type = usage.Active
		d.active(e)
	case usage.Transcoding:
		e.Type = usage.Transcoding
		d.transcoding(e)
	case usage.Retract:
		e.Type = usage.Retract
		d.retract(e)
	default:
		d.wrong(eventType, "usage.session, usage.seconds, usage.peak, usage.active, usage.transcoding or usage.retract")
		return false
	}
	return true
}

func (d *draft) session(e *usage.Event) {
	e.Product = d.product(catalog.Sum)
	e.Channel = d.repeated(channel, usage.MaxNameLength)
	e.User = d.text(user, usage.MaxNameLength)
	d.span(e)
	e.Pixels = d.integer(receivedPixels, 0, usage.MaxPixels)
}

func (d *draft) seconds(e *usage.Event) {
	e.Product = d.product(catalog.Sum)
	e.Slot = d.slot(e.Product)
	e.Value = d.integer(seconds, 0, usage.MaxSeconds)
	if utc := d.date(day); utc != 0 {
		e.Start = utc.Start().UnixMilli()
	}
}

func (d *draft) peak(e *usage.Event) {
	e.Product = d.product(catalog.Peak)
	e.Slot = d.slot(e.Product)
	e.Value = d.integer(value, 0, usage.MaxPeak)
	e.Start = d.instant(at)
}

func (d *draft) active(e *usage.Event) {
	e.Product = d.product(catalog.Distinct)
	e.User = d.text(user, usage.MaxNameLength)
	e.Start = d.instant(at)
}

func (d *draft) transcoding(e *usage.Event) {
	e.Task = d.text(task, usage.MaxNameLength)
	e.Channel = d.repeated(channel, usage.MaxNameLength)
	switch c := d.get(codec); usage.Codec(c.text) {
	case usage.AVC:
		e.Codec = usage.AVC
	case usage.HEVC:
		e.Codec = usage.HEVC
	default:
		d.wrong(codec, `"avc" or "hevc"`)
	}
	e.Hosts = d.integer(hosts, 1, usage.MaxHosts)
	known := d.wrongs
	e.Width = d.integer(width, 0, usage.MaxSide)
	e.Height = d.integer(height, 0, usage.MaxSide)
	if d.wrongs == known && (e.Width == 0) != (e.Height == 0) {
		d.wrong(height, "0 exactly when %s is 0 (audio only)", d.name(width))
	}
	d.span(e)
}

func (d *draft) retract(e *usage.Event) {
	e.Target = d.text(target, usage.MaxIDLength)
	if e.Target != "" && e.Target == e.ID {
		d.wrong(target, "the id of another event of the same source")
	}
}

// span reads start and end. An event of no length is allowed: it counts nothing.
func (d *draft) span(e *usage.Event) {
	known := d.wrongs
	e.Start, e.End = d.instant(start), d.instant(end)
	switch {
	case d.wrongs > known:
	case e.End < e.Start:
		d.wrong(end, "a time not before %s", d.name(start))
	case e.End-e.Start > usage.MaxSpan:
		d.wrong(end, "a time at most 31 days after %s", d.name(start))
	}
}

// product reads one of the products of that kind; nil if it is none.
func (d *draft) product(kind catalog.Kind) *catalog.Product {
	c := d.get(product)
	if p, ok := catalog.ByID(string(c.text)); ok && p.Kind == kind {
		return p
	}
	var ids []string
	for _, p := range catalog.Products() {
		if p.Kind == kind {
			ids = append(ids, p.ID)
		}
	}
	d.wrong(product, "%s", alternatives(ids))
	return nil
}

// slot reads a metric of p that is counted itself; totals are not sent.
func (d *draft) slot(p *catalog.Product) int {
	c := d.get(metric)
	if p == nil {
		return 0
	}
	if m, ok := p.Metric(string(c.text)); ok && m.Counted() {
		return m.Slot
	}
	var ids []string
	for i := range p.Metrics {
		if p.Metrics[i].Counted() {
			ids = append(ids, p.Metrics[i].ID)
		}
	}
	d.wrong(metric, "a metric of %s that is not a total: %s", p.ID, alternatives(ids))
	return 0
}

func alternatives(ids []string) string {
	last := len(ids) - 1
	if last < 1 {
		return strings.Join(ids, "")
	}
	return strings.Join(ids[:last], ", ") + " or " + ids[last]
}
