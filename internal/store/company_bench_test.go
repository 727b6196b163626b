package store

import (
	"fmt"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/store/pgtest"
)

// BenchmarkCompanies measures what a page of the company list, its search and
// the lookup of an intake batch's projects cost with one reseller of 10,000
// companies and 30,000 projects.
func BenchmarkCompanies(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkCompanies(b, Config{Dir: b.TempDir()}) })
	b.Run("postgres", func(b *testing.B) { benchmarkCompanies(b, Config{Database: pgtest.URL(b)}) })
}

func benchmarkCompanies(b *testing.B, config Config) {
	db, err := Open(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() // the directory goes away
	reseller, projects := fillCompanies(b, db, 10_000)
	service, caller := company.NewService(db.Companies(), newClock().Now), account.Caller{Role: account.ResellerOwner, Reseller: reseller}
	page := func(f company.Filter) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				f.Limit = 20
				if _, err := service.List(b.Context(), caller, f); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("page", page(company.Filter{}))
	b.Run("last page by name", page(company.Filter{Order: company.OrderName, Offset: 9_980}))
	b.Run("search by name", page(company.Filter{By: company.ByName, Text: "99"}))
	b.Run("search by email", page(company.Filter{By: company.ByEmail, Text: "99"}))
	b.Run("search by cid", page(company.Filter{By: company.ByCID, Text: "204711"}))
	b.Run("3000 places", func(b *testing.B) {
		for b.Loop() {
			if places, err := db.Companies().Places(b.Context(), projects[:3000]); err != nil || len(places) != 3000 {
				b.Fatal(len(places), err)
			}
		}
	})
}

// fillCompanies creates companies of one reseller in one transaction.
func fillCompanies(b *testing.B, db *DB, n int) (reseller int64, projects []string) {
	b.Helper()
	reseller, err := db.Companies().CreateReseller(b.Context(), account.Act{}, company.Reseller{Name: "Reseller"},
		account.User{Email: "owner@reseller.example", Name: "Owner", Role: account.ResellerOwner})
	if err != nil {
		b.Fatal(err)
	}
	var companies, members, users, owned []any
	for i := range n {
		cid, name := int64(200_001+i), fmt.Sprintf("company %d", i)
		companies = append(companies, cid, reseller, name, name, "CN", "CN", 10, 10, 1, 1, 1, i%4, i)
		members = append(members, cid, reseller, 0, 0)
		users = append(users, name, name, name, name, "en", "company.admin", cid, "", 0)
		for k := range 3 {
			id := fmt.Sprintf("p%d_%d", i, k)
			projects = append(projects, id)
			owned = append(owned, id, cid, id, id, 1, id, id, 0)
		}
	}
	err = db.console.write(b.Context(), func(tx *transaction) error {
		for _, t := range []struct {
			head  string
			width int
			flat  []any
		}{
			{"insert into company (id, reseller, name, name_fold, country, area, app_limit, member_limit, industry, interest, environment, status, created_at)", 13, companies},
			{"insert into membership (company, reseller, from_day, to_day)", 4, members},
			{"insert into user_account (email, email_fold, name, name_fold, language, role, company, password_hash, created_at)", 9, users},
			{"insert into project (id, company, name, name_fold, status, app_id, app_certificate, created_at)", 8, owned},
		} {
			if _, err := bulkInsert(b.Context(), tx, t.head, "", t.width, t.flat); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return reseller, projects
}
