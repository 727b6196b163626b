package soak

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

// pair are two servers on one database.
func pair(t *testing.T) (signer, []*server) {
	t.Helper()
	s := newSite(t, store.Config{Database: pgtest.URL(t)})
	return s.signer(t), []*server{s.start(t, unlimited...), s.start(t, unlimited...)}
}

func TestARequestIsAnsweredByOneOfTwoServersOnly(t *testing.T) {
	t.Parallel()
	key, servers := pair(t)
	for again := rounds(t, 30); again(); {
		same := key.sign("GET", companies, "", "")
		if n := statuses(atOnce(t, []ask{same, same, same, same}, servers...)); n[http.StatusOK] != 1 || n[http.StatusUnauthorized] != 3 {
			t.Errorf("the same request, four times at once: %v", n)
		}
		used := key.sign("GET", companies, "", "")
		used.expect(t, servers[0].base, http.StatusOK)
		used.expect(t, servers[1].base, http.StatusUnauthorized)
	}
}

func TestTwoServersKeepOneLimitAndMakeOneOfAName(t *testing.T) {
	t.Parallel()
	key, servers := pair(t)
	n := 0
	for again := rounds(t, 3); again(); n++ {
		create := make([]ask, 6)
		for i := range create {
			create[i] = key.sign("POST", companies, newCompany(n, 5), fmt.Sprintf("company-%d", n))
		}
		company := made(t, atOnce(t, create, servers...))
		projects := fmt.Sprintf("%s/%d/projects", companies, company)
		begin := make([]ask, 16)
		for i := range begin {
			begin[i] = key.sign("POST", projects, `{"name":"Chat"}`, "")
		}
		if n := statuses(atOnce(t, begin, servers...)); n[http.StatusCreated] != 5 || n[http.StatusBadRequest] != 11 {
			t.Errorf("of 16 projects, with room for 5: %v", n)
		}
		key.count(t, servers[0].base, projects, 5)
		key.count(t, servers[1].base, companies+fmt.Sprintf("?email=boss%d@", n), 1)
	}
}

func TestAKeyThatIsDeletedEndsOnBothServersAtOnce(t *testing.T) {
	t.Parallel()
	key, servers := pair(t)
	for _, server := range servers {
		key.sign("GET", "/v1/resellers/keys", "", "").expect(t, server.base, http.StatusOK)
	}
	key.sign("DELETE", "/v1/resellers/keys/"+key.id, "", "").expect(t, servers[0].base, http.StatusNoContent)
	for _, server := range servers {
		key.sign("GET", "/v1/resellers/keys", "", "").expect(t, server.base, http.StatusUnauthorized)
	}
}

// made returns the one company that requests of one name have made. While the
// first is worked on, the same server refuses others with 409.
func made(t *testing.T, replies []reply) (id int64) {
	t.Helper()
	for _, r := range replies {
		var company struct{ ID int64 }
		switch {
		case r.status == http.StatusConflict:
		case r.status != http.StatusCreated || json.Unmarshal([]byte(r.text), &company) != nil || id != 0 && company.ID != id:
			t.Fatalf("company %d is made, and then: %d %s", id, r.status, r.text)
		default:
			id = company.ID
		}
	}
	return id
}

// count expects a list to be of that many.
func (s signer) count(t *testing.T, base, target string, want int) {
	t.Helper()
	var list struct{ Count int }
	text := s.sign("GET", target, "", "").expect(t, base, http.StatusOK)
	if err := json.Unmarshal([]byte(text), &list); err != nil || list.Count != want {
		t.Errorf("%s: %s, %v; want %d", target, text, err, want)
	}
}
