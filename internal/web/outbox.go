package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"reseller-console/internal/fault"
	"reseller-console/internal/mail"
)

// outboxPath shows the mail that is kept here.
const outboxPath = "/outbox"

// letterPolicy lets a letter look as in a mail program, and do nothing.
const letterPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// forwarded are the headers of requests that came from somewhere else first.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"}

// reader returns the outbox if whoever asks may read it, else fault.NotFound:
// the letters let their users in. It must be somebody on this machine, not
// behind a proxy here, and not a page of another site whose name was made to
// lead here. Without forwarding headers RemoteAddr is the connection's own.
func (s *server) reader(r *http.Request) (*mail.Outbox, error) {
	for _, name := range forwarded {
		if len(r.Header.Values(name)) > 0 {
			return nil, errNoOutbox
		}
	}
	if s.Outbox == nil || !isLoopback(r.RemoteAddr) || !isLoopback(r.Host) && !s.isBase(r.Host) {
		return nil, errNoOutbox
	}
	return s.Outbox, nil
}

var errNoOutbox = fault.New(fault.NotFound, "There is no such page.")

// isLoopback reports whether an address, with or without a port, is this
// machine's alone.
func isLoopback(address string) bool {
	host := strings.Trim(address, "[]")
	if name, _, err := net.SplitHostPort(address); err == nil {
		host = name
	}
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}

// isBase reports whether it is the host of the console's own address.
func (s *server) isBase(host string) bool {
	base, err := url.Parse(s.BaseURL)
	return err == nil && strings.EqualFold(base.Host, host)
}

// outbox lists the letters.
func (s *server) outbox(w http.ResponseWriter, r *http.Request, v visitor) error {
	box, err := s.reader(r)
	if err != nil {
		return err
	}
	letters, err := box.List()
	if err != nil {
		return fmt.Errorf("list letters: %w", err)
	}
	return show(w, r, http.StatusOK, outboxPage(v, letters))
}

// letter shows one as text.
func (s *server) letter(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.readLetter(r)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, letterPage(v, l))
}

// letterHTML sends one as a mail program would show it.
func (s *server) letterHTML(w http.ResponseWriter, r *http.Request, _ visitor) error {
	l, err := s.readLetter(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", letterPolicy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write([]byte(l.HTML))
	return err
}

func (s *server) readLetter(r *http.Request) (mail.Letter, error) {
	box, err := s.reader(r)
	if err != nil {
		return mail.Letter{}, err
	}
	return box.Read(r.PathValue("letter"))
}

// textLine is a line of a letter.
type textLine struct {
	text string
	link bool
}

// lines takes a text apart. Those that are nothing but a web address are links.
func lines(text string) (all []textLine) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		isAddress := strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://")
		all = append(all, textLine{line, isAddress && !strings.Contains(line, " ")})
	}
	return all
}
