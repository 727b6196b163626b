// Package asset serves the console's scripts, styles, fonts and icons, which
// are part of the program. They are bundled from src and third_party by
// tools/assets; dist is committed.
//
// Addresses carry a hash of all the files' contents, so that browsers keep
// them for ever and a new version is never mixed with an old one.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed dist
var dist embed.FS

// Prefix begins the path of every asset.
const Prefix = "/static/"

// file is an asset as it is sent.
type file struct {
	kind    string // media type
	content []byte
	zipped  func() []byte // gzip, made at the first request; nil where it gains nothing
}

var (
	files   = load()
	version = hash()
)

// URL is the address of an asset by its name in dist: "console.css". A name
// that is not there is a mistake of ours, found by the first test that shows
// the page.
func URL(name string) string {
	if _, ok := files[name]; !ok {
		panic("asset: no " + name + " in dist")
	}
	return Prefix + version + "/" + name
}

// Serve answers requests below Prefix. The present version is kept by
// browsers for ever; under the address of another version, which a page from
// before an update may still name, the present file is sent but not kept.
func Serve(w http.ResponseWriter, r *http.Request) {
	asked, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	f, ok := files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "no-cache")
	if asked == version {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	content, tag := f.content, version
	if f.zipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			content, tag = f.zipped(), version+"-gzip"
		}
	}
	h.Set("ETag", strconv.Quote(tag))
	if strings.Contains(r.Header.Get("If-None-Match"), strconv.Quote(tag)) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	w.Write(content)
}

func load() map[string]file {
	entries, err := fs.ReadDir(dist, "dist")
	if err != nil {
		panic(err) // the program was built without its assets
	}
	all := make(map[string]file, len(entries))
	for _, entry := range entries {
		content, err := fs.ReadFile(dist, path.Join("dist", entry.Name()))
		if err != nil {
			panic(err)
		}
		f := file{kind: kindOf(entry.Name()), content: content}
		if path.Ext(entry.Name()) != ".woff2" {
			f.zipped = sync.OnceValue(func() []byte { return zip(content) })
		}
		all[entry.Name()] = f
	}
	return all
}

// kindOf is the media type of a name; fixed here because the standard
// library asks the machine that it runs on.
func kindOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	default:
		return mime.TypeByExtension(ext)
	}
}

func zip(content []byte) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is right
	}
	z.Write(content) // into memory: cannot fail
	z.Close()
	return b.Bytes()
}

func hash() string {
	sum := sha256.New()
	entries, err := fs.ReadDir(dist, "dist") // sorted by name
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		part := sha256.Sum256(files[entry.Name()].content)
		sum.Write([]byte(entry.Name()))
		sum.Write(part[:])
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}
