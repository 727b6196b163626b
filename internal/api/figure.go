package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

func (a *resellerAPI) registerFigures() {
	const what = "One element for each day or month that the interval touches, oldest first, zeros included; each is answered whole. " +
		"At most 400 days or 60 months. The figures are those of the console's pages. Minutes add up over days; peaks and active users do not."
	register(a, huma.Operation{
		OperationID: "companyUsage", Method: http.MethodGet, Path: companiesPath + "/{companyId}/usage", Tags: []string{tagUsage},
		Summary: "Usage of a company", Description: what,
	}, func(ctx context.Context, v visit, in *companyUsageIn) (*figuresOut, error) {
		if err := a.Companies.Check(ctx, v.caller, in.Company); err != nil {
			return nil, err
		}
		return a.figures(ctx, &in.Interval, usage.Owner{Reseller: v.caller.Reseller, Company: in.Company})
	})
	register(a, huma.Operation{
		OperationID: "projectUsage", Method: http.MethodGet, Path: projectsPath + "/{projectId}/usage", Tags: []string{tagUsage},
		Summary: "Usage of a project", Description: what,
	}, func(ctx context.Context, v visit, in *projectUsageIn) (*figuresOut, error) {
		owner, err := a.Companies.CompanyOf(ctx, v.caller, in.Project)
		if err != nil {
			return nil, err
		}
		if owner.ID != in.Company {
			return nil, fault.New(fault.NotFound, "There is no project %q of company %d.", in.Project, in.Company)
		}
		return a.figures(ctx, &in.Interval, usage.Owner{Reseller: v.caller.Reseller, Company: in.Company, Project: in.Project})
	})
}

// Interval is what is asked for. The greatest times are those whose days can
// be written with four digits for the year.
type Interval struct {
	Model    string `query:"model" required:"true" enum:"duration,transcoding,counter" doc:"duration: minutes; transcoding: peaks; counter: users."`
	Business string `query:"business" required:"true" enum:"default,recording,cloudRecording,miniapp,rtm" doc:"default: real-time video and audio, and transcoding; recording: on-premise recording. Not every business has every model."`
	FromTs   int64  `query:"fromTs" required:"true" minimum:"0" maximum:"250000000000" doc:"Begin, in Unix seconds."`
	EndTs    int64  `query:"endTs" required:"true" minimum:"0" maximum:"250000000000" doc:"End, in Unix seconds; included."`
	Interval string `query:"interval" required:"true" enum:"daily,monthly" doc:"What an element stands for, in UTC."`
}

type companyUsageIn struct {
	OfCompany
	Interval
}

type projectUsageIn struct {
	OfProject
	Interval
}

type figuresOut struct {
	Freshness
	Body figureList
}

// Freshness is that of usage.Freshness, in headers.
type Freshness struct {
	AsOf         string `header:"Usage-As-Of" doc:"Every event that was acknowledged before this time is in the figures."`
	FinalThrough string `header:"Usage-Final-Through" doc:"The last UTC day that is over: figures of later days still grow."`
	Revision     string `header:"Usage-Revision" doc:"The highest revision of the figures: while it is the same, so are they."`
}

func (f *Freshness) set(name, value string) {
	switch name {
	case "Usage-As-Of":
		f.AsOf = value
	case "Usage-Final-Through":
		f.FinalThrough = value
	case "Usage-Revision":
		f.Revision = value
	}
}

// read returns what is asked for.
func (i *Interval) read() (catalog.Pair, usage.Window, error) {
	pair, ok := catalog.PairOf(i.Business, i.Model)
	if !ok {
		return pair, usage.Window{}, fault.New(fault.Invalid, "The business %s has no model %s: there are %s.", i.Business, i.Model, knownPairs()).
			With("model", "a model of that business", i.Model)
	}
	if i.FromTs > i.EndTs {
		return pair, usage.Window{}, fault.New(fault.Invalid, "fromTs must not be after endTs.").With("fromTs", "at most endTs", i.FromTs)
	}
	w := usage.Window{From: dayOf(i.FromTs), To: dayOf(i.EndTs), Monthly: i.Interval == "monthly"}
	if err := w.Check(); err != nil {
		return pair, w, fault.Wrap(fault.Invalid, err, "The interval spans more than %d days or %d months.", usage.MaxDays, usage.MaxMonths).
			With("endTs", "at most 400 days or 60 months after fromTs", i.EndTs)
	}
	return pair, w, nil
}

func dayOf(seconds int64) calendar.Day { return calendar.DayOf(time.Unix(seconds, 0)) }

func knownPairs() string {
	all := make([]string, len(catalog.Pairs()))
	for i, p := range catalog.Pairs() {
		all[i] = p.Business + " " + p.Model
	}
	return strings.Join(all, ", ")
}

// figureQuestion is what an answer with figures is remembered under. Whose they
// are is part of it.
type figureQuestion struct {
	owner           usage.Owner
	business, model string
	window          usage.Window
}

// figureAnswer is the text of an answer, and what of its freshness does not
// depend on the time.
type figureAnswer struct {
	text     figureList
	revision int64
}

// maxAnswers is how many bytes of answers with figures are remembered: those of
// about 800 companies' years.
const maxAnswers = 32 << 20

// figures answers with what was found before, if no event came since.
func (a *resellerAPI) figures(ctx context.Context, i *Interval, owner usage.Owner) (*figuresOut, error) {
	pair, window, err := i.read()
	if err != nil {
		return nil, err
	}
	fresh := a.Usage.Freshness()
	commits, err := a.Usage.Commits(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := a.answers.Get(ctx, commits, figureQuestion{owner, pair.Business, pair.Model, window}, func() (figureAnswer, int, error) {
		found, err := a.findFigures(ctx, pair, owner, window)
		return found, len(found.text), err
	})
	if err != nil {
		return nil, err
	}
	out := &figuresOut{Body: answer.text}
	fresh.Revision = answer.revision
	fresh.Headers(out.set)
	return out, nil
}

func (a *resellerAPI) findFigures(ctx context.Context, pair catalog.Pair, owner usage.Owner, window usage.Window) (figureAnswer, error) {
	var fresh usage.Freshness
	var all [][]usage.Point
	for _, part := range pair.Parts {
		series, err := a.Usage.Series(ctx, usage.Query{Owner: owner, Product: part.Product, Window: window})
		if err != nil {
			return figureAnswer{}, err
		}
		fresh = fresh.Of(series)
		all = append(all, series)
	}
	return figureAnswer{newFigureList(pair, all), fresh.Revision}, nil
}

// figureList is the answer to a question for usage, as JSON.
type figureList []byte

// newFigureList writes a series for each part of the pair, all of the same
// periods.
func newFigureList(pair catalog.Pair, series [][]usage.Point) figureList {
	b := make([]byte, 0, 2+len(series[0])*len(series)*200)
	b = append(b, '[')
	for i := range series[0] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '{')
		b = appendDateTime(b, series[0][i].Period)
		b = append(b, `,"usage":`...)
		b = appendParts(b, pair, func(b []byte, part int) []byte {
			return appendFigures(b, pair.Parts[part].Product, &series[part][i].Values)
		})
		b = append(b, '}')
	}
	return slices.Clone(append(b, ']'))
}

func appendDateTime(b []byte, p usage.Period) []byte {
	b = append(b, `"dateTime":"`...)
	b = append(b, p.First().String()...)
	return append(b, ` 00:00:00"`...)
}

// appendParts writes what one writes of each part of a pair: alone, or under
// the part's name.
func appendParts(b []byte, pair catalog.Pair, one func(b []byte, part int) []byte) []byte {
	if pair.Parts[0].Name == "" {
		return one(b, 0)
	}
	for i, part := range pair.Parts {
		b = append(b, "{,"[min(i, 1)])
		b = append(append(append(b, '"'), part.Name...), `":`...)
		b = one(b, i)
	}
	return append(b, '}')
}

func appendFigures(b []byte, p *catalog.Product, v *catalog.Values) []byte {
	for i := range p.Metrics {
		b = append(b, "{,"[min(i, 1)])
		b = append(append(append(b, '"'), p.Metrics[i].ID...), `":`...)
		b = strconv.AppendInt(b, p.Metrics[i].Of(v), 10)
	}
	return append(b, '}')
}
