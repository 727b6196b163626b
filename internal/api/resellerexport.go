package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
)

const exportsPath = "/v1/resellers/exports"

func (a *resellerAPI) registerExports() {
	register(a, huma.Operation{
		OperationID: "createExport", Method: http.MethodPost, Path: exportsPath, DefaultStatus: http.StatusAccepted, Tags: []string{tagExports},
		Summary: "Begin an export",
		Description: "A sheet of the usage of all of the reseller's companies, as the console's download page makes it: a row for each day or month, company and, if asked for, project that used something. " +
			"It is made in the background; ask for it until its `state` is `done`. " +
			"At most " + strconv.Itoa(export.MaxOpen) + " may be under way and " + strconv.Itoa(export.MaxKept) + " kept: beyond that it is 409. An export and its file are kept for 7 days after its end.",
	}, a.createExport)
	register(a, huma.Operation{
		OperationID: "listExports", Method: http.MethodGet, Path: exportsPath, Tags: []string{tagExports},
		Summary: "List exports", Description: "All exports that are kept, the newest first, also those that were begun on the console's page.",
	}, a.listExports)
	register(a, huma.Operation{
		OperationID: "readExport", Method: http.MethodGet, Path: exportsPath + "/{exportId}", Tags: []string{tagExports},
		Summary: "Read one export", Description: "An export of another reseller is 404, as one that does not exist.",
	}, a.readExport)
	register(a, huma.Operation{
		OperationID: "exportFile", Method: http.MethodGet, Path: exportsPath + "/{exportId}/file", Errors: []int{http.StatusConflict}, Tags: []string{tagExports},
		Summary: "Download the file of an export", Description: "An export that is not done has none: 409.",
		Responses: map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{
			sheet.CSV.MediaType():   {Schema: &huma.Schema{Type: huma.TypeString}},
			sheet.Excel.MediaType(): {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}},
	}, a.exportFile)
	register(a, huma.Operation{
		OperationID: "deleteExport", Method: http.MethodDelete, Path: exportsPath + "/{exportId}", DefaultStatus: http.StatusNoContent, Tags: []string{tagExports},
		Summary: "Cancel or delete an export", Description: "One that is under way is cancelled, and its state is `cancelled` then; any other is deleted with its file.",
	}, a.deleteExport)
}

type exportJSON struct {
	ID         int64          `json:"id"`
	State      string         `json:"state" enum:"queued,running,done,failed,cancelled"`
	Progress   exportReached  `json:"progress"`
	Rows       *int64         `json:"rows,omitempty" doc:"Of the file, without headers. Only of one that is done, as all below that is not always there."`
	Size       *int64         `json:"size,omitempty" doc:"Of the file, in bytes."`
	CreatedAt  string         `json:"createdAt" format:"date-time"`
	FinishedAt string         `json:"finishedAt,omitempty" format:"date-time" doc:"When it was done, failed or was cancelled."`
	ExpiresAt  string         `json:"expiresAt,omitempty" format:"date-time" doc:"When it is forgotten, with its file."`
	File       string         `json:"file,omitempty" doc:"Path of the file."`
	Error      string         `json:"error,omitempty" doc:"Why it has failed."`
	Query      exportQuestion `json:"query"`
}

type exportReached struct {
	Done  int64 `json:"done" doc:"Rows that are made."`
	Total int64 `json:"total" doc:"Rows to make; 0 while that is not known."`
}

// exportQuestion is what was asked for.
type exportQuestion struct {
	From        string   `json:"from" format:"date"`
	To          string   `json:"to" format:"date"`
	Interval    string   `json:"interval" enum:"daily,monthly"`
	Products    []string `json:"products" nullable:"false"`
	CompanyInfo bool     `json:"companyInfo"`
	Project     bool     `json:"project"`
	Format      string   `json:"format" enum:"xlsx,csv"`
	About       bool     `json:"about"`
	Language    string   `json:"language"`
}

func exportOf(e *export.Export) exportJSON {
	q := &e.Query
	j := exportJSON{
		ID: e.ID, State: string(e.State), Progress: exportReached(e.Progress), CreatedAt: inMilliseconds(e.CreatedAt),
		Query: exportQuestion{q.Window.From.String(), q.Window.To.String(), "daily", export.ProductIDs(q.Products), q.Company, q.Project, string(q.Format), q.About, e.Language},
	}
	if q.Window.Monthly {
		j.Query.Interval = "monthly"
	}
	if e.State.Ended() {
		j.FinishedAt, j.ExpiresAt = inMilliseconds(e.EndedAt), inMilliseconds(e.Expires())
	}
	if e.Why != "" {
		j.Error = locale.For(locale.Tags()[0]).T("export.why."+string(e.Why), "ID", e.ID)
	}
	if e.State == job.Done {
		j.Rows, j.Size, j.File = &e.Rows, &e.Size, pathOf(e.ID)+"/file"
	}
	return j
}

func pathOf(export int64) string { return exportsPath + "/" + strconv.FormatInt(export, 10) }

func inMilliseconds(t time.Time) string {
	return t.UTC().Truncate(time.Millisecond).Format(withMilliseconds)
}

type createExportIn struct {
	OnceHeader
	Body newExport
}

type createExportOut struct {
	Location string `header:"Location" doc:"Where to ask for it."`
	Body     exportJSON
}

func (a *resellerAPI) createExport(ctx context.Context, v visit, in *createExportIn) (*createExportOut, error) {
	q, language, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	e, err := a.Exports.Start(ctx, v.caller, q, language, false)
	if err != nil {
		return nil, err
	}
	return &createExportOut{pathOf(e.ID), exportOf(&e)}, nil
}

type exportList struct {
	Rows  []exportJSON `json:"rows" nullable:"false"`
	Count int          `json:"count"`
}

type listExportsOut struct{ Body exportList }

func (a *resellerAPI) listExports(ctx context.Context, v visit, _ *struct{}) (*listExportsOut, error) {
	all, err := a.Exports.List(ctx, v.caller)
	if err != nil {
		return nil, err
	}
	out := &listExportsOut{exportList{Rows: make([]exportJSON, len(all)), Count: len(all)}}
	for i := range all {
		out.Body.Rows[i] = exportOf(&all[i])
	}
	return out, nil
}

// OfExport is where an operation is about one.
type OfExport struct {
	Export int64 `path:"exportId"`
}

type readExportOut struct{ Body exportJSON }

func (a *resellerAPI) readExport(ctx context.Context, v visit, in *OfExport) (*readExportOut, error) {
	e, err := a.Exports.Find(ctx, v.caller, in.Export)
	if err != nil {
		return nil, err
	}
	return &readExportOut{exportOf(&e)}, nil
}

func (a *resellerAPI) deleteExport(ctx context.Context, v visit, in *OfExport) (*struct{}, error) {
	return nil, a.Exports.Remove(ctx, v.caller, in.Export)
}

func (a *resellerAPI) exportFile(ctx context.Context, v visit, in *OfExport) (*huma.StreamResponse, error) {
	e, err := a.Exports.File(ctx, v.caller, in.Export)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(h huma.Context) { a.sendExport(ctx, h, v.caller, &e) }}, nil
}

// sendExport breaks off when it fails: half a file must not look whole.
func (a *resellerAPI) sendExport(ctx context.Context, h huma.Context, c account.Caller, e *export.Export) {
	e.Headers(h.SetHeader)
	if err := a.Exports.Copy(ctx, h.BodyWriter(), c, e); err != nil {
		a.Log.ErrorContext(ctx, "send an export", "export", e.ID, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// newExport is the body of an export to begin.
type newExport struct {
	_           struct{} `json:"-" additionalProperties:"true"`
	From        text     `json:"from" required:"false" format:"date" doc:"First UTC day, like 2026-08-01."`
	To          text     `json:"to" required:"false" format:"date" doc:"Last UTC day. At most 400 days or 60 months after the first."`
	FromTs      number   `json:"fromTs" required:"false" doc:"Begin in Unix seconds, in the place of from."`
	EndTs       number   `json:"endTs" required:"false" doc:"End in Unix seconds, included, in the place of to."`
	Interval    text     `json:"interval" required:"false" pattern:"^(daily|monthly)$" doc:"What a row stands for, in UTC: daily (default) or monthly."`
	Products    texts    `json:"products" required:"false" doc:"Ids of products, as on the page; all by default."`
	CompanyInfo flag     `json:"companyInfo" required:"false" doc:"Whether rows have the company's name, area and status; default true."`
	Project     flag     `json:"project" required:"false" doc:"Whether there is a row for each project; default true."`
	Format      text     `json:"format" required:"false" pattern:"^(xlsx|csv)$" doc:"xlsx (default) or csv."`
	About       flag     `json:"about" required:"false" doc:"Whether a sheet that says what is in the file, as of when and by what rules, comes first; default false. CSV has none."`
	Language    text     `json:"language" required:"false" doc:"Of the column titles: en (default) or zh-Hans."`
}
