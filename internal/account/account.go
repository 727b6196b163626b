// Package account knows who is asking: users, their passwords and sign-ins,
// and the Caller that every act of the product takes as an argument.
//
// It owns e-mail addresses, password hashing and the rules of signing in. It
// does not own sessions' transport (package web) nor what a caller may see of
// companies (package company).
package account

import (
	"context"
	"net/netip"
	"strconv"
	"time"

	"reseller-console/internal/fault"
)

// Role says which face of the product a user belongs to.
type Role string

// User is a person with a sign-in, or a company's contact without one.
type User struct {
	ID           int64
	Email        string // as typed; unique without regard to case
	Name         string
	Language     string // a tag of package locale: "en", "zh-Hans"
	Role         Role
	Reseller     int64  // set for a reseller's staff
	ResellerName string // read only
	Company      int64  // set for a company's member
	CompanyName  string // read only
	Blocked      bool   // the company's account is blocked; read only
	PasswordHash string // empty: cannot sign in
	HasCodes     bool   // of an authenticator application; read only
	HasPasskey   bool   // at least one; read only
	MustHave     bool   // its reseller wants a second factor of everybody; read only
	Unconfirmed  bool   // signed up by itself, and has yet to show that the address is its own: cannot sign in
	Suspended    bool   // its reseller is; read only
	CreatedAt    time.Time
	LastSignInAt time.Time // of the sign-in before the present one; zero if none
	SignedInAt   time.Time // of the present one; read only
	Epoch        int64     // of the user's sessions: one that began in another is over
}

// Caller is who performs an act, and from where. It is an argument, never
// hidden in a context. Without User and Key it is a command on the server.
type Caller struct {
	User     int64
	Key      string // id of the access key that signed the request
	Name     string // of the user, the key or the command
	Role     Role
	Reseller int64      // 0 unless a reseller's staff
	Company  int64      // 0 unless a company's member
	Addr     netip.Addr // zero: unknown
	Request  string     // id of the request; "" without one
	Once     *Once      // the name that its sender gave to the request; nil: none
}

// Command is the caller of commands on the server and of what the program does
// by itself: whoever may run them may do whatever an operator may.
func Command() Caller { return Caller{Name: "reseller-console", Role: Operator} }

// ErrNotOperator is the answer to whoever does not.
var ErrNotOperator = fault.New(fault.Forbidden, "Only an operator of the platform can do this.")

// Caller returns the caller that u is.
func (u *User) Caller() Caller {
	return Caller{User: u.ID, Name: u.Name, Role: u.Role, Reseller: u.Reseller, Company: u.Company}
}

// Visiting returns the caller inside the Dashboard of a company of its
// reseller: it reaches that company only, and only while the reseller holds it.
func (c Caller) Visiting(company int64) Caller {
	c.Role, c.Company = CompanyVisitor, company
	return c
}

func (c Caller) actor() Actor {
	switch {
	case c.Key != "":
		return Actor{ActorKey, c.Key, c.Name}
	case c.User != 0:
		return Actor{ActorUser, strconv.FormatInt(c.User, 10), c.Name}
	}
	return Actor{Kind: ActorProgram, Name: c.Name}
}

// Store keeps users.
type Store interface {
	// CreateUser keeps a new user, prepared, and returns its id. An address
	// that is in use is fault.Conflict.
	CreateUser(ctx context.Context, u User) (int64, error)
	// UserByEmail finds a user by address without regard to case, else
	// fault.NotFound.
	UserByEmail(ctx context.Context, email string) (User, error)
	// User finds a user by id, else fault.NotFound.
	User(ctx context.Context, id int64) (User, error)
	// Rename changes a user's name; fault.NotFound without that user.
	Rename(ctx context.Context, act Act, user int64, name string) error
	// EndSessions ends all sessions of a user; fault.NotFound without that
	// user.
	EndSessions(ctx context.Context, act Act, user int64) error
	// SetLanguage changes the language of a user's pages; fault.NotFound
	// without that user.
	SetLanguage(ctx context.Context, user int64, language string) error
	// SignedIn records the time of a sign-in, and keeps the one before as the
	// user's LastSignInAt.
	SignedIn(ctx context.Context, user int64, at time.Time) error
	// Owners lists the owners of a reseller, the first one first.
	Owners(ctx context.Context, reseller int64) ([]User, error)

	MemberStore
	PasswordStore
	ConfirmStore
}
