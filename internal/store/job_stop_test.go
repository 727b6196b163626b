package store

import (
	"bytes"
	"context"
	"encoding/csv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/bulk"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// interrupted calls then after the third company.
type interrupted struct {
	*company.Service
	made int
	then func()
}

func (i *interrupted) Register(ctx context.Context, c account.Caller, n company.New) (company.Company, error) {
	made, err := i.Service.Register(ctx, c, n)
	if i.made++; i.made == 3 {
		i.then()
	}
	return made, err
}

func TestAnImportThatIsCancelledKeepsTheResultOfWhatWasDone(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		ann, bob := owner(t, j.DB, newClock(), "ann@example.com"), owner(t, j.DB, newClock(), "bob@example.com")
		companies := &interrupted{Service: company.NewService(j.Companies(), time.Now)}
		s := bulk.NewService(companies, nil, j.Uploads(), job.NewService(j.Jobs()), time.Now)
		file, err := s.Keep(t.Context(), ann.Caller(), "new.csv", roster(12))
		if err != nil {
			t.Fatal(err)
		}
		id, err := s.Import(t.Context(), ann.Caller(), file, false, "en")
		if err != nil {
			t.Fatal(err)
		}
		companies.then = func() {
			if err := s.Remove(t.Context(), bob.Caller(), id); fault.KindOf(err) != fault.NotFound {
				t.Errorf("another reseller cancels it: %v", err)
			}
			for range 2 { // the second time it is stopping already
				if err := s.Remove(t.Context(), ann.Caller(), id); err != nil {
					t.Error(err)
				}
			}
			if runs, err := s.List(t.Context(), ann.Caller()); err != nil || runs[0].State != job.Stopping {
				t.Errorf("%+v, %v", runs, err)
			}
		}
		j.node(j.Jobs(), map[job.Kind]job.Work{bulk.Kind: s.Work()})
		synctest.Wait()
		time.Sleep(time.Minute)
		run, err := s.Result(t.Context(), ann.Caller(), id)
		if err != nil || run.State != job.Cancelled || run.Done != 3 || companies.made != 3 {
			t.Fatalf("%+v, %d made, %v", run, companies.made, err)
		}
		var text bytes.Buffer
		if err := s.Copy(t.Context(), &text, ann.Caller(), &run); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(text.String())).ReadAll()
		if err != nil || len(rows) != 4 {
			t.Errorf("%d rows, %v: %s", len(rows), err, &text)
		}
		if err := s.Remove(t.Context(), ann.Caller(), id); err != nil {
			t.Error(err)
		}
		if runs, err := s.List(t.Context(), ann.Caller()); err != nil || len(runs) != 0 {
			t.Errorf("once it was removed there are %+v, %v", runs, err)
		}
	})
}
