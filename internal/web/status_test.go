package web

import (
	"net/http"
	"strings"
	"testing"

	"reseller-console/internal/fault"
)

func TestPagesAnswerWrongInputWithOneStatus(t *testing.T) {
	t.Parallel()
	if got := shapeOf(fault.Invalid).status; got != http.StatusBadRequest {
		t.Fatalf("invalid input is %d", got)
	}
	wrong := 0
	for _, c := range cases(t) {
		if c.form == nil || c.status < 400 || !strings.HasSuffix(c.name, "wrong") || strings.HasPrefix(c.name, "code") || strings.HasPrefix(c.name, "signin") {
			continue // who is not signed in yet has shown nothing: 401
		}
		if wrong++; c.status != http.StatusBadRequest && c.status != http.StatusConflict {
			t.Errorf("%s answers %d", c.name, c.status)
		}
	}
	if wrong < 8 {
		t.Errorf("only %d forms with wrong input are looked at", wrong)
	}
}
