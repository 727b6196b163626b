package bulk

import (
	"context"
	"crypto/sha256"
	"errors"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
)

// longest is how long an attempt may take: a thousand companies take some
// seconds.
const longest = time.Hour

// Work says how the jobs are done.
func (s *Service) Work() job.Work {
	return job.Work{Do: s.do, AtOnce: 1, Attempts: 10, Timeout: longest}
}

// step does one line: it returns the cells of the result, and whether it was
// done. An error that another attempt may mend ends the attempt.
type step func(ctx context.Context) (row []sheet.Cell, done bool, err error)

// do works through an order from its beginning. What was done by an attempt
// before is found done: a company by the name of its request, a freeze by its
// state.
func (s *Service) do(ctx context.Context, run *job.Run) error {
	var o Order
	if err := run.Read(&o); err != nil {
		return err
	}
	c := account.Caller{User: run.Owner.User, Name: o.By, Role: account.ResellerOwner, Reseller: run.Owner.Reseller}
	words := locale.For(o.Language)
	steps, err := s.steps(ctx, c, run.ID, &o, words)
	if err != nil {
		return err
	}
	file, out := run.File(ctx), Outcome{}
	_, err = sheet.Write(file, sheet.CSV, resultTable(words, o.Act), func(push sheet.Push) error {
		for i, step := range steps {
			if early, err := run.Stopping(ctx); err != nil || early {
				return err
			}
			row, done, err := step(ctx)
			if err = errors.Join(err, ctx.Err()); err != nil {
				return err
			}
			if done {
				out.Done++
			} else {
				out.Failed++
			}
			run.Progress(job.Progress{Done: int64(i + 1), Total: int64(len(steps))})
			if err := push(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	out.Size = file.Size
	return run.Result(out)
}

func resultTable(w *locale.Words, a Act) sheet.Table {
	t := sheet.Table{Name: "result"}
	titles := []string{"CID", w.T("import.outcome")}
	if a == Create {
		titles = []string{w.T("import.lineNumber"), "CID", w.T("company.name"), w.T("company.by.email"), w.T("import.outcome")}
	}
	for _, title := range titles {
		t.Columns = append(t.Columns, sheet.Column{Title: title})
	}
	return t
}

func (s *Service) steps(ctx context.Context, c account.Caller, id int64, o *Order, w *locale.Words) (steps []step, err error) {
	if o.Act == Create {
		_, list, err := s.read(ctx, c, o.Upload)
		if err != nil {
			return nil, hopeless(err)
		}
		for i := range list.Rows {
			steps = append(steps, s.create(c, id, o, &list.Rows[i], w))
		}
		for _, p := range list.broken {
			steps = append(steps, func(context.Context) ([]sheet.Cell, bool, error) {
				return []sheet.Cell{sheet.Number(int64(p.Line)), {}, {}, {}, sheet.Text(w.T("import.problem."+string(p.Kind), "Value", p.Value))}, false, nil
			})
		}
		return steps, nil
	}
	u, err := s.store.Upload(ctx, c.Reseller, o.Upload)
	if err != nil {
		return nil, hopeless(err)
	}
	ids, err := readIDs(u.Content)
	for _, company := range ids {
		steps = append(steps, s.change(c, o, company, w))
	}
	return steps, err
}

// hopeless says that what is not there will not come.
func hopeless(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return job.Final(err)
	}
	return err
}

// create makes one company, once however often it is tried.
func (s *Service) create(c account.Caller, id int64, o *Order, r *Row, w *locale.Words) step {
	return func(ctx context.Context) ([]sheet.Cell, bool, error) {
		n := r.New
		n.SendLink = o.SendLink
		name := "import " + strconv.FormatInt(id, 10) + " " + strconv.Itoa(r.Line)
		c.Once = &account.Once{Reseller: c.Reseller, Key: name, Asked: sha256.Sum256([]byte(name)), At: s.clock()}
		row := []sheet.Cell{sheet.Number(int64(r.Line)), {}, sheet.Text(r.Name), sheet.Text(r.Email), {}}
		made, err := s.companies.Register(ctx, c, n)
		switch fault.KindOf(err) {
		case fault.Invalid, fault.Conflict:
			row[4] = sheet.Text(whyNot(w, err))
			return row, false, nil
		}
		row[1], row[4] = sheet.Number(made.ID), sheet.Text(w.T("import.created"))
		return row, err == nil, err
	}
}

// whyNot says in words why a company was not created.
func whyNot(w *locale.Words, err error) string {
	readable := fault.Readable(err)
	if len(readable.Fields) == 0 {
		return readable.Detail
	}
	texts := make([]string, len(readable.Fields))
	for i, f := range readable.Fields {
		texts[i] = f.Location + ": " + RuleOf(w, f.Location)
	}
	return strings.Join(texts, "; ")
}

// RuleOf says in words what would be right in a column.
func RuleOf(w *locale.Words, column string) string {
	return w.T("import.rule."+column, "Longest", account.MaxName)
}

// change does the act to one company. One that is so already stays as it is.
func (s *Service) change(c account.Caller, o *Order, id int64, w *locale.Words) step {
	return func(ctx context.Context) (row []sheet.Cell, done bool, err error) {
		switch o.Act {
		case Unfreeze:
			_, err = s.companies.Unfreeze(ctx, c, id)
		case Mark:
			_, err = s.prices.SetRule(ctx, c, o.Markup.Of(id))
		default:
			_, err = s.companies.Freeze(ctx, c, id, company.Freeze{Reason: o.Reason, BlockDashboard: o.Block})
		}
		row = []sheet.Cell{sheet.Number(id), sheet.Text(w.T("import.done." + string(o.Act)))}
		switch fault.KindOf(err) {
		case fault.NotFound:
			row[1] = sheet.Text(w.T("import.gone"))
			return row, false, nil
		case fault.Invalid: // its month has begun meanwhile
			row[1] = sheet.Text(w.T("import.late"))
			return row, false, nil
		}
		return row, err == nil, err
	}
}
