package recall

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
)

// asked counts how often an answer had to be found.
type asked struct {
	*Memory[string, string]
	finds int
}

func (a *asked) get(t *testing.T, version int64, key string, size int, fail error) string {
	t.Helper()
	got, err := a.Get(t.Context(), version, key, func() (string, int, error) {
		a.finds++
		return fmt.Sprintf("%s in %d", key, version), size, fail
	})
	if !errors.Is(err, fail) {
		t.Fatal(err)
	}
	return got
}

func TestAnAnswerIsGoodForItsVersionOnly(t *testing.T) {
	t.Parallel()
	a := asked{New[string, string](10_000), 0}
	for i, c := range []struct {
		version int64
		key     string
		finds   int
	}{{1, "a", 1}, {1, "a", 1}, {1, "b", 2}, {2, "a", 3}, {2, "a", 3}, {1, "a", 4}, {1, "b", 5}, {2, "b", 6}} {
		if got, want := a.get(t, c.version, c.key, 1, nil), fmt.Sprintf("%s in %d", c.key, c.version); got != want || a.finds != c.finds {
			t.Errorf("%d: %q after %d finds, want %q after %d", i, got, a.finds, want, c.finds)
		}
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	const most = 100_000
	a := asked{New[string, string](most), 0}
	for i := range 1_000 {
		a.get(t, 1, fmt.Sprint(i), i, nil)
		sum := 0
		for key := range a.answers {
			var size int
			_, _ = fmt.Sscan(key, &size)
			sum += size + entrySize
		}
		if sum != a.size || sum > most || len(a.answers) == 0 {
			t.Fatalf("%d answers have %d bytes of %d, counted as %d", len(a.answers), sum, most, a.size)
		}
	}
	a.get(t, 1, "large", most, nil)
	before := a.finds
	if a.get(t, 1, "large", most, nil); a.finds != before+1 || a.size > most {
		t.Error("what is too large is remembered")
	}
}

func TestAnErrorIsNotRemembered(t *testing.T) {
	t.Parallel()
	a := asked{New[string, string](10_000), 0}
	a.get(t, 1, "a", 1, errors.New("no"))
	if a.get(t, 1, "a", 1, nil); a.finds != 2 || a.size != 1+entrySize {
		t.Errorf("%d finds, %d bytes", a.finds, a.size)
	}
}

// TestOfManyWhoAskOneFinds lets others ask while the first still looks.
func TestOfManyWhoAskOneFinds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fail  error
		finds int
	}{"an answer": {nil, 1}, "an error, which may be that of one only": {errors.New("no"), 5}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				m, slow := New[string, int](10_000), make(chan struct{})
				var mu sync.Mutex
				var all sync.WaitGroup
				finds := 0
				for range 5 {
					all.Go(func() {
						_, _ = m.Get(t.Context(), 1, "a", func() (int, int, error) {
							mu.Lock()
							finds++
							mu.Unlock()
							<-slow
							return 7, 1, c.fail
						})
					})
				}
				synctest.Wait()
				if finds != 1 {
					t.Errorf("%d look at once", finds)
				}
				close(slow)
				all.Wait()
				if finds != c.finds {
					t.Errorf("%d finds, want %d", finds, c.finds)
				}
			})
		})
	}
}

func TestWhoIsGivenUpDoesNotWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, slow := New[string, int](10_000), make(chan struct{})
		go func() {
			_, _ = m.Get(t.Context(), 1, "a", func() (int, int, error) { <-slow; return 7, 1, nil })
		}()
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := m.Get(ctx, 1, "a", nil); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		close(slow)
	})
}

// TestWhatWasFoundTooLateIsNotRemembered lets the version change while somebody
// looks.
func TestWhatWasFoundTooLateIsNotRemembered(t *testing.T) {
	t.Parallel()
	a := asked{New[string, string](10_000), 0}
	got, err := a.Get(t.Context(), 1, "a", func() (string, int, error) {
		a.get(t, 2, "a", 1, nil)
		return "old", 1, nil
	})
	if got != "old" || err != nil {
		t.Error(got, err)
	}
	if got := a.get(t, 2, "a", 1, nil); got != "a in 2" || a.finds != 1 {
		t.Errorf("%q after %d finds", got, a.finds)
	}
}
