package billing

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// MarginMonths is how many months margins can be of at a time.
const MarginMonths = 12

// MarginQuery says what margins are asked for.
type MarginQuery struct {
	From, To calendar.Month // up to the present one
	Currency Currency       // "": each by itself
	Text     string         // part of a company's name, or its CID; "": all, and those that are the reseller's no longer
}

// Margins returns what has been earned in some months: of days on which the
// caller's reseller held the companies, what they are billed by their plans and
// what that costs by the reseller's. Months that are over are those of bills,
// adjustments of earlier ones among them, and stay what they are; the others are
// of the figures of now. More than MarginMonths, and months that have not begun,
// are fault.Invalid.
func (s *Service) Margins(ctx context.Context, c account.Caller, q MarginQuery) (*Margins, error) {
	if err := c.Must(account.SeeMargin); err != nil {
		return nil, err
	}
	if err := s.checkMargins(q); err != nil {
		return nil, err
	}
	plans, err := s.store.BuyPlans(ctx, c.Reseller)
	if err != nil {
		return nil, err
	}
	held, err := s.store.Held(ctx, c.Reseller, q.To.Last())
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(h Held) bool { return !q.asksFor(&h) })
	m := newMarginSums(q, held)
	err = s.eachPortion(ctx, held, q.From, q.To, func(p *portion) error {
		currency := CurrencyOf(p.held.Area)
		buy := plans.In(currency).On(p.month, ListIn(currency))
		return m.add(p, &buy.Terms)
	})
	return m.margins(), err
}

func (s *Service) checkMargins(q MarginQuery) error {
	wrong := fault.New(fault.Invalid, "Margins are of up to %d months until the present one.", MarginMonths)
	if present := calendar.DayOf(s.clock()).Month(); q.To > present {
		wrong.With("to", "a month that has begun, until "+present.String(), q.To.String())
	}
	if q.From > q.To || q.From < q.To.Add(1-MarginMonths) {
		wrong.With("from", "a month until that of to, at most "+strconv.Itoa(MarginMonths-1)+" before", q.From.String())
	}
	if q.Currency != "" && q.Currency != CNY && q.Currency != USD {
		wrong.With("currency", "USD or CNY", string(q.Currency))
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// asksFor reports whether a company is among those that are looked at. One that
// is no longer the reseller's is not to be found by its name.
func (q *MarginQuery) asksFor(h *Held) bool {
	if q.Currency != "" && q.Currency != CurrencyOf(h.Area) {
		return false
	}
	text := account.Fold(strings.TrimSpace(q.Text))
	return text == "" || h.Now && (strconv.FormatInt(h.Company, 10) == text || strings.Contains(account.Fold(h.Name), text))
}
