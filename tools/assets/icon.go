package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// drawing is what lies between an icon's svg tags.
var drawing = regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)

// addIcons makes one sprite of the icons listed in icon.txt. A page shows one
// with <use href="…/icon.svg#name">: the file is loaded once, and no markup is
// repeated.
func addIcons(b *bundled, root, src, modules string) error {
	list, err := os.ReadFile(filepath.Join(src, "icon.txt"))
	if err != nil {
		return err
	}
	var sprite bytes.Buffer
	sprite.WriteString("<svg xmlns=\"http://www.w3.org/2000/svg\">\n")
	for name := range strings.FieldsSeq(string(list)) {
		path := filepath.Join(modules, "@tabler/icons/icons/outline", name+".svg")
		file, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("icon %q: %w", name, err)
		}
		parts := drawing.FindSubmatch(file)
		if parts == nil {
			return fmt.Errorf("icon %q is not one svg element", name)
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		b.inputs = append(b.inputs, relative)
		fmt.Fprintf(&sprite, `<symbol id="%s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">%s</symbol>`+"\n",
			name, strings.Join(strings.Fields(string(parts[1])), " "))
	}
	sprite.WriteString("</svg>\n")
	b.outputs["icon.svg"] = sprite.Bytes()
	return nil
}
