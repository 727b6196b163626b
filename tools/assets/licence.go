package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pack is an npm package that the bundles are made of.
type pack struct {
	Name, Version, License string
}

// packages returns the names of the packages that the inputs lie in, sorted.
func packages(root, modules string, inputs []string) ([]string, error) {
	var names []string
	for _, input := range inputs {
		inside, err := filepath.Rel(modules, filepath.Join(root, input))
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(inside, "..") {
			continue // our own source
		}
		parts := strings.Split(filepath.ToSlash(inside), "/")
		name := parts[0]
		if strings.HasPrefix(name, "@") {
			name += "/" + parts[1]
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// licences is the text that goes with the bundles: every package's licence
// and notice.
func licences(root, modules string, inputs []string) ([]byte, error) {
	names, err := packages(root, modules, inputs)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	for _, name := range names {
		p, err := readPack(filepath.Join(modules, name))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&text, "==== %s %s (%s) ====\n\n", p.Name, p.Version, p.License)
		files, err := legalTexts(filepath.Join(modules, name))
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("third_party/%s has no licence file", name)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			text.Write(append(bytes.TrimSpace(content), "\n\n"...))
		}
	}
	return text.Bytes(), nil
}

func readPack(dir string) (pack, error) {
	var p pack
	file, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return p, err
	}
	err = json.Unmarshal(file, &p)
	return p, err
}

// legalTexts finds a package's LICENSE, NOTICE, CopyrightNotice.txt and a
// folder of licences of parts.
func legalTexts(dir string) ([]string, error) {
	var found []string
	for _, pattern := range []string{"LICENSE*", "NOTICE*", "CopyrightNotice*", "licenses/*"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		found = append(found, files...)
	}
	return found, nil
}
