package api

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
)

// Example is an exchange that the document shows. A test has them answered, in
// this order.
type Example struct {
	Operation string // its id
	Target    string // path and query
	Body      string // empty: none
	Status    int
	Answer    string
}

// Examples returns one for each operation.
func Examples() []Example {
	const (
		company  = `{"id":200001,"name":"Acme Live","country":"DE","area":"Non-CN","appLimit":10,"memberLimit":10,"industry":3,"interest":2,"environment":1,"status":0}`
		project  = `{"id":"u_gRV4g0","name":"Classroom","status":1,"created":"2026-08-31T12:00:00.000Z"}`
		usage    = `?model=duration&business=default&fromTs=1788048000&endTs=1788134400&interval=daily`
		projects = companiesPath + "/200001/projects"
	)
	return []Example{
		{"createCompany", companiesPath, `{"companyName":"Acme Live","email":"ann@acme.example","firstName":"Ann","lastName":"Lee","country":"DE","area":"Non-CN","industry":3,"interest":"2"}`,
			201, company},
		{"listCompanies", companiesPath + "?limit=20&offset=0", "", 200, `{"rows":[` + company + `],"count":1}`},
		{"readCompany", companiesPath + "/200001", "", 200, company},
		{"createProject", projects, `{"name":"Classroom"}`, 201, project},
		{"listProjects", projects, "", 200, `{"rows":[` + project + `],"count":1}`},
		{"enableUAP", projects + "/u_gRV4g0/uap", `{"typeId":7,"region":2}`, 200, `{"id":1,"typeId":7,"projectName":"Classroom","status":1,"region":2}`},
		{"companyUsage", companiesPath + "/200001/usage" + usage, "", 200,
			`[{"dateTime":"2026-08-30 00:00:00","usage":{"audioAll":0,"videoAll":0,"sdAll":0,"hdAll":0,"hdpAll":0}},` +
				`{"dateTime":"2026-08-31 00:00:00","usage":{"audioAll":80,"videoAll":60,"sdAll":0,"hdAll":60,"hdpAll":0}}]`},
		{"projectUsage", projects + "/u_gRV4g0/usage?model=counter&business=rtm&fromTs=1788134400&endTs=1788134400&interval=monthly", "", 200,
			`[{"dateTime":"2026-08-01 00:00:00","usage":{"dau":1}}]`},
		{"createExport", exportsPath, `{"from":"2026-08-01","to":"2026-08-31","interval":"monthly","products":["rtm"],"project":false,"format":"csv"}`,
			202, exportBegun + exportQuery},
		{"readExport", exportsPath + "/1", "", 200, exportDone + exportQuery},
		{"listExports", exportsPath, "", 200, `{"rows":[` + exportDone + exportQuery + `],"count":1}`},
		{"exportFile", exportsPath + "/1/file", "", 200, exportFile},
		{"deleteExport", exportsPath + "/1", "", 204, ""},
	}
}

// The export of the examples: as it begins, as it ends, what it was asked for,
// and its file.
const (
	exportBegun = `{"id":1,"state":"queued","progress":{"done":0,"total":0},"createdAt":"2026-08-31T12:00:00.000Z"`
	exportDone  = `{"id":1,"state":"done","progress":{"done":1,"total":1},"rows":1,"size":123,"createdAt":"2026-08-31T12:00:00.000Z",` +
		`"finishedAt":"2026-08-31T12:00:00.000Z","expiresAt":"2026-09-07T12:00:00.000Z","file":"/v1/resellers/exports/1/file"`
	exportQuery = `,"query":{"from":"2026-08-01","to":"2026-08-31","interval":"monthly","products":["rtm"],"companyInfo":true,"project":false,"format":"csv","language":"en"}}`
	exportFile  = "\uFEFFMonth,CID,Company,Area,Status,Real-time Messaging (RTM): Active users (number)\n2026-08,200001,Acme Live,Non-CN,Normal,1\n"
)

// illustrate adds its example to an operation.
func illustrate(op *huma.Operation) {
	for _, e := range Examples() {
		if e.Operation != op.OperationID {
			continue
		}
		if op.RequestBody != nil {
			op.RequestBody.Content[mediaJSON].Example = plain(e.Body)
		}
		for media, content := range op.Responses[strconv.Itoa(e.Status)].Content {
			switch {
			case media == mediaJSON:
				content.Example = plain(e.Answer)
			case strings.HasPrefix(media, "text/"):
				content.Example = e.Answer
			}
		}
		for _, p := range op.Parameters {
			p.Example = argument(e.Target, op.Path, p)
		}
	}
}

// plain is what a JSON text says.
func plain(text string) (value any) {
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		panic(err) // a text of ours
	}
	return value
}

// argument returns a parameter's value in a target of that path; nil if the
// target does without.
func argument(target, path string, p *huma.Param) any {
	u, err := url.Parse(target)
	if err != nil {
		panic(err) // a text of ours
	}
	value := u.Query().Get(p.Name)
	names, parts := strings.Split(path, "/"), strings.Split(u.Path, "/")
	for i, name := range names {
		if name == "{"+p.Name+"}" {
			value = parts[i]
		}
	}
	if value == "" {
		return nil
	}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && p.Schema.Type == huma.TypeInteger {
		return n
	}
	return value
}
