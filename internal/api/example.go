package api

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"reseller-console/internal/sheet"
)

// Example is an exchange that the document shows. A test has them answered, in
// this order.
type Example struct {
	Operation string // its id
	Target    string // path and query
	Body      string // empty: none
	Status    int
	Answer    string // empty: none
}

// Media is the Content-Type of the answer.
func (e Example) Media() string {
	switch {
	case strings.Contains(e.Target, "format=ndjson"):
		return mediaLines
	case strings.HasSuffix(e.Target, "/file"):
		return sheet.CSV.MediaType()
	}
	return mediaJSON
}

// Examples returns one for each operation, and for each format of its answers.
func Examples() []Example {
	const (
		company  = `{"id":200001,"name":"Acme Live","country":"DE","area":"Non-CN","appLimit":10,"memberLimit":10,"industry":3,"interest":2,"environment":1,"status":0}`
		made     = `"created":"2026-08-31T12:00:00.000Z"}`
		detail   = `{"id":200001,"name":"Acme Live","country":"DE","area":"Non-CN","appLimit":25,"memberLimit":10,"industry":3,"interest":2,"environment":1,`
		free     = `"status":0,"statusReason":"","accountStatus":"active",` + made
		project  = `{"id":"u_gRV4g0","name":"Classroom","status":1,"created":"2026-08-31T12:00:00.000Z"}`
		usage    = `?model=duration&business=default&fromTs=1788048000&endTs=1788134400&interval=daily`
		projects = companiesPath + "/200001/projects"
		nothing  = `"currency":"USD","revenue":0,"cost":0,"margin":0,"status":"provisional"`
		markup   = `{"percent":"20","places":4,"items":{"rtc.hd":{"percent":"12.5"}},"free":true,"minimum":"0.00","graceDays":30}`
		marked   = `"from":"2026-09","created":"2026-08-31T12:00:00.000Z","source":"markup","markup":` + markup + `}`
		key      = "m0Kq7hYt2XcVb9sLr4Nw8ZpE1aGd6UfJ3iQo5RyT"
	)
	head := func(model, business, interval, groupBy, metrics string) string {
		return `{"as_of":"2026-08-31T12:00:00Z","final_through":"2026-08-30","status":"provisional","model":"` + model + `","business":"` + business +
			`","interval":"` + interval + `","groupBy":"` + groupBy + `","revision":1,"metrics":{` + metrics + `}`
	}
	return []Example{
		{"createCompany", companiesPath, `{"companyName":"Acme Live","email":"ann@acme.example","firstName":"Ann","lastName":"Lee","country":"DE","area":"Non-CN","industry":3,"interest":"2"}`,
			201, company},
		{"listCompanies", companiesPath + "?limit=20&offset=0", "", 200, `{"rows":[` + company + `],"count":1}`},
		{"updateCompany", companiesPath + "/200001", `{"appLimit":25}`, 200, detail + free},
		{"readCompany", companiesPath + "/200001", "", 200, detail + free},
		{"freezeCompany", companiesPath + "/200001/freeze", `{"reason":"Unpaid since May","blockDashboard":true}`, 200,
			detail + `"status":3,"statusReason":"Unpaid since May","accountStatus":"blocked",` + made},
		{"unfreezeCompany", companiesPath + "/200001/unfreeze", "", 200, detail + free},
		{"createProject", projects, `{"name":"Classroom"}`, 201, project},
		{"listProjects", projects, "", 200, `{"rows":[` + project + `],"count":1}`},
		{"readProject", projects + "/u_gRV4g0", "", 200, project},
		{"enableUAP", projects + "/u_gRV4g0/uap", `{"typeId":7,"region":2}`, 200, `{"id":1,"typeId":7,"projectName":"Classroom","status":1,"region":2}`},
		{"companyUsage", companiesPath + "/200001/usage" + usage, "", 200,
			`[{"dateTime":"2026-08-30 00:00:00","usage":{"audioAll":0,"videoAll":0,"sdAll":0,"hdAll":0,"hdpAll":0}},` +
				`{"dateTime":"2026-08-31 00:00:00","usage":{"audioAll":80,"videoAll":60,"sdAll":0,"hdAll":60,"hdpAll":0}}]`},
		{"projectUsage", projects + "/u_gRV4g0/usage?model=counter&business=rtm&fromTs=1788134400&endTs=1788134400&interval=monthly", "", 200,
			`[{"dateTime":"2026-08-01 00:00:00","usage":{"dau":1}}]`},
		{"resellerUsage", resellerUsagePath + usage + "&groupBy=project&limit=1000", "", 200,
			head("duration", "default", "daily", "project", `"audioAll":{"unit":"minute","additive":true},"videoAll":{"unit":"minute","additive":true},"sdAll":{"unit":"minute","additive":true},"hdAll":{"unit":"minute","additive":true},"hdpAll":{"unit":"minute","additive":true}`) +
				`,"rows":[{"companyId":200001,"companyName":"Acme Live","projectId":"u_gRV4g0","projectName":"Classroom","dateTime":"2026-08-31 00:00:00","status":"provisional","usage":{"audioAll":80,"videoAll":60,"sdAll":0,"hdAll":60,"hdpAll":0}}]}`},
		{"resellerUsage", resellerUsagePath + "?model=counter&business=rtm&fromTs=1788134400&endTs=1788134400&interval=monthly&format=ndjson", "", 200,
			head("counter", "rtm", "monthly", "company", `"dau":{"unit":"number","additive":false}`) + "}\n" +
				`{"companyId":200001,"companyName":"Acme Live","dateTime":"2026-08-01 00:00:00","status":"provisional","usage":{"dau":1}}` + "\n" +
				`{"end":true,"rows":1}` + "\n"},
		{"dailyBills", companiesPath + "/daily-bills?period=20260829&pageNumber=1", "", 200,
			`{"totalSize":1,"pageSize":1,"pageNumber":1,"hasMore":false,"elements":[{"companyId":200001,"projectId":"u_gRV4g0","amount":0,"currency":"USD"}]}`},
		{"margins", marginsPath + "?from=2026-08&to=2026-08&by=product", "", 200,
			`{"from":"2026-08","to":"2026-08","by":"product","totals":[{` + nothing + `}],"totalSize":2,"pageSize":2,"pageNumber":1,"hasMore":false,"elements":[` +
				`{"productId":"rtc",` + nothing + `},{"productId":"rtm",` + nothing + `}]}`},
		{"setMarkup", markupsPath + "/USD", `{"from":"2026-09","source":"markup","markup":` + markup + `}`, 200, `{"currency":"USD","number":1,` + marked},
		{"listMarkups", markupsPath, "", 200, `{"earliest":"2026-09","rows":[{"currency":"USD","number":1,` + marked + `],"count":1}`},
		{"setCompanyMarkup", companiesPath + "/200001/markup?preview=true", `{"from":"2026-09","source":"standard"}`, 200,
			`{"currency":"USD","from":"2026-09","source":"standard","effect":{"month":"2026-07","companies":1,"cost":0,"revenue":0,"revenueThen":0}}`},
		{"readCompanyMarkup", companiesPath + "/200001/markup", "", 200,
			`{"companyId":200001,"now":{"source":"list"},"next":{"source":"standard","since":"2026-09","markup":` + markup + `},"chosen":[]}`},
		{"createExport", exportsPath, `{"from":"2026-08-01","to":"2026-08-31","interval":"monthly","products":["rtm"],"project":false,"format":"csv"}`,
			202, exportBegun + exportQuery},
		{"readExport", exportsPath + "/3", "", 200, exportDone + exportQuery},
		{"listExports", exportsPath, "", 200, `{"rows":[` + exportDone + exportQuery + `],"count":1}`},
		{"exportFile", exportsPath + "/3/file", "", 200, exportFile},
		{"deleteExport", exportsPath + "/3", "", 204, ""},
		{"updateProject", projects + "/u_gRV4g0", `{"name":"Seminar","status":0}`, 200, `{"id":"u_gRV4g0","name":"Seminar","status":0,` + made},
		{"deleteProject", projects + "/u_gRV4g0", "", 204, ""},
		{"listAudit", "/v1/resellers/audit?limit=1", "", 200,
			`{"rows":[{"number":10,"at":"2026-08-31T12:00:00.000Z","actor":{"kind":"key","id":"gA6vY0jTrEmn05gMLrlOIpCIDyBpNu36oSjN0Wk2","name":"Billing"},` +
				`"action":"project.delete","companyId":200001,"target":"project u_gRV4g0","changes":[{"field":"status","before":"0","after":"-1"}],` +
				`"address":"127.0.0.1","requestId":"0e9c1a5b-9a3d-4c55-8c56-2a4e8a3f5b1c","hash":"5d41c1b6f3a0e0a94e1f1a9b7b0c5f6a7b2d4c9e8f1a3b5c7d9e0f1a2b3c4d5e"}]}`},
		{"removeCompany", companiesPath + "/200001", "", 204, ""},
		{"listKeys", keysPath, "", 200, `{"rows":[{"id":"` + key + `","name":"Billing","created":"2026-08-31T12:00:00.000Z","expires":null,` +
			`"allow":["127.0.0.1/32","192.0.2.0/24"],"readOnly":false,"strict":false,` +
			`"lastUsed":{"at":"2026-08-31T12:00:00.000Z","address":"127.0.0.1","agent":"billing/1.4"}}],"count":1}`},
		{"deleteKey", keysPath + "/" + key, "", 204, ""},
	}
}

// The export of the examples: as it begins, as it ends, what it was asked for,
// and its file.
const (
	exportBegun = `{"id":3,"state":"queued","progress":{"done":0,"total":0},"createdAt":"2026-08-31T12:00:00.000Z"`
	exportDone  = `{"id":3,"state":"done","progress":{"done":1,"total":1},"rows":1,"size":123,"createdAt":"2026-08-31T12:00:00.000Z",` +
		`"finishedAt":"2026-08-31T12:00:00.000Z","expiresAt":"2026-09-07T12:00:00.000Z","file":"/v1/resellers/exports/3/file"`
	exportQuery = `,"query":{"from":"2026-08-01","to":"2026-08-31","interval":"monthly","products":["rtm"],"companyInfo":true,"project":false,"format":"csv","about":false,"language":"en"}}`
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
			if media == e.Media() {
				content.Example = e.shown()
			}
		}
		for _, p := range op.Parameters {
			if p.Example == nil {
				p.Example = argument(e.Target, op.Path, p)
			}
		}
	}
}

// shown is the answer as the document has it: lines as they are.
func (e Example) shown() any {
	if e.Media() != mediaJSON {
		return e.Answer
	}
	return plain(e.Answer)
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
