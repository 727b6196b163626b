// Package mail writes what users are told by mail, and sends it: through an
// SMTP server, or into files for somebody to read on the same machine.
//
// It owns the letters' words and look, their form on the wire, and what is
// worth another attempt. It does not own when that is (package job) nor who is
// told what (packages account and company).
package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Accounts is what letters need of package account.
type Accounts interface {
	// User finds a user by id, else fault.NotFound.
	User(ctx context.Context, id int64) (account.User, error)
	// Members lists the users of a company.
	Members(ctx context.Context, company int64) ([]account.User, error)
	// Owners lists the owners of a reseller.
	Owners(ctx context.Context, reseller int64) ([]account.User, error)
	// NewLink makes a link to a new password and returns its token.
	NewLink(ctx context.Context, user int64, lasts time.Duration) (token string, err error)
}

// Post takes letters away. An error that another attempt cannot mend is
// job.Final.
type Post interface {
	Send(ctx context.Context, m *Message) error
}

// Sender does the jobs of account.NoticeKind.
type Sender struct {
	Accounts Accounts
	Post     Post
	From     netmail.Address
	BaseURL  string // as browsers see the console
	Clock    func() time.Time
}

// How a notice is sent: tried for about four days, as mail servers do among
// each other (RFC 5321, 4.5.4.1).
const (
	atOnce   = 4
	attempts = 100
	timeout  = 2 * time.Minute
)

// Work is how the jobs are done.
func (s *Sender) Work() job.Work {
	return job.Work{Do: s.send, AtOnce: atOnce, Attempts: attempts, Timeout: timeout}
}

// send sends a notice to its user. One to a company or a reseller becomes one
// for each member or owner, so that no mailbox delays or repeats another one's.
func (s *Sender) send(ctx context.Context, r *job.Run) error {
	var n account.Notice
	if err := r.Read(&n); err != nil {
		return err
	}
	if n.User == 0 && n.To == nil {
		return s.fanOut(ctx, r, n)
	}
	u, err := s.addressee(ctx, &n)
	if fault.KindOf(err) == fault.NotFound || err == nil && n.Reseller != 0 && u.Reseller != n.Reseller {
		return nil // nobody to tell
	}
	if err != nil {
		return err
	}
	m, err := s.message(ctx, r, &u, &n)
	if err != nil {
		return err
	}
	return s.Post.Send(ctx, m)
}

// addressee is who gets a notice.
func (s *Sender) addressee(ctx context.Context, n *account.Notice) (account.User, error) {
	if n.To != nil {
		return account.User{Email: n.To.Email, Name: n.To.Name, Language: n.To.Language}, nil
	}
	return s.Accounts.User(ctx, n.User)
}

func (s *Sender) fanOut(ctx context.Context, r *job.Run, n account.Notice) error {
	readers, err := s.readers(ctx, n)
	if err != nil {
		return err
	}
	n.Company, n.Reseller = 0, 0
	for _, u := range readers {
		n.User = u.ID
		j, err := n.Job()
		if err != nil {
			return err
		}
		r.Follow(j)
	}
	return nil
}

// readers are a company's members, and a reseller's owners after them.
func (s *Sender) readers(ctx context.Context, n account.Notice) (all []account.User, err error) {
	if n.Company != 0 {
		if all, err = s.Accounts.Members(ctx, n.Company); err != nil {
			return nil, err
		}
	}
	if n.Reseller == 0 {
		return all, nil
	}
	owners, err := s.Accounts.Owners(ctx, n.Reseller)
	return append(all, owners...), err
}

// message is the letter of a notice, with a link of its own if it needs one.
func (s *Sender) message(ctx context.Context, r *job.Run, u *account.User, n *account.Notice) (*Message, error) {
	k, ok := kinds[n.Text]
	if !ok {
		return nil, job.Final(fmt.Errorf("there is no mail %q", n.Text))
	}
	action := s.BaseURL + k.page
	if k.link > 0 {
		token, err := s.Accounts.NewLink(ctx, u.ID, k.link)
		if err != nil {
			return nil, err
		}
		action += "?token=" + token
	}
	if k.shows != "" {
		action += "?" + url.Values{k.shows: {n.Data[k.shows]}}.Encode()
	}
	l := newLetter(u, n, s.BaseURL, action)
	text, html, err := l.render()
	return &Message{
		ID: messageID(r, u, s.BaseURL), From: s.From, To: netmail.Address{Name: u.Name, Address: u.Email}, At: s.Clock(),
		Subject: l.Subject, Text: text, HTML: html,
	}, err
}

// messageID is the same for each attempt at a job, so that whoever gets a
// letter twice can tell. The user's creation tells two databases apart.
func messageID(r *job.Run, u *account.User, baseURL string) string {
	hash := sha256.Sum256(fmt.Appendf(nil, "%d %d %s", r.ID, u.CreatedAt.UnixMilli(), r.Payload))
	return fmt.Sprintf("%d.%s@%s", r.ID, hex.EncodeToString(hash[:8]), Domain(baseURL))
}

// Domain is the part of addresses after the @ for a console at that address:
// its host, if that is a name.
func Domain(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Hostname() == "" || strings.Trim(u.Hostname(), "0123456789.:") == "" || strings.Contains(u.Hostname(), ":") {
		return "localhost"
	}
	return strings.ToLower(u.Hostname())
}
