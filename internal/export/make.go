package export

import (
	"context"
	"errors"
	"time"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/job"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// order is the payload of an export's job.
type order struct {
	From     calendar.Day `json:"from"`
	To       calendar.Day `json:"to"`
	Monthly  bool         `json:"monthly"`
	Format   sheet.Format `json:"format"`
	Company  bool         `json:"company"`
	Project  bool         `json:"project"`
	Products []string     `json:"products"`
	About    bool         `json:"about,omitzero"`
	Language string       `json:"language"`
	By       string       `json:"by"`
	Schedule string       `json:"schedule,omitzero"`
	Mail     []int64      `json:"mail,omitzero"`
}

// made is its result.
type made struct {
	Rows         int64        `json:"rows"`
	Size         int64        `json:"size"`
	AsOf         time.Time    `json:"asOf"`
	FinalThrough calendar.Day `json:"finalThrough"`
	Revision     int64        `json:"revision"`
}

func orderOf(e *Export) order {
	q := &e.Query
	return order{q.Window.From, q.Window.To, q.Window.Monthly, q.Format, q.Company, q.Project, ProductIDs(q.Products), q.About, e.Language, e.By, e.Schedule, e.Mail}
}

func (o *order) query() (Query, error) {
	products, err := Products(o.Products)
	return Query{usage.Window{From: o.From, To: o.To, Monthly: o.Monthly}, o.Format, o.Company, o.Project, products, o.About}, err
}

// read makes an export of its job.
func read(s *job.Status) (Export, error) {
	var o order
	if err := json.Unmarshal(s.Payload, &o); err != nil {
		return Export{}, err
	}
	q, err := o.query()
	e := Export{ID: s.ID, State: s.State, Query: q, Language: o.Language, User: s.Owner.User, By: o.By, Schedule: o.Schedule, Mail: o.Mail, Why: whyOf(s), Progress: s.Progress, CreatedAt: s.CreatedAt, EndedAt: s.EndedAt}
	if err == nil && s.State == job.Done {
		var m made
		err = json.Unmarshal(s.Result, &m)
		e.Rows, e.Size = m.Rows, m.Size
		e.Fresh = usage.Freshness{AsOf: m.AsOf, FinalThrough: m.FinalThrough, Revision: m.Revision}
	}
	return e, err
}

// longest is how long an export may take: 47,000 rows took about a second.
const longest = time.Hour

// Work says how exports are done.
func (s *Service) Work() job.Work {
	return job.Work{Do: s.do, Failed: s.failed, AtOnce: 2, Attempts: 3, Timeout: longest}
}

// do makes an export's file.
func (s *Service) do(ctx context.Context, run *job.Run) error { return reasoned(s.write(ctx, run)) }

func (s *Service) write(ctx context.Context, run *job.Run) error {
	var o order
	if err := run.Read(&o); err != nil {
		return err
	}
	q, err := o.query()
	if err != nil {
		return job.Final(err)
	}
	tell, err := s.toTell(ctx, run, &o)
	if err != nil {
		return err
	}
	owner := account.Caller{User: run.Owner.User, Name: o.By, Role: account.ResellerOwner, Reseller: run.Owner.Reseller}
	fresh, err := s.Freshness(ctx, owner, &q)
	if err != nil {
		return err
	}
	var reached job.Progress
	if reached.Total, err = s.count(ctx, owner, &q); err != nil {
		return err
	}
	words, file := locale.For(o.Language), run.File(ctx)
	table := Table(words, &q)
	table.About = s.About(words, o.By, &q, fresh)
	rows, err := sheet.Write(file, q.Format, table, func(push sheet.Push) error {
		return s.Rows(ctx, owner, words, &q, func(row []sheet.Cell) error {
			reached.Done++
			run.Progress(reached)
			return push(row)
		})
	})
	if err := errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	run.Progress(job.Progress{Done: int64(rows), Total: int64(rows)})
	text := MailDone
	if o.Schedule != "" {
		text = MailScheduled
	}
	all, err := o.notices(run, text, tell, rows)
	if err != nil {
		return err
	}
	run.Follow(all...)
	return run.Result(made{int64(rows), file.Size, fresh.AsOf, fresh.FinalThrough, fresh.Revision})
}

// count counts the rows, to tell how far an export is.
func (s *Service) count(ctx context.Context, c account.Caller, q *Query) (n int64, err error) {
	err = s.usage.Rows(ctx, q.Rows(c.Reseller), func(usage.Row) error {
		n++
		return ctx.Err()
	})
	return n, err
}
