package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestASearchFindsAnyPartInAnyCaseAndTakesWildcardsLiterally(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		w.company(t, w.ann, "Café 100% _A", "Zoë O'Hara", "zoe_1@example.com")
		w.company(t, w.ann, "İstanbul Ä!B", "Ärzte Bund", "BUND@Example.org")
		w.company(t, w.ann, `Back\slash 声网`, "张伟", "zhang@example.cn")
		w.company(t, w.bob, "Café of Bob", "Zoë", "zoe@example.net")
		for _, c := range []struct {
			by   company.SearchBy
			text string
			want string // ends of the CIDs that are found
		}{
			{company.ByName, "", "1 2 3"},
			{company.ByName, "CAFÉ", "1"},
			{company.ByName, "cafe\u0301", "1"},
			{company.ByName, "cafe", ""},
			{company.ByName, "%", "1"},
			{company.ByName, "_a", "1"},
			{company.ByName, "_", "1"},
			{company.ByName, "0%", "1"},
			{company.ByName, "C%0", ""},
			{company.ByName, "istanbul", "2"},
			{company.ByName, "İSTANBUL", "2"},
			{company.ByName, "ä!b", "2"},
			{company.ByName, "!", "2"},
			{company.ByName, `\`, "3"},
			{company.ByName, "声", "3"},
			{company.ByName, "a", "1 2 3"},
			{company.ByName, "\x00\xff", ""},
			{company.ByUser, "o'h", "1"},
			{company.ByUser, "ÄRZTE", "2"},
			{company.ByUser, "伟", "3"},
			{company.ByEmail, "bund@example.ORG", "2"},
			{company.ByEmail, "_1@", "1"},
			{company.ByEmail, "example", "1 2 3"},
			{company.ByEmail, "nobody", ""},
			{company.ByCID, "200002", "2"},
			{company.ByCID, " 200002 ", "2"},
			{company.ByCID, "200004", ""}, // of another reseller
			{company.ByCID, "20000", ""},
			{company.ByCID, "acme", ""},
			{company.ByCID, "99999999999999999999", ""},
		} {
			f := company.Filter{By: c.by, Text: c.text}
			page, err := w.List(t.Context(), w.ann, f)
			if err != nil {
				t.Errorf("%s %q: %v", c.by, c.text, err)
			}
			var found []string
			for _, row := range page.Rows {
				found = append(found, fmt.Sprint(row.ID-200_000))
			}
			if got := strings.Join(found, " "); got != c.want || page.Count != len(found) {
				t.Errorf("%s %q: found %q of %d, want %q", c.by, c.text, got, page.Count, c.want)
			}
			if ids, err := w.Matching(t.Context(), w.ann, f); err != nil || len(ids) != len(found) {
				t.Errorf("%s %q: matching %v, %v", c.by, c.text, ids, err)
			}
		}
	})
}

func TestASearchComparesEveryMemberAndShowsTheFirstAdministrator(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id := w.company(t, w.ann, "Acme", "Ann", "ann@example.com")
		for _, name := range []string{"Bea", "Cyd"} {
			u := account.User{Email: name + "@example.com", Name: name, Role: account.CompanyAdmin, Company: id}
			if _, err := account.NewService(db.Accounts(), w.clock.Now).Create(t.Context(), u, ""); err != nil {
				t.Fatal(err)
			}
		}
		page, err := w.List(t.Context(), w.ann, company.Filter{By: company.ByUser, Text: "bea"})
		if err != nil || page.Count != 1 || len(page.Rows) != 1 || page.Rows[0].OwnerName != "Ann" || page.Rows[0].OwnerEmail != "ann@example.com" {
			t.Errorf("page %+v, %v", page, err)
		}
	})
}

func TestAListOfNegativeLengthIsRefused(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		for _, f := range []company.Filter{{Offset: -1}, {Limit: -1}} {
			if _, err := w.List(t.Context(), w.ann, f); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", f, err)
			}
		}
	})
}

// TestListsAgreeWithALoopInMemory compares random filters on random companies
// with the same in a few lines of Go.
func TestListsAgreeWithALoopInMemory(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		random := rand.New(rand.NewPCG(1, 2))
		var all []company.Listed
		for i := range 60 {
			caller := []account.Caller{w.ann, w.bob}[random.IntN(4)/3]
			w.clock.advance(time.Duration(random.IntN(2)) * time.Hour)
			id := w.company(t, caller, word(random), word(random), fmt.Sprintf("%s%d@example.com", word(random), i))
			if status := company.FinancialStatus(random.IntN(4)); status != company.Normal {
				if err := w.SetStatus(t.Context(), id, status, "", company.AccountActive); err != nil {
					t.Fatal(err)
				}
			}
			l, err := w.Find(t.Context(), caller, id)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, l)
		}
		for range 300 {
			f := randomFilter(random)
			page, err := w.List(t.Context(), w.ann, f)
			f.Reseller = w.ann.Reseller
			if want := list(all, f); err != nil || !reflect.DeepEqual(page.Rows, want.Rows) || page.Count != want.Count ||
				!reflect.DeepEqual(page.ByStatus, want.ByStatus) {
				t.Fatalf("filter %+v:\n got %+v, %v\nwant %+v", f, page, err, want)
			}
		}
	})
}

// word is a short name of letters whose order and case engines disagree on.
func word(random *rand.Rand) string {
	letters := []rune("aAbBzZéÉäÄ-_%~声")
	text := []rune{'X'}
	for range 1 + random.IntN(3) {
		text = append(text, letters[random.IntN(len(letters))])
	}
	return string(text[random.IntN(2):])
}

func randomFilter(random *rand.Rand) company.Filter {
	f := company.Filter{
		By:         []company.SearchBy{company.ByName, company.ByUser, company.ByEmail, company.ByCID}[random.IntN(4)],
		Order:      []company.Order{company.OrderID, company.OrderName, company.OrderCreated}[random.IntN(3)],
		Descending: random.IntN(2) == 0,
		Offset:     random.IntN(2) * random.IntN(20),
		Limit:      random.IntN(2) * random.IntN(20),
	}
	if random.IntN(3) > 0 {
		f.Text = string([]rune(word(random))[:1])
	}
	if f.By == company.ByCID && f.Text != "" {
		f.Text = fmt.Sprint(200_000 + random.IntN(70))
	}
	if random.IntN(2) == 0 {
		status := company.FinancialStatus(random.IntN(4))
		f.Status = &status
	}
	return f
}

// list is what List should answer.
func list(all []company.Listed, f company.Filter) company.Page {
	page := company.Page{ByStatus: company.StatusCounts{}}
	for _, l := range all {
		if l.Reseller != f.Reseller || !found(l, f) {
			continue
		}
		page.ByStatus[l.Status]++
		if f.Status == nil || *f.Status == l.Status {
			page.Rows = append(page.Rows, l)
		}
	}
	page.Count = len(page.Rows)
	slices.SortFunc(page.Rows, func(a, b company.Listed) int {
		order := cmp.Compare(a.ID, b.ID)
		switch f.Order {
		case company.OrderName:
			order = cmp.Or(cmp.Compare(account.Fold(a.Name), account.Fold(b.Name)), order)
		case company.OrderCreated:
			order = cmp.Or(a.CreatedAt.Compare(b.CreatedAt), order)
		}
		if f.Descending {
			return -order
		}
		return order
	})
	page.Rows = page.Rows[min(f.Offset, len(page.Rows)):]
	if f.Limit > 0 {
		page.Rows = page.Rows[:min(f.Limit, len(page.Rows))]
	}
	if len(page.Rows) == 0 {
		page.Rows = nil
	}
	return page
}

func found(l company.Listed, f company.Filter) bool {
	in := map[company.SearchBy]string{company.ByName: l.Name, company.ByUser: l.OwnerName, company.ByEmail: l.OwnerEmail}
	if f.By == company.ByCID && f.Text != "" {
		return f.Text == fmt.Sprint(l.ID)
	}
	return strings.Contains(account.Fold(in[f.By]), account.Fold(f.Text))
}
