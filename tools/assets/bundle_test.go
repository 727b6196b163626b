package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

func TestDistIsWhatTheSourcesGive(t *testing.T) {
	built := rebuild(t)
	dist := filepath.Join(root, "internal/web/asset/dist")
	entries, err := os.ReadDir(dist)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if _, ok := built.outputs[entry.Name()]; !ok {
			t.Errorf("dist has %s, which no source gives", entry.Name())
		}
	}
	for name, want := range built.outputs {
		got, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the sources give (%v): run make assets", name, err)
		}
	}
}

func TestThirdPartyHoldsOnlyWhatTheBundlesRead(t *testing.T) {
	built := rebuild(t)
	third, err := filepath.Abs(filepath.Join(root, "third_party"))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(third, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		inside, err := filepath.Rel(filepath.Dir(third), path)
		if err != nil {
			return err
		}
		if !describes(filepath.Base(path)) && !strings.Contains(inside, "licenses/") && !slices.Contains(built.inputs, filepath.ToSlash(inside)) {
			t.Errorf("%s is not read by any bundle: delete it", inside)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// describes reports whether a file tells of its package instead of being
// bundled.
func describes(name string) bool {
	return name == "package.json" || name == "README.md" || strings.HasPrefix(name, "LICENSE") ||
		strings.HasPrefix(name, "NOTICE") || strings.HasPrefix(name, "CopyrightNotice")
}

func rebuild(t *testing.T) bundled {
	t.Helper()
	absolute, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	built, err := build(absolute)
	if err != nil {
		t.Fatal(err)
	}
	return built
}
