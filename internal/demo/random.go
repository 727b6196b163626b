package demo

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// newRandom returns a generator of its own for what key names, so that
// nothing else changes what it draws.
func newRandom(seed uint64, key string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(key)) //nolint:errcheck // a hash takes everything
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// between draws from low to high.
func between(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }

// about draws near 1, never below 0; spread is the standard deviation of the
// logarithm.
func about(r *rand.Rand, spread float64) float64 { return math.Exp(spread * r.NormFloat64()) }

// daysBetween draws a whole number from low to high.
func daysBetween(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// pick draws an index with the probability of its weight; 0 if all are 0.
func pick(r *rand.Rand, weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	at, last := r.Float64()*sum, 0
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		if at < w {
			return i
		}
		at, last = at-w, i
	}
	return last
}

const idAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

// projectID draws an id of a letter and seven URL-safe characters.
func projectID(r *rand.Rand) string {
	const letters = 52
	var id [8]byte
	id[0] = idAlphabet[r.IntN(letters)]
	for i := 1; i < len(id); i++ {
		id[i] = idAlphabet[r.IntN(len(idAlphabet))]
	}
	return string(id[:])
}
