package usage

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
)

// Memory is the reference Store: it keeps events only and counts every figure
// from all of them each time it is asked. It shares the decision of entries
// with the engines, and none of their arithmetic.
type Memory struct {
	memoryReceipts
	mu      sync.Mutex
	records map[Key]Record
	owners  map[string]int64            // project → company
	holders map[int64][]company.Holding // company → who held it
	counted map[Cell]catalog.Values     // what figures found; nil after a change
	from    calendar.Day                // the first day whose events are kept
	past    []Event                     // those of earlier days, which nobody remembers but figures
	history *revisions                  // nil: points have none
	commits int64
	came    map[Key]int64 // in which order contents came
	last    int64         // number given in came
}

// NewMemory returns an empty reference store.
func NewMemory() *Memory {
	return &Memory{records: map[Key]Record{}, owners: map[string]int64{}, holders: map[int64][]company.Holding{}, came: map[Key]int64{}}
}

// NewReference returns an empty store whose points have revisions. It counts
// everything after each commit, so it is for short histories.
func NewReference() *Memory {
	m := NewMemory()
	m.history = &revisions{parts: map[part]partValue{}, rows: map[any]int64{}}
	return m
}

// Record implements Store.
func (m *Memory) Record(_ context.Context, d *Delivery) (Answer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := NewLedger(d.Entries, m.from)
	var known []Record
	for _, key := range l.Keys() {
		if r, ok := m.records[key]; ok {
			known = append(known, r)
		}
	}
	results, err := l.Decide(known)
	if err != nil {
		return Answer{}, err
	}
	for _, r := range l.Changed() {
		if r.Fresh {
			m.last++
			m.came[r.Key] = m.last
		}
		m.records[r.Key] = *r
	}
	for i := range d.Entries {
		m.place(d.Entries[i].Project, d.Entries[i].Place)
	}
	answer := d.Answer(results)
	m.keep(d.Batch.Bookmark, &answer)
	return answer, m.commit()
}

// place remembers whose a project is. Who held a company is taken from the
// first event of it, and from Hold.
func (m *Memory) place(project string, p company.Place) {
	if p.Company == 0 {
		return
	}
	m.owners[project] = p.Company
	if _, known := m.holders[p.Company]; !known {
		m.holders[p.Company] = p.Holdings
	}
}

// Hold implements Store.
func (m *Memory) Hold(_ context.Context, company int64, holdings []company.Holding) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.holders[company] = holdings
	return m.commit()
}

// Commits implements Store.
func (m *Memory) Commits(context.Context) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.commits, nil
}

// Prune implements Store.
func (m *Memory) Prune(_ context.Context, first calendar.Month) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.from = max(m.from, first.First())
	m.pruneReceipts(first.First())
	for key, r := range m.records {
		if r.State == Held || r.Month >= m.from.Month() {
			continue
		}
		if r.State == Live {
			e, err := r.Event()
			if err != nil {
				return err
			}
			m.past = append(m.past, e)
		}
		delete(m.records, key)
	}
	return nil
}

// figures are all figures of all project-days, counted from the live events.
func (m *Memory) figures() (map[Cell]catalog.Values, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.count()
}

func (m *Memory) count() (map[Cell]catalog.Values, error) {
	if m.counted != nil {
		return m.counted, nil
	}
	t := newTally(0)
	for i := range m.past {
		t.add(&m.past[i])
	}
	for _, r := range m.records {
		if r.State != Live {
			continue
		}
		e, err := r.Event()
		if err != nil {
			return nil, err
		}
		t.add(&e)
	}
	m.counted = t.figures()
	return m.counted, nil
}

func (m *Memory) owned(o Owner, cell Cell) bool {
	place := m.placeOf(cell.Project)
	return (o.Reseller == 0 || place.HolderOn(cell.Day) == o.Reseller) &&
		(o.Company == 0 || place.Company == o.Company) &&
		(o.Project == "" || cell.Project == o.Project)
}

func (m *Memory) placeOf(project string) company.Place {
	return company.Place{Company: m.owners[project], Holdings: m.holders[m.owners[project]]}
}

// projectPeriods counts what each project shows in each period.
func (m *Memory) projectPeriods(o Owner, w Window) (map[Period]map[Cell]catalog.Values, error) {
	figures, err := m.figures()
	if err != nil {
		return nil, err
	}
	first, last := w.Days()
	all := map[Period]map[Cell]catalog.Values{}
	for cell, stored := range figures {
		if cell.Day < first || cell.Day > last || !m.owned(o, cell) {
			continue
		}
		period := Period(cell.Day)
		if w.Monthly {
			period = Period(cell.Day.Month())
		}
		if all[period] == nil {
			all[period] = map[Cell]catalog.Values{}
		}
		product, _ := catalog.ByCode(cell.Product)
		key := Cell{0, cell.Project, cell.Product}
		if product.Kind.Additive() {
			all[period][key] = plus(all[period][key], product.Show(stored), 1)
		} else {
			all[period][key] = highest(all[period][key], stored)
		}
	}
	return all, nil
}

// Series implements Store.
func (m *Memory) Series(_ context.Context, q Query) ([]Point, error) {
	periods, err := m.projectPeriods(q.Owner, q.Window)
	if err != nil {
		return nil, err
	}
	var points []Point
	for _, period := range q.Window.Periods() {
		var sum catalog.Values
		for cell, v := range periods[period] {
			if cell.Product == q.Product.Code {
				sum = plus(sum, v, 1)
			}
		}
		if revision := m.revision(q, period); revision > 0 || sum != (catalog.Values{}) {
			points = append(points, Point{period, sum, revision})
		}
	}
	return points, nil
}

// Rows implements Store.
func (m *Memory) Rows(_ context.Context, q RowQuery, yield func(Row) error) error {
	periods, err := m.projectPeriods(q.Owner, q.Window)
	if err != nil {
		return err
	}
	for _, period := range q.Window.Periods() {
		rows := map[rowKey]*Row{}
		for cell, v := range periods[period] {
			m.addToRow(rows, q, period, cell, v)
		}
		for _, row := range sortedRows(rows) {
			if err := yield(*row); err != nil {
				return err
			}
		}
	}
	return nil
}

// Page implements Store.
func (m *Memory) Page(ctx context.Context, q PageQuery) (page []Row, err error) {
	err = m.Rows(ctx, RowQuery{Owner{Reseller: q.Reseller}, q.Window, q.Products, q.ByProject}, func(r Row) error {
		if len(page) < q.Limit && r.Mark().Compare(q.After) > 0 {
			page = append(page, r)
		}
		return nil
	})
	return page, err
}

// rowKey names a row within its period.
type rowKey struct {
	Company int64
	Project string
}

func (m *Memory) addToRow(rows map[rowKey]*Row, q RowQuery, period Period, cell Cell, v catalog.Values) {
	i := slices.IndexFunc(q.Products, func(p *catalog.Product) bool { return p.Code == cell.Product })
	if i < 0 || v == (catalog.Values{}) {
		return
	}
	key := rowKey{Company: m.owners[cell.Project]}
	if q.ByProject {
		key.Project = cell.Project
	}
	if rows[key] == nil {
		rows[key] = &Row{Period: period, Company: key.Company, Project: key.Project, Values: make([]catalog.Values, len(q.Products))}
	}
	rows[key].Values[i] = plus(rows[key].Values[i], v, 1)
}

func sortedRows(rows map[rowKey]*Row) []*Row {
	all := make([]*Row, 0, len(rows))
	for _, row := range rows {
		all = append(all, row)
	}
	slices.SortFunc(all, func(a, b *Row) int {
		return cmp.Or(cmp.Compare(a.Company, b.Company), cmp.Compare(a.Project, b.Project))
	})
	return all
}

// CompanyMinutes implements Store.
func (m *Memory) CompanyMinutes(_ context.Context, reseller int64, companies []int64, month calendar.Month) (map[int64]int64, error) {
	sums, err := m.minutes(Owner{Reseller: reseller}, Window{From: month.First(), To: month.Last()})
	if companies != nil {
		maps.DeleteFunc(sums, func(company, _ int64) bool { return !slices.Contains(companies, company) })
	}
	return sums, err
}

func (m *Memory) minutes(o Owner, w Window) (map[int64]int64, error) {
	periods, err := m.projectPeriods(o, w)
	if err != nil {
		return nil, err
	}
	sums := map[int64]int64{}
	for _, cells := range periods {
		for cell, v := range cells {
			if n := minutesOf(cell.Product, v); n > 0 {
				sums[m.owners[cell.Project]] += n
			}
		}
	}
	return sums, nil
}

// DailyMinutes implements Store.
func (m *Memory) DailyMinutes(_ context.Context, reseller int64, companies []int64, from, to calendar.Day) (map[int64][]int64, error) {
	days := map[int64][]int64{}
	for i := range from.DaysTo(to) {
		for _, company := range companies {
			day := from.Add(i)
			sums, err := m.minutes(Owner{Reseller: reseller, Company: company}, Window{From: day, To: day})
			if err != nil {
				return nil, err
			}
			if sums[company] > 0 {
				if days[company] == nil {
					days[company] = make([]int64, from.DaysTo(to))
				}
				days[company][i] = sums[company]
			}
		}
	}
	return days, nil
}

// minutesOf adds up what a product shows in minutes; 0 for products that are
// not counted in minutes, and for what is none of the seven.
func minutesOf(product int16, shown catalog.Values) int64 {
	if p, _ := catalog.ByCode(product); p.Unit != catalog.Minute || !slices.Contains(catalog.Products(), p) {
		return 0
	}
	var sum int64
	for _, v := range shown {
		sum += v
	}
	return sum
}
