package route

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

func TestAMuxTellsWhatItAndItsPartsServe(t *testing.T) {
	t.Parallel()
	var part, whole Mux
	part.HandleFunc("GET /part/{id}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	part.Handle("/", http.NotFoundHandler())
	whole.Handle("/part/", Wrapped{http.StripPrefix("", &part), &part})
	whole.Handle("/again/", &part)
	whole.Handle("POST /own", http.NotFoundHandler())
	if got, want := whole.Patterns(), []string{"/", "GET /part/{id}", "POST /own"}; !slices.Equal(got, want) {
		t.Errorf("it serves %q, want %q", got, want)
	}
	w := httptest.NewRecorder()
	whole.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/part/7", nil))
	if w.Code != http.StatusTeapot {
		t.Errorf("the part answers %d", w.Code)
	}
}
