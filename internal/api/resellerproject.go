package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

const projectsPath = companiesPath + "/{companyId}/projects"

func (a *resellerAPI) registerProjects() {
	register(a, huma.Operation{
		OperationID: "createProject", Method: http.MethodPost, Path: projectsPath, DefaultStatus: http.StatusCreated, Tags: []string{tagProjects},
		Summary:     "Create a project",
		Description: "The project is enabled at once. Beyond the company's `appLimit`, for which deleted projects count too, it is 400.",
	}, a.createProject)
	register(a, huma.Operation{
		OperationID: "listProjects", Method: http.MethodGet, Path: projectsPath, Tags: []string{tagProjects},
		Summary: "List the projects of a company", Description: "All projects by id, deleted ones too.",
	}, a.listProjects)
	register(a, huma.Operation{
		OperationID: "enableUAP", Method: http.MethodPost, Path: projectsPath + "/{projectId}/uap", DefaultStatus: http.StatusOK, Tags: []string{tagProjects},
		Summary: "Enable UAP self-service", Description: "What is enabled already stays as it is: the answer is the same. A deleted project is 409.",
	}, a.enableUAP)
}

// OfCompany and OfProject are where an operation is about one.
type OfCompany struct {
	Company int64 `path:"companyId" doc:"Number of the company, its CID."`
}

type OfProject struct {
	OfCompany
	Project string `path:"projectId" doc:"Id of the project."`
}

type projectJSON struct {
	ID      string `json:"id" doc:"Short, and safe in URLs."`
	Name    string `json:"name"`
	Status  int    `json:"status" enum:"-1,0,1" doc:"-1 deleted, 0 disabled, 1 enabled."`
	Created string `json:"created" format:"date-time"`
}

// withMilliseconds is RFC 3339 as the API writes it, always in UTC.
const withMilliseconds = "2006-01-02T15:04:05.000Z"

func withTime(t time.Time) string { return t.UTC().Truncate(time.Millisecond).Format(withMilliseconds) }

func projectOf(p *company.Project) projectJSON {
	return projectJSON{p.ID, p.Name, int(p.Status), withTime(p.CreatedAt)}
}

type newProject struct {
	_    struct{} `json:"-" additionalProperties:"true"`
	Name text     `json:"name" minLength:"1" maxLength:"255"`
}

type createProjectIn struct {
	OnceHeader
	OfCompany
	Body newProject
}

type projectOut struct{ Body projectJSON }

func (a *resellerAPI) createProject(ctx context.Context, v visit, in *createProjectIn) (*projectOut, error) {
	var wrong []fault.Field
	in.Body.Name.check(&wrong, "name", "a string")
	if err := unreadable(wrong); err != nil {
		return nil, err
	}
	made, err := a.Companies.AddProject(ctx, v.caller, in.Company, in.Body.Name.value)
	if err != nil {
		return nil, err
	}
	return &projectOut{projectOf(&made)}, nil
}

type listProjectsIn struct {
	OfCompany
	Paging
}

type projectList struct {
	Rows  []projectJSON `json:"rows" nullable:"false"`
	Count int           `json:"count" doc:"All projects of the company, on all pages."`
}

type listProjectsOut struct{ Body projectList }

func (a *resellerAPI) listProjects(ctx context.Context, v visit, in *listProjectsIn) (*listProjectsOut, error) {
	some, count, err := a.Companies.ProjectPage(ctx, v.caller, in.Company, in.Limit, in.Offset)
	if err != nil {
		return nil, err
	}
	out := &listProjectsOut{projectList{Rows: make([]projectJSON, len(some)), Count: count}}
	for i := range some {
		out.Body.Rows[i] = projectOf(&some[i])
	}
	return out, nil
}

type uapJSON struct {
	ID          int64  `json:"id" doc:"Number of the enablement."`
	TypeID      int    `json:"typeId" enum:"1,3,7"`
	ProjectName string `json:"projectName"`
	Status      int    `json:"status" enum:"0,1" doc:"0 disabled, 1 enabled."`
	Region      int    `json:"region" enum:"1,2"`
}

type newUAP struct {
	_      struct{} `json:"-" additionalProperties:"true"`
	TypeID number   `json:"typeId" doc:"1 mini app, 3 CDN live streaming, 7 cloud recording."`
	Region number   `json:"region" doc:"1 China, 2 outside China."`
}

type enableUAPIn struct {
	OnceHeader
	OfProject
	Body newUAP
}

type uapOut struct{ Body uapJSON }

// uapEnabled is the status of what is enabled.
const uapEnabled = 1

func (a *resellerAPI) enableUAP(ctx context.Context, v visit, in *enableUAPIn) (*uapOut, error) {
	var wrong []fault.Field
	in.Body.TypeID.check(&wrong, "typeId", "a number")
	in.Body.Region.check(&wrong, "region", "a number")
	if err := unreadable(wrong); err != nil {
		return nil, err
	}
	u, project, err := a.Companies.EnableUAP(ctx, v.caller, in.Company,
		company.UAP{Project: in.Project, Type: company.UAPType(in.Body.TypeID.value), Region: in.Body.Region.value})
	if err != nil {
		return nil, err
	}
	return &uapOut{uapJSON{u.ID, int(u.Type), project.Name, uapEnabled, u.Region}}, nil
}
