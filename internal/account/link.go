package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// How long a link to a new password can be used.
const (
	ResetFor  = 30 * time.Minute   // asked for by somebody who forgot it
	InviteFor = 7 * 24 * time.Hour // sent to a new user, who did not wait for it; also to confirm an address
)

// The mails about passwords and addresses, as Notice.Text.
const (
	MailReset   = "password.reset"
	MailInvite  = "password.set"
	MailChanged = "password.changed"
	MailConfirm = "signUp.confirm"
	MailKnown   = "signUp.known"
)

// LinkHash is the SHA-256 of a link's token. The token has 256 random bits, so
// a fast hash is enough.
type LinkHash [sha256.Size]byte

// PasswordStore changes passwords, and keeps the links that let somebody set
// one. A link belongs to one user and is used once.
type PasswordStore interface {
	// Enqueue keeps a job that follows from nothing else.
	Enqueue(ctx context.Context, at time.Time, j job.Job) error
	// CreateLink keeps a new link to a user.
	CreateLink(ctx context.Context, user int64, hash LinkHash, until time.Time) error
	// LinkUser finds the user of a link that can be used at a time, else
	// fault.NotFound.
	LinkUser(ctx context.Context, hash LinkHash, at time.Time) (User, error)
	// UseLink uses a user's link up, and does what SetPassword does. One that
	// cannot be used at the act's time is fault.NotFound.
	UseLink(ctx context.Context, act Act, user int64, hash LinkHash, password string) error
	// SetPassword replaces the hash of a user's password, ends all of the
	// user's sessions and voids all of the user's links. If the hash is no
	// longer the one before, it is fault.Conflict.
	SetPassword(ctx context.Context, act Act, user int64, before, after string) error
}

// ErrLink is the answer to a link that was used, is too old or never was.
var ErrLink = fault.New(fault.NotFound, "The link was used already, or its time is over.")

// LinkRequest asks for a mail with a link for the user of an address, if there
// is one. MailConfirm becomes MailKnown for one that is confirmed.
type LinkRequest struct {
	Email string `json:"email"`
	Mail  string `json:"mail"` // MailReset, MailInvite or MailConfirm
}

// LinkKind is the kind of its job.
const LinkKind job.Kind = "password.link"

// Job is the work of finding the user.
func (q LinkRequest) Job() (job.Job, error) { return job.New(LinkKind, job.Owner{}, q) }

// Forgot has a link sent to the user of an address. It does the same whether
// or not there is one: only the job looks. Too many for one user or from one
// network are fault.TooMany.
func (s *Service) Forgot(ctx context.Context, email, remoteAddr string) error {
	return s.requestLink(ctx, email, remoteAddr, MailReset)
}

func (s *Service) requestLink(ctx context.Context, email, remoteAddr, mail string) error {
	if !isEmail(email) {
		return nil
	}
	try, now := newLinkAttempt(email, remoteAddr), s.clock()
	if err := s.asked.begin(try, now); err != nil {
		return err
	}
	j, err := LinkRequest{Email: email, Mail: mail}.Job()
	if err != nil {
		return err
	}
	return s.store.Enqueue(ctx, now, j)
}

// RunLink does the jobs of LinkKind.
func (s *Service) RunLink(ctx context.Context, r *job.Run) error {
	var q LinkRequest
	if err := r.Read(&q); err != nil {
		return err
	}
	u, err := s.store.UserByEmail(ctx, q.Email)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if q.Mail == MailConfirm && !u.Unconfirmed {
		q.Mail = MailKnown
	}
	j, err := Notice{User: u.ID, Text: q.Mail}.Job()
	r.Follow(j)
	return err
}

// NewLink makes a link for a user and returns its token, which cannot be had
// again.
func (s *Service) NewLink(ctx context.Context, user int64, lasts time.Duration) (token string, err error) {
	var random [32]byte
	rand.Read(random[:]) // never fails: it ends the program instead
	token = base64.RawURLEncoding.EncodeToString(random[:])
	return token, s.store.CreateLink(ctx, user, hashLink(token), s.clock().Add(lasts))
}

// LinkUser finds whose password a link lets one set, without using it up, else
// ErrLink.
func (s *Service) LinkUser(ctx context.Context, token string) (User, error) {
	u, err := s.store.LinkUser(ctx, hashLink(token), s.clock())
	if fault.KindOf(err) == fault.NotFound {
		err = ErrLink
	}
	return u, err
}

func hashLink(token string) LinkHash { return sha256.Sum256([]byte(token)) }
