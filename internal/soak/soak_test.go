// Package soak kills the real server again and again while usage is sent to
// it, and compares its figures with the senders' own record.
package soak

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/intake"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

const (
	senders   = 4
	projects  = 40
	batchSize = 500
	kills     = 6 // unless SOAK names a duration
)

// TestNothingAcknowledgedIsLostAndNothingCountsTwice runs until the server was
// killed a few times, or for as long as the environment variable SOAK says.
func TestNothingAcknowledgedIsLostAndNothingCountsTwice(t *testing.T) {
	s := newSite(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var group sync.WaitGroup
	sent, pending := make([][]usage.Event, senders), make([][]usage.Event, senders)
	for i := range senders {
		group.Go(func() { sent[i], pending[i] = s.send(ctx, rand.New(rand.NewPCG(7, uint64(i)))) })
	}
	for deadline, n := s.deadline(t), 0; ; n++ {
		s.run(t)
		if n >= kills && time.Now().After(deadline) {
			break
		}
	}
	stop()
	group.Wait()
	s.compare(t, sent, pending)
}

// site is a data directory with a reseller, and the server that runs on it.
type site struct {
	binary, dir, token string
	reseller           int64
	mu                 sync.Mutex
	base               string // empty while the server is down
	up                 chan struct{}
	acknowledged       chan struct{}
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{binary: filepath.Join(t.TempDir(), "reseller-console"), dir: filepath.Join(t.TempDir(), "data"),
		up: make(chan struct{}), acknowledged: make(chan struct{}, 1)}
	build := exec.Command("go", "build", "-o", s.binary, "reseller-console/cmd/reseller-console")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	db, err := store.Open(t.Context(), store.Config{Dir: s.dir})
	check(t, err)
	companies := company.NewService(db.Companies(), time.Now)
	s.reseller, err = companies.CreateReseller(t.Context(), company.Reseller{Name: "Soak"}, account.User{Email: "soak@soak.example", Name: "Soak"})
	check(t, err)
	cid, err := companies.CreateCompany(t.Context(), company.Company{Reseller: s.reseller, Name: "Soak", Country: "DE", Area: company.Outside, AppLimit: projects},
		account.User{Email: "admin@soak.example", Name: "Admin"})
	check(t, err)
	for i := range projects {
		_, err := companies.CreateProject(t.Context(), company.Project{ID: projectID(i), Company: cid, Name: "Project"})
		check(t, err)
	}
	s.token, err = account.NewTokens(db.Tokens(), time.Now).CreateToken(t.Context(), "soak", nil)
	check(t, err)
	check(t, db.Close())
	return s
}

func (s *site) deadline(t *testing.T) time.Time {
	t.Helper()
	text := os.Getenv("SOAK")
	if text == "" {
		return time.Now()
	}
	d, err := time.ParseDuration(text)
	check(t, err)
	return time.Now().Add(d)
}

var servingAt = regexp.MustCompile(`msg=serving url=(\S+)`)

// run starts the server, lets some batches be acknowledged, and kills it.
func (s *site) run(t *testing.T) {
	t.Helper()
	server := exec.Command(s.binary, "serve", "--data", s.dir, "--addr", "127.0.0.1:0")
	log, err := server.StderrPipe()
	check(t, err)
	check(t, server.Start())
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if m := servingAt.FindStringSubmatch(lines.Text()); m != nil {
			s.serve(m[1])
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, log) }()
	for range 3 + rand.IntN(20) {
		select {
		case <-s.acknowledged:
		case <-time.After(30 * time.Second):
			t.Error("the server acknowledges nothing")
		}
	}
	s.serve("")
	check(t, server.Process.Kill())
	_ = server.Wait() // it was killed
}

// serve tells the senders where the server is now.
func (s *site) serve(base string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base = base
	close(s.up)
	s.up = make(chan struct{})
}

func (s *site) where() (base string, changed chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base, s.up
}

// send posts batch after batch until ctx ends, each again and again until it
// is acknowledged. It returns the events of the acknowledged ones, and the
// batch of which it does not know.
func (s *site) send(ctx context.Context, r *rand.Rand) (done, pending []usage.Event) {
	for n := 0; ; n++ {
		batch := makeBatch(r, n)
		for !s.post(batch) {
			_, changed := s.where()
			select {
			case <-ctx.Done():
				return done, batch
			case <-changed:
			case <-time.After(50 * time.Millisecond):
			}
		}
		done = append(done, batch...)
	}
}

// post reports whether the server has acknowledged the whole batch.
func (s *site) post(batch []usage.Event) bool {
	base, _ := s.where()
	if base == "" {
		return false
	}
	var body []byte
	for i := range batch {
		body = append(intake.Append(body, &batch[i]), '\n')
	}
	request, err := http.NewRequest(http.MethodPost, base+"/v1/usage/events", bytes.NewReader(body))
	if err != nil {
		return false
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Content-Type", "application/x-ndjson")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	var tally intake.Tally
	if response.StatusCode != http.StatusOK || json.NewDecoder(response.Body).Decode(&tally) != nil {
		return false
	}
	select {
	case s.acknowledged <- struct{}{}:
	default:
	}
	return tally.Accepted+tally.Duplicate == int64(len(batch))
}

var day = calendar.DayOf(time.Now()).Add(-1)

// makeBatch is usage of yesterday, of every kind.
func makeBatch(r *rand.Rand, n int) []usage.Event {
	batch := make([]usage.Event, batchSize)
	for i := range batch {
		start := day.Start().UnixMilli() + r.Int64N(80_000_000)
		e := usage.Event{Source: "soak", ID: fmt.Sprintf("%d-%d-%d", r.Uint64(), n, i), Project: projectID(r.IntN(projects)), Start: start}
		switch r.IntN(4) {
		case 0:
			e.Type, e.Product, e.User = usage.Active, product(catalog.RTM), fmt.Sprint(r.IntN(2000))
		case 1:
			e.Type, e.Product, e.Slot, e.Value = usage.Peak, product(catalog.Transcoding), r.IntN(10), r.Int64N(1000)
		default:
			e.Type, e.Product, e.User, e.Channel = usage.Session, product(catalog.RTC), "u", "c"
			e.End, e.Pixels = start+r.Int64N(6_000_000), r.Int64N(1_500_000)
		}
		batch[i] = e
	}
	return batch
}

// compare counts all events afresh and asks the server's data for the same
// figures. What was acknowledged must be there; the batch that a sender had on
// the way in the end may be there or not, so it is sent once more.
func (s *site) compare(t *testing.T, sent, pending [][]usage.Event) {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{Dir: s.dir})
	check(t, err)
	defer db.Close() //nolint:errcheck // only read from
	reference := usage.NewMemory()
	meter := usage.NewMeter(reference, db.Companies(), time.Now, usage.DefaultOpenFrom)
	last := usage.NewMeter(db.Usage(), db.Companies(), time.Now, usage.DefaultOpenFrom)
	total := 0
	for _, events := range pending {
		for _, m := range []*usage.Meter{meter, last} {
			_, err := m.Record(t.Context(), events)
			check(t, err)
		}
	}
	for _, events := range sent {
		total += len(events)
		_, err := meter.Record(t.Context(), events)
		check(t, err)
		results, err := last.Record(t.Context(), events) // all of it is there already
		check(t, err)
		for i, r := range results {
			if r.Outcome != usage.Duplicate {
				t.Fatalf("acknowledged event %s was lost: sent again it is %v", events[i].ID, r)
			}
		}
	}
	t.Logf("%d events acknowledged", total)
	for _, p := range catalog.Metered() {
		q := usage.Query{Owner: usage.Owner{Reseller: s.reseller}, Product: p, Window: usage.Window{From: day, To: day.Add(1)}}
		want, err := reference.Series(t.Context(), q)
		check(t, err)
		got, err := db.Usage().Series(t.Context(), q)
		check(t, err)
		for i := range got {
			got[i].Revision = 0 // of which the reference has none
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s:\n got %v\nwant %v", p.ID, got, want)
		}
	}
}

func projectID(i int) string { return fmt.Sprintf("soak-%03d", i) }

func product(id string) *catalog.Product {
	p, _ := catalog.ByID(id)
	return p
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
