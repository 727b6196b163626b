package api

import (
	"bufio"
	"cmp"
	"context"
	"iter"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/negotiation"

	"reseller-console/internal/usage"
)

const resellerUsagePath = "/v1/resellers/usage"

func (a *resellerAPI) registerResellerUsage() {
	register(a, huma.Operation{
		OperationID: "resellerUsage", Method: http.MethodGet, Path: resellerUsagePath, Tags: []string{tagUsage},
		Summary: "Usage of all companies",
		Description: "A row for each day or month, and each company that the reseller holds or each of its projects, in that order. Periods without usage are left out; " +
			"all figures are those of the usage of the company or the project.\n\n" +
			"`metrics` says once, in the place of each figure, its unit and whether days may be added up. `status` is `provisional` while the present UTC day is in the period, or in any that is asked for; what is `final` is changed by late events and corrections only.\n\n" +
			"In JSON there are 1000 rows in an answer unless `limit` says otherwise, and `next` if there are more: send it as `cursor`, with the rest of the question as it was. " +
			"Cursors stay good whatever comes in; rows that appear before the cursor are not seen by going on from it. `revision` tells whether anything of the reseller's figures of the interval has changed in between.\n\n" +
			"With `Accept: application/x-ndjson` or `format=ndjson` the answer is lines, all in one answer unless there is a `limit`: the head without `rows`, a line for each row, " +
			"and at last one with `end`, the number of rows and perhaps `next`. An answer without that line was cut off.",
		Responses: map[string]*huma.Response{"200": {Content: map[string]*huma.MediaType{
			mediaJSON:  {Schema: usageListSchema()},
			mediaLines: {Schema: &huma.Schema{Type: huma.TypeString, Description: "A JSON object in each line."}},
		}}},
	}, a.resellerUsage)
}

type resellerUsageIn struct {
	Interval
	GroupBy string `query:"groupBy" enum:"company,project" default:"company" doc:"What a row stands for."`
	Limit   int    `query:"limit" minimum:"1" maximum:"10000" doc:"How many rows are answered at most: in JSON 1000 if it is left out, in lines all."`
	Cursor  string `query:"cursor" doc:"next of the answer before."`
	Format  string `query:"format" enum:"json,ndjson" doc:"Instead of the header Accept."`
}

const (
	defaultRows = 1000 // of an answer in JSON
	mostChunk   = 1001 // rows that are in memory at a time: a usual answer and one more
)

// streamOut is an answer that is sent as it is made.
type streamOut struct {
	Freshness
	ContentType string `header:"Content-Type" hidden:"true"`
	Body        func(huma.Context)
}

func (a *resellerAPI) resellerUsage(ctx context.Context, v visit, in *resellerUsageIn) (*streamOut, error) {
	pair, window, err := in.Interval.read()
	if err != nil {
		return nil, err
	}
	q := usage.PageQuery{Reseller: v.caller.Reseller, Window: window, ByProject: in.GroupBy == "project"}
	for _, part := range pair.Parts {
		q.Products = append(q.Products, part.Product)
	}
	sum := sumOf(q.Reseller, in.Business, in.Model, in.GroupBy, window)
	if q.After, err = parseCursor(sum, in.Cursor); err != nil {
		return nil, err
	}
	fresh, err := a.Usage.RowsFreshness(ctx, usage.RowQuery{Owner: usage.Owner{Reseller: q.Reseller}, Window: window, Products: q.Products})
	if err != nil {
		return nil, err
	}
	out := &streamOut{ContentType: in.media(v)}
	fresh.Headers(out.set)
	list := &usageList{resellerUsageIn: in, Freshness: out.Freshness, pair: pair, window: window, final: fresh.FinalThrough, sum: sum}
	if out.ContentType == mediaLines {
		list.framing = linesFraming
	} else {
		list.framing = jsonFraming
		list.Limit = cmp.Or(list.Limit, defaultRows)
	}
	q.Limit = chunkOf(list.Limit)
	out.Body = stream(func(w *bufio.Writer) error { return list.write(w, a.usageRows(ctx, v, q)) })
	return out, nil
}

// media is the format that is asked for.
func (in *resellerUsageIn) media(v visit) string {
	if in.Format == "ndjson" || in.Format == "" && negotiation.SelectQValue(v.accept, []string{mediaJSON, mediaLines}) == mediaLines {
		return mediaLines
	}
	return mediaJSON
}

// chunkOf is how many rows to read at a time for an answer of at most limit, or
// without one: one more than it has, to see whether there are more.
func chunkOf(limit int) int {
	if limit == 0 {
		return mostChunk
	}
	return min(limit+1, mostChunk)
}

// usageRow is a row with the names of what it is about.
type usageRow struct {
	usage.Row
	companyName, projectName string
}

// usageRows yields the rows of companies that the caller holds now, from the
// query's mark on.
func (a *resellerAPI) usageRows(ctx context.Context, v visit, q usage.PageQuery) iter.Seq2[*usageRow, error] {
	return func(yield func(*usageRow, error) bool) {
		for {
			page, err := a.Usage.Page(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			rows, err := a.named(ctx, v, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range rows {
				if !yield(&rows[i], nil) {
					return
				}
			}
			if len(page) < q.Limit {
				return
			}
			q.After = page[q.Limit-1].Mark()
		}
	}
}

// named leaves out the rows of companies that the caller no longer holds, as
// the usage of one company does, and looks up the names of the others.
func (a *resellerAPI) named(ctx context.Context, v visit, page []usage.Row) ([]usageRow, error) {
	companies, projects := make([]int64, len(page)), make([]string, len(page))
	for i := range page {
		companies[i], projects[i] = page[i].Company, page[i].Project
	}
	companyNames, err := a.Companies.CompanyNamesOf(ctx, v.caller, distinct(companies))
	if err != nil {
		return nil, err
	}
	projectNames, err := a.Companies.ProjectNamesOf(ctx, v.caller, distinct(projects))
	if err != nil {
		return nil, err
	}
	rows := make([]usageRow, 0, len(page))
	for _, row := range page {
		if name, held := companyNames[row.Company]; held {
			rows = append(rows, usageRow{row, name, projectNames[row.Project]})
		}
	}
	return rows, nil
}

// distinct returns what there is but the zero value, once each.
func distinct[T cmp.Ordered](all []T) []T {
	slices.Sort(all)
	all = slices.Compact(all)
	var zero T
	if len(all) > 0 && all[0] == zero {
		return all[1:]
	}
	return all
}
