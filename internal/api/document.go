package api

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
)

// The parts of the reseller API.
const (
	tagCompanies = "Companies"
	tagProjects  = "Projects"
	tagUsage     = "Usage"
	tagBills     = "Bills"
	tagExports   = "Exports"
	tagKeys      = "Keys"
	tagAudit     = "Audit"
)

// Where the API describes itself, to programs and to people.
const (
	documentPath      = "/openapi.json"
	documentationPath = "/docs/api"
)

// newDocument is the OpenAPI document that operations add themselves to.
func newDocument(baseURL string) *huma.OpenAPI {
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	schemas.RegisterTypeAlias(reflect.TypeFor[huma.ErrorModel](), reflect.TypeFor[problem]())
	return &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title:   "Reseller Console",
			Version: "1",
			Description: "Companies, projects, usage, bills and keys of a reseller, for its programs. Requests are signed with an API key. " +
				"Headers are at most 32768 bytes, names and values counted, and a body 1048576 bytes, without a Content-Encoding. " +
				"Unknown fields and parameters are ignored. Every answer repeats the request's X-Request-Id.",
			License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Servers: []*huma.Server{{URL: baseURL}},
		Tags: []*huma.Tag{
			{Name: tagCompanies, Description: "The reseller's customers."},
			{Name: tagProjects, Description: "What a company builds; usage is counted for each."},
			{Name: tagUsage, Description: "What was used, by day or month."},
			{Name: tagBills, Description: "What usage costs, by day, and what is earned."},
			{Name: tagExports, Description: "Sheets of usage, made in the background."},
			{Name: tagKeys, Description: "What the reseller's programs sign with."},
			{Name: tagAudit, Description: "Who did what, when and from where."},
		},
		Security: []map[string][]string{{"hmac": {}}},
		Components: &huma.Components{
			Schemas: schemas,
			SecuritySchemes: map[string]*huma.SecurityScheme{"hmac": {
				Type: "apiKey", In: "header", Name: "Authorization",
				Description: "`hmac username=\"{access key id}\", algorithm=\"hmac-sha256\", headers=\"x-date x-request-id\", signature=\"{signature}\"`: " +
					"the Base64 of the HMAC-SHA256, keyed with the secret, of a line `name: value` for each of the headers. " +
					"`x-date` is within 300 seconds of the server's clock, `x-request-id` a new UUID.",
			}},
		},
	}
}

// schemaName is the name of a type in the document. In code a suffix tells what
// is answered from what it is made of.
func schemaName(t reflect.Type, hint string) string {
	return strings.TrimSuffix(huma.DefaultSchemaNamer(t, hint), "JSON")
}

// showDocument is GET /openapi.json.
func (a *resellerAPI) showDocument(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", mediaJSON)
	w.Header().Set("Cache-Control", "max-age=300")
	_, _ = w.Write(a.document) // the client has gone; nobody is left to tell
	return nil
}

// complete adds to the document what huma does not know, and returns it as it
// is sent.
func (a *resellerAPI) complete() []byte {
	for _, op := range a.operations() {
		if op.Method != http.MethodPost {
			delete(op.Responses, "422") // huma's; here it is said of reused names only
		}
		illustrate(op)
	}
	text, err := json.Marshal(a.huma.OpenAPI(), json.Deterministic(true))
	if err != nil {
		panic(err) // it is made of what is compiled in
	}
	return text
}
