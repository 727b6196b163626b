package soak

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"
)

// order is a company that is to be made, and what was answered first; empty
// if nothing was.
type order struct {
	body, name, answer string
}

// TestKilledWhileCompaniesAreMadeEachIsMadeOnceAndWhole kills the server with
// SIGKILL while many companies are being made, and asks for all of them again.
func TestKilledWhileCompaniesAreMadeEachIsMadeOnceAndWhole(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		key := s.signer(t)
		var all []*order
		for again := rounds(t, 3); again(); {
			server := s.start(t, unlimited...)
			storm := key.storm(t, server, len(all), 4, 1+rand.IntN(20))
			server.kill()
			some := storm()
			server = s.start(t, unlimited...)
			for _, o := range some {
				text := key.sign("POST", companies, o.body, o.name).expect(t, server.base, http.StatusCreated)
				if o.answer != "" && o.answer != text {
					t.Errorf("at first %s, now %s", o.answer, text)
				}
				o.answer = text
			}
			all = append(all, some...)
			server.kill()
		}
		s.expectWhole(t, key, all)
	})
}

// storm has makers make company after company until their server is gone. It
// returns when so many were answered; what it returns waits for the makers.
func (s signer) storm(t *testing.T, at *server, from, makers, answered int) (end func() []*order) {
	var mu sync.Mutex
	var all []*order
	var group sync.WaitGroup
	happened := make(chan struct{}, 1)
	next := func() *order {
		mu.Lock()
		defer mu.Unlock()
		n := from + len(all)
		all = append(all, &order{body: newCompany(n, 1), name: fmt.Sprintf("company-%d", n)})
		return all[len(all)-1]
	}
	ctx, cancel := context.WithCancel(context.Background())
	for range makers {
		group.Go(func() {
			for ctx.Err() == nil {
				o := next()
				status, text, err := s.sign("POST", companies, o.body, o.name).send(at.base)
				if err != nil {
					return // the server is gone
				}
				if status != http.StatusCreated {
					t.Errorf("%s is answered %d %s", o.body, status, text)
				}
				o.answer = text
				tell(happened)
			}
		})
	}
	for range answered {
		select {
		case <-happened:
		case <-time.After(time.Minute):
			t.Fatal("no company is made for a minute")
		}
	}
	return func() []*order {
		cancel()
		group.Wait()
		return all
	}
}

// expectWhole expects each company to be there once, with its first account,
// and nothing else.
func (s *site) expectWhole(t *testing.T, key signer, all []*order) {
	t.Helper()
	server := s.start(t, unlimited...)
	key.count(t, server.base, companies, len(all)+1) // and the site's own
	for i, o := range all {
		key.count(t, server.base, companies+fmt.Sprintf("?email=boss%d@firm.example", i), 1)
		key.sign("POST", companies, o.body, "another-"+o.name).expect(t, server.base, http.StatusBadRequest) // its address is in use
	}
	key.count(t, server.base, companies, len(all)+1)
	if out, err := s.command(t, "audit", "verify").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	db := s.open(t)
	for i := range all {
		u, err := db.Accounts().UserByEmail(t.Context(), fmt.Sprintf("boss%d@firm.example", i))
		if err != nil || u.Company == 0 {
			t.Errorf("the account of company %d is %+v, %v", i, u, err)
		}
	}
}
