package company

import (
	"context"
	"crypto/rand"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// RegisterStore keeps the links by which companies sign up, and the companies
// that did.
type RegisterStore interface {
	// Register returns the random end of a reseller's register link, else
	// fault.NotFound.
	Register(ctx context.Context, reseller int64) (string, error)
	// RotateRegister replaces it.
	RotateRegister(ctx context.Context, act account.Act, reseller int64, register string) error
	// ResellerByRegister finds whose register link it is now, else
	// fault.NotFound; that of a suspended reseller is nobody's.
	ResellerByRegister(ctx context.Context, register string) (Reseller, error)
	// SignUp does what Store.CreateCompany does, as an act of the new user, as
	// long as the link is the reseller's, which is not suspended; else it is
	// fault.NotFound.
	SignUp(ctx context.Context, act account.Act, register string, c Company, admin account.User) (int64, error)
}

// Applicants is what sign-ups need of package account.
type Applicants interface {
	// AllowSignUp counts a try; too many from one network are fault.TooMany.
	AllowSignUp(remoteAddr string) error
	// NewPassword returns the hash of a new user's password, or an error of
	// account.CheckPassword.
	NewPassword(ctx context.Context, u *account.User, password string) (string, error)
	// RequestConfirm has a mail sent to the user of an address: a link to
	// confirm it or, if that is done, word that there is an account already.
	RequestConfirm(ctx context.Context, email, remoteAddr string) error
}

// SignUps lets companies sign up by themselves, through a reseller's register
// link.
type SignUps struct {
	links    RegisterStore
	accounts Applicants
	clock    func() time.Time
}

// NewSignUps returns the service over its stores. The clock tells the present
// time.
func NewSignUps(links RegisterStore, accounts Applicants, clock func() time.Time) *SignUps {
	return &SignUps{links, accounts, clock}
}

// ErrRegister is the answer to a register link that was rotated or never was,
// or whose reseller is suspended.
var ErrRegister = fault.New(fault.NotFound, "This register link does not work any more. Ask whoever gave it to you for the present one.")

// newRegister returns the random end of a register link, 130 bits.
func newRegister() string { return rand.Text() }

// Link returns the random end of the register link of the caller's reseller.
func (s *SignUps) Link(ctx context.Context, c account.Caller) (string, error) {
	reseller, err := Reach(c, EveryCompany, account.ManageCompanies)
	if err != nil {
		return "", err
	}
	return s.links.Register(ctx, reseller)
}

// Rotate replaces the register link of the caller's reseller: the one before
// works no more, for whomever it was given to.
func (s *SignUps) Rotate(ctx context.Context, c account.Caller) error {
	reseller, err := Reach(c, EveryCompany, account.ManageCompanies)
	if err != nil {
		return err
	}
	return s.links.RotateRegister(ctx, c.Did("register.rotate", s.clock()), reseller, newRegister())
}

// ResellerOf finds whose register link it is, else ErrRegister.
func (s *SignUps) ResellerOf(ctx context.Context, register string) (Reseller, error) {
	r, err := s.links.ResellerByRegister(ctx, register)
	if fault.KindOf(err) == fault.NotFound {
		err = ErrRegister
	}
	return r, err
}

// SignUp keeps a new company of the link's reseller with its first
// administrator, who can sign in with the password after following the link in
// the mail that is sent. from tells the address, the request and its name.
//
// Fields that are not right are fault.Invalid, too many sign-ups from one
// network fault.TooMany, a link that does not work ErrRegister. An address that
// has a user already is none of these: the answer is the same, and that user is
// told by mail.
func (s *SignUps) SignUp(ctx context.Context, from account.Caller, register string, n New, password, remoteAddr string) error {
	r, err := s.ResellerOf(ctx, register)
	if err != nil {
		return err
	}
	made, admin, err := n.prepare(r.ID, s.clock())
	if err := withPassword(err, &admin, password); err != nil {
		return err
	}
	if err := s.accounts.AllowSignUp(remoteAddr); err != nil {
		return err
	}
	admin.Unconfirmed = true
	if admin.PasswordHash, err = s.accounts.NewPassword(ctx, &admin, password); err != nil {
		return err
	}
	act, err := signUpAct(from, r.ID, &made, &admin)
	if err != nil {
		return err
	}
	_, err = s.links.SignUp(ctx, act, register, made, admin)
	switch fault.KindOf(err) {
	case fault.Conflict:
		return quietly(s.accounts.RequestConfirm(ctx, admin.Email, remoteAddr))
	case fault.NotFound:
		return ErrRegister
	}
	return err
}

// withPassword adds to what is wrong with other fields what is wrong with the
// password.
func withPassword(err error, u *account.User, password string) error {
	wrong := account.CheckPassword(u, password)
	if wrong == nil || fault.KindOf(err) == fault.Internal {
		return err
	}
	if err == nil {
		return wrong
	}
	return told("The company cannot be created", append(fault.Readable(err).Fields, fault.Readable(wrong).Fields...))
}

func signUpAct(from account.Caller, reseller int64, c *Company, admin *account.User) (account.Act, error) {
	from.Reseller = reseller
	if from.Once != nil {
		once := *from.Once
		once.Reseller, from.Once = reseller, &once
	}
	act := from.Did("company.register", c.CreatedAt)
	link, err := account.LinkRequest{Email: admin.Email, Mail: account.MailConfirm}.Job()
	act.Jobs = []job.Job{link}
	return act, err
}

// quietly leaves out that a user was told often enough: that would say that
// there is one.
func quietly(err error) error {
	if fault.KindOf(err) == fault.TooMany {
		return nil
	}
	return err
}
