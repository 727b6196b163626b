package web

import (
	"net/http"

	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// notice is what the usage pages say inside the page about an input that
// cannot be answered: a message of the user's language and a status.
type notice struct {
	status int
	id     string
	pairs  []any   // names and values of the places in the message
	offers []offer // what may have been meant
}

// offer is a company that may have been meant.
type offer struct {
	name, cid, link string
}

// noticeView is a notice in the user's language.
type noticeView struct {
	text   string
	offers []offer
}

func newNoticeView(w *locale.Words, n *notice) *noticeView {
	return &noticeView{text: w.T(n.id, n.pairs...), offers: n.offers}
}

// Error makes a notice an error; only a log reads this text.
func (n *notice) Error() string { return n.id }

func badInput(id string, pairs ...any) *notice {
	return &notice{status: http.StatusBadRequest, id: id, pairs: pairs}
}

// badValue is the notice about a parameter that no form of ours would send.
func badValue(field, value string) *notice {
	return badInput("usage.notice.value", "Field", field, "Value", value)
}

// badDay is the notice about a text that is no day.
func badDay(value string) *notice { return badInput("usage.notice.day", "Value", value) }

// checkWindow is usage.Window.Check in the user's words.
func checkWindow(w usage.Window) *notice {
	switch {
	case w.Check() == nil:
		return nil
	case w.To < w.From:
		return badInput("usage.notice.order", "From", w.From.String(), "To", w.To.String())
	case w.Monthly:
		return badInput("usage.notice.months", "Limit", usage.MaxMonths)
	default:
		return badInput("usage.notice.days", "Limit", usage.MaxDays)
	}
}

// firstNotice returns the first of the notices that is one.
func firstNotice(notices ...*notice) *notice {
	for _, n := range notices {
		if n != nil {
			return n
		}
	}
	return nil
}
