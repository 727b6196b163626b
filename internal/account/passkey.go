package account

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"reseller-console/internal/fault"
)

// Passkey lets its user sign in without a password (WebAuthn level 3). It is
// kept by a device or a password manager, which shows it to one site only and
// asks for a finger, a face or a PIN first: having and knowing in one.
type Passkey struct {
	Credential webauthn.Credential // its id, public key, counter and flags
	User       int64
	Name       string // given by its user
	CreatedAt  time.Time
	UsedAt     time.Time // zero: never
}

// ID names the passkey among its user's.
func (p *Passkey) ID() string { return base64.RawURLEncoding.EncodeToString(p.Credential.ID) }

// MaxPasskeys is how many one user can have.
const MaxPasskeys = 20

// PasskeyStore keeps passkeys.
type PasskeyStore interface {
	// CreatePasskey keeps a new passkey, unless its user has most already or
	// its credential is kept already: then it is fault.Conflict.
	CreatePasskey(ctx context.Context, act Act, p *Passkey, most int) error
	// Passkey finds a passkey by its credential's id, else fault.NotFound.
	Passkey(ctx context.Context, credential []byte) (Passkey, error)
	// Passkeys lists the passkeys of a user, the oldest first.
	Passkeys(ctx context.Context, user int64) ([]Passkey, error)
	// DeletePasskey removes a passkey of the user, else fault.NotFound.
	DeletePasskey(ctx context.Context, act Act, user int64, credential []byte) error
	// UsePasskey keeps credential and UsedAt of a passkey that was used; false
	// if it is gone, or was used since the given time of its last use.
	UsePasskey(ctx context.Context, p *Passkey, last time.Time) (bool, error)
}

// Passkeys is what can be done with passkeys.
type Passkeys struct {
	store    PasskeyStore
	factors  *Factors
	party    *webauthn.WebAuthn // nil: the console's address allows none
	clock    func() time.Time
	throttle *throttle
}

// NewPasskeys returns the service over its store for a console at baseURL; see
// Origin. The clock tells the present time.
func NewPasskeys(store PasskeyStore, factors *Factors, baseURL string, clock func() time.Time) *Passkeys {
	return &Passkeys{store: store, factors: factors, party: newParty(baseURL), clock: clock, throttle: newThrottle()}
}

var errNoPasskeys = fault.New(fault.NotFound, "Passkeys need an address with a host name.")

// Begin starts to add a passkey of that name to the caller u. It returns the
// options for the browser (PublicKeyCredentialCreationOptionsJSON) and what
// Confirm needs, which the browser must not see. Somebody else at an open
// session must not make a key to the account that needs no code: who has codes
// gives one. A name that is none is fault.Invalid, one passkey too many
// fault.Conflict; for a code see Factors.Check.
func (s *Passkeys) Begin(ctx context.Context, c Caller, u *User, name, code string) (options []byte, kept string, err error) {
	if s.party == nil {
		return nil, "", errNoPasskeys
	}
	if name = strings.TrimSpace(name); !IsName(name, MaxName) {
		return nil, "", fault.New(fault.Invalid, "The passkey needs a name.").With("name", NameRule(MaxName), name)
	}
	owner := passkeyOwner{user: u}
	if owner.passkeys, err = s.store.Passkeys(ctx, u.ID); err != nil {
		return nil, "", err
	}
	if len(owner.passkeys) >= MaxPasskeys {
		return nil, "", fault.New(fault.Conflict, "There are %d passkeys already, the most that a user can have. Delete one first.", MaxPasskeys)
	}
	if u.HasCodes {
		if err := s.factors.Check(ctx, c, code); err != nil {
			return nil, "", err
		}
	}
	known := webauthn.WithExclusions(webauthn.Credentials(owner.WebAuthnCredentials()).CredentialDescriptors())
	creation, data, err := s.party.BeginRegistration(owner, known)
	if err != nil {
		return nil, "", err
	}
	return s.begun(creation.Response, name, data)
}

// Confirm keeps the passkey that the browser has made
// (RegistrationResponseJSON). One that does not fit what Begin returned, or
// comes too late, is fault.Invalid; one that is kept already fault.Conflict.
func (s *Passkeys) Confirm(ctx context.Context, c Caller, u *User, kept string, response []byte) error {
	begun, err := s.resume(kept)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return errPasskey(err)
	}
	credential, err := s.party.CreateCredential(passkeyOwner{user: u}, begun.Data, parsed)
	if err != nil {
		return errPasskey(err)
	}
	p := Passkey{Credential: *credential, User: u.ID, Name: begun.Name, CreatedAt: s.clock()}
	act := c.Did("passkey.create", p.CreatedAt)
	act.Entry.Target = userTarget(u.ID)
	act.Entry.Changes = []Change{{Field: "name", After: p.Name}}
	return s.store.CreatePasskey(ctx, act, &p, MaxPasskeys)
}

// List lists the caller's passkeys, the oldest first.
func (s *Passkeys) List(ctx context.Context, c Caller) ([]Passkey, error) {
	return s.store.Passkeys(ctx, c.User)
}

// Delete ends a passkey of the caller at once, else fault.NotFound.
func (s *Passkeys) Delete(ctx context.Context, c Caller, id string) error {
	credential, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil {
		return fault.New(fault.NotFound, "There is no such passkey.")
	}
	act := c.Did("passkey.delete", s.clock())
	act.Entry.Target = userTarget(c.User)
	return s.store.DeletePasskey(ctx, act, c.User, credential)
}

func errPasskey(cause error) error {
	return fault.Wrap(fault.Invalid, cause, "The passkey could not be checked. Try again.")
}

// passkeyOwner is a user as WebAuthn sees it; it implements webauthn.User.
type passkeyOwner struct {
	user     *User
	passkeys []Passkey
}

// WebAuthnID is the user's id: it tells nothing about who that is.
func (o passkeyOwner) WebAuthnID() []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(o.user.ID))
}

func (o passkeyOwner) WebAuthnName() string        { return o.user.Email }
func (o passkeyOwner) WebAuthnDisplayName() string { return o.user.Name }

func (o passkeyOwner) WebAuthnCredentials() []webauthn.Credential {
	all := make([]webauthn.Credential, len(o.passkeys))
	for i := range o.passkeys {
		all[i] = o.passkeys[i].Credential
	}
	return all
}
