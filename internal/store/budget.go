package store

import (
	"context"
	"database/sql"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Budgets keeps budgets and their alerts; it is a budget.Store.
type Budgets struct{ *conn }

// Budgets returns the store of budgets.
func (db *DB) Budgets() Budgets { return Budgets{db.console} }

// budgetBody is the part of a budget that nothing is looked up by.
type budgetBody struct {
	Measure    budget.Measure   `json:"measure"`
	Product    string           `json:"product,omitzero"`
	Currency   billing.Currency `json:"currency,omitzero"`
	Limit      int64            `json:"limit"`
	Thresholds []int            `json:"thresholds,omitzero"`
	Forecast   bool             `json:"forecast,omitzero"`
	Freeze     int              `json:"freeze,omitzero"`
	User       int64            `json:"user"`
	Recipients []int64          `json:"recipients,omitzero"`
}

func bodyOf(b *budget.Budget) (string, error) {
	text, err := json.Marshal(budgetBody{b.Measure, b.Product, b.Currency, b.Limit, b.Thresholds, b.Forecast, b.Freeze, b.User, b.Recipients})
	return string(text), err
}

func (body *budgetBody) into(b *budget.Budget) {
	b.Measure, b.Product, b.Currency, b.Limit, b.Thresholds = body.Measure, body.Product, body.Currency, body.Limit, body.Thresholds
	b.Forecast, b.Freeze, b.User, b.Recipients = body.Forecast, body.Freeze, body.User, body.Recipients
}

const selectBudget = "select id, reseller, name, company, content, paused, version, created_at, month, settled_commit, settled_day, used, exceeds_on from budget "

func scanBudget(rows *sql.Rows, b *budget.Budget) error {
	var content []byte
	var paused, created int64
	err := rows.Scan(&b.ID, &b.Reseller, &b.Name, &b.Company, &content, &paused, &b.Version, &created,
		&b.Standing.Month, &b.Standing.Commit, &b.Standing.Day, &b.Standing.Used, &b.Standing.ExceedsOn)
	if err != nil {
		return err
	}
	b.Paused, b.CreatedAt = paused != 0, fromMilli(created)
	var body budgetBody
	err = json.Unmarshal(content, &body)
	body.into(b)
	return err
}

// Budgets implements budget.Store.
func (s Budgets) Budgets(ctx context.Context, reseller int64) ([]budget.Budget, error) {
	return s.withTold(ctx, selectBudget+"where reseller = $1 order by name, id", reseller)
}

// Unsettled implements budget.Store.
func (s Budgets) Unsettled(ctx context.Context, commit int64, day calendar.Day) ([]budget.Budget, error) {
	return s.withTold(ctx, selectBudget+"where paused = 0 and (settled_commit <> $1 or settled_day <> $2) order by id", commit, int64(day))
}

// withTold reads budgets with what was told of the months of their standings.
func (s Budgets) withTold(ctx context.Context, text string, args ...any) ([]budget.Budget, error) {
	all, err := query(ctx, s.reader, scanBudget, text, args...)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(all))
	at := make(map[int64]*budget.Budget, len(all))
	for i := range all {
		ids[i], at[all[i].ID] = all[i].ID, &all[i]
	}
	err = eachIn(s.dialect, ids, nil, func(in string, args []any) error {
		return eachRow(ctx, s.reader, func(rows *sql.Rows) error {
			var t told
			err := t.scan(rows)
			if b := at[t.budget]; err == nil && b.Standing.Month == t.month {
				t.into(b)
			}
			return err
		}, selectTold+"where budget "+in, args...)
	})
	return all, err
}

// told is an alert as far as it keeps others from being told.
type told struct {
	budget      int64
	month       calendar.Month
	threshold   int
	froze, past int64
}

const selectTold = "select budget, month, threshold, froze, past from budget_alert "

func (t *told) scan(rows *sql.Rows) error {
	return rows.Scan(&t.budget, &t.month, &t.threshold, &t.froze, &t.past)
}

func (t *told) into(b *budget.Budget) {
	b.Frozen = b.Frozen || t.froze != 0
	if t.past == 0 {
		b.Told = append(b.Told, t.threshold)
	}
}

// AddBudget implements budget.Store.
func (s Budgets) AddBudget(ctx context.Context, act account.Act, b budget.Budget, most int) error {
	content, err := bodyOf(&b)
	if err != nil {
		return err
	}
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		have, err := countOf(ctx, tx, b.Reseller, "budget")
		if err == nil && have >= most {
			err = fault.New(fault.Conflict, "There are %d budgets already, the most that a reseller can have. Delete one first.", have)
		}
		if err == nil {
			err = tx.QueryRowContext(ctx, "insert into budget (reseller, name, company, content, created_at, month, settled_commit) values ($1, $2, $3, $4, $5, $6, $7) returning id",
				b.Reseller, b.Name, b.Company, content, milli(b.CreatedAt), int64(b.Standing.Month), b.Standing.Commit).Scan(&made.number)
		}
		return made, err
	})
}

// ChangeBudget implements budget.Store.
func (s Budgets) ChangeBudget(ctx context.Context, act account.Act, b budget.Budget, keep []int) error {
	content, err := bodyOf(&b)
	if err != nil {
		return err
	}
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		err = updateOne(ctx, tx, budget.ErrNoBudget, `
			update budget set name = $3, company = $4, content = $5, paused = $6, version = version + 1, settled_commit = -1, month = $7
			where id = $1 and reseller = $2`, b.ID, b.Reseller, b.Name, b.Company, content, bit(b.Paused), int64(b.Standing.Month))
		if err != nil {
			return made, err
		}
		q := chosen{where: "budget = $1 and month = $2 and past = 0", args: []any{b.ID, int64(b.Standing.Month)}}
		for _, threshold := range keep {
			q.and("threshold <> ?", threshold)
		}
		_, err = tx.ExecContext(ctx, "update budget_alert set past = 1 where "+q.where, q.args...)
		return made, err
	})
}

// RemoveBudget implements budget.Store.
func (s Budgets) RemoveBudget(ctx context.Context, act account.Act, reseller, id int64) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, budget.ErrNoBudget, "delete from budget where id = $1 and reseller = $2", id, reseller)
	})
}

// Alerts implements budget.Store.
func (s Budgets) Alerts(ctx context.Context, reseller int64, limit int) ([]budget.Alert, error) {
	return query(ctx, s.reader, func(rows *sql.Rows, a *budget.Alert) error {
		var content []byte
		var at, froze int64
		err := rows.Scan(&a.Budget, &a.Name, &a.Company, &content, &a.Month, &a.Threshold, &at, &a.Used, &a.Limit, &a.ExceedsOn, &froze)
		if err != nil {
			return err
		}
		var body budgetBody
		err = json.Unmarshal(content, &body)
		a.Measure, a.Currency, a.At, a.Froze = body.Measure, body.Currency, fromMilli(at), froze != 0
		return err
	}, `select b.id, b.name, b.company, b.content, a.month, a.threshold, a.at, a.used, a.most, a.exceeds_on, a.froze
		from budget_alert a join budget b on b.id = a.budget where b.reseller = $1 order by a.id desc limit $2`, reseller, int64(limit))
}

// Held implements budget.Store.
func (s Budgets) Held(ctx context.Context, reseller int64) ([]int64, error) {
	return query(ctx, s.reader, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) }, "select id from company where reseller = $1 order by id", reseller)
}

// Staff implements budget.Store.
func (s Budgets) Staff(ctx context.Context, reseller int64) ([]account.User, error) {
	return Schedules(s).Staff(ctx, reseller)
}
