package soak

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/signature"
)

// signer signs requests to the reseller API with a key of the site's reseller.
type signer struct{ id, secret string }

var printedKey = regexp.MustCompile(`^access_key_id=(\w+)\naccess_key_secret=(\w+)\n$`)

// signer has the program make a key.
func (s *site) signer(t *testing.T) signer {
	t.Helper()
	out, err := s.command(t, "key", "create", s.email).CombinedOutput()
	m := printedKey.FindStringSubmatch(string(out))
	if err != nil || m == nil {
		t.Fatalf("%v: %s", err, out)
	}
	return signer{m[1], m[2]}
}

// unlimited lets a server answer as fast as it can.
var unlimited = []string{"--api-rate=1000000", "--api-burst=1000000"}

const companies = "/v1/resellers/companies"

// ask is a signed request, that can be sent more than once.
type ask struct{ method, target, body, name, date, id, authorization string }

// sign signs a request of that name; empty: without one. Its date is a little
// ahead: a database server that was started a moment ago does not believe that
// it knows what came before.
func (s signer) sign(method, target, body, name string) ask {
	a := ask{method: method, target: target, body: body, name: name, id: uuid.NewString(), date: now().Add(5 * time.Second).UTC().Format(http.TimeFormat)}
	m := &signature.Message{Method: method, Target: target, Proto: "HTTP/1.1", Header: http.Header{"X-Date": {a.date}, "X-Request-Id": {a.id}}}
	h, err := signature.Sign(m, s.id, s.secret, signature.SHA256, "x-date", "x-request-id")
	if err != nil {
		panic(err) // the same for all
	}
	a.authorization = h.String()
	return a
}

// send sends it, and returns status and body.
func (a ask) send(base string) (int, string, error) {
	r, err := http.NewRequest(a.method, base+a.target, strings.NewReader(a.body))
	if err != nil {
		return 0, "", err
	}
	for name, value := range map[string]string{"X-Date": a.date, "X-Request-Id": a.id, "Authorization": a.authorization, "Idempotency-Key": a.name} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	response, err := client.Do(r)
	if err != nil {
		return 0, "", err
	}
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), errors.Join(err, response.Body.Close())
}

// expect sends it and fails unless that is the status.
func (a ask) expect(t *testing.T, base string, status int) string {
	t.Helper()
	got, text, err := a.send(base)
	if err != nil || got != status {
		t.Errorf("%s %s is answered %d %s, %v; want %d", a.method, a.target, got, text, err, status)
	}
	return text
}

// newCompany is the body of a company to create, like no other of that number.
func newCompany(n, projects int) string {
	return fmt.Sprintf(`{"companyName":"Firm %d","email":"boss%d@firm.example","firstName":"Ann","lastName":"Lee","country":"DE","area":"Non-CN","appLimit":%d}`, n, n, projects)
}

// reply is what was answered.
type reply struct {
	status int
	text   string
}

// atOnce sends requests at the same time, to the servers by turns.
func atOnce(t *testing.T, all []ask, servers ...*server) []reply {
	replies := make([]reply, len(all))
	var group sync.WaitGroup
	for i, a := range all {
		group.Go(func() {
			status, text, err := a.send(servers[i%len(servers)].base)
			if err != nil {
				t.Error(err)
			}
			replies[i] = reply{status, text}
		})
	}
	group.Wait()
	return replies
}

// statuses counts how often each was answered.
func statuses(all []reply) map[int]int {
	n := map[int]int{}
	for _, r := range all {
		n[r.status]++
	}
	return n
}
