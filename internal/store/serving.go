package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/company"
)

// Serving implements company.Store.
func (s Companies) Serving(ctx context.Context, appID string) (p company.Project, c company.Company, err error) {
	err = s.reader.QueryRowContext(ctx, `
		select p.id, p.app_id, p.company, p.status, c.id, c.status from project p join company c on c.id = p.company
		where p.app_id = $1`, appID).Scan(&p.ID, &p.AppID, &p.Company, &p.Status, &c.ID, &c.Status)
	if errors.Is(err, sql.ErrNoRows) {
		err = noProject(appID)
	}
	return p, c, err
}
