package account

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"reseller-console/internal/fault"
)

// Factors is what can be done about a user's second factor: codes of an
// authenticator application (TOTP, RFC 6238: six digits, SHA-1, 30 s, as all
// such applications know), and recovery codes for when it is lost.
type Factors struct {
	store    FactorStore
	sealer   *Sealer
	clock    func() time.Time
	throttle *throttle
}

// NewFactors returns the service over its store. The clock tells the present
// time.
func NewFactors(store FactorStore, sealer *Sealer, clock func() time.Time) *Factors {
	return &Factors{store: store, sealer: sealer, clock: clock, throttle: newThrottle()}
}

// Factor is a user's second factor.
type Factor struct {
	Sealed   []byte // the secret of its codes, see Sealer
	Step     int64  // the 30 s of the latest code that was used: none is used twice
	Since    time.Time
	Recovery int // recovery codes that are left
}

// RecoveryHash is the SHA-256 of a recovery code, whose 80 random bits need no
// slower hash.
type RecoveryHash [sha256.Size]byte

// FactorStore keeps second factors.
type FactorStore interface {
	// Factor finds a user's second factor, else fault.NotFound.
	Factor(ctx context.Context, user int64) (Factor, error)
	// SetFactor gives a user a second factor with recovery codes, in the place
	// of any before.
	SetFactor(ctx context.Context, act Act, user int64, f Factor, recovery []RecoveryHash) error
	// DeleteFactor takes it away, else fault.NotFound.
	DeleteFactor(ctx context.Context, act Act, user int64) error
	// ResetFactor takes everything away that a user has besides a password,
	// passkeys too, and ends all of the user's sessions. fault.NotFound without
	// that user.
	ResetFactor(ctx context.Context, act Act, user int64) error
	// SetRecovery gives a user new recovery codes in the place of the old ones.
	SetRecovery(ctx context.Context, act Act, user int64, recovery []RecoveryHash) error
	// SetRequired says whether everybody of a reseller must have a second
	// factor.
	SetRequired(ctx context.Context, act Act, reseller int64, on bool) error
	// UseStep notes that a code of those 30 s was used; false if one of them or
	// of later ones was.
	UseStep(ctx context.Context, user, step int64) (bool, error)
	// UseRecovery takes a recovery code away; false if it is not there.
	UseRecovery(ctx context.Context, act Act, user int64, code RecoveryHash) (bool, error)
}

const (
	recoveryCodes = 10
	codePeriod    = 30 // seconds
	codeSkew      = 1  // periods before and after that are good, too
)

var codeRule = totp.ValidateOpts{Period: codePeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// Begin returns a new secret to be entered into the application. Nothing is
// kept before Confirm.
func (s *Factors) Begin(issuer, email string) (*otp.Key, error) {
	return totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: email, Period: codePeriod, Digits: codeRule.Digits, Algorithm: codeRule.Algorithm})
}

// Confirm keeps the secret as the caller's second factor once a code shows
// that the application has it, and returns the recovery codes, which cannot be
// had again. A wrong code is fault.Invalid.
func (s *Factors) Confirm(ctx context.Context, c Caller, secret, code string) ([]string, error) {
	step, ok := s.stepOf(secret, code)
	if !ok {
		return nil, errCode("The code is not the present one. Check the clock of the device.")
	}
	act := c.Did("factor.create", s.clock())
	act.Entry.Target = userTarget(c.User)
	codes, hashes := newRecovery()
	f := Factor{Sealed: s.sealer.Seal(secret, FactorName(c.User)), Step: step, Since: s.clock()}
	return codes, s.store.SetFactor(ctx, act, c.User, f, hashes)
}

// Find returns the caller's second factor, else fault.NotFound.
func (s *Factors) Find(ctx context.Context, c Caller) (Factor, error) {
	return s.store.Factor(ctx, c.User)
}

// Delete takes the caller's second factor away, for a code of it.
func (s *Factors) Delete(ctx context.Context, c Caller, code string) error {
	if err := s.Check(ctx, c, code); err != nil {
		return err
	}
	act := c.Did("factor.delete", s.clock())
	act.Entry.Target = userTarget(c.User)
	return s.store.DeleteFactor(ctx, act, c.User)
}

// NewRecovery gives the caller new recovery codes in the place of the old ones,
// for a code of the application.
func (s *Factors) NewRecovery(ctx context.Context, c Caller, code string) ([]string, error) {
	if err := s.Check(ctx, c, code); err != nil {
		return nil, err
	}
	act := c.Did("factor.recovery", s.clock())
	act.Entry.Target = userTarget(c.User)
	codes, hashes := newRecovery()
	return codes, s.store.SetRecovery(ctx, act, c.User, hashes)
}

// Require says whether everybody of the caller's reseller must have a second
// factor. Only its owner can.
func (s *Factors) Require(ctx context.Context, c Caller, on bool) error {
	if !c.May(ManageStaff) {
		return fault.New(fault.Forbidden, "Only the owner of a reseller says what everybody must have.")
	}
	act := c.Did("factor.require", s.clock())
	act.Entry.Changes = []Change{{Field: "required", After: strconv.FormatBool(on)}}
	return s.store.SetRequired(ctx, act, c.Reseller, on)
}

// Check uses up a code of the caller's application, or a recovery code. One
// that is wrong or was used is fault.Unauthenticated; after too many of them it
// is fault.TooMany.
func (s *Factors) Check(ctx context.Context, c Caller, code string) error {
	try := newAttempt(userTarget(c.User), c.Addr.String())
	if err := s.throttle.begin(try, s.clock()); err != nil {
		return err
	}
	f, err := s.store.Factor(ctx, c.User)
	if err != nil {
		return err
	}
	good, err := s.use(ctx, c, &f, strings.Join(strings.Fields(code), ""))
	if err != nil {
		return err
	}
	if !good {
		return fault.New(fault.Unauthenticated, "The code is wrong, or was used before.")
	}
	s.throttle.succeeded(try)
	return nil
}

func (s *Factors) use(ctx context.Context, c Caller, f *Factor, code string) (bool, error) {
	if len(code) != codeRule.Digits.Length() {
		act := c.Did("factor.recover", s.clock())
		act.Entry.Target = userTarget(c.User)
		return s.store.UseRecovery(ctx, act, c.User, recoveryHash(code))
	}
	secret, err := s.sealer.Open(f.Sealed, FactorName(c.User))
	if err != nil {
		return false, err
	}
	step, ok := s.stepOf(secret, code)
	if !ok {
		return false, nil
	}
	return s.store.UseStep(ctx, c.User, step)
}

// stepOf finds the 30 s whose code it is.
func (s *Factors) stepOf(secret, code string) (step int64, ok bool) {
	now := s.clock()
	for skew := -codeSkew; skew <= codeSkew; skew++ {
		at := now.Add(time.Duration(skew*codePeriod) * time.Second)
		right, err := totp.GenerateCodeCustom(secret, at, codeRule)
		if err == nil && subtle.ConstantTimeCompare([]byte(right), []byte(code)) == 1 {
			step, ok = at.Unix()/codePeriod, true
		}
	}
	return step, ok
}

func errCode(text string) error {
	return fault.New(fault.Invalid, "%s", text).With("code", "the six digits that the application shows", nil)
}

func userTarget(user int64) string { return fmt.Sprintf("user %d", user) }

// FactorName is what the secret of a user's second factor is sealed for.
func FactorName(user int64) string { return fmt.Sprintf("totp %d", user) }

// recoveryLength is that of a code in letters of randomText's alphabet: over 80
// random bits.
const recoveryLength = 16

func newRecovery() (codes []string, hashes []RecoveryHash) {
	for range recoveryCodes {
		code := strings.ToLower(randomText(recoveryLength))
		codes = append(codes, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
		hashes = append(hashes, recoveryHash(code))
	}
	return codes, hashes
}

// recoveryHash is that of a code however it is typed.
func recoveryHash(code string) RecoveryHash {
	return sha256.Sum256([]byte(strings.ToLower(strings.ReplaceAll(code, "-", ""))))
}
