package app

import (
	"net/http"
	"net/url"
	"testing"

	"reseller-console/internal/account"
)

func TestASourcesFormMakesOneTokenHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t).clone(t)
	before := len(get[[]account.IngestToken](t)(w.server.tokens.List(t.Context(), account.Command())))
	form := url.Values{"name": {"Fresh"}, "once": {"of this form"}}
	for _, want := range []int{http.StatusOK, http.StatusSeeOther} {
		if answer := w.send(t, call{method: "POST", path: "/operator/sources/new", form: form, cookie: w.cookies["oper"]}); answer.Code != want {
			t.Errorf("it is answered %d, want %d: %s", answer.Code, want, answer.Body)
		}
	}
	if n := len(get[[]account.IngestToken](t)(w.server.tokens.List(t.Context(), account.Command()))) - before; n != 1 {
		t.Errorf("%d tokens are made", n)
	}
}
