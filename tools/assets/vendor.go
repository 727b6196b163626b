package main

import (
	"os"
	"path/filepath"
	"strings"
)

// vendor copies into third_party what the bundles read of the packages in
// from, with their package.json and legal texts. It deletes nothing: the test
// names the files that a new version no longer needs.
func vendor(root, from string) error {
	from, err := filepath.Abs(from)
	if err != nil {
		return err
	}
	files, err := bundle(root, from)
	if err != nil {
		return err
	}
	names, err := packages(root, from, files.inputs)
	if err != nil {
		return err
	}
	for _, input := range files.inputs {
		path := filepath.Join(root, input)
		if !strings.HasPrefix(path, from) {
			continue // our own source
		}
		if err := copyInside(filepath.Join(root, "third_party"), from, path); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := copyPapers(filepath.Join(root, "third_party"), from, name); err != nil {
			return err
		}
	}
	return nil
}

// copyPapers copies what describes a package: package.json and legal texts.
func copyPapers(to, from, name string) error {
	papers, err := legalTexts(filepath.Join(from, name))
	if err != nil {
		return err
	}
	for _, path := range append(papers, filepath.Join(from, name, "package.json")) {
		if err := copyInside(to, from, path); err != nil {
			return err
		}
	}
	return nil
}

// copyInside copies the file at path to the same place in folder to that it
// has in folder from.
func copyInside(to, from, path string) error {
	inside, err := filepath.Rel(from, path)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	target := filepath.Join(to, inside)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	return os.WriteFile(target, content, 0o644)
}
