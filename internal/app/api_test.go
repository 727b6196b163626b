package app

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// console is a server with a reseller, and a file with a key of it.
type console struct{ url, credentials string }

func newConsole(t *testing.T) console {
	t.Helper()
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "key")
	command(t, "", nil, "reseller", "create", "--data", data, "--name", "Northgate", "--email", "mara@northgate.example")
	write(t, file, "# Billing\n"+command(t, "", nil, "key", "create", "--data", data, "1", "--name", "Billing", "--strict").out)
	return console{start(t, "serve", "--data", data), file}
}

// run runs an api command, and fails unless it ends with that code and says
// that: on standard output if it is done, else on standard error.
func (c console) run(t *testing.T, stdin string, code int, says string, args ...string) string {
	t.Helper()
	got := command(t, stdin, []string{"RC_API_URL=" + c.url, "RC_CREDENTIALS=" + c.credentials}, append([]string{"api"}, args...)...)
	text := got.out
	if code != 0 {
		text = got.errOut
	}
	if got.code != code || !strings.Contains(text, says) {
		t.Errorf("%v: code %d, want %d and %q in\n%s%s", args, got.code, code, says, got.out, got.errOut)
	}
	return text
}

func TestAResellersDayIsDoneByCommands(t *testing.T) {
	t.Parallel()
	c := newConsole(t)
	c.run(t, "", 0, "[]\n", "companies", "list")
	create := []string{"companies", "create", "--name", "Acme", "--email", "ann@acme.example", "--first-name", "Ann", "--last-name", "Lee", "--country", "DE", "--area", "Non-CN", "--app-limit", "1"}
	const acme = `{"id":200001,"name":"Acme","country":"DE","area":"Non-CN","appLimit":1,"memberLimit":10,"industry":12,"interest":1,"environment":1,"status":0}`
	c.run(t, "", 0, acme+"\n", create...)
	c.run(t, "", 1, "email: an address that nobody uses", create...)
	c.run(t, "", 0, strings.TrimSuffix(acme, "}")+`,"statusReason":"","accountStatus":"active"`, "companies", "get", "200001")
	c.run(t, "", 0, "["+acme+"]\n", "companies", "list", "--cid", "200001", "--user", "ann", "--email", "acme", "--status", "0", "--limit", "5", "--after", "200000")
	c.run(t, "", 0, "[]\n", "companies", "list", "--status", "3")
	c.run(t, "", 0, "ID      NAME  COUNTRY", "companies", "list", "--output", "table")
	var project struct{ ID string }
	if err := json.Unmarshal([]byte(c.run(t, "", 0, `"name":"Chat"`, "projects", "create", "200001", "--name", "Chat")), &project); err != nil {
		t.Fatal(err)
	}
	c.run(t, "", 1, "all of its 1 project", "projects", "create", "200001", "--name", "One more")
	c.run(t, "", 0, `"id":"`+project.ID+`"`, "projects", "list", "200001")
	c.run(t, "", 0, project.ID+"  Chat  1", "projects", "list", "200001", "--output=table")
	c.run(t, "", 0, `"typeId":7,"projectName":"Chat","status":1,"region":2`, "uap", "enable", "200001", project.ID, "--type", "cloudRecording", "--region", "outside")
	c.run(t, "", 0, `"companyId":200001,"companyName":"Acme","currency":"USD","revenue":0,"cost":0,"margin":0,"status":"provisional"`, "margins")
	c.run(t, "", 0, "0        0     0       -        USD       provisional", "margins", "--by", "month", "--output", "table")
	c.run(t, "", 0, "[]\n", "margins", "--currency", "CNY")
	c.run(t, "", 1, "--from must be a month like 2026-11", "margins", "--from", "May")
	c.run(t, "", 1, "at most 11 before", "margins", "--from", "2019-12")
	october := []string{"usage", "200001", "--from", "2026-10-01", "--to", "2026-10-31"}
	c.run(t, "", 0, `{"first":"2026-10-31T00:00:00Z","figures":{"audioAll":0,"hdAll":0,"hdpAll":0,"sdAll":0,"videoAll":0}}]`, october...)
	c.run(t, "", 0, `"transcodeDuration":{`, append(october, "--model", "transcoding", "--interval", "monthly", "--project", project.ID)...)
	c.run(t, "", 0, "transcodeDuration.avcHd", append(october, "--model=transcoding", "--output=table")...)
	c.run(t, "", 0, "FIRST-DAY   dau\n2026-10-01  0\n", append(october, "--business=rtm", "--model=counter", "--interval=monthly", "--output=table")...)
	c.run(t, "", 0, `"name":"Seminar","status":0`, "projects", "update", "200001", project.ID, "--name", "Seminar", "--disable")
	c.run(t, "", 0, `"name":"Seminar","status":1`, "projects", "update", "200001", project.ID, "--enable")
	c.run(t, "", 2, "can't be used together", "projects", "update", "200001", project.ID, "--enable", "--disable")
	c.run(t, "", 0, "project "+project.ID+" is deleted\n", "projects", "delete", "200001", project.ID)
	c.run(t, "", 0, `"name":"Acme & Co","country":"DE","area":"Non-CN","appLimit":2`, "companies", "update", "200001", "--name", "Acme & Co", "--app-limit", "2")
	c.run(t, "", 1, "appLimit", "companies", "update", "200001", "--app-limit", "0")
	c.run(t, "", 1, "reason must be 1 to 500 characters in one line", "companies", "freeze", "200001", "--reason", "")
	c.run(t, "", 0, "company 200001 is frozen, and its members cannot sign in\n", "companies", "freeze", "200001", "--reason", "Unpaid", "--block-dashboard")
	c.run(t, "", 0, `"status":3,"statusReason":"Unpaid","accountStatus":"blocked"`, "companies", "get", "200001")
	c.run(t, "", 0, "company 200001 is not frozen any more\n", "companies", "unfreeze", "200001")
	c.run(t, "", 0, "company 200001 is removed from the account\n", "companies", "remove", "200001")
	c.run(t, "", 1, "no company 200001 (HTTP 404", "companies", "get", "200001")
}

func TestKeysAreListedAndDeletedByCommands(t *testing.T) {
	t.Parallel()
	c := newConsole(t)
	list := c.run(t, "", 0, `"name":"Billing"`, "keys", "list")
	c.run(t, "", 0, "true    20", "keys", "list", "--output", "table")
	id := regexp.MustCompile(`"id":"(\w{40})"`).FindStringSubmatch(list)
	c.run(t, "", 1, "no such API key", "keys", "delete", "x")
	c.run(t, "", 0, "key "+id[1]+" is deleted\n", "keys", "delete", id[1])
	c.run(t, "", 1, "not signed by a valid key", "keys", "list")
}

func TestAnyRequestIsSigned(t *testing.T) {
	t.Parallel()
	c := newConsole(t)
	const body = `{"companyName": "Acme & Co", "email": "ann@acme.example", "firstName": "Ann", "lastName": "Lee", "country": "DE", "area": "Non-CN"}`
	file := filepath.Join(t.TempDir(), "body")
	write(t, file, body)
	const path = "/v1/resellers/companies"
	first := c.run(t, "", 0, `"name":"Acme & Co"`, "call", "post", path, "--body", file, "--idempotency-key", "k1")
	if again := c.run(t, body, 0, "", "call", "POST", path, "--body", "-", "--idempotency-key", "k1"); again != first {
		t.Errorf("%s, at first %s", again, first)
	}
	c.run(t, strings.Replace(body, "Lee", "Li", 1), 1, "used for another request", "call", "POST", path, "--body", "-", "--idempotency-key", "k1")
	c.run(t, "{}", 1, "\n  lastName: 1 to 255 characters", "call", "POST", path, "--body", "-")
	c.run(t, "", 0, `"count":1`, "call", "GET", path+"?limit=1&user=a%6en")
	c.run(t, "", 0, "<!DOCTYPE html>", "call", "GET", "/docs/api")
	c.run(t, "", 1, "HTTP 405", "call", "PUT", path)
	c.run(t, "", 1, "none", "call", "POST", path, "--body", filepath.Join(t.TempDir(), "none"))
	c.run(t, "", 2, "must begin with /", "call", "GET", "v1")
}

func TestLargeHeadersReachTheAPIWhichRefusesThem(t *testing.T) {
	t.Parallel()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, start(t, "serve", "--data", t.TempDir())+"/v1/resellers/companies", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Pad", strings.Repeat("x", 60<<10))
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // nothing of it is read
	if response.StatusCode != http.StatusRequestHeaderFieldsTooLarge || response.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
}

func TestTheKeyComesFromAFileOrTheEnvironment(t *testing.T) {
	t.Parallel()
	c := newConsole(t)
	text, err := os.ReadFile(c.credentials)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`access_key_id=(.*)\naccess_key_secret=(.*)\n`).FindStringSubmatch(string(text))
	dir := t.TempDir()
	file := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		write(t, path, text)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	demo := file("credentials.json", `{"base_url":"`+c.url+`","resellers":[{"name":"Alder","email":"theo@alder.example","access_key_id":"a","access_key_secret":"b"},
		{"name":"Alder & Sons","email":"ada@sons.example","access_key_id":"a","access_key_secret":"b"},
		{"name":"Northgate Communications","email":"mara@northgate.example","access_key_id":"`+m[1]+`","access_key_secret":"`+m[2]+`"}]}`, 0o600)
	for name, one := range map[string]struct {
		environ, args []string
		code          int
		says          string
	}{
		"the environment":              {[]string{"RC_ACCESS_KEY_ID=" + m[1], "RC_ACCESS_KEY_SECRET=" + m[2]}, []string{"--url", c.url}, 0, "[]"},
		"half of it":                   {[]string{"RC_ACCESS_KEY_ID=" + m[1]}, []string{"--url", c.url}, 1, "an access key is needed"},
		"the demo's, by name":          {nil, []string{"--credentials", demo, "--reseller", "Northgate Communications"}, 0, "[]"},
		"the demo's, by its beginning": {nil, []string{"--credentials", demo, "--reseller", "northGATE"}, 0, "[]"},
		"a beginning that is a name":   {nil, []string{"--credentials", demo, "--reseller", "alder"}, 1, "not signed by a valid key"},
		"a beginning of two":           {nil, []string{"--credentials", demo, "--reseller", "al"}, 1, `"al" may be any of: Alder, Alder & Sons`},
		"the demo's, by address":       {nil, []string{"--credentials", demo, "--reseller", "Mara@northgate.example"}, 0, "[]"},
		"the demo's first":             {nil, []string{"--credentials", demo}, 1, "not signed by a valid key"},
		"of nobody":                    {nil, []string{"--credentials", demo, "--reseller", "Xinghe"}, 1, "but: Alder, Alder & Sons, Northgate Communications"},
		"a file rather than both":      {[]string{"RC_ACCESS_KEY_ID=a", "RC_ACCESS_KEY_SECRET=b"}, []string{"--url", c.url, "--credentials", c.credentials}, 0, "[]"},
		"a file for all to read":       {nil, []string{"--credentials", file("open", string(text), 0o644)}, 1, "chmod 600"},
		"a file for a group to write":  {nil, []string{"--credentials", file("group", string(text), 0o620)}, 1, "chmod 600"},
		"a file without a key":         {nil, []string{"--credentials", file("none", "access_key_id=a\n", 0o600)}, 1, "access_key_secret=…"},
		"a broken file":                {nil, []string{"--credentials", file("broken", "{", 0o600)}, 1, "damaged"},
		"no file":                      {nil, []string{"--credentials", filepath.Join(dir, "nothing")}, 1, "no such file"},
		"a secret as a flag":           {nil, []string{"--access-key-secret", m[2]}, 2, "unknown flag"},
		"no address":                   {nil, []string{"--url", "console.example", "--credentials", c.credentials}, 1, "https://console.example"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := command(t, "", one.environ, append([]string{"api", "companies", "list"}, one.args...)...)
			if got.code != one.code || !strings.Contains(got.out+got.errOut, one.says) {
				t.Errorf("%+v, want %d and %q", got, one.code, one.says)
			}
		})
	}
}

func TestATableObeysNoNames(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := showTable(Process{Stdout: &out}, []string{"NAME"}, [][]any{{"a\x1b[31m\tb\u009b"}}); err != nil || out.String() != "NAME\na�[31m�b�\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}
