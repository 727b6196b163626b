package app

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mdLink is a link of Markdown, its address and anchor.
var mdLink = regexp.MustCompile(`\]\(([^)#\s]*)(#[^)\s]*)?\)`)

func TestLinksOfTheDocsLeadSomewhere(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/decisions/*.md"} {
		some, err := filepath.Glob(pattern)
		if err != nil || len(some) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(some), err)
		}
		files = append(files, some...)
	}
	for _, file := range files {
		for _, link := range mdLink.FindAllStringSubmatch(readDoc(t, file), -1) {
			address, anchor := link[1], strings.TrimPrefix(link[2], "#")
			if strings.Contains(address, "://") {
				continue
			}
			to := file
			if address != "" {
				to = filepath.Join(filepath.Dir(file), address)
			}
			if _, err := os.Stat(to); err != nil || strings.HasPrefix(address, "/") {
				t.Errorf("%s leads to %q, which is no file", file, address)
			} else if anchor != "" && !slices.Contains(anchors(readDoc(t, to)), anchor) {
				t.Errorf("%s leads to %s#%s, which is no heading", file, to, anchor)
			}
		}
	}
}

func readDoc(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// anchors are the headings of a text as links name them.
func anchors(text string) (all []string) {
	for line := range strings.Lines(text) {
		if title := strings.TrimLeft(line, "#"); title != line {
			title = regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
			all = append(all, strings.ReplaceAll(title, " ", "-"))
		}
	}
	return all
}
