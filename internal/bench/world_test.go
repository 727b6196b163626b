package bench

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// world is a database with one reseller.
type world struct {
	dir       string
	database  string // empty: SQLite in dir
	reseller  int64
	password  string
	companies []int64
	projects  [][]string // of each company
}

const owner = "owner@reseller.example"

var resellerMade = regexp.MustCompile(`^reseller (\d+),(?s:.*)with the password (\S+)$`)

func (w *world) config() store.Config { return store.Config{Dir: w.dir, Database: w.database} }

// args are the arguments of a command on this world.
func (w *world) args(command ...string) []string {
	return append(command, "--data", w.dir, "--database", w.database)
}

// newWorld makes a reseller with that many companies of one to most projects.
func newWorld(b *testing.B, database string, companies, most int) *world {
	b.Helper()
	w := &world{dir: filepath.Join(b.TempDir(), "data"), database: database}
	answer := command(b, w.args("reseller", "create", "--name", "Reseller", "--email", owner)...)
	made := resellerMade.FindStringSubmatch(answer)
	if made == nil {
		b.Fatalf("a reseller is created with %q", answer)
	}
	_, err := fmt.Sscan(made[1], &w.reseller)
	must(b, err)
	w.password = made[2]
	db, err := store.Open(b.Context(), w.config())
	must(b, err)
	service := company.NewService(db.Companies(), time.Now)
	for i := range companies {
		w.addCompany(b, service, i, 1+i%most)
	}
	must(b, db.Close())
	return w
}

func (w *world) addCompany(b *testing.B, service *company.Service, i, projects int) {
	cid, err := service.CreateCompany(b.Context(),
		company.Company{Reseller: w.reseller, Name: fmt.Sprintf("Company %05d", i), Country: "CN", Area: company.China},
		account.User{Email: fmt.Sprintf("admin%05d@company.example", i), Name: fmt.Sprintf("Admin %05d", i)})
	must(b, err)
	ids := make([]string, projects)
	for k := range ids {
		p, err := service.CreateProject(b.Context(), company.Project{Company: cid, Name: fmt.Sprintf("Project %d", k)})
		must(b, err)
		ids[k] = p.ID
	}
	w.companies, w.projects = append(w.companies, cid), append(w.projects, ids)
}

// year is the 365 days that end today: today's figures are on the list's page.
func year() usage.Window {
	today := calendar.DayOf(time.Now())
	return usage.Window{From: today.Add(-364), To: today}
}

// A company is active on every third day, or filling would take most of the
// time. Many days go into one batch, because many changes of a company's month
// in one batch are one.
const (
	activeEvery = 3
	fillDays    = 30
)

// fillYear gives companies seconds of one of their projects on each active day
// of a year, and returns how many figures that makes.
func (w *world) fillYear(b *testing.B, year usage.Window) (figures int) {
	b.Helper()
	db, err := store.Open(b.Context(), w.config())
	must(b, err)
	for days := range slices.Chunk(year.Periods(), fillDays) {
		var batch []usage.Entry
		for _, period := range days {
			day := calendar.Day(period)
			first := year.From.DaysTo(day) % activeEvery
			for k := first; k < len(w.companies); k += activeEvery {
				batch = append(batch, w.seconds(day, k))
			}
		}
		_, err := db.Usage().Record(b.Context(), storetest.Delivery(batch))
		must(b, err)
		figures += len(batch)
	}
	must(b, db.Close())
	return figures
}

// seconds is what the kth company used on a day.
func (w *world) seconds(day calendar.Day, k int) usage.Entry {
	projects, n := w.projects[k], int(day)+k
	return usage.Entry{
		Event: usage.Event{
			Source: "bench", ID: uuid.Must(uuid.NewV7()).String(), Type: usage.Seconds, Project: projects[n%len(projects)],
			Product: rtc(), Slot: k % 4, Value: int64(60 + n*7919%1_000_000), Start: day.Start().UnixMilli(),
		},
		Place: company.Place{Company: w.companies[k], Holdings: []company.Holding{{Reseller: w.reseller}}},
	}
}

func rtc() *catalog.Product {
	p, _ := catalog.ByID(catalog.RTC)
	return p
}
