package web

import (
	"net/url"
	"strconv"
	"strings"

	"reseller-console/internal/usage"
)

// quarantineQuery is the whole state of the page, as the address holds it.
type quarantineQuery struct {
	filter usage.HeldFilter
	at     usage.HeldCursor // where the page begins; LastCursor: with the latest event
	newer  bool             // the page ends there instead
	done   *heldNotice      // what was just done; nil: nothing
}

// heldNotice is what became of a replay or a drop.
type heldNotice struct {
	drop       bool
	replayed   usage.Replayed
	dropped    int64
	unfinished bool // it took too long
}

// parseQuarantine reads the state from an address, or what is to be acted on
// from a form. A filter that makes no sense is for the domain to refuse.
func parseQuarantine(v url.Values) quarantineQuery {
	q := quarantineQuery{filter: usage.HeldFilter{
		Cause: usage.Cause(v.Get("reason")), Project: strings.TrimSpace(v.Get("project")), Source: strings.TrimSpace(v.Get("source")), Until: number(v, "until"),
	}}
	q.at = usage.LastCursor
	for _, name := range []string{"older", "newer"} {
		if at, ok := usage.ParseHeldCursor(v.Get(name)); ok {
			q.at, q.newer = at, name == "newer"
		}
	}
	switch {
	case v.Has("dropped"):
		q.done = &heldNotice{drop: true, dropped: number(v, "dropped")}
	case v.Has("accepted"):
		q.done = &heldNotice{replayed: usage.Replayed{Accepted: number(v, "accepted"), Held: number(v, "held"), Gone: number(v, "gone")}}
	default:
		return q
	}
	q.done.unfinished = v.Has("unfinished")
	return q
}

// number is a value that is a number from 0, else 0.
func number(v url.Values, name string) int64 {
	n, err := strconv.ParseInt(v.Get(name), 10, 64)
	if err != nil {
		return 0
	}
	return max(0, n)
}

// link is the address of the page in this state. Defaults are left out; until
// belongs to forms.
func (q quarantineQuery) link() string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("reason", string(q.filter.Cause))
	set("project", q.filter.Project)
	set("source", q.filter.Source)
	switch {
	case q.at == usage.LastCursor:
	case q.newer:
		set("newer", q.at.String())
	default:
		set("older", q.at.String())
	}
	q.done.put(v)
	if len(v) == 0 {
		return quarantinePath
	}
	return quarantinePath + "?" + v.Encode()
}

func (n *heldNotice) put(v url.Values) {
	if n == nil {
		return
	}
	counts := map[string]int64{"accepted": n.replayed.Accepted, "held": n.replayed.Held, "gone": n.replayed.Gone}
	if n.drop {
		counts = map[string]int64{"dropped": n.dropped}
	}
	for name, count := range counts {
		v.Set(name, strconv.FormatInt(count, 10))
	}
	if n.unfinished {
		v.Set("unfinished", "")
	}
}

// first is the page with the latest events.
func (q quarantineQuery) first() quarantineQuery {
	q.at, q.newer = usage.LastCursor, false
	return q
}

// fresh is the first page, without what was just done.
func (q quarantineQuery) fresh() quarantineQuery {
	q = q.first()
	q.done = nil
	return q
}

// of is the list for one cause, "" for all.
func (q quarantineQuery) of(cause usage.Cause) quarantineQuery {
	q = q.fresh()
	q.filter.Cause = cause
	return q
}

// ofProject is the list of one project and cause.
func (q quarantineQuery) ofProject(project string, cause usage.Cause) quarantineQuery {
	q = q.of(cause)
	q.filter.Project = project
	return q
}

// onward is the list of what is older, or newer, than an event.
func (q quarantineQuery) onward(from *usage.HeldEvent, newer bool) quarantineQuery {
	q = q.fresh()
	q.at, q.newer = from.Cursor(), newer
	return q
}
