// Command assets bundles the console's scripts, styles, fonts and icons from
// internal/web/asset/src and third_party into internal/web/asset/dist, which
// is committed and embedded: whoever builds the console needs only Go.
//
// With -from it first copies into third_party what the bundles read of npm
// packages that lie unpacked in a folder: that is how a package is updated.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", "..", "the repository's root")
	from := flag.String("from", "", "a node_modules folder to copy third_party from first")
	flag.Parse()
	if err := run(*root, *from); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

func run(root, from string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	if from != "" {
		if err := vendor(root, from); err != nil {
			return fmt.Errorf("copy from %s: %w", from, err)
		}
	}
	files, err := build(root)
	if err != nil {
		return err
	}
	return write(filepath.Join(root, "internal/web/asset/dist"), files.outputs)
}

// write makes dir hold exactly these files.
func write(dir string, files map[string][]byte) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
		fmt.Printf("%8d %s\n", len(content), name)
	}
	return nil
}
