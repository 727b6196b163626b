package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Series implements usage.Store. A reseller or a company reads one row for
// each period, however many companies and projects there are; a project reads
// its own days.
func (u *Usage) Series(ctx context.Context, q usage.Query) ([]usage.Point, error) {
	sums := map[usage.Period]usage.Point{}
	err := u.eachFigure(ctx, q.Owner, q.Window, []*catalog.Product{q.Product}, func(f shown) error {
		p := sums[f.period]
		sums[f.period] = usage.Point{Period: f.period, Values: f.add(p.Values), Revision: max(p.Revision, f.revision)}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read a series: %w", err)
	}
	var points []usage.Point
	for _, period := range slices.Sorted(maps.Keys(sums)) {
		points = append(points, sums[period])
	}
	return points, nil
}

// Commits implements usage.Store.
func (u *Usage) Commits(ctx context.Context) (int64, error) { return u.log.commits.Do(ctx, struct{}{}) }

// Rows implements usage.Store. It holds one period in memory at a time.
func (u *Usage) Rows(ctx context.Context, q usage.RowQuery, yield func(usage.Row) error) error {
	for _, period := range q.Window.Periods() {
		rows, err := u.rowsOf(ctx, q, period)
		if err != nil {
			return fmt.Errorf("read the rows of %s: %w", period, err)
		}
		for _, row := range rows {
			if err := yield(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// rowKey names a row within its period.
type rowKey struct {
	company int64
	project string
}

func (u *Usage) rowsOf(ctx context.Context, q usage.RowQuery, period usage.Period) ([]usage.Row, error) {
	read := u.eachProject
	if !q.ByProject {
		read = u.eachCompany
	}
	window := usage.Window{From: period.First(), To: period.Last(), Monthly: q.Window.Monthly}
	return collectRows(period, q.Products, func(yield func(shown) error) error {
		return read(ctx, q.Owner, window, q.Products, yield)
	})
}

// collectRows makes rows of the figures of a period. Rows of zeros only are left
// out.
func collectRows(period usage.Period, products []*catalog.Product, read func(yield func(shown) error) error) ([]usage.Row, error) {
	place := map[int16]int{}
	for i, p := range products {
		place[p.Code] = i
	}
	rows := map[rowKey]usage.Row{}
	err := read(func(f shown) error {
		if f.values == (catalog.Values{}) {
			return nil
		}
		key := rowKey{f.company, f.project}
		row, ok := rows[key]
		if !ok {
			row = usage.Row{Period: period, Company: f.company, Project: f.project, Values: make([]catalog.Values, len(products))}
			rows[key] = row
		}
		v := &row.Values[place[f.product.Code]]
		*v = f.add(*v)
		return nil
	})
	return slices.SortedFunc(maps.Values(rows), compareRows), err
}

func compareRows(a, b usage.Row) int {
	return cmp.Or(cmp.Compare(a.Company, b.Company), cmp.Compare(a.Project, b.Project))
}

// shown is a figure as it is shown: minutes, peaks or users of a period.
type shown struct {
	period   usage.Period
	reseller int64 // who held it
	company  int64
	project  string // empty: all of the company's or reseller's
	product  *catalog.Product
	revision int64
	values   catalog.Values
}

func (f *shown) add(v catalog.Values) catalog.Values {
	for i := range v {
		v[i] += f.values[i]
	}
	return v
}

// eachFigure yields the figures of an owner, from the highest level of
// totals that has them.
func (u *Usage) eachFigure(ctx context.Context, o usage.Owner, w usage.Window, products []*catalog.Product, yield func(shown) error) error {
	if o.Project != "" || o.Reseller == 0 {
		return u.eachProject(ctx, o, w, products, yield)
	}
	return u.eachTotal(ctx, w, products, yield, "reseller = $1 and company = $2", o.Reseller, o.Company)
}

// eachCompany yields the figures of each company of an owner.
func (u *Usage) eachCompany(ctx context.Context, o usage.Owner, w usage.Window, products []*catalog.Product, yield func(shown) error) error {
	switch {
	case o.Project != "" || o.Reseller == 0:
		return u.eachProject(ctx, o, w, products, func(f shown) error {
			f.project = ""
			return yield(f)
		})
	case o.Company != 0:
		return u.eachFigure(ctx, o, w, products, yield)
	}
	return u.eachTotal(ctx, w, products, yield, "reseller = $1 and company > $2", o.Reseller, int64(0))
}

func (u *Usage) eachTotal(ctx context.Context, w usage.Window, products []*catalog.Product, yield func(shown) error, where string, args ...any) error {
	periods := numbers(w.Periods())
	return eachIn(u.db.dialect, periods, args, func(in string, args []any) error {
		return u.totalsWhere(ctx, products, yield, where+" and period "+in, args)
	})
}

func (u *Usage) totalsWhere(ctx context.Context, products []*catalog.Product, yield func(shown) error, where string, args []any) error {
	return u.eachShown(ctx, products, yield, "select period, reseller, company, '', product, revision, "+columns("%s", widest(products))+
		" from total where "+where+" and product in "+productList(products), args)
}

// eachProject yields the figures of each project of an owner: the days of
// sums are rounded up one by one and added, months of peaks are their highest
// days.
func (u *Usage) eachProject(ctx context.Context, o usage.Owner, w usage.Window, products []*catalog.Product, yield func(shown) error) error {
	days, months := products, []*catalog.Product(nil)
	if w.Monthly {
		days, months = split(products)
	}
	if err := u.eachDay(ctx, o, w, days, yield); err != nil {
		return err
	}
	return u.eachTop(ctx, o, w, months, yield)
}

func split(products []*catalog.Product) (additive, others []*catalog.Product) {
	for _, p := range products {
		if p.Kind.Additive() {
			additive = append(additive, p)
		} else {
			others = append(others, p)
		}
	}
	return additive, others
}

func ownerWhere(o usage.Owner) (string, []any) {
	var where []string
	var args []any
	add := func(column string, value any) {
		args = append(args, value)
		where = append(where, fmt.Sprintf("%s = $%d", column, len(args)))
	}
	if o.Reseller != 0 {
		add("reseller", o.Reseller)
	}
	if o.Company != 0 {
		add("company", o.Company)
	}
	if o.Project != "" {
		add("project", o.Project)
	}
	return strings.Join(append(where, "true"), " and "), args
}

// eachDay yields days. Those of one project that another reseller holds now
// are yielded as zeros: their revision tells when they were taken away.
func (u *Usage) eachDay(ctx context.Context, o usage.Owner, w usage.Window, products []*catalog.Product, yield func(shown) error) error {
	if len(products) == 0 {
		return nil
	}
	reseller := o.Reseller
	if o.Project != "" {
		o.Reseller = 0
	}
	where, args := ownerWhere(o)
	return eachIn(u.db.dialect, daysOf(w), args, func(in string, args []any) error {
		return u.daysWhere(ctx, w, products, func(f shown) error {
			if reseller != 0 && f.reseller != reseller {
				f.values = catalog.Values{}
			}
			return yield(f)
		}, where+" and day "+in, args)
	})
}

// daysWhere yields days as they are shown, under their month if the window asks
// for months.
func (u *Usage) daysWhere(ctx context.Context, w usage.Window, products []*catalog.Product, yield func(shown) error, where string, args []any) error {
	return u.eachShown(ctx, products, func(f shown) error {
		f.values = f.product.Show(f.values)
		if w.Monthly {
			f.period = usage.Period(calendar.Day(f.period).Month())
		}
		return yield(f)
	}, "select day, reseller, company, project, product, revision, "+columns("%s", widest(products))+
		" from figure where "+where+" and product in "+productList(products), args)
}

// eachTop yields the highest days of months. A project that several resellers
// held in a month has a row for each: its month is the highest of them.
func (u *Usage) eachTop(ctx context.Context, o usage.Owner, w usage.Window, products []*catalog.Product, yield func(shown) error) error {
	if len(products) == 0 {
		return nil
	}
	where, args := ownerWhere(o)
	return eachIn(u.db.dialect, numbers(w.Periods()), args, func(in string, args []any) error {
		return u.topsWhere(ctx, products, yield, where+" and month "+in, args)
	})
}

func (u *Usage) topsWhere(ctx context.Context, products []*catalog.Product, yield func(shown) error, where string, args []any) error {
	return u.eachShown(ctx, products, yield, "select month, max(reseller), company, project, product, max(revision), "+columns(highest, widest(products))+
		" from top where "+where+" and product in "+productList(products)+" group by month, company, project, product", args)
}

// eachShown yields the rows of a query, with the columns that the widest of the
// products has. The numbers are read as what the drivers have: other types cost
// more than the rest of the reading.
func (u *Usage) eachShown(ctx context.Context, products []*catalog.Product, yield func(shown) error, text string, args []any) error {
	var f shown
	var period, code int64
	into := []any{&period, &f.reseller, &f.company, &f.project, &code, &f.revision}
	into = targets(into, &f.values)[:len(into)+widest(products)]
	return eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		f.period = usage.Period(period)            // #nosec G115 -- yyyymmdd
		f.product, _ = catalog.ByCode(int16(code)) // #nosec G115 -- of the catalogue
		return yield(f)
	}, text, args...)
}

// widest is how many value columns the products have at the most.
func widest(products []*catalog.Product) int {
	n := 0
	for _, p := range products {
		n = max(n, p.Slots())
	}
	return n
}

func daysOf(w usage.Window) []int64 {
	first, last := w.Days()
	days := make([]int64, 0, first.DaysTo(last))
	for day := first; day <= last; day = day.Add(1) {
		days = append(days, int64(day))
	}
	return days
}

func numbers(periods []usage.Period) []int64 {
	all := make([]int64, len(periods))
	for i, p := range periods {
		all[i] = int64(p)
	}
	return all
}

// productList is a list of codes for `in`: numbers of ours, not input.
func productList(products []*catalog.Product) string {
	codes := make([]string, len(products))
	for i, p := range products {
		codes[i] = fmt.Sprint(p.Code)
	}
	return "(" + strings.Join(codes, ", ") + ")"
}
