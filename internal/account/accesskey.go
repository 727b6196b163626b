package account

import (
	"context"
	"net/netip"
	"strings"
	"sync"
	"time"

	"reseller-console/internal/fault"
)

// AccessKey lets programs of a reseller sign requests to its API. Its secret
// is shown once and kept sealed, because verifying a signature needs it.
type AccessKey struct {
	ID        string // 40 letters and digits; tells nothing about its reseller
	Reseller  int64
	Name      string
	CreatedAt time.Time
	ExpiresAt time.Time      // zero: never
	Allow     []netip.Prefix // addresses that it may be used from; none: any
	ReadOnly  bool           // may not change anything
	Strict    bool           // signatures must cover the request's target and its body
	LastUse   Use
	Sealed    []byte // its secret; see Sealer
	Suspended bool   // its reseller is; read only
}

// Use is when, from where and by which program a key was used.
type Use struct {
	At    time.Time // zero: never
	Addr  netip.Addr
	Agent string // User-Agent, at most MaxAgent bytes
}

// The limits of access keys.
const (
	MaxKeys     = 100 // of one reseller
	MaxPrefixes = 50  // of one key
	MaxAgent    = 200 // bytes of a User-Agent that are kept
	keyLength   = 40  // of id and secret (reseller API, 2019)
)

// KeyStore keeps access keys.
type KeyStore interface {
	// CreateKey keeps a new key, unless its reseller has most already: then it
	// is fault.Conflict. One that the same request has made before is
	// ErrKeyMade.
	CreateKey(ctx context.Context, act Act, k AccessKey, most int) error
	// Key finds a key, else fault.NotFound.
	Key(ctx context.Context, id string) (AccessKey, error)
	// Keys lists the keys of a reseller, the newest first.
	Keys(ctx context.Context, reseller int64) ([]AccessKey, error)
	// DeleteKey removes a key of the reseller, else fault.NotFound.
	DeleteKey(ctx context.Context, act Act, reseller int64, id string) error
	// UsedKey notes the last use of a key; one that is gone is no error.
	UsedKey(ctx context.Context, id string, use Use) error
}

// Keys is what can be done with access keys.
type Keys struct {
	store  KeyStore
	nonces Nonces
	sealer *Sealer
	clock  func() time.Time
	nobody AccessKey // stands for keys that do not exist; its id is empty
	noting sync.Map  // ids of keys whose last use is being written
}

// NewKeys returns the service over its stores. The clock tells the present
// time.
func NewKeys(store KeyStore, nonces Nonces, sealer *Sealer, clock func() time.Time) *Keys {
	nobody := AccessKey{Sealed: sealer.Seal(randomText(keyLength), "")}
	return &Keys{store: store, nonces: nonces, sealer: sealer, clock: clock, nobody: nobody}
}

// Create makes a key for the caller's reseller out of the name and the
// restrictions of k, and returns it with its secret, which cannot be had
// again. A field that is not right is fault.Invalid, one key too many
// fault.Conflict. A request that has made its key before is ErrKeyMade.
func (s *Keys) Create(ctx context.Context, c Caller, k AccessKey) (AccessKey, string, error) {
	if !c.May(ManageKeys) {
		return AccessKey{}, "", errNoKeys
	}
	k.Name = strings.TrimSpace(k.Name)
	now := s.clock()
	if err := k.check(now); err != nil {
		return AccessKey{}, "", err
	}
	secret := randomText(keyLength)
	k.ID, k.Reseller, k.CreatedAt, k.LastUse = randomText(keyLength), c.Reseller, now, Use{}
	k.Sealed = s.sealer.Seal(secret, k.ID)
	act := c.Did("key.create", now)
	act.Entry.Target = "key " + k.ID
	act.Entry.Changes = []Change{{Field: "name", After: k.Name}}
	return k, secret, s.store.CreateKey(ctx, act, k, MaxKeys)
}

// List lists the keys of the caller's reseller, the newest first.
func (s *Keys) List(ctx context.Context, c Caller) ([]AccessKey, error) {
	if !c.May(ManageKeys) {
		return nil, errNoKeys
	}
	return s.store.Keys(ctx, c.Reseller)
}

// Delete ends a key of the caller's reseller at once, else fault.NotFound.
func (s *Keys) Delete(ctx context.Context, c Caller, id string) error {
	if !c.May(ManageKeys) {
		return errNoKeys
	}
	if !isKeyID(id) {
		return ErrNoKey
	}
	act := c.Did("key.delete", s.clock())
	act.Entry.Target = "key " + id
	return s.store.DeleteKey(ctx, act, c.Reseller, id)
}

// ErrKeyMade is the answer to a request that has made a key before: its secret
// cannot be had again.
var ErrKeyMade = fault.New(fault.Conflict, "This request has made its API key already, and the secret cannot be seen again.")

// ErrNoKey is the answer to the id of a key that is not there, or another's.
var ErrNoKey = fault.New(fault.NotFound, "There is no such API key.")

// isKeyID reports whether text can be the id of a key. What cannot need not be
// looked up, nor could every database look for it.
func isKeyID(text string) bool { return len(text) == keyLength && strings.Trim(text, alphabet) == "" }

var errNoKeys = fault.New(fault.Forbidden, "API keys belong to the owner of a reseller.")

func (k *AccessKey) check(now time.Time) error {
	wrong := fault.New(fault.Invalid, "The key is not complete.")
	if !IsName(k.Name, MaxName) {
		wrong.With("name", NameRule(MaxName), k.Name)
	}
	if !k.ExpiresAt.IsZero() && !k.ExpiresAt.After(now) {
		wrong.With("expiresAt", "a time to come", k.ExpiresAt)
	}
	if len(k.Allow) > MaxPrefixes {
		wrong.With("allow", "at most 50 addresses or networks", len(k.Allow))
	}
	for _, p := range k.Allow {
		if !p.IsValid() || p != p.Masked() {
			wrong.With("allow", "an address, or a network like 192.0.2.0/24 or 2001:db8::/32", p.String())
		}
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// allows reports whether the key may be used from an address. An IPv4 address
// is the same whether or not it is written as IPv6.
func (k *AccessKey) allows(addr netip.Addr) bool {
	for _, p := range k.Allow {
		if p.Contains(addr.Unmap()) {
			return true
		}
	}
	return len(k.Allow) == 0
}
