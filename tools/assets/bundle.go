package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// entries are the bundles that pages load, beside the sprite of icons.
var entries = []string{"console.js", "chart.js", "console.css"}

// browsers are the oldest that the bundles are written for: all have
// light-dark(), popover and the scripting media query.
var browsers = []api.Engine{
	{Name: api.EngineChrome, Version: "125"},
	{Name: api.EngineFirefox, Version: "125"},
	{Name: api.EngineSafari, Version: "17.5"},
}

// bundled is what a build gives: the files to serve by name, and the source
// files that it read, relative to the repository's root.
type bundled struct {
	outputs map[string][]byte
	inputs  []string
}

// build gives everything that is served, from the packages in third_party.
func build(root string) (bundled, error) {
	modules := filepath.Join(root, "third_party")
	result, err := bundle(root, modules)
	if err != nil {
		return result, err
	}
	if result.outputs["licence.txt"], err = licences(root, modules, result.inputs); err != nil {
		return result, err
	}
	result.outputs["favicon.svg"], err = os.ReadFile(filepath.Join(root, "internal/web/asset/src/favicon.svg"))
	return result, err
}

// bundle builds everything from root's own sources and the npm packages that
// lie in modules. The result depends on nothing else.
func bundle(root, modules string) (bundled, error) {
	result := bundled{outputs: map[string][]byte{}}
	src := filepath.Join(root, "internal/web/asset/src")
	built := api.Build(options(root, src, modules))
	if len(built.Errors) > 0 {
		text := api.FormatMessages(built.Errors, api.FormatMessagesOptions{})
		return result, errors.New(strings.Join(text, "\n"))
	}
	for _, file := range built.OutputFiles {
		result.outputs[filepath.Base(file.Path)] = file.Contents
	}
	inputs, err := inputsOf(built.Metafile)
	if err != nil {
		return result, err
	}
	result.inputs = inputs
	err = addIcons(&result, root, src, modules)
	return result, err
}

func options(root, src, modules string) api.BuildOptions {
	points := make([]string, len(entries))
	for i, name := range entries {
		points[i] = filepath.Join(src, name)
	}
	return api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       points,
		Outdir:            filepath.Join(root, "internal/web/asset/dist"),
		NodePaths:         []string{modules},
		Bundle:            true,
		TreeShaking:       api.TreeShakingTrue,
		Metafile:          true,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Charset:           api.CharsetUTF8,
		Engines:           browsers,
		Format:            api.FormatESModule,
		AssetNames:        "[name]",
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile},
		LegalComments:     api.LegalCommentsEndOfFile,
		Define:            map[string]string{"process.env.NODE_ENV": `"production"`},
	}
}

// inputsOf lists the files that the build read.
func inputsOf(metafile string) ([]string, error) {
	var meta struct {
		Inputs map[string]struct{ Bytes int }
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("read esbuild's metafile: %w", err)
	}
	var inputs []string
	for path := range meta.Inputs {
		if !strings.HasPrefix(path, "<") && !strings.HasPrefix(path, "data:") && !strings.HasPrefix(path, "(disabled)") {
			inputs = append(inputs, path)
		}
	}
	return inputs, nil
}
