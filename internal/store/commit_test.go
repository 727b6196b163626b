package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"reseller-console/internal/fault"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// A commit whose answer is lost was made or not: nobody knows. Whoever sent
// the batch sends it again, and either way it counts once.
func TestACommitOfUnknownOutcomeThatIsSentAgainCountsOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		cut  cut
		want usage.Outcome // of what is sent again
	}{
		"the connection is lost before the commit arrives": {beforeCommit, usage.Accepted},
		"the connection is lost before the answer arrives": {afterCommit, usage.Duplicate},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			direct := pgtest.URL(t)
			p := newProxy(t, direct)
			db, beside := open(t, Config{Database: p.url}), open(t, Config{Database: direct})
			for _, batch := range [][]usage.Entry{everyKind(), sessions(300, 50, uuid.NewString)} {
				p.next.Store(int32(c.cut))
				_, err := db.Usage().Record(t.Context(), storetest.Delivery(batch))
				expectKind(t, err, fault.Unavailable)
				if p.next.Load() != int32(never) {
					t.Fatal("no commit came by")
				}
				expect(t, record(t, db, batch), map[usage.Outcome]int{c.want: len(batch)})
			}
			done, found := checked(t, beside)
			if len(found) > 0 || done.Events != 50+4+300+2 { // two of them lie over midnight
				t.Errorf("%+v, %v", done, found)
			}
		})
	}
}

// cut says where a proxy cuts the connection at the next commit.
type cut int32

const (
	never cut = iota
	beforeCommit
	afterCommit
)

// proxy stands between us and PostgreSQL.
type proxy struct {
	url    string
	socket string
	next   atomic.Int32 // a cut
}

func newProxy(t *testing.T, server string) *proxy {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	p := &proxy{
		socket: filepath.Join(u.Query().Get("host"), ".s.PGSQL.5432"),
		url:    "postgres://postgres@" + listener.Addr().String() + u.Path + "?sslmode=disable",
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go p.join(client)
		}
	}()
	return p
}

// join copies in both directions until either side ends.
func (p *proxy) join(client net.Conn) {
	defer client.Close() //nolint:errcheck // the end
	server, err := net.Dial("unix", p.socket)
	if err != nil {
		return
	}
	defer server.Close() //nolint:errcheck // the end
	var deaf atomic.Bool // the client hears no more
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		defer client.Close() //nolint:errcheck // the end
		_, _ = io.Copy(unlessDeaf{client, &deaf}, server)
	}()
	switch p.forward(server, bufio.NewReader(client), &deaf) {
	case afterCommit:
		<-answered
	}
}

// unlessDeaf refuses to hand on what the client must not hear.
type unlessDeaf struct {
	net.Conn
	deaf *atomic.Bool
}

func (u unlessDeaf) Write(b []byte) (int, error) {
	if u.deaf.Load() {
		return 0, net.ErrClosed
	}
	return u.Conn.Write(b)
}

// forward hands messages on until the client ends, or up to or with the commit
// at which the connection is to be cut.
func (p *proxy) forward(server io.Writer, client *bufio.Reader, deaf *atomic.Bool) cut {
	for first := true; ; first = false {
		message, err := readMessage(client, first)
		if err != nil {
			return never
		}
		now := never
		if isCommit(message) {
			now = cut(p.next.Swap(int32(never)))
		}
		deaf.Store(now == afterCommit)
		if now == beforeCommit {
			return now
		}
		if _, err := server.Write(message); err != nil || now == afterCommit {
			return now
		}
	}
}

// readMessage reads a message of PostgreSQL's protocol: a type, except for the
// first of a connection, a length that counts itself, and the body.
func readMessage(r *bufio.Reader, first bool) ([]byte, error) {
	head := make([]byte, 5)
	if first {
		head = head[:4]
	}
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	body := make([]byte, binary.BigEndian.Uint32(head[len(head)-4:])-4)
	_, err := io.ReadFull(r, body)
	return append(head, body...), err
}

func isCommit(message []byte) bool {
	return message[0] == 'Q' && strings.EqualFold(string(bytes.TrimRight(message[5:], "\x00;")), "commit")
}
