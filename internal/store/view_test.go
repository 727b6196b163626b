package store

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

var _ account.ViewStore = Accounts{}

func names(t *testing.T, s *account.Views, u account.User, page string) string {
	t.Helper()
	all, err := s.List(t.Context(), u.Caller(), page)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range all {
		names = append(names, v.Name)
	}
	return strings.Join(names, " ")
}

func TestViewsAreOnesOwnUnlessTheyAreSharedWithinTheReseller(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		ann, bob := owner(t, db, clock, "ann@example.com"), owner(t, db, clock, "bob@example.com")
		eve, err := account.NewService(db.Accounts(), clock.Now).Create(t.Context(),
			account.User{Email: "eve@example.com", Name: "Eve", Role: account.ResellerOwner, Reseller: ann.Reseller}, "")
		if err != nil {
			t.Fatal(err)
		}
		s := account.NewViews(db.Accounts(), clock.Now)
		save := func(name, page string, shared bool) int64 {
			id, err := s.Save(t.Context(), ann.Caller(), account.View{Name: name, Page: page, Query: "sort=name", Shared: shared})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		b, a := save("b", "/companies", true), save(" Ä ", "/companies", false)
		save("c", "/usage/chart", true)
		for _, c := range []struct {
			who  account.User
			page string
			want string
		}{{ann, "/companies", "b Ä"}, {ann, "", "b c Ä"}, {eve, "/companies", "b"}, {eve, "", "b c"}, {bob, "", ""}} {
			if got := names(t, s, c.who, c.page); got != c.want {
				t.Errorf("%s sees %q of %q, want %q", c.who.Name, got, c.page, c.want)
			}
		}
		for _, who := range []account.User{eve, bob} {
			if err := s.Rename(t.Context(), who.Caller(), b, "x", true); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s renames it: %v", who.Email, err)
			}
			if err := s.Delete(t.Context(), who.Caller(), b); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s deletes it: %v", who.Email, err)
			}
		}
		if err := s.Rename(t.Context(), ann.Caller(), b, "bb", false); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete(t.Context(), ann.Caller(), a); err != nil {
			t.Fatal(err)
		}
		if mine, theirs := names(t, s, ann, "/companies"), names(t, s, eve, ""); mine != "bb" || theirs != "c" {
			t.Errorf("afterwards they see %q and %q", mine, theirs)
		}
		for _, action := range []account.Action{"view.create", "view.rename", "view.delete"} {
			trail, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: ann.Reseller, Action: action, Limit: 10})
			if err != nil || len(trail) == 0 || !strings.HasPrefix(trail[0].Target, "view ") {
				t.Errorf("%s: %+v, %v", action, trail, err)
			}
		}
	})
}

func TestAUserHasNoMoreViewsThanTheLimitHoweverFast(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		ann := owner(t, db, clock, "ann@example.com")
		s := account.NewViews(db.Accounts(), clock.Now)
		var all sync.WaitGroup
		for i := range account.MaxViews + 5 {
			all.Go(func() {
				_, err := s.Save(t.Context(), ann.Caller(), account.View{Name: strconv.Itoa(i), Page: "/companies"})
				if err != nil && fault.KindOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if kept := strings.Fields(names(t, s, ann, "")); len(kept) != account.MaxViews {
			t.Errorf("%d are kept", len(kept))
		}
		for _, v := range []account.View{{Name: ""}, {Name: strings.Repeat("x", account.MaxViewName+1)}, {Name: "x", Query: strings.Repeat("x", account.MaxViewQuery+1)}} {
			if _, err := s.Save(t.Context(), ann.Caller(), v); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%.20q: %v", v.Name, err)
			}
		}
		if _, err := s.Save(t.Context(), account.Caller{User: 1, Company: 200001}, account.View{Name: "x"}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a company's member: %v", err)
		}
	})
}
