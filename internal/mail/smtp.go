package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"reseller-console/internal/job"
)

// SMTP sends through a mail server. It is a Post.
type SMTP struct {
	host           string
	port           int
	user, password string
	implicit       bool // TLS from the first byte
	loopback       bool
	tls            *tls.Config
	wait           time.Duration // for the server to answer, in all
}

// patience is how long a server may take for one letter.
const patience = time.Minute

// ParseSMTP reads an address like smtp://user:password@mail.example:587, or
// smtps:// for TLS from the first byte. Ports are 587 and 465 if none is
// given. With smtp:// STARTTLS is required, but for a server on this machine.
func ParseSMTP(address string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return nil, errors.New("the address of a mail server must be like smtp://user:password@mail.example:587 or smtps://mail.example") // not with what was given: it has a password
	}
	s := &SMTP{host: u.Hostname(), port: 587, user: u.User.Username(), implicit: u.Scheme == "smtps", wait: patience}
	s.password, _ = u.User.Password()
	if s.implicit {
		s.port = 465
	}
	if port := u.Port(); port != "" {
		if s.port, err = strconv.Atoi(port); err != nil || s.port < 1 || s.port > 65535 {
			return nil, fmt.Errorf("the port of a mail server is a number from 1 to 65535, not %s", port)
		}
	}
	addr, err := netip.ParseAddr(s.host)
	s.loopback = s.host == "localhost" || err == nil && addr.IsLoopback()
	s.tls = &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}
	// What goes over loopback may go in the clear: no certificate is asked for.
	s.tls.InsecureSkipVerify = s.loopback && !s.implicit
	return s, nil
}

// Send implements Post. A letter that the server has taken is sent, whatever
// becomes of the connection afterwards.
func (s *SMTP) Send(ctx context.Context, m *Message) error {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	conn, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	msg := m.compose()
	if err := s.deliver(ctx, conn, msg); err != nil && !msg.IsDelivered() {
		return worthwhile(err)
	}
	return nil
}

func (s *SMTP) dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(s.host, strconv.Itoa(s.port)))
	if err != nil || !s.implicit {
		return conn, err
	}
	secure := tls.Client(conn, s.tls)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return secure, nil
}

// deliver talks to the server over an open connection.
func (s *SMTP) deliver(ctx context.Context, conn net.Conn, msg *gomail.Msg) error {
	options := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(s.wait), gomail.WithTLSConfig(s.tls), gomail.WithTLSPolicy(gomail.TLSMandatory),
		gomail.WithDialContextFunc(func(context.Context, string, string) (net.Conn, error) { return conn, nil }),
	}
	if s.implicit {
		options = append(options, gomail.WithSSL())
	} else if s.loopback {
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if s.user != "" {
		options = append(options, gomail.WithUsername(s.user), gomail.WithPassword(s.password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return err
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	return errors.Join(client.SendWithSMTPClient(line, msg), line.Quit())
}

// worthwhile marks as final what the server will not take of this letter, ever.
// What it says of us, our name and sender, may be mended while the letter
// waits.
func worthwhile(err error) error {
	refused, ok := errors.AsType[*gomail.SendError](err)
	if !ok || refused.ErrorCode() < 500 {
		return err
	}
	switch refused.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		return job.Final(err)
	default:
		return err
	}
}
