package api_test

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	floodClients = 200
	floodEach    = 20 // requests of a client in a turn
)

// flood is many connections to a handler, over which requests are sent that
// were signed before. The clients do as little as they can: they have the same
// processors as the server.
type flood struct {
	d            *desk
	target, host string
	clients      []*floodClient
	rates        []float64 // requests a second of each turn, as fast as it goes
	closed, open []float64 // 99th percentile of each turn, in ms: as fast as it goes, at a rate
}

func newFlood(b *testing.B, d *desk, target string, handler http.Handler) *flood {
	b.Helper()
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	f := &flood{d: d, target: target, host: strings.TrimPrefix(server.URL, "http://"), clients: make([]*floodClient, floodClients)}
	for i := range f.clients {
		c, err := net.Dial("tcp", f.host)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = c.Close() })
		f.clients[i] = &floodClient{Conn: c, answer: make([]byte, 1<<17)}
	}
	return f
}

// saturate lets every client ask as soon as it has its answer.
func (f *flood) saturate(b *testing.B) {
	all := f.signed(b)
	began := time.Now()
	took := f.turn(b, all, nil)
	f.rates = append(f.rates, floodClients*floodEach/time.Since(began).Seconds())
	f.closed = append(f.closed, late(took))
}

// atRate lets the clients ask so many times a second together. A request that
// is late because its client still waits took longer by that.
func (f *flood) atRate(b *testing.B, rate float64) {
	all := f.signed(b)
	began := time.Now()
	f.open = append(f.open, late(f.turn(b, all, func(client, n int) time.Time {
		return began.Add(time.Duration(float64(n*floodClients+client) / rate * float64(time.Second)))
	})))
}

// signed are the requests of a turn, by client.
func (f *flood) signed(b *testing.B) [][][]byte {
	b.Helper()
	all := make([][][]byte, floodClients)
	for i := range all {
		for range floodEach {
			all[i] = append(all[i], f.request(b))
		}
	}
	return all
}

func (f *flood) request(b *testing.B) []byte {
	b.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://"+f.host+f.target, nil)
	if err != nil {
		b.Fatal(err)
	}
	f.d.sign(b, r)
	var raw bytes.Buffer
	if err := r.Write(&raw); err != nil {
		b.Fatal(err)
	}
	return raw.Bytes()
}

// turn lets all clients send their requests, each not before its time, and
// returns how long they took since then.
func (f *flood) turn(b *testing.B, all [][][]byte, due func(client, n int) time.Time) (took []time.Duration) {
	b.Helper()
	type result struct {
		took []time.Duration
		err  error
	}
	results := make(chan result, floodClients)
	for i, client := range f.clients {
		go func() {
			var r result
			for n, request := range all[i] {
				at := time.Now()
				if due != nil {
					at = due(i, n)
					time.Sleep(time.Until(at))
				}
				if r.err = client.ask(request); r.err != nil {
					break
				}
				r.took = append(r.took, time.Since(at))
			}
			results <- r
		}()
	}
	for range f.clients {
		r := <-results
		if r.err != nil {
			b.Fatal(r.err)
		}
		took = append(took, r.took...)
	}
	return took
}

// floodClient is a connection with room for an answer.
type floodClient struct {
	net.Conn
	answer []byte
}

// ask sends a request and reads its answer, which must say how long it is.
func (c *floodClient) ask(request []byte) error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	for n, whole := 0, 0; whole == 0 || n < whole; {
		more, err := c.Read(c.answer[n:])
		if err != nil {
			return fmt.Errorf("%w after %.300q", err, c.answer[:n])
		}
		n += more
		if whole != 0 {
			continue
		}
		if whole, err = wholeOf(c.answer[:n]); err != nil {
			return err
		}
	}
	return nil
}

// wholeOf returns how long an answer is that has begun with this text; 0 if
// that does not tell yet.
func wholeOf(text []byte) (int, error) {
	head, _, complete := bytes.Cut(text, []byte("\r\n\r\n"))
	if !complete {
		return 0, nil
	}
	_, length, _ := bytes.Cut(head, []byte("\r\nContent-Length: "))
	digits, _, _ := bytes.Cut(length, []byte("\r\n"))
	body, err := strconv.Atoi(string(digits))
	if err != nil || !bytes.HasPrefix(head, []byte("HTTP/1.1 200 ")) {
		return 0, fmt.Errorf("the answer is %.300q", text)
	}
	return len(head) + 4 + body, nil
}

// middle is the median.
func middle(all []float64) float64 { return slices.Sorted(slices.Values(all))[len(all)/2] }

// late is the time, in milliseconds, that 99 of 100 requests stay within.
func late(took []time.Duration) float64 {
	return slices.Sorted(slices.Values(took))[len(took)*99/100].Seconds() * 1000
}
