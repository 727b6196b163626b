package client_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"net/http/httptest"
	"os"
	"time"

	"reseller-console/client"
	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// Acme's month: a company, a project, and what they used.
func Example() {
	ctx := context.Background()
	c, stop := console()
	defer stop()

	acme, err := c.CreateCompany(ctx, client.NewCompany{
		Name: "Acme Live", Email: "ann@acme.example", FirstName: "Ann", LastName: "Lee", Country: "DE", Area: client.Outside,
	})
	if err != nil {
		log.Fatal(err)
	}
	if again, err := c.Company(ctx, acme.ID); err != nil || again.Company != acme {
		log.Fatal(again, err)
	}
	project, err := c.CreateProject(ctx, acme.ID, "Classroom")
	if err != nil {
		log.Fatal(err)
	}
	august := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	used, err := c.ProjectUsage(ctx, acme.ID, project.ID, client.Question{Kind: client.RTC, From: august, To: august, Monthly: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(acme.ID, acme.Name, project.Name)
	fmt.Println(used.Periods[0].First.Format("January 2006"), used.Periods[0].Figures["audioAll"], "audio minutes")
	// Output:
	// 200001 Acme Live Classroom
	// August 2026 0 audio minutes
}

func ExampleClient_Companies() {
	ctx := context.Background()
	c, stop := console()
	defer stop()
	for _, name := range []string{"Acme", "Bolt", "Cloud Nine"} {
		_, err := c.CreateCompany(ctx, client.NewCompany{
			Name: name, Email: "boss@" + name[:4] + ".example", FirstName: "Ann", LastName: "Lee", Country: "CN", Area: client.China,
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	for company, err := range c.Companies(ctx, client.Filter{}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(company.ID, company.Name)
	}
	// Output:
	// 200001 Acme
	// 200002 Bolt
	// 200003 Cloud Nine
}

func ExampleClient_Keys() {
	ctx := context.Background()
	c, stop := console()
	defer stop()
	keys, err := c.Keys(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, key := range keys {
		fmt.Println(key.Name, key.Expires, key.Allow, key.Strict, key.LastUsed.Address)
	}
	if err := c.DeleteKey(ctx, keys[0].ID); err != nil {
		log.Fatal(err)
	}
	_, err = c.Keys(ctx)
	fmt.Println(err.(*client.Error).Status)
	// Output:
	// example <nil> [] true 127.0.0.1
	// 401
}

// Each company's audio minutes of a day, with one request for many of them.
func ExampleClient_ResellerUsage() {
	ctx := context.Background()
	c, use, stop := meteredConsole()
	defer stop()
	today := time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)
	for i, name := range []string{"Acme", "Bolt", "Cloud Nine"} {
		made, err := c.CreateCompany(ctx, client.NewCompany{
			Name: name, Email: "boss@" + name[:4] + ".example", FirstName: "Ann", LastName: "Lee", Country: "CN", Area: client.China,
		})
		if err != nil {
			log.Fatal(err)
		}
		project, err := c.CreateProject(ctx, made.ID, "Classroom")
		if err != nil {
			log.Fatal(err)
		}
		use(project.ID, today, 600*int64(i)) // seconds
	}
	for row, err := range c.ResellerUsage(ctx, client.Question{Kind: client.RTC, From: today, To: today}, client.ByCompany) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(row.CompanyName, row.Figures["audioAll"], row.Head.Metrics.Figures["audioAll"].Unit, row.Final)
	}
	// Output:
	// Bolt 10 minute false
	// Cloud Nine 20 minute false
}

// console starts a server with an empty database and one reseller, and returns
// a client with a key of it.
func console() (*client.Client, func()) {
	c, _, stop := meteredConsole()
	return c, stop
}

// meteredConsole is a console with a way to use seconds of a project's audio.
func meteredConsole() (*client.Client, func(project string, day time.Time, seconds int64), func()) {
	dir, err := os.MkdirTemp("", "console")
	must(err)
	db, err := store.Open(context.Background(), store.Config{Dir: dir})
	must(err)
	now := func() time.Time { return time.Date(2026, 8, 31, 12, 0, 0, 0, time.UTC) }
	sealer, err := account.NewSealer(account.NewSealKey())
	must(err)
	keys, companies := account.NewKeys(db.AccessKeys(), db.Nonces(), sealer, now), company.NewService(db.Companies(), now)
	server := httptest.NewServer(api.New(api.Config{
		Keys: keys, Quota: api.DefaultQuota, Companies: companies, Usage: usage.NewReader(db.Usage(), now),
		Clock: now, Log: slog.New(slog.DiscardHandler),
	}))
	reseller, err := companies.CreateReseller(context.Background(), company.Reseller{Name: "Northgate"}, account.User{Name: "Mara", Email: "mara@northgate.example"})
	must(err)
	owner := account.Caller{Role: account.ResellerOwner, Reseller: reseller}
	key, secret, err := keys.Create(context.Background(), owner, account.AccessKey{Name: "example", Strict: true})
	must(err)
	c, err := client.New(client.Config{BaseURL: server.URL, KeyID: key.ID, Secret: secret, Clock: now})
	must(err)
	meter := usage.NewMeter(db.Usage(), db.Companies(), now, usage.DefaultOpenFrom)
	use := func(project string, day time.Time, seconds int64) {
		_, err := meter.Record(context.Background(), &usage.Batch{Events: []usage.Event{{
			Source: "example", ID: project, Type: usage.Seconds, Project: project, Product: catalog.Products()[0], Start: day.UnixMilli(), Value: seconds,
		}}})
		must(err)
	}
	return c, use, func() {
		server.Close()
		must(db.Close())
		must(os.RemoveAll(dir))
	}
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
