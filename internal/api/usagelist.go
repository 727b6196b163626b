package api

import (
	"bufio"
	"iter"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// usageList is the answer to a question for the usage of all companies.
type usageList struct {
	*resellerUsageIn // Limit 0: all rows
	Freshness
	framing
	pair   catalog.Pair
	window usage.Window
	final  calendar.Day // the last one that is over
	sum    []byte       // of the question
}

// framing is what stands around the rows of a format.
type framing struct {
	begin, first, between, end, last string
	counted                          bool // the end has the number of rows
}

var (
	jsonFraming  = framing{begin: `,"rows":[`, between: ",", end: "]", last: "}"}
	linesFraming = framing{begin: "}", first: "\n", between: "\n", end: "\n" + `{"end":true`, last: "}\n", counted: true}
)

// write writes the head, rows up to the limit, and the end.
func (l *usageList) write(w *bufio.Writer, rows iter.Seq2[*usageRow, error]) error {
	if _, err := w.Write(append(l.appendHead(nil), l.begin...)); err != nil {
		return err
	}
	var b []byte
	n, next, between := 0, "", l.first
	var last usage.Mark
	for row, err := range rows {
		if err != nil {
			return err
		}
		if n == l.Limit && n > 0 {
			next = cursor(l.sum, last)
			break
		}
		b = l.appendRow(append(b[:0], between...), row)
		if _, err := w.Write(b); err != nil {
			return err
		}
		n, last, between = n+1, row.Mark(), l.between
	}
	_, err := w.Write(l.appendEnd(nil, n, next))
	return err
}

// appendHead writes what is said of the whole answer, without its last brace.
func (l *usageList) appendHead(b []byte) []byte {
	_, to := l.window.Bounds()
	for _, field := range [][2]string{
		{`{"as_of":`, l.AsOf}, {`,"final_through":`, l.FinalThrough}, {`,"status":`, l.status(to)},
		{`,"model":`, l.Model}, {`,"business":`, l.Business}, {`,"interval":`, l.Interval.Interval}, {`,"groupBy":`, l.GroupBy},
	} {
		b = appendText(append(b, field[0]...), field[1])
	}
	b = append(append(b, `,"revision":`...), l.Revision...)
	return appendParts(append(b, `,"metrics":`...), l.pair, func(b []byte, part int) []byte {
		return appendMetrics(b, l.pair.Parts[part].Product)
	})
}

func appendMetrics(b []byte, p *catalog.Product) []byte {
	for i := range p.Metrics {
		b = append(b, "{,"[min(i, 1)])
		b = append(appendText(b, p.Metrics[i].ID), `:{"unit":`...)
		b = append(appendText(b, string(p.Unit)), `,"additive":`...)
		b = append(strconv.AppendBool(b, p.Kind.Additive()), '}')
	}
	return append(b, '}')
}

// The statuses of a period.
const (
	statusFinal       = "final"
	statusProvisional = "provisional"
)

func (l *usageList) status(p usage.Period) string {
	if p.Last() > l.final {
		return statusProvisional
	}
	return statusFinal
}

func (l *usageList) appendRow(b []byte, r *usageRow) []byte {
	b = strconv.AppendInt(append(b, `{"companyId":`...), r.Company, 10)
	b = appendText(append(b, `,"companyName":`...), r.companyName)
	if r.Project != "" {
		b = appendText(append(b, `,"projectId":`...), r.Project)
		b = appendText(append(b, `,"projectName":`...), r.projectName)
	}
	b = appendDateTime(append(b, ','), r.Period)
	b = appendText(append(b, `,"status":`...), l.status(r.Period))
	b = appendParts(append(b, `,"usage":`...), l.pair, func(b []byte, part int) []byte {
		return appendFigures(b, l.pair.Parts[part].Product, &r.Values[part])
	})
	return append(b, '}')
}

// appendEnd writes what follows the rows. Lines tell their number, so that
// whoever has read them knows that there are all.
func (l *usageList) appendEnd(b []byte, n int, next string) []byte {
	b = append(b, l.end...)
	if l.counted {
		b = strconv.AppendInt(append(b, `,"rows":`...), int64(n), 10)
	}
	if next != "" {
		b = appendText(append(b, `,"next":`...), next)
	}
	return append(b, l.last...)
}

// usageListSchema describes the answer in JSON.
func usageListSchema() *huma.Schema {
	status := func(of string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeString, Enum: []any{statusFinal, statusProvisional}, Description: of}
	}
	text := func(what string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: what} }
	row := object(
		field{"companyId", &huma.Schema{Type: huma.TypeInteger, Format: "int64"}}, field{"companyName", text("")},
		field{"dateTime", dateTimeSchema()}, field{"status", status("provisional while the present UTC day is in the period.")},
		field{"usage", pairsSchema(figureSchema)},
	)
	row.Properties["projectId"], row.Properties["projectName"] = text("Only in rows of projects."), text("Empty if the project is no longer there.")
	list := object(
		field{"as_of", text("Every event that was acknowledged before this time is in the figures.")},
		field{"final_through", text("The last UTC day that is over: figures of later days still grow.")},
		field{"status", status("That of the last period asked for.")},
		field{"model", text("")}, field{"business", text("")}, field{"interval", text("")}, field{"groupBy", text("")},
		field{"revision", &huma.Schema{Type: huma.TypeInteger, Format: "int64", Description: "The highest revision of the reseller's figures of the interval: while it is the same, so are they."}},
		field{"metrics", pairsSchema(metricSchema)},
		field{"rows", &huma.Schema{Type: huma.TypeArray, Items: row}},
	)
	list.Properties["next"] = text("The cursor of the rows that follow; absent if there are none.")
	return list
}

func metricSchema() *huma.Schema {
	return object(
		field{"unit", &huma.Schema{Type: huma.TypeString, Enum: []any{string(catalog.Minute), string(catalog.Number)}}},
		field{"additive", &huma.Schema{Type: huma.TypeBoolean, Description: "Whether figures of days add up to those of longer periods."}},
	)
}
