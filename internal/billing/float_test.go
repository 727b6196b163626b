package billing

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The files of other packages through which money goes.
var moneyPath = []string{"../store/billing*.go", "../api/dailybill*.go", "../api/margin*.go", "../web/margin*.go", "../web/markup*.go", "../api/markup*.go", "../app/bill*.go", "../app/*plan*.go", "../app/balance*.go", "../../client/bill*.go", "../../client/margin*.go", "../../client/markup*.go"}

func TestNoFloatTouchesMoney(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.ForCompiler(files, "gc", compiled(t))}
	if _, err := config.Check("reseller-console/internal/billing", files, parse(t, files, "*.go"), info); err != nil {
		t.Fatal(err)
	}
	if len(info.Types) < 1000 {
		t.Errorf("only %d expressions were looked at", len(info.Types))
	}
	for e, v := range info.Types {
		if floats(v.Type) {
			t.Errorf("%s: an expression of type %s", files.Position(e.Pos()), v.Type)
		}
	}
	for _, objects := range []map[*ast.Ident]types.Object{info.Defs, info.Uses} {
		for name, o := range objects {
			if o != nil && floats(o.Type()) {
				t.Errorf("%s: %s is a %s", files.Position(name.Pos()), name, o.Type())
			}
		}
	}
}

// compiled finds what the packages that this one needs were compiled to.
func compiled(t *testing.T) importer.Lookup {
	t.Helper()
	list, err := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for line := range strings.Lines(string(list)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
}

// floats reports whether binary floating point is in a type that is not a
// named one of somebody else's, or goes in or out of a function.
func floats(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Info()&(types.IsFloat|types.IsComplex) != 0
	case *types.Signature:
		return floats(t.Params()) || floats(t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			if floats(v.Type()) {
				return true
			}
		}
	case *types.Slice:
		return floats(t.Elem())
	case *types.Array:
		return floats(t.Elem())
	case *types.Pointer:
		return floats(t.Elem())
	case *types.Map:
		return floats(t.Key()) || floats(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if floats(f.Type()) {
				return true
			}
		}
	case *types.Named:
		_, basic := t.Underlying().(*types.Basic)
		return basic && floats(t.Underlying())
	}
	return false
}

func TestNoFloatIsOnTheWayOfMoney(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	for _, pattern := range moneyPath {
		all := parse(t, files, pattern)
		if len(all) == 0 {
			t.Errorf("there is no %s", pattern)
		}
		for _, file := range all {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					if strings.Contains(strings.ToLower(n.Name), "float") {
						t.Errorf("%s: %s", files.Position(n.Pos()), n.Name)
					}
				case *ast.BasicLit:
					if n.Kind == token.FLOAT {
						t.Errorf("%s: %s", files.Position(n.Pos()), n.Value)
					}
				}
				return true
			})
		}
	}
}

func parse(t *testing.T, files *token.FileSet, pattern string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var all []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file)
	}
	return all
}
