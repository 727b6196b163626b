package web

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/locale"
	"reseller-console/internal/web/asset"
)

var galleryAddr = flag.String("gallery", "", "serve every page in every state at this address until interrupted")

// look is one way in which a case is shown.
type look struct{ Name, Language, Theme string }

// gallery serves the cases in every language and theme. A case is made anew
// each time that it is opened; what its page then asks for, by a link or a
// script, goes to the same console, which a cookie names.
type gallery struct {
	t     testing.TB
	cases map[string]pageCase
	names []string

	mu    sync.Mutex
	sites map[look]*site
}

func newGallery(t testing.TB) *gallery {
	g := &gallery{t: t, cases: map[string]pageCase{}, sites: map[look]*site{}}
	for _, c := range cases(t) {
		g.cases[c.name] = c
		g.names = append(g.names, c.name)
	}
	return g
}

const (
	galleryCookie = "gallery"
	themes        = light + " " + dark
)

func (g *gallery) handler() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET "+asset.Prefix, asset.Serve)
	m.HandleFunc("GET /{$}", g.index)
	m.HandleFunc("GET /-/names", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(g.names) // names can be written
	})
	m.HandleFunc("GET /-/{name}/{language}/{theme}", g.open)
	m.HandleFunc("/", g.follow)
	return m
}

var indexPage = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Gallery</title><link rel="stylesheet" href="{{.Style}}"></head>
<body class="p-3"><main><h1>Every page in every state</h1><table class="table table-sm w-auto">
{{range $name := .Names}}<tr><th scope="row">{{$name}}</th>
{{range $l := $.Languages}}{{range $t := $.Themes}}<td><a href="/-/{{$name}}/{{$l}}/{{$t}}">{{$l}} {{$t}}</a></td>{{end}}{{end}}</tr>
{{end}}</table></main></body></html>
`))

func (g *gallery) index(w http.ResponseWriter, _ *http.Request) {
	view := map[string]any{"Names": g.names, "Languages": locale.Tags(), "Themes": strings.Fields(themes), "Style": asset.URL("console.css")}
	_ = indexPage.Execute(w, view) // who is gone needs no index
}

// open shows a case.
func (g *gallery) open(w http.ResponseWriter, r *http.Request) {
	at := look{r.PathValue("name"), r.PathValue("language"), r.PathValue("theme")}
	c, known := g.cases[at.Name]
	if !known {
		http.NotFound(w, r)
		return
	}
	s := c.begin(g.t)
	s.accounts.mu.Lock()
	for id, u := range s.accounts.users {
		s.accounts.users[id] = withLanguage(u, at.Language)
	}
	s.accounts.mu.Unlock()
	g.mu.Lock()
	before := g.sites[at]
	g.sites[at] = s
	g.mu.Unlock()
	if before != nil {
		before.Close()
	}
	asked, err := c.request(r.Context(), s)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: galleryCookie, Value: at.Name + "/" + at.Language + "/" + at.Theme, Path: "/"})
	at.show(w, s, asked)
}

// follow sends what is no case to the console of the case that was opened last.
func (g *gallery) follow(w http.ResponseWriter, r *http.Request) {
	var at look
	if cookie, err := r.Cookie(galleryCookie); err == nil {
		part := strings.SplitN(cookie.Value+"//", "/", 4)
		at = look{part[0], part[1], part[2]}
	}
	g.mu.Lock()
	s := g.sites[at]
	g.mu.Unlock()
	if s == nil {
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	asked, err := http.NewRequestWithContext(r.Context(), r.Method, s.URL+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	for _, name := range []string{"Content-Type", "HX-Request", "Sec-Fetch-Dest"} {
		asked.Header.Set(name, r.Header.Get(name))
	}
	at.show(w, s, asked)
}

// show passes on what the console answers.
func (at look) show(w http.ResponseWriter, s *site, asked *http.Request) {
	asked.AddCookie(&http.Cookie{Name: themeCookie, Value: at.Theme})
	asked.AddCookie(&http.Cookie{Name: languageCookie, Value: at.Language})
	answer, err := s.browser.Do(asked)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	for name, values := range answer.Header {
		if name != "Content-Length" && name != "Set-Cookie" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body) // who is gone needs no page
}

// TestGallery serves the gallery if it is told where, else it looks at each
// page of it once.
func TestGallery(t *testing.T) {
	g := newGallery(t)
	if *galleryAddr != "" {
		serveGallery(t, g)
		return
	}
	s := httptest.NewServer(g.handler())
	defer s.Close()
	for i, name := range g.names {
		tag := locale.Tags()[i%2]
		answer, err := http.Get(s.URL + "/-/" + name + "/" + tag + "/dark")
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(answer.Body)
		if err != nil || answer.Body.Close() != nil {
			t.Fatal(err)
		}
		if head := fmt.Sprintf(`<html lang="%s" data-bs-theme="dark">`, tag); !strings.Contains(string(page), head) {
			t.Errorf("%s answers %d without %s: %.200s", name, answer.StatusCode, head, page)
		}
	}
}

// serveGallery serves until it is interrupted or, if another program has
// started it, until that has ended.
func serveGallery(t *testing.T, g *gallery) {
	l, err := net.Listen("tcp", *galleryAddr)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: g.handler(), ReadHeaderTimeout: time.Minute}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if in, err := os.Stdin.Stat(); err == nil && in.Mode()&os.ModeNamedPipe != 0 {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin) // ends with the other program
			stop()
		}()
	}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	fmt.Printf("The gallery is at http://%s/\n", l.Addr())
	if err := server.Serve(l); err != http.ErrServerClosed {
		t.Error(err)
	}
}
