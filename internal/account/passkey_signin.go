package account

import (
	"context"
	"errors"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"reseller-console/internal/fault"
)

// BeginSignIn starts a sign-in by passkey, whoever's it is. It returns the
// options for the browser (PublicKeyCredentialRequestOptionsJSON) and what
// SignIn needs, which the browser must not see. remoteAddr is the visitor's IP
// address, from which too many that were begun in vain are fault.TooMany.
func (s *Passkeys) BeginSignIn(remoteAddr string) (options []byte, kept string, err error) {
	if s.party == nil {
		return nil, "", errNoPasskeys
	}
	if err := s.throttle.begin(newVisit(remoteAddr), s.clock()); err != nil {
		return nil, "", err
	}
	assertion, data, err := s.party.BeginDiscoverableLogin()
	if err != nil {
		return nil, "", err
	}
	return s.begun(assertion.Response, "", data)
}

// SignIn returns whose passkey the browser has shown
// (AuthenticationResponseJSON): Service.SignedIn follows, and no code is asked
// for, because the passkey is both factors. One that is not known, does not fit
// what BeginSignIn returned or comes too late is fault.Unauthenticated. One
// whose counter does not rise may have been copied and is fault.Forbidden. What
// was kept must be given once: how often is counted at the beginning.
func (s *Passkeys) SignIn(ctx context.Context, remoteAddr, kept string, response []byte) (user int64, err error) {
	begun, err := s.resume(kept)
	if err != nil {
		return 0, errUnknownPasskey(err)
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return 0, errUnknownPasskey(err)
	}
	p, err := s.store.Passkey(ctx, parsed.RawID)
	if fault.KindOf(err) == fault.NotFound {
		return 0, errUnknownPasskey(err)
	}
	if err != nil {
		return 0, err
	}
	last := p.UsedAt
	if err := s.verify(&p, begun.Data, parsed); err != nil {
		return 0, err
	}
	if first, err := s.store.UsePasskey(ctx, &p, last); err != nil {
		return 0, err
	} else if !first {
		return 0, errUnknownPasskey(errors.New("it was used or deleted at the same time"))
	}
	s.throttle.succeeded(newVisit(remoteAddr))
	return p.User, nil
}

// verify checks what the browser has shown against the passkey, and takes over
// what that changes in it.
func (s *Passkeys) verify(p *Passkey, data webauthn.SessionData, shown *protocol.ParsedCredentialAssertionData) error {
	owner := passkeyOwner{&User{ID: p.User}, []Passkey{*p}}
	find := func(_, _ []byte) (webauthn.User, error) { return owner, nil }
	_, credential, err := s.party.ValidatePasskeyLogin(find, data, shown)
	if err != nil {
		return errUnknownPasskey(err)
	}
	if credential.Authenticator.CloneWarning {
		return fault.New(fault.Forbidden, "The passkey may have been copied: its counter did not rise.")
	}
	p.Credential, p.UsedAt = *credential, s.clock()
	return nil
}

func errUnknownPasskey(cause error) error {
	return fault.Wrap(fault.Unauthenticated, cause, "The passkey does not let in here.")
}
