package app

import (
	"context"
	"iter"
	"time"

	"reseller-console/client"
)

type apiProjects struct {
	List   apiProjectsList  `cmd:"" help:"List the projects of a company, deleted ones too."`
	Create apiProjectCreate `cmd:"" help:"Create a project of a company."`
	Update apiProjectUpdate `cmd:"" help:"Rename, enable or disable a project."`
	Delete apiProjectDelete `cmd:"" help:"Delete a project, for good."`
}

type apiProjectsList struct {
	ofCompany
	shown
}

// Run is called by kong.
func (c *apiProjectsList) Run(ctx context.Context, p Process) error {
	return c.with(ctx, p, func(api *client.Client) error {
		all, err := collect(api.Projects(ctx, c.Company))
		if err != nil {
			return err
		}
		return show(p, c.shown, all, "ID NAME STATUS CREATED", func(one client.Project) []any {
			return []any{one.ID, one.Name, one.Status, one.Created.Format(time.RFC3339)}
		})
	})
}

// collect takes a list to its end.
func collect[T any](list iter.Seq2[T, error]) (all []T, err error) {
	for one, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

type apiProjectCreate struct {
	ofCompany
	Name string `required:"" help:"Name in 1 to 255 characters."`
}

// Run is called by kong.
func (c *apiProjectCreate) Run(ctx context.Context, p Process) error {
	return answer(ctx, p, c.remote, func(api *client.Client) (client.Project, error) {
		return api.CreateProject(ctx, c.Company, c.Name)
	})
}

// ofProject are the settings of commands about one project.
type ofProject struct {
	ofCompany
	Project string `arg:"" help:"Id of the project."`
}

type apiProjectUpdate struct {
	ofProject
	Name    *string `help:"Name in 1 to 255 characters."`
	Enable  bool    `xor:"status" help:"Let it be used again."`
	Disable bool    `xor:"status" help:"Let it not be used."`
}

// Run is called by kong.
func (c *apiProjectUpdate) Run(ctx context.Context, p Process) error {
	update := client.ProjectUpdate{Name: c.Name}
	switch {
	case c.Enable:
		update.Status = new(1)
	case c.Disable:
		update.Status = new(0)
	}
	return answer(ctx, p, c.remote, func(api *client.Client) (client.Project, error) {
		return api.UpdateProject(ctx, c.Company, c.Project, update)
	})
}

type apiProjectDelete struct{ ofProject }

// Run is called by kong.
func (c *apiProjectDelete) Run(ctx context.Context, p Process) error {
	return done(ctx, p, c.remote, func(api *client.Client) error { return api.DeleteProject(ctx, c.Company, c.Project) }, "project %s is deleted", c.Project)
}
