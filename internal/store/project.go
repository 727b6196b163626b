package store

import (
	"context"
	"database/sql"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Members implements company.Store.
func (s Companies) Members(ctx context.Context, reseller, id int64) ([]account.User, error) {
	return query(ctx, s.reader, scanUser, selectUser+`
		join company c on c.id = u.company
		where (c.reseller = $1 or $1 = 0) and u.company = $2
		order by u.id`, reseller, id)
}

// Projects implements company.Store.
func (s Companies) Projects(ctx context.Context, reseller, id int64) ([]company.Project, error) {
	scan := func(rows *sql.Rows, p *company.Project) error {
		var created int64
		err := rows.Scan(&p.ID, &p.Company, &p.Name, &p.Status, &p.AppID, &p.AppCertificate, &created, &p.Version)
		p.CreatedAt = fromMilli(created)
		return err
	}
	return query(ctx, s.reader, scan, `
		select p.id, p.company, p.name, p.status, p.app_id, p.app_certificate, p.created_at, p.version
		from project p
		join company c on c.id = p.company
		where (c.reseller = $1 or $1 = 0) and p.company = $2
		order by p.name_fold, p.id`, reseller, id)
}

// ProjectNames implements company.Store.
func (s Companies) ProjectNames(ctx context.Context, reseller int64) (map[string]string, error) {
	scan := func(rows *sql.Rows, p *company.Project) error { return rows.Scan(&p.ID, &p.Name) }
	some, err := query(ctx, s.reader, scan, `
		select p.id, p.name
		from company c
		join project p on p.company = c.id
		where c.reseller = $1`, reseller)
	names := make(map[string]string, len(some))
	for _, p := range some {
		names[p.ID] = p.Name
	}
	return names, err
}

// Places implements company.Store. What cannot be a project's id is not looked
// up: PostgreSQL refuses some of it.
func (s Companies) Places(ctx context.Context, projects []string) (map[string]company.Place, error) {
	possible := make([]string, 0, len(projects))
	for _, id := range projects {
		if company.IsProjectID(id) {
			possible = append(possible, id)
		}
	}
	places := make(map[string]company.Place, len(possible))
	err := eachIn(s.dialect, possible, nil, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanHeld, `
			select p.id, p.company, coalesce(m.reseller, 0), coalesce(m.from_day, 0), coalesce(m.to_day, 0)
			from project p
			left join membership m on m.company = p.company
			where p.id `+in+`
			order by p.id, m.from_day`, args...)
		for _, h := range some {
			h.addTo(places)
		}
		return err
	})
	return places, err
}

// held is a project and one stretch of days on which its company was held; no
// reseller if it never was.
type held struct {
	project string
	company int64
	holding company.Holding
}

func scanHeld(rows *sql.Rows, h *held) error {
	var from, to int32
	err := rows.Scan(&h.project, &h.company, &h.holding.Reseller, &from, &to)
	h.holding.From, h.holding.To = calendar.Day(from), calendar.Day(to)
	return err
}

func (h *held) addTo(places map[string]company.Place) {
	place := places[h.project]
	place.Company = h.company
	if h.holding.Reseller != 0 {
		place.Holdings = append(place.Holdings, h.holding)
	}
	places[h.project] = place
}
