package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
)

// Templates keeps templates of sheets; it is an export.TemplateStore.
type Templates struct{ *conn }

// Templates returns the store of templates.
func (db *DB) Templates() Templates { return Templates{db.console} }

// Templates implements export.TemplateStore.
func (s Templates) Templates(ctx context.Context, reseller, user int64) ([]export.Template, error) {
	return query(ctx, s.reader, scanTemplate, `select id, reseller, user_id, scope, name, content, created_at from export_template
		where reseller = $1 and scope in (0, $2) order by name_fold, id`, reseller, user)
}

func scanTemplate(rows *sql.Rows, t *export.Template) error {
	var scope, created int64
	var content []byte
	if err := rows.Scan(&t.ID, &t.Reseller, &t.User, &scope, &t.Name, &content, &created); err != nil {
		return err
	}
	t.Shared, t.CreatedAt = scope == 0, fromMilli(created)
	return t.Query.UnmarshalText(content)
}

// scopeOf is who sees a template.
func scopeOf(t *export.Template) int64 {
	if t.Shared {
		return 0
	}
	return t.User
}

// AddTemplate implements export.TemplateStore. Those of a reseller are counted
// under a lock on it, so that those kept at the same time stay within the limit.
func (s Templates) AddTemplate(ctx context.Context, act account.Act, t export.Template, most int) error {
	content, err := t.Query.MarshalText()
	if err != nil {
		return err
	}
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		have, err := countOf(ctx, tx, t.Reseller, "export_template")
		if err == nil && have >= most {
			err = fault.New(fault.Conflict, "There are %d templates already, the most that a reseller can have. Delete one first.", have)
		}
		if err == nil {
			err = tx.QueryRowContext(ctx, `insert into export_template (reseller, user_id, scope, name, name_fold, content, created_at)
				values ($1, $2, $3, $4, $5, $6, $7) on conflict (reseller, scope, name_fold) do nothing returning id`,
				t.Reseller, t.User, scopeOf(&t), t.Name, account.Fold(t.Name), string(content), milli(t.CreatedAt)).Scan(&made.number)
		}
		if errors.Is(err, sql.ErrNoRows) {
			err = export.ErrNameTaken
		}
		return made, err
	})
}

// madeBefore is for acts that were done before, whose caller need not be told what
// they have made.
func madeBefore(*transaction, outcome) error { return nil }

// countOf counts a reseller's rows of a table under a lock on the reseller.
func countOf(ctx context.Context, tx *transaction, reseller int64, table string) (n int, err error) {
	if _, err := tx.ExecContext(ctx, "update reseller set name = name where id = $1", reseller); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, "select count(*) from "+table+" where reseller = $1", reseller).Scan(&n)
	return n, err
}

// ChangeTemplate implements export.TemplateStore.
func (s Templates) ChangeTemplate(ctx context.Context, act account.Act, t export.Template) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		if _, err := countOf(ctx, tx, t.Reseller, "export_template"); err != nil {
			return made, err
		}
		var taken bool
		err = tx.QueryRowContext(ctx, "select exists (select 1 from export_template where reseller = $1 and scope = $2 and name_fold = $3 and id <> $4)",
			t.Reseller, scopeOf(&t), account.Fold(t.Name), t.ID).Scan(&taken)
		if err == nil && taken {
			err = export.ErrNameTaken
		}
		if err == nil {
			err = updateOne(ctx, tx, export.ErrNoTemplate, "update export_template set name = $1, name_fold = $2, scope = $3 where id = $4 and reseller = $5",
				t.Name, account.Fold(t.Name), scopeOf(&t), t.ID, t.Reseller)
		}
		return made, err
	})
}

// RemoveTemplate implements export.TemplateStore.
func (s Templates) RemoveTemplate(ctx context.Context, act account.Act, reseller, user, id int64) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, export.ErrNoTemplate, "delete from export_template where id = $1 and reseller = $2 and scope in (0, $3)", id, reseller, user)
	})
}
