package account

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/signature"
)

// MaxSkew is how far the date of a signed request may be from the server's
// clock, either way.
const MaxSkew = 300 * time.Second

// useInterval is how often a key's last use is written at most.
const useInterval = time.Minute

// Request is what a signed request shows before its body is read.
type Request struct {
	Authorization []string // the values of that header
	Message       *signature.Message
	Addr          netip.Addr
	Agent         string
	Changes       bool // it may change something: for keys that are read-only
}

// Signed is a request whose signature is right.
type Signed struct {
	Key     AccessKey
	request *Request
	header  *signature.Header
	claim   signature.Claim
}

// Caller is who asks.
func (s *Signed) Caller() Caller {
	return Caller{Key: s.Key.ID, Name: s.Key.Name, Role: ResellerOwner, Reseller: s.Key.Reseller, Addr: s.request.Addr}
}

// unsigned is the one answer to whatever is wrong with a signature. The log
// reads more.
func unsigned(cause error) error {
	return fault.Wrap(fault.Unauthenticated, cause, "The request is not signed by a valid key.")
}

// Verify checks a request's signature, and what the key allows. Whatever is
// wrong with the signature, its key or its date is the same
// fault.Unauthenticated after the same work, and nothing is returned; a request
// that the key does not allow is returned with fault.Forbidden.
func (s *Keys) Verify(ctx context.Context, r *Request) (*Signed, error) {
	if len(r.Authorization) != 1 {
		return nil, unsigned(fmt.Errorf("the Authorization header is sent %d times", len(r.Authorization)))
	}
	header, err := signature.Parse(r.Authorization[0])
	if err != nil {
		return nil, unsigned(err)
	}
	key, secret, err := s.secret(ctx, header.Username)
	if err != nil {
		return nil, err
	}
	verified := header.Verify(r.Message, secret)
	claim, err := header.Claim(r.Message)
	now := s.clock()
	switch {
	case key.ID == "":
		return nil, unsigned(errors.New("there is no such key"))
	case !verified:
		return nil, unsigned(errors.New("the signature is not the message's"))
	case err != nil:
		return nil, unsigned(err)
	case !key.ExpiresAt.IsZero() && !now.Before(key.ExpiresAt):
		return nil, unsigned(errors.New("the key has expired"))
	}
	if err := s.checkDate(claim.At, now); err != nil {
		return nil, unsigned(err)
	}
	signed := &Signed{key, r, header, claim}
	return signed, signed.allowed()
}

// secret finds a key and its secret. For one that does not exist it is nobody's
// key and secret, so that verifying takes the same work.
func (s *Keys) secret(ctx context.Context, id string) (AccessKey, string, error) {
	key, err := AccessKey{}, error(ErrNoKey)
	if isKeyID(id) {
		key, err = s.store.Key(ctx, id)
	}
	if fault.KindOf(err) == fault.NotFound {
		key, err = s.nobody, nil
	}
	if err != nil {
		return key, "", err
	}
	secret, err := s.sealer.Open(key.Sealed, key.ID)
	return key, secret, err
}

func (s *Keys) checkDate(at, now time.Time) error {
	if apart := now.Sub(at); apart > MaxSkew || apart < -MaxSkew {
		return fmt.Errorf("the date is %s from ours", apart)
	}
	if span := s.nonces.Span(); now.Sub(at) > span {
		return fmt.Errorf("request ids are remembered for the last %s only", span)
	}
	return nil
}

// allowed says why the key may not be used so, if that is the case.
func (s *Signed) allowed() error {
	switch r := s.request; {
	case s.Key.Suspended:
		return ErrBarred
	case !s.Key.allows(r.Addr):
		return fault.New(fault.Forbidden, "The key may not be used from the address %s.", r.Addr)
	case s.Key.ReadOnly && r.Changes:
		return fault.New(fault.Forbidden, "The key is read-only.")
	case s.Key.Strict && !s.header.Signed(signature.Target) && !s.header.Signed(signature.RequestLine):
		return fault.New(fault.Forbidden, "The key asks for signatures that cover %s or %s.", signature.Target, signature.RequestLine)
	}
	return nil
}

// CheckBody compares the body with the digest that was signed, if any; a
// strict key asks for one with every body. Another body is
// fault.Unauthenticated.
func (s *Signed) CheckBody(body []byte) error {
	if s.Key.Strict && len(body) > 0 && !s.header.SignsBody() {
		return fault.New(fault.Forbidden, "The key asks for signatures that cover the digest of the body.")
	}
	if err := s.header.CheckBody(s.request.Message, body); err != nil {
		return unsigned(err)
	}
	return nil
}

// Spend uses the request's id up: a second request with it is
// fault.Unauthenticated. It notes the use of the key.
func (s *Keys) Spend(ctx context.Context, r *Signed) error {
	now := s.clock()
	fresh, err := s.nonces.Spend(ctx, r.Key.ID, r.claim.ID, now.Add(2*MaxSkew))
	if err != nil {
		return err
	}
	if !fresh {
		return unsigned(errors.New("the request id was used before"))
	}
	if now.Sub(r.Key.LastUse.At) < useInterval {
		return nil
	}
	if _, busy := s.noting.LoadOrStore(r.Key.ID, nil); busy {
		return nil // one of many at once is enough
	}
	defer s.noting.Delete(r.Key.ID)
	return s.store.UsedKey(ctx, r.Key.ID, Use{At: now, Addr: r.request.Addr.Unmap(), Agent: cut(r.request.Agent, MaxAgent)})
}

// cut returns the first bytes of a text, in whole characters.
func cut(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
