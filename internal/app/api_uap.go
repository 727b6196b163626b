package app

import (
	"context"

	"reseller-console/client"
)

type apiUAP struct {
	Enable apiUAPEnable `cmd:"" help:"Enable something for a project; what is enabled already stays so."`
}

type apiUAPEnable struct {
	ofProject
	Type   string `required:"" enum:"miniapp,cdn,cloudRecording" help:"What to enable: miniapp, cdn or cloudRecording."`
	Region string `required:"" enum:"china,outside" help:"Where: china or outside."`
}

// Run is called by kong.
func (c *apiUAPEnable) Run(ctx context.Context, p Process) error {
	what := map[string]int{"miniapp": client.MiniApp, "cdn": client.CDN, "cloudRecording": client.CloudRecording}[c.Type]
	where := map[string]int{"china": client.InChina, "outside": client.OutsideChina}[c.Region]
	return answer(ctx, p, c.remote, func(api *client.Client) (client.UAP, error) {
		return api.EnableUAP(ctx, c.Company, c.Project, what, where)
	})
}
