package pgtest_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"reseller-console/internal/store/pgtest"
)

func TestDatabasesAreApartAndDisagreeWithCarelessCode(t *testing.T) {
	t.Parallel()
	first, second := open(t, pgtest.URL(t)), open(t, pgtest.URL(t))
	if _, err := first.Exec(t.Context(), "create table thing (id int)"); err != nil {
		t.Fatal(err)
	}
	if _, err := second.Exec(t.Context(), "select * from thing"); err == nil {
		t.Error("a table of one database is seen in the other")
	}
	var zone string
	var bytewise bool
	if err := first.QueryRow(t.Context(), "select current_setting('timezone'), 'a' > 'B'").Scan(&zone, &bytewise); err != nil {
		t.Fatal(err)
	}
	if zone != "Asia/Kolkata" {
		t.Errorf("time zone %s", zone)
	}
	if bytewise {
		t.Log("no collation but C on this machine: a missing collation is not noticed here")
	}
}

func open(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return conn
}
