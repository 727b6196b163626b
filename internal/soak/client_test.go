package soak

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

// client follows no redirects: they are answers here. A server that does not
// answer at all is an error, soon.
var client = &http.Client{
	Timeout:       time.Minute,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// answer is what a server says to a batch.
type answer struct {
	status     int
	retryAfter string
	usage.Outcomes
	Results []struct {
		Index       int
		ID, Outcome string
		Reason      string
	}
	text string
}

// post sends a batch.
func (s *site) post(base string, batch ...usage.Event) (answer, error) {
	var body []byte
	for i := range batch {
		body = append(intake.Append(body, &batch[i]), '\n')
	}
	request, err := http.NewRequest(http.MethodPost, base+"/v1/usage/events", bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Content-Type", "application/x-ndjson")
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: response.StatusCode, retryAfter: response.Header.Get("Retry-After"), text: string(text)}
	if a.status == http.StatusOK {
		err = json.Unmarshal(text, &a)
	}
	return a, err
}

// tally posts a batch that must be taken in.
func (s *site) tally(t *testing.T, base string, batch ...usage.Event) usage.Outcomes {
	t.Helper()
	a, err := s.post(base, batch...)
	check(t, err)
	if a.status != http.StatusOK {
		t.Fatalf("%d %s", a.status, a.text)
	}
	return a.Outcomes
}

// visitor is a person with a browser.
type visitor struct{ cookie string }

// visit asks for a page and returns status, headers and text.
func (v *visitor) visit(t *testing.T, method, address, form string) (int, http.Header, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form))
	check(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Cookie", v.cookie)
	response, err := client.Do(request)
	check(t, err)
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	check(t, err)
	for _, c := range response.Cookies() {
		v.cookie = c.Name + "=" + c.Value
	}
	return response.StatusCode, response.Header, string(text)
}

// signInForm is what the owner sends to sign in.
func (s *site) signInForm() string {
	return url.Values{"email": {s.email}, "password": {s.password}}.Encode()
}
