package api_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
)

// contract is the part of the OpenAPI document that answers are compared with.
type contract struct {
	Paths map[string]map[string]struct {
		Responses map[string]struct {
			Content map[string]struct{ Schema *schema }
		}
	}
	Components struct{ Schemas map[string]*schema }
}

// schema is a JSON Schema, as far as the document uses it of answers.
type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Properties           map[string]*schema
	AdditionalProperties any
	Required             []string
	Items                *schema
	Enum                 []any
	AnyOf                []*schema
}

var documented = sync.OnceValue(func() *contract {
	w := httptest.NewRecorder()
	api.New(api.Config{Log: slog.New(slog.DiscardHandler), Clock: time.Now}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	var c contract
	if err := json.Unmarshal(w.Body.Bytes(), &c, json.MatchCaseInsensitiveNames(true)); err != nil {
		panic(err)
	}
	return &c
})

// conform fails unless the document tells of the answer: of its status, and of
// all that is in its JSON. All tests of the reseller API ask through it.
func conform(t testing.TB, r *http.Request, got reply) {
	t.Helper()
	c := documented()
	for path, methods := range c.Paths {
		if _, literal := c.Paths[r.URL.Path]; !leadsTo(path, r.URL.Path) || literal && path != r.URL.Path {
			continue
		}
		op, there := methods[strings.ToLower(strings.Replace(r.Method, http.MethodHead, http.MethodGet, 1))]
		if !there && got.status == http.StatusMethodNotAllowed {
			return
		}
		response, told := op.Responses[fmt.Sprint(got.status)]
		media := got.header.Get("Content-Type")
		content := response.Content[media]
		if !told || (content.Schema == nil) != (media == "") {
			t.Errorf("%s %s is answered with %d %s, of which the document does not tell", r.Method, path, got.status, media)
		}
		if strings.HasSuffix(media, "json") && media != "application/x-ndjson" && r.Method != http.MethodHead {
			var value any
			got.as(t, &value)
			if wrong := c.wrong(content.Schema, value, "the answer"); wrong != "" {
				t.Errorf("%s %s: %s, says the document: %s", r.Method, path, wrong, got.body)
			}
		}
	}
}

// leadsTo reports whether a path of the document is that of a request.
func leadsTo(pattern, path string) bool {
	names, parts := strings.Split(pattern, "/"), strings.Split(path, "/")
	return len(names) == len(parts) && !slices.ContainsFunc(names, func(name string) bool {
		i := slices.Index(names, name)
		return name != parts[i] && !strings.HasPrefix(name, "{")
	})
}

// wrong says what of a value is not as the schema has it.
func (c *contract) wrong(s *schema, value any, where string) string {
	switch {
	case s == nil:
		return where + " is not described"
	case s.Ref != "":
		return c.wrong(c.Components.Schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]], value, where)
	case s.AnyOf != nil:
		if !slices.ContainsFunc(s.AnyOf, func(one *schema) bool { return c.wrong(one, value, where) == "" }) {
			return where + " is none of what it may be"
		}
		return ""
	case s.Type != nil && !strings.Contains(fmt.Sprint(s.Type), typeOf(value)) && !(fmt.Sprint(s.Type) == "integer" && typeOf(value) == "number"):
		return fmt.Sprintf("%s is of type %s, not %v", where, typeOf(value), s.Type)
	case s.Enum != nil && !slices.Contains(s.Enum, value):
		return fmt.Sprintf("%s is %v, not one of %v", where, value, s.Enum)
	}
	switch value := value.(type) {
	case []any:
		for _, one := range value {
			if wrong := c.wrong(s.Items, one, where+"[]"); wrong != "" {
				return wrong
			}
		}
	case map[string]any:
		return c.wrongObject(s, value, where)
	}
	return ""
}

func (c *contract) wrongObject(s *schema, value map[string]any, where string) string {
	for _, name := range s.Required {
		if _, there := value[name]; !there {
			return where + " lacks " + name
		}
	}
	for name, one := range value {
		property, known := s.Properties[name]
		if !known && s.AdditionalProperties == false {
			return where + " has a " + name
		}
		if known {
			if wrong := c.wrong(property, one, where+"."+name); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

func typeOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case float64:
		return "number"
	case []any:
		return "array"
	}
	return "object"
}

func TestEveryOperationTellsOfTheErrorsThatAllHave(t *testing.T) {
	t.Parallel()
	for path, methods := range documented().Paths {
		for method, op := range methods {
			for _, status := range []string{"400", "401", "403", "413", "415", "429", "431", "500", "503"} {
				if op.Responses[status].Content["application/problem+json"].Schema == nil {
					t.Errorf("%s %s does not tell of %s", method, path, status)
				}
			}
		}
	}
}

func TestAnAccessKeyThatWasNeverUsedIsAsDocumented(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.newKey(t, d.owner, account.AccessKey{Name: "unused"})
	if got := d.ask(t, "GET", "/v1/resellers/keys", ""); strings.Count(got.body, `"lastUsed":null`) != 1 {
		t.Errorf("%s", got.body)
	}
}

func TestHeadersThatAreTooLargeAreAProblem(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, path := range []string{companies, "/v1/usage/events", "/nowhere"} {
		d.ask(t, "GET", path, "", "X-Pad", strings.Repeat("x", 32<<10)).problem(t, 431, "at most 32768")
	}
	r := d.request(t, "GET", companies, "")
	d.sign(t, r)
	r.Header.Set("User-Agent", "")
	r.Header.Set("Accept-Encoding", "gzip")
	size := len("Host") + len(r.URL.Host)
	for name, values := range r.Header {
		size += len(name) + len(values[0])
	}
	size -= len("User-Agent") // which is not sent if it is empty
	r.Header.Set("X-Pad", strings.Repeat("x", 32<<10-size-len("X-Pad")))
	if got := d.send(t, r); got.status != 200 {
		t.Errorf("as large as they may be: %d %s", got.status, got.body)
	}
}

func TestABodyThatIsEncodedIsNotRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, encoding := range []string{"gzip", "zstd", "x", "identity, gzip"} {
		got := d.ask(t, "POST", companies, acme(), "Content-Encoding", encoding)
		got.problem(t, 415, "Send the body as it is", "Content-Encoding")
		if got.header.Get("Accept-Encoding") != "identity" {
			t.Errorf("%v", got.header)
		}
	}
	if got := d.ask(t, "POST", companies, acme(), "Content-Encoding", "Identity"); got.status != 201 {
		t.Errorf("%+v", got)
	}
}

func TestAQueryThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	usage := fmt.Sprintf("%s/%d/usage?model=duration&business=default&interval=daily&", companies, cid)
	for target, field := range map[string]string{
		companies + "?limit=":                        "limit",
		companies + "?limit":                         "limit",
		companies + "?limit=5&offset=":               "offset",
		companies + "?after=":                        "after",
		companies + "?status=":                       "status",
		companies + "?user=%zz":                      "user",
		companies + "?user=50%":                      "user",
		companies + "?color=%zz":                     "color",
		companies + "?user=a;b":                      "user",
		companies + "?limit=1;offset=2":              "limit",
		companies + "?%zz=1":                         "%zz",
		projects(cid) + "?offset=":                   "offset",
		usage + "fromTs=&endTs=1788134400":           "fromTs",
		usage + "fromTs=1788134400&endTs=178813440;": "endTs",
		"/v1/resellers/audit?from=":                  "from",
	} {
		d.ask(t, "GET", target, "").problem(t, 400, field, field)
	}
	for _, query := range []string{"?color=&size", "?user=&cid=", "?user=a%3Bb", "?", "?&"} {
		if got := d.ask(t, "GET", companies+query, ""); got.status != 200 {
			t.Errorf("%s: %+v", query, got)
		}
	}
}

func TestWhatAKeyMayNotDoCountsTowardsItsQuota(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.serveWithQuota(t, 1, 2)
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "read", ReadOnly: true})
	for range 2 {
		d.ask(t, "POST", companies, "{}").problem(t, 403, "read-only")
	}
	d.ask(t, "POST", companies, "{}").problem(t, 429, "too many requests")
}
