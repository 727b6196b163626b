package asset

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func get(path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	Serve(w, r)
	return w
}

func TestEveryFileIsServedWithItsKindForEver(t *testing.T) {
	t.Parallel()
	for name, f := range files {
		w := get(URL(name))
		if w.Code != http.StatusOK || !bytes.Equal(w.Body.Bytes(), f.content) {
			t.Errorf("%s answers %d with %d bytes", name, w.Code, w.Body.Len())
		}
		if kind := w.Header().Get("Content-Type"); kind == "" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", name, w.Header())
		}
	}
}

func TestACompressedFileIsTheSameFile(t *testing.T) {
	t.Parallel()
	w := get(URL("console.css"), "Accept-Encoding", "br, gzip")
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("not compressed: %v", w.Header())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(content, files["console.css"].content) {
		t.Errorf("unpacks to %d bytes, %v", len(content), err)
	}
}

func TestWhatABrowserHasIsNotSentAgain(t *testing.T) {
	t.Parallel()
	for _, encoding := range []string{"", "gzip"} {
		tag := get(URL("console.js"), "Accept-Encoding", encoding).Header().Get("ETag")
		if w := get(URL("console.js"), "Accept-Encoding", encoding, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%q answers %d", encoding, w.Code)
		}
	}
	if get(URL("console.js")).Header().Get("ETag") == get(URL("console.js"), "Accept-Encoding", "gzip").Header().Get("ETag") {
		t.Error("two forms of a file have one ETag")
	}
}

func TestAnAddressOfAnotherVersionIsServedButNotKept(t *testing.T) {
	t.Parallel()
	w := get(Prefix + "0123456789abcdef/console.js")
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d, %q", w.Code, w.Header().Get("Cache-Control"))
	}
}

func TestOnlyFilesOfTheBundleAreServed(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"", "x", "x/", "x/../asset.go", "x/none.js", "x/dist/console.js", "console.js"} {
		if w := get(Prefix + path); w.Code != http.StatusNotFound {
			t.Errorf("%q answers %d", path, w.Code)
		}
	}
}
