package api_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reseller-console/docs/signing"
)

func TestTheDocumentDescribesEveryOperationWithItsExamples(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	got := d.send(t, d.request(t, "GET", "/openapi.json", ""))
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Responses   map[string]struct {
				Content map[string]struct{ Example any }
			}
		}
		Components struct{ Schemas map[string]any }
	}
	got.as(t, &document)
	if got.status != 200 || document.OpenAPI != "3.1.0" || strings.Contains(got.body, "$schema") {
		t.Errorf("%d, version %s", got.status, document.OpenAPI)
	}
	for path, methods := range document.Paths {
		for method, op := range methods {
			shown := false
			for status, r := range op.Responses {
				if media := "application/problem+json"; status[0] == '4' && r.Content[media].Example == nil {
					continue
				}
				shown = shown || r.Content["application/json"].Example != nil || status == "204" || op.OperationID == "exportFile"
			}
			if op.Responses["401"].Content == nil || !shown {
				t.Errorf("%s %s lacks a 401 or an example", method, path)
			}
			if _, said := op.Responses["422"]; said != (method == "post") {
				t.Errorf("%s %s says 422: %v", method, path, said)
			}
		}
	}
	if len(document.Paths) != 21 || document.Components.Schemas["Problem"] == nil || document.Components.Schemas["ErrorModel"] != nil {
		t.Errorf("%d paths, schemas %v", len(document.Paths), document.Components.Schemas)
	}
}

func TestTheDocumentationShowsOperationsAndPrograms(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	got := d.send(t, d.request(t, "GET", "/docs/api", ""))
	if got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") || !strings.Contains(got.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%d %v", got.status, got.header)
	}
	for _, want := range []string{"Create a company", "DELETE /v1/resellers/keys/{keyId}", "204, without a body", "{companyId}/projects/{projectId}/uap", "Idempotency-Key", "hash_hmac", "HmacSHA256", "createHmac", "b64encode", "openssl dgst", "sha256.New",
		"within 300 seconds", "50 requests a second, and 10000 at once", "appLimit", "mandatory"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(got.body, "<script") || strings.Contains(got.body, " style=") {
		t.Error("the page has a script or a style of its own")
	}
}

func TestTheProgramsThatSignAreAnswered(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.now = time.Now().UTC()
	cid := d.create(t)
	if cid != 200_001 {
		t.Fatal(cid)
	}
	for _, s := range signing.Snippets() {
		t.Run(s.Language, func(t *testing.T) {
			t.Parallel()
			for _, need := range append(s.Needs, s.Run[0]) {
				if _, err := exec.LookPath(need); err != nil {
					t.Skipf("%s IS NOT ON THIS MACHINE: the program for %s is not tried", need, s.Language)
				}
			}
			command := exec.CommandContext(t.Context(), s.Run[0], append(s.Run[1:len(s.Run):len(s.Run)], filepath.Join("../../docs/signing", s.File))...)
			command.Env = append(os.Environ(), "BASE_URL="+d.URL, "ACCESS_KEY_ID="+d.key.ID, "ACCESS_KEY_SECRET="+d.secret)
			out, err := command.CombinedOutput()
			if err != nil || !strings.Contains(string(out), `"id":200001`) {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}
