package soak

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/usage"
)

const (
	senders   = 4
	projects  = 40
	batchSize = 500
)

// fleet is senders that post batch after batch, each again and again until it
// is acknowledged, and that remember what was.
type fleet struct {
	t            *testing.T
	site         *site
	acknowledged chan struct{} // a batch was taken in
	refused      chan struct{} // a batch was answered 503
	stop         context.CancelFunc
	group        sync.WaitGroup
	sent         [senders][]usage.Event // acknowledged
	pending      [senders][]usage.Event // under way when the fleet ended: there or not
	others       []usage.Event          // that others were acknowledged, of this test

	mu      sync.Mutex
	base    string        // empty while there is no server
	changed chan struct{} // closed when base changes
}

// fleet starts senders, who wait until they are told where to send to.
func (s *site) fleet(t *testing.T) *fleet {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	f := &fleet{t: t, site: s, acknowledged: make(chan struct{}, 1), refused: make(chan struct{}, 1), stop: stop, changed: make(chan struct{})}
	t.Cleanup(f.end)
	for i := range senders {
		f.group.Go(func() { f.send(ctx, i, rand.New(rand.NewPCG(7, uint64(i)))) })
	}
	return f
}

// end ends the senders; what they remember is complete afterwards.
func (f *fleet) end() {
	f.stop()
	f.group.Wait()
}

// sendTo tells the senders where the server is now.
func (f *fleet) sendTo(base string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.base = base
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *fleet) where() (base string, changed chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.base, f.changed
}

// await waits for n batches to be acknowledged, or refused.
func (f *fleet) await(happened <-chan struct{}, n int) {
	f.t.Helper()
	for range n {
		select {
		case <-happened:
		case <-time.After(time.Minute):
			f.t.Fatalf("waited in vain for %d batches", n)
		}
	}
}

func (f *fleet) send(ctx context.Context, i int, r *rand.Rand) {
	for n := 0; ctx.Err() == nil; n++ {
		batch := makeBatch(r, n)
		for !f.post(batch) {
			_, changed := f.where()
			select {
			case <-ctx.Done():
				f.pending[i] = batch
				return
			case <-changed:
			case <-time.After(50 * time.Millisecond):
			}
		}
		f.sent[i] = append(f.sent[i], batch...)
	}
}

// post reports whether the server has acknowledged the whole batch. It may
// break off or refuse with 503, and nothing else.
func (f *fleet) post(batch []usage.Event) bool {
	base, _ := f.where()
	if base == "" {
		return false
	}
	a, err := f.site.post(base, batch...)
	switch {
	case err != nil:
		return false
	case a.status == http.StatusOK && a.Accepted+a.Duplicate == int64(len(batch)):
		tell(f.acknowledged)
		return true
	case a.status == http.StatusServiceUnavailable && a.retryAfter != "":
		tell(f.refused)
	default:
		f.t.Errorf("a batch is answered %d, Retry-After %q: %s", a.status, a.retryAfter, a.text)
	}
	return false
}

func tell(happened chan<- struct{}) {
	select {
	case happened <- struct{}{}:
	default:
	}
}
