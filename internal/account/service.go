package account

import (
	"context"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/fault"
)

// Service is what can be done with users.
type Service struct {
	store    Store
	clock    func() time.Time
	hasher   hasher
	throttle *throttle // of sign-ins
	asked    *throttle // of links by mail
	joined   *throttle // of new users
}

// NewService returns the service over store. The clock tells the present time.
func NewService(store Store, clock func() time.Time) *Service {
	return &Service{store: store, clock: clock, hasher: newHasher(), throttle: newThrottle(), asked: newThrottle(), joined: newThrottle()}
}

// Create keeps a new user and returns it with its id. Without a password the
// user cannot sign in. CreatedAt is now unless given. A field that is not
// right, or a password that CheckPassword refuses, is fault.Invalid; an address
// in use is fault.Conflict.
func (s *Service) Create(ctx context.Context, u User, password string) (User, error) {
	if u.CreatedAt.IsZero() {
		u.CreatedAt = s.clock()
	}
	if err := u.Prepare(); err != nil {
		return User{}, err
	}
	if password != "" {
		hash, err := s.newHash(ctx, &u, password)
		if err != nil {
			return User{}, err
		}
		u.PasswordHash = hash
	}
	id, err := s.store.CreateUser(ctx, u)
	if err != nil {
		return User{}, err
	}
	return s.store.User(ctx, id)
}

// User finds a user by id, else fault.NotFound.
func (s *Service) User(ctx context.Context, id int64) (User, error) { return s.store.User(ctx, id) }

// Rename changes the caller's own name. One that is not right is
// fault.Invalid.
func (s *Service) Rename(ctx context.Context, caller Caller, name string) error {
	name = strings.TrimSpace(name)
	if !IsName(name, MaxFullName) {
		return fault.New(fault.Invalid, "A name has 1 to %d characters.", MaxFullName).With("name", NameRule(MaxFullName), name)
	}
	if name == caller.Name {
		return nil
	}
	act := caller.Did("user.rename", s.clock())
	act.Entry.Target = "user " + strconv.FormatInt(caller.User, 10)
	act.Entry.Changes = []Change{{Field: "name", Before: caller.Name, After: name}}
	return s.store.Rename(ctx, act, caller.User, name)
}

// Members lists the users of a company, the first one first.
func (s *Service) Members(ctx context.Context, company int64) ([]User, error) {
	return s.store.Members(ctx, company)
}

// Owners lists the owners of a reseller, the first one first.
func (s *Service) Owners(ctx context.Context, reseller int64) ([]User, error) {
	return s.store.Owners(ctx, reseller)
}

// EndSessions ends all sessions of the caller, and returns the user, whose new
// Epoch a session needs to go on.
func (s *Service) EndSessions(ctx context.Context, c Caller) (User, error) {
	act := c.Did("session.end", s.clock())
	act.Entry.Target = "user " + strconv.FormatInt(c.User, 10)
	if err := s.store.EndSessions(ctx, act, c.User); err != nil {
		return User{}, err
	}
	return s.store.User(ctx, c.User)
}

// SetLanguage changes the language of the caller's pages. A tag that is none
// of locale.Tags is fault.Invalid.
func (s *Service) SetLanguage(ctx context.Context, caller Caller, language string) error {
	if !knownLanguage(language) {
		return fault.New(fault.Invalid, "There is no language %q here.", language).With("language", languageRule(), language)
	}
	return s.store.SetLanguage(ctx, caller.User, language)
}

// SignIn finds the user who has this address and password, and records the
// sign-in: the answer's LastSignInAt is the one before. remoteAddr is the
// visitor's IP address.
//
// An unknown address, a wrong password and a user without a password are the
// same fault.Unauthenticated after the same time. After too many failures it
// is fault.TooMany, whether or not the address exists. A user whose
// AfterPassword is not Enter is not in yet, and nothing is recorded.
func (s *Service) SignIn(ctx context.Context, email, password, remoteAddr string) (User, error) {
	email = strings.TrimSpace(email)
	try := newAttempt(email, remoteAddr)
	if err := s.throttle.check(try, s.clock()); err != nil {
		return User{}, err
	}
	u, err := s.store.UserByEmail(ctx, email)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return User{}, err
	}
	if err := s.verify(ctx, try, u.PasswordHash, password); err != nil {
		return User{}, err
	}
	if u.AfterPassword() != Enter {
		return u, nil
	}
	now, err := s.SignedIn(ctx, u.ID)
	now.Epoch = u.Epoch // of the password that was right
	return now, err
}

// SignedIn records that a user is let in, unless ErrBarred or ErrBlocked is in
// the way.
func (s *Service) SignedIn(ctx context.Context, user int64) (User, error) {
	u, err := s.store.User(ctx, user)
	if err != nil {
		return u, err
	}
	if err := u.barred(); err != nil {
		return u, err
	}
	if err := s.store.SignedIn(ctx, user, s.clock()); err != nil {
		return User{}, err
	}
	return s.store.User(ctx, user)
}

// verify compares the password with the hash and counts a failure. It asks the
// throttle again once it has a place among the hashers, so that many attempts
// at once are not all let in before the first has failed.
func (s *Service) verify(ctx context.Context, try attempt, hash, password string) error {
	var refused error
	err := s.hasher.with(ctx, func() {
		if refused = s.throttle.check(try, s.clock()); refused != nil {
			return
		}
		if matches(hash, password) {
			s.throttle.succeeded(try)
			return
		}
		s.throttle.failed(try, s.clock())
		refused = fault.New(fault.Unauthenticated, "The e-mail address or the password is wrong.")
	})
	if err != nil {
		return err
	}
	return refused
}
