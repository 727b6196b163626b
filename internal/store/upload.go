package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Uploads keeps what acts on many companies work through; it is a bulk.Store.
type Uploads struct{ Jobs }

// Uploads returns the store of uploads.
func (db *DB) Uploads() Uploads { return Uploads{db.Jobs()} }

// PutUpload implements bulk.Store.
func (s Uploads) PutUpload(ctx context.Context, u job.Upload) (id int64, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		return tx.QueryRowContext(ctx, "insert into upload (reseller, name, content, created_at) values ($1, $2, $3, $4) returning id",
			u.Reseller, u.Name, u.Content, milli(u.At)).Scan(&id)
	})
	return id, err
}

// Upload implements bulk.Store.
func (s Uploads) Upload(ctx context.Context, reseller, id int64) (job.Upload, error) {
	u := job.Upload{ID: id, Reseller: reseller}
	var at int64
	err := s.reader.QueryRowContext(ctx, "select name, content, created_at from upload where id = $1 and reseller = $2", id, reseller).
		Scan(&u.Name, &u.Content, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return u, fault.New(fault.NotFound, "There is no upload %d.", id)
	}
	u.At = fromMilli(at)
	return u, err
}

// EmailsInUse implements bulk.Store.
func (s Uploads) EmailsInUse(ctx context.Context, emails []string) (map[string]bool, error) {
	folded := make([]string, len(emails))
	for i, email := range emails {
		folded[i] = account.Fold(email)
	}
	used := map[string]bool{}
	err := eachIn(s.dialect, folded, nil, func(in string, args []any) error {
		return eachRow(ctx, s.reader, func(rows *sql.Rows) error {
			var email string
			err := rows.Scan(&email)
			used[email] = true
			return err
		}, "select email_fold from user_account where email_fold "+in, args...)
	})
	return used, err
}

// ForgetUploads forgets those that are older.
func (s Uploads) ForgetUploads(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "delete from upload where created_at < $1", milli(before))
		return err
	})
}
