package store

import (
	"context"
	"database/sql"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Notes keeps resellers' notes; it is a company.NoteStore.
type Notes struct{ *conn }

// Notes returns the store of notes.
func (db *DB) Notes() Notes { return Notes{db.console} }

var errNoNote = fault.New(fault.NotFound, "There is no such note.")

// heldNotes are a reseller's ($1), but for those about companies that it does
// not hold.
const heldNotes = `select n.id, n.company, n.day, n.text from note n
	where n.reseller = $1 and (n.company = 0 or exists (select 1 from company c where c.id = n.company and c.reseller = n.reseller))`

func scanNote(rows *sql.Rows, n *company.Note) error {
	return rows.Scan(&n.ID, &n.Company, &n.Day, &n.Text)
}

// Notes implements company.NoteStore.
func (s Notes) Notes(ctx context.Context, f company.NoteFilter) ([]company.Note, error) {
	text, args := heldNotes+" and n.day between $2 and $3", []any{f.Reseller, int64(f.From), int64(f.To)}
	if f.Company != 0 {
		text, args = text+" and n.company in (0, $4)", append(args, f.Company)
	}
	return query(ctx, s.reader, scanNote, text+" order by n.day, n.id", args...)
}

// Note implements company.NoteStore.
func (s Notes) Note(ctx context.Context, reseller, id int64) (company.Note, error) {
	all, err := query(ctx, s.reader, scanNote, heldNotes+" and n.id = $2", reseller, id)
	if err == nil && len(all) == 0 {
		err = errNoNote
	}
	if err != nil {
		return company.Note{}, err
	}
	return all[0], nil
}

// CreateNote implements company.NoteStore. Notes are counted under a lock on
// the reseller, so that those made at the same time stay within the limit.
func (s Notes) CreateNote(ctx context.Context, act account.Act, reseller int64, n company.Note, most int) error {
	again := func(*transaction, outcome) error { return nil }
	return s.act(ctx, &act, again, func(tx *transaction) (made outcome, err error) {
		if _, err := tx.ExecContext(ctx, "update reseller set name = name where id = $1", reseller); err != nil {
			return made, err
		}
		var have int
		if err := tx.QueryRowContext(ctx, "select count(*) from note where reseller = $1", reseller).Scan(&have); err != nil {
			return made, err
		}
		if have >= most {
			return made, fault.New(fault.Conflict, "There are %d notes already, the most that a reseller can have. Delete one first.", have)
		}
		_, err = tx.ExecContext(ctx, "insert into note (reseller, company, day, text) values ($1, $2, $3, $4)", reseller, n.Company, int64(n.Day), n.Text)
		return made, err
	})
}

// UpdateNote implements company.NoteStore.
func (s Notes) UpdateNote(ctx context.Context, act account.Act, reseller int64, n company.Note) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoNote, "update note set company = $3, day = $4, text = $5 where reseller = $1 and id = $2",
			reseller, n.ID, n.Company, int64(n.Day), n.Text)
	})
}

// DeleteNote implements company.NoteStore.
func (s Notes) DeleteNote(ctx context.Context, act account.Act, reseller, id int64) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, errNoNote, "delete from note where reseller = $1 and id = $2", reseller, id)
	})
}
