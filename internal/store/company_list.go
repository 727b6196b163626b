package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

// noLimit is more rows than any table has, and small enough that an engine can
// add an offset to it.
const noLimit = 1 << 53

// chosen is a filter as SQL: what follows `from company c where`.
type chosen struct {
	where string
	args  []any
}

// choose turns a filter into SQL, its Status left aside unless asked for.
//
// What a search costs: an index leads to the reseller's companies, and each of
// them is compared with the text, so the cost grows with the companies of that
// one reseller: about 10 ms for 10,000 of them. Searching by user or e-mail
// adds an index lookup for each.
func choose(f company.Filter, withStatus bool) chosen {
	q := chosen{where: "c.reseller = $1", args: []any{f.Reseller}}
	if withStatus && f.Status != nil {
		q.and("c.status = ?", int(*f.Status))
	}
	if f.Area != "" {
		q.and("c.area = ?", string(f.Area))
	}
	for _, search := range f.Searches() {
		q.match(search)
	}
	return q
}

// match narrows the choice to what a search finds.
func (q *chosen) match(s company.Search) {
	const member = "exists (select 1 from user_account u where u.company = c.id and u."
	switch {
	case s.Text == "":
	case s.By == company.ByUser:
		q.and(member+"name_fold like ? escape '!')", contains(s.Text))
	case s.By == company.ByEmail:
		q.and(member+"email_fold like ? escape '!')", contains(s.Text))
	case s.By == company.ByName:
		q.and("c.name_fold like ? escape '!'", contains(s.Text))
	default:
		cid, ok := s.CID()
		if !ok {
			cid = -1 // nobody's
		}
		q.and("c.id = ?", cid)
	}
}

// and narrows the choice by a condition in which ? is the argument.
func (q *chosen) and(condition string, arg any) {
	q.where += " and " + strings.Replace(condition, "?", q.param(arg), 1)
}

// param adds an argument and returns its name.
func (q *chosen) param(arg any) string {
	q.args = append(q.args, arg)
	return fmt.Sprintf("$%d", len(q.args))
}

var escapeLike = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// contains is the pattern of texts that contain this one, folded.
func contains(text string) string { return "%" + escapeLike.Replace(account.Fold(text)) + "%" }

// listed reads lines of the company list. The chosen rows of company come
// first and are few; projects and administrators are looked up for them only.
func listed(chosenRows, order string) string {
	return `
	select c.id, coalesce(c.reseller, 0), c.name, c.country, c.area, c.app_limit, c.member_limit, c.industry, c.interest, c.environment,
		c.status, c.status_reason, c.account_status, c.created_at, c.by_balance, c.version, coalesce(a.name, ''), coalesce(a.email, ''),
		(select count(*) from project p where p.company = c.id and p.status <> -1), coalesce(a.unconfirmed, 0)
	from (` + chosenRows + `) c
	left join user_account a on a.id = (select min(u.id) from user_account u where u.company = c.id and u.role = 'company.admin')` + order
}

func scanListed(rows *sql.Rows, l *company.Listed) error {
	var created, unconfirmed int64
	err := rows.Scan(&l.ID, &l.Reseller, &l.Name, &l.Country, &l.Area, &l.AppLimit, &l.MemberLimit, &l.Industry, &l.Interest,
		&l.Environment, &l.Status, &l.StatusReason, &l.AccountStatus, &created, &l.ByBalance, &l.Version, &l.OwnerName, &l.OwnerEmail, &l.Projects, &unconfirmed)
	l.CreatedAt, l.Unconfirmed = fromMilli(created), unconfirmed != 0
	return err
}

// Companies implements company.Store.
func (s Companies) Companies(ctx context.Context, f company.Filter) ([]company.Listed, error) {
	q := choose(f, true)
	limit := int64(f.Limit)
	if limit == 0 {
		limit = noLimit
	}
	if f.After > 0 {
		q.and("c.id > ?", f.After)
	}
	order := orderOf(f)
	page := "select * from company c where " + q.where + order + " limit " + q.param(limit) + " offset " + q.param(int64(f.Offset))
	return query(ctx, s.reader, scanListed, listed(page, order), q.args...)
}

func orderOf(f company.Filter) string {
	direction := ""
	if f.Descending {
		direction = " desc"
	}
	column := ""
	switch f.Order {
	case company.OrderName:
		column = "c.name_fold" + direction + ", "
	case company.OrderCreated:
		column = "c.created_at" + direction + ", "
	}
	return " order by " + column + "c.id" + direction
}

// CompanyIDs implements company.Store.
func (s Companies) CompanyIDs(ctx context.Context, f company.Filter) ([]int64, error) {
	q := choose(f, true)
	scan := func(rows *sql.Rows, id *int64) error { return rows.Scan(id) }
	return query(ctx, s.reader, scan, "select c.id from company c where "+q.where+" order by c.id", q.args...)
}

// CompaniesByID implements company.Store.
func (s Companies) CompaniesByID(ctx context.Context, reseller int64, ids []int64) (all []company.Listed, err error) {
	err = eachIn(s.dialect, ids, []any{reseller}, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanListed, listed("select * from company c where (c.reseller = $1 or $1 = 0) and c.id "+in, ""), args...)
		all = append(all, some...)
		return err
	})
	return all, err
}

// holding is the question whether a reseller holds a company now.
type holding struct{ reseller, company int64 }

// Holds implements company.Store.
func (s Companies) Holds(ctx context.Context, reseller, id int64) (bool, error) {
	return recalled(ctx, s.conn, holding{reseller, id}, 1, func() (holds bool, err error) {
		err = s.reader.QueryRowContext(ctx, "select count(*) > 0 from company where id = $1 and reseller = $2", id, reseller).Scan(&holds)
		return holds, err
	})
}

// StatusCounts implements company.Store.
func (s Companies) StatusCounts(ctx context.Context, f company.Filter) (company.StatusCounts, error) {
	type count struct {
		status company.FinancialStatus
		n      int
	}
	q := choose(f, false)
	scan := func(rows *sql.Rows, c *count) error { return rows.Scan(&c.status, &c.n) }
	some, err := query(ctx, s.reader, scan, "select c.status, count(*) from company c where "+q.where+" group by c.status", q.args...)
	counts := company.StatusCounts{}
	for _, c := range some {
		counts[c.status] = c.n
	}
	return counts, err
}
