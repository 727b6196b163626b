package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"reseller-console/internal/usage"
)

// putBookmarks keeps the bookmarks that came with batches.
func putBookmarks(ctx context.Context, tx *transaction, deliveries []*usage.Delivery, answers []usage.Answer) error {
	for i, d := range deliveries {
		if d.Batch.Bookmark == nil {
			continue
		}
		mark := d.Batch.Bookmark.After(answers[i].Receipt.Outcomes)
		_, err := tx.ExecContext(ctx, "insert into bookmark (file, version, line, text_offset, "+outcomeColumns+`)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (file) do update set version = excluded.version,
			line = excluded.line, text_offset = excluded.text_offset, accepted = excluded.accepted, duplicate = excluded.duplicate,
			conflict = excluded.conflict, quarantined = excluded.quarantined, rejected = excluded.rejected`,
			appendOutcomes([]any{mark.File, mark.Version[:], mark.Line, mark.Offset}, mark.Done)...)
		if err != nil {
			return fmt.Errorf("keep the bookmark of a file: %w", err)
		}
	}
	return nil
}

// Bookmark implements usage.Store.
func (u *Usage) Bookmark(ctx context.Context, file string) (usage.Bookmark, error) {
	mark, version := usage.Bookmark{File: file}, []byte(nil)
	row := u.db.reader.QueryRowContext(ctx, "select version, line, text_offset, "+outcomeColumns+" from bookmark where file = $1", file)
	err := row.Scan(outcomeTargets([]any{&version, &mark.Line, &mark.Offset}, &mark.Done)...)
	if errors.Is(err, sql.ErrNoRows) {
		return usage.Bookmark{}, nil
	}
	if err == nil && len(version) != len(mark.Version) {
		err = fmt.Errorf("its version has %d bytes", len(version))
	}
	if err != nil {
		return usage.Bookmark{}, fmt.Errorf("read the bookmark of %s: %w", file, err)
	}
	mark.Version = usage.Hash(version)
	return mark, nil
}

// Forget implements usage.Store.
func (u *Usage) Forget(ctx context.Context, file string) error {
	return u.db.write(ctx, func(tx *transaction) error {
		if _, err := tx.ExecContext(ctx, "delete from bookmark where file = $1", file); err != nil {
			return fmt.Errorf("forget the bookmark of %s: %w", file, err)
		}
		return nil
	})
}
