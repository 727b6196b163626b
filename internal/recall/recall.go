// Package recall remembers answers for as long as what they are made of stays
// the same. It does not know what that is: whoever asks says in which version
// it is now.
package recall

import (
	"context"
	"errors"
	"sync"
)

var errGivenUp = errors.New("the search for an answer was given up")

// Memory remembers answers of one version, up to a number of bytes. It is safe
// for concurrent use, and tells the answers of different questions apart by
// nothing but their keys: who may ask belongs into them.
type Memory[K comparable, V any] struct {
	most    int // bytes
	mu      sync.Mutex
	version int64
	size    int // bytes of answers
	answers map[K]*answer[V]
}

// answer is set once done is closed.
type answer[V any] struct {
	done  chan struct{}
	value V
	err   error
}

// entrySize is about what an answer costs besides its own bytes, its key
// included.
const entrySize = 300

// New returns a memory of at most that many bytes.
func New[K comparable, V any](most int) *Memory[K, V] {
	return &Memory[K, V]{most: most, answers: map[K]*answer[V]{}}
}

// Get returns the answer that is remembered under the key, or calls find for
// it, which returns its size in bytes too. Of many who ask at once, one finds.
// The version must have been current after the caller came to ask, and what is
// found must be of it or of a later one. Errors are not remembered, nor what
// is too large.
func (m *Memory[K, V]) Get(ctx context.Context, version int64, key K, find func() (V, int, error)) (V, error) {
	a, known := m.look(version, key)
	if !known {
		return m.find(version, key, a, find)
	}
	select {
	case <-a.done:
	case <-ctx.Done():
		return a.value, ctx.Err()
	}
	if a.err != nil { // it may be that of a request that was given up
		value, _, err := find()
		return value, err
	}
	return a.value, nil
}

// look returns the answer under a key, a new one if it is not known. What is
// remembered of another version goes.
func (m *Memory[K, V]) look(version int64, key K) (a *answer[V], known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if version != m.version {
		m.forget()
		m.version = version
	}
	if a, known = m.answers[key]; !known {
		a = &answer[V]{done: make(chan struct{}), err: errGivenUp}
		m.answers[key] = a
	}
	return a, known
}

func (m *Memory[K, V]) find(version int64, key K, a *answer[V], find func() (V, int, error)) (V, error) {
	size := 0
	defer func() {
		m.settle(version, key, a, size+entrySize)
		close(a.done)
	}()
	a.value, size, a.err = find()
	return a.value, a.err
}

// settle keeps an answer that was found, or forgets it. When all become too
// many, those that were there before go.
func (m *Memory[K, V]) settle(version int64, key K, a *answer[V], size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.version != version || m.answers[key] != a {
		return
	}
	if m.size+size > m.most {
		m.forget()
	}
	if delete(m.answers, key); a.err == nil && size <= m.most {
		m.answers[key], m.size = a, m.size+size
	}
}

func (m *Memory[K, V]) forget() {
	clear(m.answers)
	m.size = 0
}
