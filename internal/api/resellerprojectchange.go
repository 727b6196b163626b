package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func (a *resellerAPI) registerProjectChanges() {
	const one = projectsPath + "/{projectId}"
	register(a, huma.Operation{
		OperationID: "readProject", Method: http.MethodGet, Path: one, Tags: []string{tagProjects},
		Summary: "Read one project", Description: "A deleted project, too.",
	}, a.readProject)
	register(a, huma.Operation{
		OperationID: "updateProject", Method: http.MethodPatch, Path: one, Errors: []int{http.StatusConflict}, Tags: []string{tagProjects},
		Summary: "Rename, disable or enable a project",
		Description: "What is not sent stays as it is. A deleted project is 409: it does not come back. " +
			"With `If-Match` it is changed only if nobody else has changed it since it was read.",
	}, a.updateProject)
	register(a, huma.Operation{
		OperationID: "deleteProject", Method: http.MethodDelete, Path: one, DefaultStatus: http.StatusNoContent, Errors: []int{http.StatusPreconditionFailed}, Tags: []string{tagProjects},
		Summary: "Delete a project", Description: "The project gets the status -1, for good. It goes on counting towards `appLimit`, and its usage stays. One that is deleted already stays so.",
	}, a.deleteProject)
}

type oneProjectOut struct {
	Versioned
	Body projectJSON
}

func oneProject(p *company.Project) *oneProjectOut {
	return &oneProjectOut{versioned(p.Version), projectOf(p)}
}

type readProjectIn struct{ OfProject }

func (a *resellerAPI) readProject(ctx context.Context, v visit, in *readProjectIn) (*oneProjectOut, error) {
	found, err := a.Companies.Project(ctx, v.caller, in.Company, in.Project)
	if err != nil {
		return nil, err
	}
	return oneProject(&found), nil
}

// projectPatch is what a project is changed to.
type projectPatch struct {
	_      struct{} `json:"-" additionalProperties:"true"`
	Name   text     `json:"name" required:"false" minLength:"1" maxLength:"255"`
	Status number   `json:"status" required:"false" doc:"0 disabled, 1 enabled."`
}

type updateProjectIn struct {
	OfProject
	IfMatch
	Body projectPatch
}

func (a *resellerAPI) updateProject(ctx context.Context, v visit, in *updateProjectIn) (*oneProjectOut, error) {
	var wrong []fault.Field
	in.Body.Name.check(&wrong, "name", "a string")
	in.Body.Status.check(&wrong, "status", "0 (disabled) or 1 (enabled)")
	if err := unreadable(wrong); err != nil {
		return nil, err
	}
	wanted := company.ProjectUpdate{Name: in.Body.Name.sentOrNil(), Status: (*company.ProjectStatus)(in.Body.Status.sentOrNil())}
	now, err := a.Companies.UpdateProject(ctx, v.caller, in.Company, in.Project, wanted, in.versions())
	if err != nil {
		return nil, err
	}
	return oneProject(&now), nil
}

type deleteProjectIn struct {
	OfProject
	IfMatch
}

func (a *resellerAPI) deleteProject(ctx context.Context, v visit, in *deleteProjectIn) (*nothing, error) {
	return nil, a.Companies.DeleteProject(ctx, v.caller, in.Company, in.Project, in.versions())
}
