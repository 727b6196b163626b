package soak

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// cell is a product of a project's day.
type cell struct {
	project, product string
	day              calendar.Day
}

type figures = map[string]int64

// story is batches that are sent one after the other, and what the figures are
// then.
type story struct {
	batches [][]usage.Event
	want    map[cell]figures
}

// scene makes the events of one story: of two projects of its own.
type scene struct{ p, q string }

func (c scene) rtc(day calendar.Day) cell   { return cell{c.p, catalog.RTC, day} }
func (c scene) peaks(day calendar.Day) cell { return cell{c.p, catalog.Transcoding, day} }
func (c scene) users(day calendar.Day) cell { return cell{c.p, catalog.RTM, day} }

// named gives an event its identity: an id within this story, a revision.
func (c scene) named(id string, revision int64, e usage.Event) usage.Event {
	e.Source, e.ID, e.Revision = c.p, id, revision
	if e.Project == "" {
		e.Project = c.p
	}
	return e
}

func (c scene) retract(id, target string) usage.Event {
	return c.named(id, 0, usage.Event{Type: usage.Retract, Target: target})
}

// session is a minute of one user from that time of a day.
func session(day calendar.Day, at time.Duration, pixels int64) usage.Event {
	start := day.Start().Add(at).UnixMilli()
	return usage.Event{Type: usage.Session, Product: product(catalog.RTC), Channel: "c", User: "u", Start: start, End: start + 60_000, Pixels: pixels}
}

// sample is a gauge of SD outputs at noon.
func sample(day calendar.Day, value int64) usage.Event {
	return usage.Event{Type: usage.Peak, Product: product(catalog.Transcoding), Slot: 3, Value: value, Start: day.Start().Add(12 * time.Hour).UnixMilli()}
}

func active(day calendar.Day, user string) usage.Event {
	return usage.Event{Type: usage.Active, Product: product(catalog.RTM), User: user, Start: day.Start().UnixMilli()}
}

const (
	hour = time.Hour
	sd   = 320 * 180
	hd   = 640 * 360
)

var dayBefore = yesterday.Add(-1)

var stories = map[string]func(c scene) story{
	"a retracted event that is sent again stays dead": func(c scene) story {
		e := c.named("e", 0, session(yesterday, hour, sd))
		late := e
		late.Revision = 9
		return story{[][]usage.Event{{e}, {c.retract("r", "e")}, {e}, {late}}, map[cell]figures{c.rtc(yesterday): {}}}
	},
	"a retraction that comes first keeps its event from counting": func(c scene) story {
		return story{[][]usage.Event{{c.retract("r", "e")}, {c.named("e", 0, session(yesterday, hour, sd))}}, map[cell]figures{c.rtc(yesterday): {}}}
	},
	"a retraction in the batch of its event, before it and after it": func(c scene) story {
		return story{[][]usage.Event{{c.retract("r", "e"), c.named("e", 0, session(yesterday, hour, sd)),
			c.named("f", 0, session(yesterday, hour, sd)), c.retract("s", "f")}}, map[cell]figures{c.rtc(yesterday): {}}}
	},
	"a retraction sent twice takes away once": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, session(yesterday, hour, 0)), c.named("f", 0, session(yesterday, hour, 0))},
			{c.retract("r", "e")}, {c.retract("r", "e"), c.retract("again", "e")}},
			map[cell]figures{c.rtc(yesterday): {"audioAll": 1}}}
	},
	"a correction that lowers a peak lowers it": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, sample(yesterday, 900)), c.named("f", 0, sample(yesterday, 40))}, {c.named("e", 1, sample(yesterday, 30))}},
			map[cell]figures{c.peaks(yesterday): {"avcSd": 40}}}
	},
	"a retraction of the highest sample leaves the next": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, sample(yesterday, 900)), c.named("f", 0, sample(yesterday, 40))}, {c.retract("r", "e")}},
			map[cell]figures{c.peaks(yesterday): {"avcSd": 40}}}
	},
	"the last sample gone, the peak is gone": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, sample(yesterday, 900))}, {c.retract("r", "e")}}, map[cell]figures{c.peaks(yesterday): {}}}
	},
	"another class: the old one is 0": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, session(yesterday, hour, sd))}, {c.named("e", 1, session(yesterday, hour, hd))}},
			map[cell]figures{c.rtc(yesterday): {"hdAll": 1, "videoAll": 1}}}
	},
	"another day: the old one is 0": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, session(yesterday, hour, sd)), c.named("f", 0, sample(yesterday, 7))},
			{c.named("e", 1, session(dayBefore, hour, sd)), c.named("f", 1, sample(dayBefore, 7))}},
			map[cell]figures{c.rtc(yesterday): {}, c.rtc(dayBefore): {"sdAll": 1, "videoAll": 1}, c.peaks(yesterday): {}, c.peaks(dayBefore): {"avcSd": 7}}}
	},
	"another project: the old one is 0": func(c scene) story {
		moved := c.named("e", 1, session(yesterday, hour, sd))
		moved.Project = c.q
		return story{[][]usage.Event{{c.named("e", 0, session(yesterday, hour, sd))}, {moved}},
			map[cell]figures{c.rtc(yesterday): {}, {c.q, catalog.RTC, yesterday}: {"sdAll": 1, "videoAll": 1}}}
	},
	"another type: a user instead of a minute": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 0, session(yesterday, hour, sd))}, {c.named("e", 1, active(yesterday, "u"))}},
			map[cell]figures{c.rtc(yesterday): {}, c.users(yesterday): {"dau": 1}}}
	},
	"a correction over midnight changes both days": func(c scene) story {
		over := session(dayBefore, 24*hour-time.Minute, 0)
		over.End += 60_000
		back := over
		back.Start, back.End = over.Start-60_000, over.End-60_000
		return story{[][]usage.Event{{c.named("e", 0, over)}, {c.named("e", 1, back)}},
			map[cell]figures{c.rtc(dayBefore): {"audioAll": 2}, c.rtc(yesterday): {}}}
	},
	"a retraction over midnight takes from both days": func(c scene) story {
		over := session(dayBefore, 24*hour-30*time.Second, 0)
		return story{[][]usage.Event{{c.named("e", 0, over), c.named("f", 0, over)}, {c.retract("r", "e")}},
			map[cell]figures{c.rtc(dayBefore): {"audioAll": 1}, c.rtc(yesterday): {"audioAll": 1}}}
	},
	"revisions in any order: the highest counts": func(c scene) story {
		return story{[][]usage.Event{{c.named("e", 2, sample(yesterday, 20))}, {c.named("e", 1, sample(yesterday, 900))}, {c.named("e", 3, sample(yesterday, 5))},
			{c.named("e", 0, sample(yesterday, 800)), c.named("e", 2, sample(yesterday, 20))}}, map[cell]figures{c.peaks(yesterday): {"avcSd": 5}}}
	},
	"a user goes when the last event of the user goes": func(c scene) story {
		return story{[][]usage.Event{{c.named("a", 0, active(yesterday, "1")), c.named("b", 0, active(yesterday, "1")), c.named("c", 0, active(yesterday, "01")),
			c.named("d", 0, active(yesterday, "2"))}, {c.retract("r", "a")}, {c.retract("s", "c")}, {c.named("d", 1, active(yesterday, "1"))}},
			map[cell]figures{c.users(yesterday): {"dau": 1}}}
	},
}

func TestACorrectionLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		base, n := s.start(t).base, 0
		for name, tell := range stories {
			c := scene{projectID(n), projectID(n + 1)}
			n += 2
			st := tell(c)
			for i, batch := range st.batches {
				if a := s.tally(t, base, batch...); a.Quarantined+a.Rejected > 0 {
					t.Errorf("%s: batch %d: %+v", name, i, a)
				}
			}
			for at, want := range st.want {
				s.expectShown(t, name, at.project, at.product, at.day, want)
			}
		}
		s.audit(t)
	})
}

// output is a transcoding output of yesterday, in minutes from midnight; those
// before 0 are of the day before.
func output(channel string, codec usage.Codec, hosts, side int64, from, to int64) usage.Event {
	midnight := yesterday.Start().UnixMilli()
	return usage.Event{Type: usage.Transcoding, Task: "t" + channel, Channel: channel, Codec: codec, Hosts: hosts, Width: side, Height: side,
		Start: midnight + from*60_000, End: midnight + to*60_000}
}

// TestTasksGiveTheSamePeaksInAnyOrder sends overlapping outputs, one of them
// over midnight and one corrected, in every order, one at a time and so that
// some come late.
func TestTasksGiveTheSamePeaksInAnyOrder(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		base, n := s.start(t).base, 0
		for order := range permutations(5) {
			c := scene{p: fmt.Sprintf("order-%03d", n)}
			n++
			s.project(t, s.open(t), c.p)
			outputs := []usage.Event{
				c.named("over midnight", 0, output("c1", usage.AVC, 2, 480, -10, 10)),
				c.named("second of the channel", 0, output("c1", usage.AVC, 2, 480, 5, 20)),
				c.named("other channel", 0, output("c2", usage.AVC, 2, 480, 8, 30)),
				c.named("too long", 0, output("c3", usage.AVC, 2, 480, 0, 60)),
				c.named("too long", 1, output("c3", usage.AVC, 2, 480, 30, 60)), // begins as another ends
			}
			for _, i := range order {
				s.tally(t, base, outputs[i])
			}
			what := fmt.Sprint("in the order ", order)
			s.expectShown(t, what, c.p, catalog.Transcoding, yesterday, figures{"avcHd": 3})
			s.expectShown(t, what, c.p, catalog.Transcoding, dayBefore, figures{"avcHd": 1})
			s.expectShown(t, what, c.p, catalog.ConcurrentChannel, yesterday, figures{"avcTotal": 2, "avcTotalHostin": 2, "avcTotalVideoHostin": 2, "avcHd": 2})
		}
		s.audit(t)
	})
}

// permutations yields every order of 0 to n-1.
func permutations(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		var place func(order []int) bool
		place = func(order []int) bool {
			if len(order) == n {
				return yield(order)
			}
			for i := range n {
				if !slices.Contains(order, i) && !place(append(order[:len(order):len(order)], i)) {
					return false
				}
			}
			return true
		}
		place(nil)
	}
}
