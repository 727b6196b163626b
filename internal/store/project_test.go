package store

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestAProjectIsFoundAsCreated(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id := w.some(t, w.ann, "Acme")
		given := company.Project{ID: "u_gRV4g0", Company: id, Name: "Chat 聊天", AppID: fmt.Sprintf("%032x", 1), AppCertificate: fmt.Sprintf("%032x", 2),
			CreatedAt: w.clock.Now().AddDate(-1, 0, 0)}
		first, err := w.CreateProject(t.Context(), given)
		given.Status, given.Version = company.ProjectEnabled, 1
		if err != nil || first != given {
			t.Errorf("created %+v, %v", first, err)
		}
		second, err := w.CreateProject(t.Context(), company.Project{Company: id, Name: "a project"})
		if err != nil || len(second.ID) != 8 || len(second.AppID) != 32 || second.AppID == second.AppCertificate || !second.CreatedAt.Equal(w.clock.Now()) {
			t.Errorf("created %+v, %v", second, err)
		}
		projects, err := w.Projects(t.Context(), w.ann, id)
		if err != nil || !reflect.DeepEqual(projects, []company.Project{second, first}) {
			t.Errorf("projects %+v, %v", projects, err)
		}
		names, err := w.ProjectNames(t.Context(), w.ann)
		if want := map[string]string{first.ID: "Chat 聊天", second.ID: "a project"}; err != nil || !reflect.DeepEqual(names, want) {
			t.Errorf("names %v, %v", names, err)
		}
	})
}

func TestWhatIsWrongWithAProjectIsTold(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id := w.some(t, w.ann, "Acme")
		first, err := w.CreateProject(t.Context(), company.Project{Company: id, Name: "Chat"})
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			project company.Project
			kind    fault.Kind
		}{
			"no name":         {company.Project{Company: id}, fault.Invalid},
			"bad id":          {company.Project{Company: id, Name: "Chat", ID: "a/b"}, fault.Invalid},
			"bad App ID":      {company.Project{Company: id, Name: "Chat", AppID: "ABC"}, fault.Invalid},
			"id in use":       {company.Project{Company: id, Name: "Chat", ID: first.ID}, fault.Conflict},
			"App ID in use":   {company.Project{Company: id, Name: "Chat", AppID: first.AppID}, fault.Conflict},
			"unknown company": {company.Project{Company: 4711, Name: "Chat"}, fault.NotFound},
		} {
			if _, err := w.CreateProject(t.Context(), c.project); fault.KindOf(err) != c.kind {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestProjectsCreatedAtOnceStopAtTheLimit(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id, err := w.CreateCompany(t.Context(), company.Company{Reseller: w.ann.Reseller, Name: "Acme", Country: "CN", Area: company.China, AppLimit: 5},
			account.User{Name: "Ann", Email: "ann@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		errs := make([]error, 20)
		for i := range errs {
			group.Go(func() { _, errs[i] = w.CreateProject(t.Context(), company.Project{Company: id, Name: "Chat"}) })
		}
		group.Wait()
		created := 0
		for _, err := range errs {
			if err == nil {
				created++
			} else if fault.KindOf(err) != fault.Invalid {
				t.Error(err)
			}
		}
		projects, err := w.Projects(t.Context(), w.ann, id)
		if err != nil || created != 5 || len(projects) != 5 {
			t.Errorf("created %d, there are %d, %v", created, len(projects), err)
		}
	})
}

func TestADeletedProjectIsNotCountedButKeepsItsPlace(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id, err := w.CreateCompany(t.Context(), company.Company{Reseller: w.ann.Reseller, Name: "Acme", Country: "CN", Area: company.China, AppLimit: 2},
			account.User{Name: "Ann", Email: "ann@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := w.CreateProject(t.Context(), company.Project{Company: id, Name: "Chat"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.console.writer.ExecContext(t.Context(), "update project set status = -1 where id = (select min(id) from project)"); err != nil {
			t.Fatal(err)
		}
		if l, err := w.Find(t.Context(), w.ann, id); err != nil || l.Projects != 1 {
			t.Errorf("listed %+v, %v", l, err)
		}
		if _, err := w.CreateProject(t.Context(), company.Project{Company: id, Name: "Chat"}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("beyond the limit: %v", err)
		}
	})
}

func TestAPlaceTellsWhoHeldAProjectWhen(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		always, moved, never := w.some(t, w.ann, "Always"), w.some(t, w.ann, "Moved"), w.some(t, account.Caller{}, "Never")
		var projects []string
		for _, id := range []int64{always, moved, never} {
			p, err := w.CreateProject(t.Context(), company.Project{Company: id, Name: "Chat"})
			if err != nil {
				t.Fatal(err)
			}
			projects = append(projects, p.ID)
		}
		err := db.console.write(t.Context(), func(tx *transaction) error {
			_, endErr := tx.ExecContext(t.Context(), "update membership set to_day = 20260331 where company = $1", moved)
			_, addErr := tx.ExecContext(t.Context(), "insert into membership (company, from_day, to_day, reseller) values ($1, 20260501, 0, $2)", moved, w.bob.Reseller)
			return errors.Join(endErr, addErr)
		})
		if err != nil {
			t.Fatal(err)
		}
		places, err := db.Companies().Places(t.Context(), append(projects, "unknown", "", "a b", "\x00\xff"))
		want := map[string]company.Place{
			projects[0]: {Company: always, Holdings: []company.Holding{{Reseller: w.ann.Reseller}}},
			projects[1]: {Company: moved, Holdings: []company.Holding{{Reseller: w.ann.Reseller, To: 20260331}, {Reseller: w.bob.Reseller, From: 20260501}}},
			projects[2]: {Company: never},
		}
		if err != nil || !reflect.DeepEqual(places, want) {
			t.Errorf("places %+v, %v", places, err)
		}
		if got := places[projects[1]].HolderOn(20260415); got != 0 {
			t.Errorf("held by %d in between", got)
		}
	})
}
