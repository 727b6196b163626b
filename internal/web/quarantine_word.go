package web

import (
	"time"

	"reseller-console/internal/usage"
)

// causeName is a cause in the visitor's language.
func causeName(v visitor, c usage.Cause) string {
	switch c {
	case usage.TooOld:
		return v.T("quarantine.tooOld")
	case usage.Refused:
		return v.T("quarantine.refused")
	}
	return v.T("quarantine.unknownProject")
}

// quarantineLine is the line under the title: how many events are held, or
// match the search, as of when.
func quarantineLine(v visitor, view quarantineView) string {
	asOf := v.T("quarantine.asOf", "Time", inUTC(view.asOf))
	if view.failed != nil {
		return asOf
	}
	id := "quarantine.count"
	if f := view.query.filter; f.Project != "" || f.Source != "" {
		id = "quarantine.matching"
	}
	return v.N(id, int(view.total())) + " · " + asOf
}

// doneSentences say what became of a replay or a drop.
func doneSentences(v visitor, n *heldNotice) []string {
	if n.drop {
		all := []string{v.N("quarantine.dropped", int(n.dropped))}
		if n.unfinished {
			all = append(all, v.T("quarantine.dropOn"))
		}
		return all
	}
	all := []string{v.N("quarantine.accepted", int(n.replayed.Accepted)), v.N("quarantine.held", int(n.replayed.Held))}
	if n.replayed.Gone > 0 {
		all = append(all, v.N("quarantine.gone", int(n.replayed.Gone)))
	}
	if n.unfinished {
		all = append(all, v.T("quarantine.replayOn"))
	}
	return all
}

// heldScope names what the filter chooses by; nothing if it chooses all.
func heldScope(v visitor, f usage.HeldFilter) (scope []datumView) {
	if f.Cause != "" {
		scope = append(scope, datumView{v.T("quarantine.reason"), causeName(v, f.Cause)})
	}
	if f.Project != "" {
		scope = append(scope, datumView{v.T("quarantine.project"), f.Project})
	}
	if f.Source != "" {
		scope = append(scope, datumView{v.T("quarantine.source"), f.Source})
	}
	return scope
}

// heldDay is the UTC day that an event counts for; a retraction has none.
func heldDay(h *usage.HeldEvent) string {
	if h.Type == usage.Retract {
		return "–"
	}
	return h.FirstDay().String()
}

func atMilli(ms int64) time.Time { return time.UnixMilli(ms) }
