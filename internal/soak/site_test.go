package soak

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

// today is the servers' day, of which it is about noon whenever the tests run.
const today = calendar.Day(20260827)

// offset is how far the servers' clock is ahead of the machine's.
var offset = time.Until(today.Start().Add(12 * time.Hour)).Round(time.Second)

func now() time.Time { return time.Now().Add(offset) }

// site is where a server keeps its data: a reseller with one company, an owner
// who can sign in, a token that may send usage.
type site struct {
	config            store.Config
	data              string // directory
	reseller, company int64
	email, password   string
	token             string
	beside            *store.DB // see open
}

// eachEngine runs a test on SQLite and on PostgreSQL, each with a site of its
// own.
func eachEngine(t *testing.T, test func(t *testing.T, s *site)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newSite(t, store.Config{Dir: filepath.Join(t.TempDir(), "data")}))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, newSite(t, store.Config{Database: pgtest.URL(t)}))
	})
}

func newSite(t *testing.T, config store.Config) *site {
	t.Helper()
	s := &site{config: config, data: config.Dir, email: "owner@soak.example", password: "correct horse battery staple"}
	if s.data == "" {
		s.data = t.TempDir() // for the key that seals those of the API
	}
	db, err := store.Open(t.Context(), config)
	check(t, err)
	hash, err := account.NewService(db.Accounts(), now).HashPassword(t.Context(), s.password)
	check(t, err)
	companies := company.NewService(db.Companies(), now)
	s.reseller, err = companies.CreateReseller(t.Context(), company.Reseller{Name: "Soak"},
		account.User{Email: s.email, Name: "Soak", PasswordHash: hash})
	check(t, err)
	s.company, err = companies.CreateCompany(t.Context(), company.Company{Reseller: s.reseller, Name: "Soak", Country: "DE", Area: company.Outside, AppLimit: 1000},
		account.User{Email: "admin@soak.example", Name: "Admin"})
	check(t, err)
	s.token, err = account.NewTokens(db.Tokens(), now).CreateToken(t.Context(), "soak", nil)
	check(t, err)
	for i := range projects {
		s.project(t, db, projectID(i))
	}
	check(t, db.Close())
	return s
}

// project makes one more project.
func (s *site) project(t *testing.T, db *store.DB, id string) {
	t.Helper()
	_, err := company.NewService(db.Companies(), now).CreateProject(t.Context(), company.Project{ID: id, Company: s.company, Name: "Project"})
	check(t, err)
}

// open returns the site's data, opened beside the server until the test ends.
func (s *site) open(t *testing.T) *store.DB {
	t.Helper()
	if s.beside == nil {
		db, err := store.Open(context.Background(), s.config)
		check(t, err)
		s.beside = db
		t.Cleanup(func() {
			s.beside = nil
			check(t, db.Close())
		})
	}
	return s.beside
}

// storage are the flags of a command for this site's data.
func (s *site) storage() []string {
	flags := []string{"--data", s.data}
	if s.config.Database != "" {
		flags = append(flags, "--database", s.config.Database)
	}
	return flags
}

func projectID(i int) string { return fmt.Sprintf("soak-%03d", i) }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
