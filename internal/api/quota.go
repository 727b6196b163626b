package api

import (
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"reseller-console/internal/fault"
)

// Quota is how many signed requests a key may make: a bucket of Burst that is
// refilled with Rate a second. Each server node keeps its own.
type Quota struct {
	Rate  float64
	Burst int
}

// DefaultQuota is for every key unless configured otherwise.
var DefaultQuota = Quota{Rate: 50, Burst: 200}

// maxBuckets bounds the keys remembered. Only keys that exist are, and a full
// bucket tells nothing that a new one would not.
const maxBuckets = 10_000

// quotas keeps a bucket for each key.
type quotas struct {
	Quota
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

func newQuotas(q Quota) *quotas { return &quotas{Quota: q, buckets: map[string]*rate.Limiter{}} }

func (q *quotas) bucket(key string, now time.Time) *rate.Limiter {
	q.mu.Lock()
	defer q.mu.Unlock()
	if b := q.buckets[key]; b != nil {
		return b
	}
	if len(q.buckets) >= maxBuckets {
		q.forgetFull(now)
	}
	b := rate.NewLimiter(rate.Limit(q.Rate), q.Burst)
	q.buckets[key] = b
	return b
}

func (q *quotas) forgetFull(now time.Time) {
	for key, b := range q.buckets {
		if b.TokensAt(now) >= float64(q.Burst) {
			delete(q.buckets, key)
		}
	}
}

// take counts a request of a key, says in headers what is left, and returns
// how to give it back. Over the quota it is fault.TooMany.
func (q *quotas) take(w http.ResponseWriter, key string, now time.Time) (giveBack func(), err error) {
	b := q.bucket(key, now)
	r := b.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	q.announce(w.Header(), b.TokensAt(now))
	if wait > 0 {
		return nil, fault.New(fault.TooMany, "The key has made too many requests: %g a second are allowed, and %d at once.", q.Rate, q.Burst).After(wait)
	}
	return func() { r.CancelAt(now) }, nil
}

// announce sets the fields of draft-ietf-httpapi-ratelimit-headers: the quota
// is the bucket, the window the time in which an empty one is filled.
func (q *quotas) announce(h http.Header, left float64) {
	left = math.Max(0, left)
	h.Set("RateLimit-Policy", fmt.Sprintf(`"key";q=%d;w=%.0f`, q.Burst, math.Ceil(float64(q.Burst)/q.Rate)))
	h.Set("RateLimit", fmt.Sprintf(`"key";r=%.0f;t=%.0f`, math.Floor(left), math.Ceil((float64(q.Burst)-left)/q.Rate)))
}
