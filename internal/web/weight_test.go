package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"reseller-console/internal/web/asset"
)

// What a page may weigh on the wire, in bytes: the first that a browser sees,
// with all that it asks for, and any later one, for which it has the assets.
const (
	firstLoad = 350 << 10
	laterLoad = 40 << 10
)

// font is the one that texts in Latin letters ask for.
const font = "inter-latin-wght-normal.woff2"

func TestPagesAreLightAndHoldNothingOfOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	named := regexp.MustCompile(`(?:href|src)="(` + asset.Prefix + `[^"#]+)`)
	elsewhere := regexp.MustCompile(`<(?:script|link|img|iframe|source|use|form|base)\b[^>]*(?:href|src|action)="(?:[a-z]+:)?//`)
	inline := regexp.MustCompile(`<style|<[a-z]+(?:\s+[a-z-]+(?:="[^"]*")?)*\s+(?:style|on[a-z]+)=|<script(?:>| type="module">)|javascript:|href="#"`)
	weights := map[string]int{}
	for _, c := range cases(t) {
		page, h := c.zipped(t)
		first := len(page)
		text := unzipped(t, page, h)
		for _, m := range named.FindAllStringSubmatch(text, -1) {
			if weights[m[1]] == 0 {
				weights[m[1]] = weightOf(t, s, m[1])
			}
		}
		for _, address := range distinct(named.FindAllStringSubmatch(text, -1)) {
			first += weights[address]
		}
		first += weightOf(t, s, asset.URL(font))
		if first > firstLoad || len(page) > laterLoad {
			t.Errorf("%s weighs %d bytes, at first %d", c.name, len(page), first)
		}
		if found := elsewhere.FindString(text) + inline.FindString(text); found != "" {
			t.Errorf("%s holds %s", c.name, found)
		}
		if policy := h.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none';") {
			t.Errorf("%s has the policy %q", c.name, policy)
		}
	}
}

// zipped is the page as it is sent to a browser.
func (c *pageCase) zipped(t *testing.T) ([]byte, http.Header) {
	t.Helper()
	s := c.begin(t)
	r, err := c.request(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return sendZipped(t, s, r)
}

func sendZipped(t *testing.T, s *site, r *http.Request) ([]byte, http.Header) {
	t.Helper()
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := s.browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return content, answer.Header
}

func unzipped(t *testing.T, content []byte, h http.Header) string {
	t.Helper()
	if h.Get("Content-Encoding") != "gzip" {
		return string(content)
	}
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func weightOf(t *testing.T, s *site, address string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	content, _ := sendZipped(t, s, r)
	return len(content)
}

func distinct(matches [][]string) (all []string) {
	seen := map[string]bool{}
	for _, m := range matches {
		if !seen[m[1]] {
			all = append(all, m[1])
		}
		seen[m[1]] = true
	}
	return all
}
