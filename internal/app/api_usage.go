package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"reseller-console/client"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

type apiUsage struct {
	ofCompany
	shown
	Project  string `help:"Id of a project, to read its usage only." placeholder:"ID"`
	Business string `default:"default" enum:"default,recording,cloudRecording,miniapp,rtm" help:"What was used: default (real-time video and audio, and transcoding), recording (on-premise), cloudRecording, miniapp or rtm; default ${default}."`
	Model    string `default:"duration" enum:"duration,transcoding,counter" help:"How it is counted: duration (minutes), transcoding (peaks) or counter (users); default ${default}."`
	From     string `required:"" help:"First day, 2006-01-02 in UTC." placeholder:"DAY"`
	To       string `required:"" help:"Last day." placeholder:"DAY"`
	Interval string `default:"daily" enum:"daily,monthly" help:"By day or by month: daily or monthly; default ${default}."`
}

// Validate is called by kong.
func (c *apiUsage) Validate() error {
	if _, known := catalog.PairOf(c.Business, c.Model); !known {
		var pairs []string
		for _, pair := range catalog.Pairs() {
			pairs = append(pairs, "--business "+pair.Business+" --model "+pair.Model)
		}
		return fmt.Errorf("--business %s has no --model %s; there are: %s", c.Business, c.Model, strings.Join(pairs, ", "))
	}
	_, err := c.question()
	return err
}

// Run is called by kong.
func (c *apiUsage) Run(ctx context.Context, p Process) error {
	question, err := c.question()
	if err != nil {
		return err
	}
	return c.with(ctx, p, func(api *client.Client) error {
		used, err := c.ask(ctx, api, question)
		if err != nil {
			return err
		}
		if c.Output == "json" {
			return showJSON(p, used)
		}
		return showTable(p, usageHead(used.Periods), usageRows(used.Periods))
	})
}

func (c *apiUsage) question() (client.Question, error) {
	from, err := calendar.ParseDay(c.From)
	if err != nil {
		return client.Question{}, fmt.Errorf("--from: %w", err)
	}
	to, err := calendar.ParseDay(c.To)
	if err != nil {
		return client.Question{}, fmt.Errorf("--to: %w", err)
	}
	if to < from {
		return client.Question{}, fmt.Errorf("--to must be the day of --from, %s, or a later one, but is %s", from, to)
	}
	kind := client.Kind{Business: c.Business, Model: c.Model}
	return client.Question{Kind: kind, From: from.Start(), To: to.Start(), Monthly: c.Interval == "monthly"}, nil
}

func (c *apiUsage) ask(ctx context.Context, api *client.Client, q client.Question) (client.Usage, error) {
	if c.Project != "" {
		return api.ProjectUsage(ctx, c.Company, c.Project, q)
	}
	return api.CompanyUsage(ctx, c.Company, q)
}

// usageHead names the columns of usage: the figures that all periods have.
func usageHead(periods []client.Period) []string {
	head := []string{"FIRST-DAY"}
	for _, group := range groupsOf(periods[:min(1, len(periods))]...) {
		for _, name := range slices.Sorted(maps.Keys(group.figures)) {
			head = append(head, group.prefix+name)
		}
	}
	return head
}

func usageRows(periods []client.Period) [][]any {
	rows := make([][]any, len(periods))
	for i, period := range periods {
		rows[i] = []any{period.First.Format(time.DateOnly)}
		for _, group := range groupsOf(period) {
			for _, name := range slices.Sorted(maps.Keys(group.figures)) {
				rows[i] = append(rows[i], group.figures[name])
			}
		}
	}
	return rows
}

type figureGroup struct {
	prefix  string // tells figures of groups apart that share names
	figures map[string]int64
}

func groupsOf(periods ...client.Period) (all []figureGroup) {
	for _, p := range periods {
		all = append(all, figureGroup{"", p.Figures}, figureGroup{"transcodeDuration.", p.TranscodeDuration}, figureGroup{"concurrentChannel.", p.ConcurrentChannel})
	}
	return all
}
