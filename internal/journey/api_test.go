package journey

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	"reseller-console/client"
	"reseller-console/internal/app"
)

// TestTheDemosCredentialsOpenItsAPI lists companies with nothing but the file
// that the demo has written.
func TestTheDemosCredentialsOpenItsAPI(t *testing.T) {
	t.Parallel()
	p := served(t)
	for i, reseller := range p.Resellers {
		args := []string{"api", "companies", "list", "--credentials", filepath.Join(p.dir, "data", "credentials.json"), "--reseller", reseller.Email}
		if i == 0 {
			args = args[:len(args)-2] // who comes first need not be named
		}
		var out, log bytes.Buffer
		if code := app.Main(t.Context(), app.Process{Args: args, Stdout: &out, Stderr: &log}); code != 0 {
			t.Fatalf("code %d: %s", code, &log)
		}
		var listed []client.Company
		if err := json.Unmarshal(out.Bytes(), &listed); err != nil {
			t.Fatal(err)
		}
		mine := map[int64]bool{}
		for _, c := range p.Companies {
			if c.Reseller == reseller.Name {
				mine[c.CID] = true
			}
		}
		for _, c := range listed {
			if !mine[c.ID] {
				t.Errorf("%s is shown %d %s", reseller.Name, c.ID, c.Name)
			}
		}
		if len(listed) != len(mine) {
			t.Errorf("%s has %d companies, not %d", reseller.Name, len(mine), len(listed))
		}
	}
}
