package app

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// row is a line of the import table: | `usage` | fault calendar … |.
var row = regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\| ([^|]*)\\|")

func TestTheImportTableIsTheCode(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		table[m[1]] = strings.TrimSpace(m[2])
	}
	code := importsByPackage(t)
	for name := range maps.Keys(code) {
		if table[name] != code[name] {
			t.Errorf("ARCHITECTURE.md should have the row\n| `%s` | %s |", name, code[name])
		}
	}
	for name := range table {
		if _, ok := code[name]; !ok {
			t.Errorf("ARCHITECTURE.md has a row for %s, which is not there", name)
		}
	}
}

// nouns must not know how they are stored, sent or shown.
var nouns = []string{"account", "budget", "company", "hook", "usage", "livekit", "job"}

func TestNounsKnowNoMeans(t *testing.T) {
	t.Parallel()
	eachFile(t, func(pkg, file, imported string) {
		forbidden := imported == "database/sql" || imported == "net/http" || strings.HasSuffix(imported, "/template") || strings.Contains(imported, "a-h/templ")
		if forbidden && slices.Contains(nouns, pkg) {
			t.Errorf("%s imports %s", file, imported)
		}
	})
}

func importsByPackage(t *testing.T) map[string]string {
	sets := map[string]map[string]bool{}
	eachFile(t, func(pkg, _, imported string) {
		if sets[pkg] == nil {
			sets[pkg] = map[string]bool{}
		}
		if own, ok := strings.CutPrefix(imported, "reseller-console/internal/"); ok {
			sets[pkg][own] = true
		}
	})
	all := map[string]string{}
	for pkg, set := range sets {
		all[pkg] = strings.Join(slices.Sorted(maps.Keys(set)), " ")
	}
	return all
}

// eachFile calls see with each import of each file that is not a test.
func eachFile(t *testing.T, see func(pkg, file, imported string)) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg, err := filepath.Rel(filepath.Join(root, "internal"), filepath.Dir(file))
		for _, i := range parsed.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			see(filepath.ToSlash(pkg), file, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
