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
}

type apiProjectsList struct {
	remote
	shown
	Company int64 `arg:"" name:"cid" help:"CID of the company."`
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
	remote
	Company int64  `arg:"" name:"cid" help:"CID of the company."`
	Name    string `required:"" help:"Name in 1 to 255 characters."`
}

// Run is called by kong.
func (c *apiProjectCreate) Run(ctx context.Context, p Process) error {
	return c.with(ctx, p, func(api *client.Client) error {
		made, err := api.CreateProject(ctx, c.Company, c.Name)
		if err != nil {
			return err
		}
		return showJSON(p, made)
	})
}

type apiUAP struct {
	Enable apiUAPEnable `cmd:"" help:"Enable something for a project; what is enabled already stays so."`
}

type apiUAPEnable struct {
	remote
	Company int64  `arg:"" name:"cid" help:"CID of the company."`
	Project string `arg:"" help:"Id of the project."`
	Type    string `required:"" enum:"miniapp,cdn,cloudRecording" help:"What to enable: miniapp, cdn or cloudRecording."`
	Region  string `required:"" enum:"china,outside" help:"Where: china or outside."`
}

// Run is called by kong.
func (c *apiUAPEnable) Run(ctx context.Context, p Process) error {
	what := map[string]int{"miniapp": client.MiniApp, "cdn": client.CDN, "cloudRecording": client.CloudRecording}[c.Type]
	where := map[string]int{"china": client.InChina, "outside": client.OutsideChina}[c.Region]
	return c.with(ctx, p, func(api *client.Client) error {
		enabled, err := api.EnableUAP(ctx, c.Company, c.Project, what, where)
		if err != nil {
			return err
		}
		return showJSON(p, enabled)
	})
}
