package usage

import (
	"context"
	"slices"
	"strings"
	"sync"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// memoryReceipts is the part of Memory that keeps receipts and bookmarks. Sums
// of days are counted afresh from the receipts.
type memoryReceipts struct {
	lock  sync.Mutex
	all   []Receipt
	gone  []Receipt // of which there are only sums
	marks map[string]Bookmark
}

func (m *memoryReceipts) keep(mark *Bookmark, a *Answer) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.all = append(m.all, a.Receipt)
	if mark != nil {
		if m.marks == nil {
			m.marks = map[string]Bookmark{}
		}
		m.marks[mark.File] = mark.After(a.Receipt.Outcomes)
	}
}

// pruneReceipts forgets receipts of days before a day.
func (m *memoryReceipts) pruneReceipts(before calendar.Day) {
	m.lock.Lock()
	defer m.lock.Unlock()
	old := func(r Receipt) bool { return r.Day() < before }
	for _, r := range m.all {
		if old(r) {
			m.gone = append(m.gone, r)
		}
	}
	m.all = slices.DeleteFunc(m.all, old)
}

// Receipt implements Store.
func (m *memoryReceipts) Receipt(_ context.Context, token int64, id string) (Receipt, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, r := range m.all {
		if r.Sender.Token == token && r.ID == id {
			return r, nil
		}
	}
	return Receipt{}, NoReceipt(id)
}

// NoReceipt is the fault of asking for a receipt that is not there.
func NoReceipt(id string) error { return fault.New(fault.NotFound, "There is no receipt %.40q.", id) }

// Receipts implements Store.
func (m *memoryReceipts) Receipts(_ context.Context, q ReceiptQuery) ([]Receipt, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	after, before := q.Bounds()
	var some []Receipt
	for _, r := range m.all {
		if r.Sender.Token == q.Token && r.ID > after && r.ID < before && (q.RequestID == "" || q.RequestID == r.RequestID) {
			r.Verdicts = nil
			some = append(some, r)
		}
	}
	slices.SortFunc(some, func(a, b Receipt) int { return strings.Compare(a.ID, b.ID) })
	return some[:min(q.Limit, len(some))], nil
}

// ReceiptDays implements Store.
func (m *memoryReceipts) ReceiptDays(_ context.Context, from, to calendar.Day) ([]ReceiptDay, error) {
	return m.days(from, to, func(Sender) bool { return true }), nil
}

// TokenDays implements Store.
func (m *memoryReceipts) TokenDays(_ context.Context, token int64, from, to calendar.Day) ([]ReceiptDay, error) {
	return m.days(from, to, func(s Sender) bool { return s.Token == token }), nil
}

// Flows implements Store.
func (m *memoryReceipts) Flows(_ context.Context, since int64) ([]Flow, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	by := map[int64]*Flow{}
	of := func(r *Receipt) *Flow {
		f := by[r.Sender.Token]
		if f == nil {
			f = &Flow{Token: r.Sender.Token}
			by[f.Token] = f
		}
		f.Day = max(f.Day, r.Day())
		return f
	}
	for i := range m.gone {
		of(&m.gone[i])
	}
	for i := range m.all {
		r := &m.all[i]
		f := of(r)
		if f.Last = max(f.Last, r.ReceivedAt); r.ReceivedAt >= since {
			f.Batches++
			f.Sent += r.Sent
			f.Plus(r.Outcomes)
		}
	}
	var all []Flow
	for _, f := range by {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(a, b Flow) int { return int(a.Token - b.Token) })
	return all, nil
}

func (m *memoryReceipts) days(from, to calendar.Day, of func(Sender) bool) []ReceiptDay {
	m.lock.Lock()
	defer m.lock.Unlock()
	var some []*Receipt
	for _, r := range slices.Concat(m.all, m.gone) {
		if r.Day() >= from && r.Day() <= to && of(r.Sender) {
			some = append(some, &r)
		}
	}
	return SumDays(some)
}

// Bookmark implements Store.
func (m *memoryReceipts) Bookmark(_ context.Context, file string) (Bookmark, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	return m.marks[file], nil
}

// Forget implements Store.
func (m *memoryReceipts) Forget(_ context.Context, file string) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	delete(m.marks, file)
	return nil
}
