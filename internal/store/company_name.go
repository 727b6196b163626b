package store

import (
	"context"
	"database/sql"
)

// CompanyNamesOf implements company.Store.
func (s Companies) CompanyNamesOf(ctx context.Context, reseller int64, companies []int64) (map[int64]string, error) {
	return namesOf(ctx, s, companies, reseller, "select c.id, c.name from company c where c.reseller = $1 and c.id ")
}

// ProjectNamesOf implements company.Store.
func (s Companies) ProjectNamesOf(ctx context.Context, reseller int64, projects []string) (map[string]string, error) {
	return namesOf(ctx, s, projects, reseller, "select p.id, p.name from project p join company c on c.id = p.company where c.reseller = $1 and p.id ")
}

// namesOf looks names up with a query that ends where the list of ids follows.
func namesOf[K comparable](ctx context.Context, s Companies, ids []K, reseller int64, text string) (map[K]string, error) {
	names := make(map[K]string, len(ids))
	err := eachIn(s.dialect, ids, []any{reseller}, func(in string, args []any) error {
		return eachRow(ctx, s.reader, func(rows *sql.Rows) error {
			var id K
			var name string
			err := rows.Scan(&id, &name)
			names[id] = name
			return err
		}, text+in, args...)
	})
	return names, err
}
