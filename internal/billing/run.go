package billing

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
)

// runAtOnce is how many companies are billed in one transaction.
const runAtOnce = 50

// Run takes all steps that are due by now: it lets prices follow markups, by
// which bills may go, issues bills on the 1st, deducts them on the 6th, and
// suspends companies whose grace is over. It may be called as often as one likes
// and on several nodes at once: each step is taken once, in the order of its
// day, however late. It returns for how many companies it took steps.
func (s *Service) Run(ctx context.Context) (int, error) {
	if err := s.Follow(ctx); err != nil {
		return 0, err
	}
	today := calendar.DayOf(s.clock())
	begins, err := s.store.Begin(ctx, today.Month())
	if err != nil {
		return 0, err
	}
	done, after := 0, int64(0)
	for {
		due, err := s.store.Due(ctx, today, after, runAtOnce)
		if err != nil || len(due) == 0 {
			return done, err
		}
		if err := s.runSome(ctx, due, begins, today); err != nil {
			return done, fmt.Errorf("bill companies %d to %d: %w", due[0], due[len(due)-1], err)
		}
		done += len(due)
		after = due[len(due)-1]
	}
}

func (s *Service) runSome(ctx context.Context, companies []int64, begins calendar.Month, today calendar.Day) error {
	subjects, err := s.store.Subjects(ctx, companies, begins)
	if err != nil {
		return err
	}
	made, err := s.gather(ctx, subjects, today.Month().Add(-1))
	if err != nil {
		return err
	}
	now := s.clock()
	return s.store.Change(ctx, subjects, Asked{}, func(b *Books) error {
		subject := made.subjects[b.Company.ID]
		b.now, b.quiet = now, s.quiet
		if b.Billed != subject.Billed || b.Plans != len(subject.Plans) {
			return nil // another node was faster, or prices were set meanwhile: the next run goes on
		}
		for next := b.next(subject); next.on <= today; next = b.next(subject) {
			if err := next.take(b, subject, made); err != nil {
				return err
			}
		}
		err := b.relieve(subject, today)
		b.NextOn = b.next(subject).on
		return err
	})
}

// makings are what bills of some companies are made of.
type makings struct {
	subjects map[int64]*Subject
	revision int64 // of the figures; -1: none were read
	used     uses
	// changed are the months that were billed by other figures than those of
	// now, by company.
	changed map[int64][]changedMonth
}

// changedMonth is a month whose figures have moved since it was billed.
type changedMonth struct {
	month  calendar.Month
	terms  Terms
	billed Use // when it was billed last
}

// gather reads what was used in months that are to be billed, and in billed ones
// that have changed since.
func (s *Service) gather(ctx context.Context, subjects []Subject, last calendar.Month) (*makings, error) {
	m := &makings{revision: -1, subjects: map[int64]*Subject{}, used: uses{}, changed: map[int64][]changedMonth{}}
	open := map[calendar.Month][]int64{} // to be read, by month
	for i := range subjects {
		of := &subjects[i]
		m.subjects[of.Company] = of
		for month := of.Billed.Add(1); month <= last; month = month.Add(1) {
			open[month] = append(open[month], of.Company)
		}
	}
	if len(open) == 0 {
		return m, nil
	}
	if err := s.findChanged(ctx, m, open[last], open); err != nil {
		return nil, err
	}
	return m, s.readUses(ctx, m, open)
}

// findChanged looks for billed months whose figures have moved.
func (s *Service) findChanged(ctx context.Context, m *makings, companies []int64, open map[calendar.Month][]int64) error {
	to := calendar.DayOf(s.clock()).Month()
	from := calendar.DayOf(s.clock()).Add(-s.openFrom).Month()
	billed, err := s.store.Revisions(ctx, companies, from, to)
	if err != nil || len(billed) == 0 {
		return err
	}
	if commits, err := s.figures.Commits(ctx); err != nil || commits <= slices.Min(slices.Collect(maps.Values(billed))) {
		return err
	}
	now, err := s.figures.LastChanges(ctx, companies, from, to)
	if err != nil {
		return err
	}
	changed := map[calendar.Month][]int64{}
	for at, revision := range billed {
		if now[at] > revision {
			changed[at.Month] = append(changed[at.Month], at.Company)
		}
	}
	for month := from; month <= to; month = month.Add(1) {
		if err := s.readBilled(ctx, m, month, changed[month]); err != nil {
			return err
		}
		open[month] = append(open[month], changed[month]...)
	}
	return nil
}

func (s *Service) readBilled(ctx context.Context, m *makings, month calendar.Month, companies []int64) error {
	if len(companies) == 0 {
		return nil
	}
	bills, err := s.store.BillsOf(ctx, companies, month)
	if err != nil {
		return err
	}
	terms := make(map[int64]Terms, len(bills))
	for i := range bills {
		terms[bills[i].Company] = bills[i].Terms
	}
	inputs, err := s.store.Inputs(ctx, companies, month)
	if err != nil {
		return err
	}
	for i, in := range inputs {
		if i+1 == len(inputs) || inputs[i+1].Company != in.Company { // the last time
			m.changed[in.Company] = append(m.changed[in.Company], changedMonth{month, terms[in.Company], in.Use})
		}
	}
	return nil
}

// readUses reads what was used. Months are read one by one; the revision is that
// of the first, so that what comes in meanwhile is found to have changed.
func (s *Service) readUses(ctx context.Context, m *makings, open map[calendar.Month][]int64) error {
	for month, companies := range open {
		if len(companies) == 0 {
			continue
		}
		revision, err := s.figures.Measured(ctx, companies, month.First(), month.Last(), m.used.add)
		if err != nil {
			return err
		}
		if m.revision < 0 || revision < m.revision {
			m.revision = revision
		}
	}
	return nil
}

// bill makes a company's bill of a month, with what earlier months cost more or
// less by now, and what all of it is made of. Use that has moved is kept even if
// it costs the company the same: it may cost its reseller something else.
func (m *makings) bill(s *Subject, month calendar.Month) (*Bill, []Input, error) {
	use := m.used.of(s.Company, month)
	b, err := newBill(s.Company, month, s.Plans.On(month, List(s.Area)), use)
	if err != nil {
		return nil, nil, err
	}
	b.Revision = m.revision
	inputs := []Input{{s.Company, month, month, m.revision, *use}}
	changed := m.changed[s.Company]
	if month != s.Billed.Add(1) {
		changed = nil // the first of several bills has them
	}
	for _, c := range changed {
		now := m.used.of(s.Company, c.month)
		if c.billed.differs(now) == nil {
			continue
		}
		if err := b.adjust(c.month, &c.terms, &c.billed, now); err != nil {
			return nil, nil, err
		}
		inputs = append(inputs, Input{s.Company, c.month, month, m.revision, *now})
	}
	return b, inputs, nil
}
