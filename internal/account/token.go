package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"reseller-console/internal/fault"
)

// IngestToken lets a source of usage send events. Its secret is shown once;
// only a hash is kept.
type IngestToken struct {
	ID        int64
	Name      string
	Sources   []string // the CloudEvents sources it may send; empty: any
	CreatedAt time.Time

	EndsAt       time.Time // of all its secrets; zero: never
	BeforeEndsAt time.Time // of the secret before; zero: there is none
	Version      int64     // from 1, raised by every change
}

// Ended reports whether nothing can be sent with the token any more.
func (t *IngestToken) Ended(now time.Time) bool { return !t.EndsAt.IsZero() && !t.EndsAt.After(now) }

// Overlaps reports whether the secret before the present one still works.
func (t *IngestToken) Overlaps(now time.Time) bool { return !t.Ended(now) && t.BeforeEndsAt.After(now) }

// Allows reports whether events of that source may be sent with the token.
func (t *IngestToken) Allows(source string) bool {
	return len(t.Sources) == 0 || slices.Contains(t.Sources, source)
}

// TokenHash is the SHA-256 of a token's secret. The secret has 238 random
// bits, so a fast hash is enough.
type TokenHash [sha256.Size]byte

// TokenStore keeps ingest tokens.
type TokenStore interface {
	// CreateToken keeps a new token and returns its id. An act that was done
	// before is ErrTokenMade.
	CreateToken(ctx context.Context, act Act, t IngestToken, hash TokenHash) (int64, error)
	// TokenByHash finds the token that has a secret at a time, and when that
	// secret ends (zero: never), else fault.NotFound.
	TokenByHash(ctx context.Context, hash TokenHash, at time.Time) (t IngestToken, ends time.Time, err error)
	// Tokens lists all tokens, by name and id.
	Tokens(ctx context.Context) ([]IngestToken, error)
	// RotateToken gives a token another secret; the one before ends at a time,
	// and the one before that at once. ErrNoToken if there is none that has not
	// ended by the act, fault.Stale if it is in another version; 0 is any.
	RotateToken(ctx context.Context, act Act, id, version int64, hash TokenHash, before time.Time) error
	// EndToken ends a token at the time of the act, else ErrNoToken.
	EndToken(ctx context.Context, act Act, id int64) error
}

// ErrNoToken is the answer to the number of a token that is not there, or has
// ended.
var ErrNoToken = fault.New(fault.NotFound, "There is no such token, or it has ended.")

// ErrTokenMade is the answer to a request that has made a token before: its
// secret cannot be told again.
var ErrTokenMade = fault.New(fault.Conflict, "This request has made its token already, and the secret cannot be seen again.")

// Tokens is what can be done with ingest tokens.
type Tokens struct {
	store TokenStore
	clock func() time.Time

	mu    sync.Mutex
	known map[TokenHash]knownToken
}

type knownToken struct {
	token IngestToken
	until time.Time
}

// A token that was found is believed for a while, so that requests in quick
// succession do not each ask the database. A deleted one ends that much later.
const (
	tokenTrust = 10 * time.Second
	tokenCache = 1_000 // tokens remembered
)

// NewTokens returns the service over store. The clock tells the present time.
func NewTokens(store TokenStore, clock func() time.Time) *Tokens {
	return &Tokens{store: store, clock: clock, known: map[TokenHash]knownToken{}}
}

// The parts of a secret: a prefix by which scanners of leaked secrets can tell
// it, and random letters and digits.
const (
	tokenPrefix = "rci_"
	tokenLength = 40
)

// CreateToken is Create by the program itself.
func (t *Tokens) CreateToken(ctx context.Context, name string, sources []string) (secret string, err error) {
	return t.Create(ctx, Command(), name, sources)
}

// Create keeps a new token and returns its secret, which cannot be had again.
// sources limits what may be sent with it; none means any. A name that is empty
// or longer than 255 characters is fault.Invalid, a request that has made its
// token before ErrTokenMade. Like all acts it is for
// operators; others are ErrNotOperator.
func (t *Tokens) Create(ctx context.Context, c Caller, name string, sources []string) (secret string, err error) {
	if !c.Operates() {
		return "", ErrNotOperator
	}
	if name = strings.TrimSpace(name); !IsName(name, MaxName) {
		return "", fault.New(fault.Invalid, "A token needs a name of 1 to %d characters.", MaxName).With("name", NameRule(MaxName), name)
	}
	for _, source := range sources {
		if source == "" || len(source) > MaxSource || len(sources) > MaxSources {
			return "", fault.New(fault.Invalid, "A token names at most %d sources, each of 1 to %d bytes.", MaxSources, MaxSource).
				With("source", "the source attribute of the events", source)
		}
	}
	secret = tokenPrefix + randomText(tokenLength)
	act := c.Did("source.create", t.clock())
	act.Entry.Changes = []Change{{Field: "name", After: name}, {Field: "sources", After: strings.Join(sources, " ")}}
	_, err = t.store.CreateToken(ctx, act, IngestToken{Name: name, Sources: sources, CreatedAt: act.Entry.At}, sha256.Sum256([]byte(secret)))
	return secret, err
}

// The limits of tokens.
const (
	MaxSources = 100
	MaxSource  = 256                 // bytes
	MaxOverlap = 30 * 24 * time.Hour // of two secrets of a token
)

// List lists all tokens, by name.
func (t *Tokens) List(ctx context.Context, c Caller) ([]IngestToken, error) {
	if !c.Operates() {
		return nil, ErrNotOperator
	}
	return t.store.Tokens(ctx)
}

// Rotate gives a token another secret and returns it; it cannot be had again.
// The one that it had goes on for as long as told, 0 to MaxOverlap; one before
// that ends at once. The token must be in the version, unless that is 0; else
// it is fault.Stale. One that has ended is ErrNoToken.
func (t *Tokens) Rotate(ctx context.Context, c Caller, id, version int64, overlap time.Duration) (secret string, err error) {
	if !c.Operates() {
		return "", ErrNotOperator
	}
	if overlap < 0 || overlap > MaxOverlap {
		return "", fault.New(fault.Invalid, "The secret before goes on for 0 to 30 days.").With("overlap", "0 to 30 days", overlap.String())
	}
	secret = tokenPrefix + randomText(tokenLength)
	act := c.Did("source.rotate", t.clock())
	act.Entry.Target = tokenTarget(id)
	before := act.Entry.At.Add(overlap)
	act.Entry.Changes = []Change{{Field: "beforeEndsAt", After: before.UTC().Format(time.RFC3339)}}
	err = t.store.RotateToken(ctx, act, id, version, sha256.Sum256([]byte(secret)), before)
	t.forget()
	return secret, err
}

// End ends a token: on this node at once, on others within tokenTrust.
func (t *Tokens) End(ctx context.Context, c Caller, id int64) error {
	if !c.Operates() {
		return ErrNotOperator
	}
	act := c.Did("source.end", t.clock())
	act.Entry.Target = tokenTarget(id)
	err := t.store.EndToken(ctx, act, id)
	t.forget()
	return err
}

func tokenTarget(id int64) string { return fmt.Sprintf("source %d", id) }

// VerifyToken finds the token that has this secret, else
// fault.Unauthenticated.
func (t *Tokens) VerifyToken(ctx context.Context, secret string) (IngestToken, error) {
	hash, now := TokenHash(sha256.Sum256([]byte(secret))), t.clock()
	if token, ok := t.recall(hash, now); ok {
		return token, nil
	}
	token, ends, err := t.store.TokenByHash(ctx, hash, now)
	if fault.KindOf(err) == fault.NotFound {
		return IngestToken{}, fault.New(fault.Unauthenticated, "The ingest token is not known.")
	}
	if err != nil {
		return IngestToken{}, err
	}
	until := now.Add(tokenTrust)
	if !ends.IsZero() && ends.Before(until) {
		until = ends
	}
	t.remember(hash, token, until)
	return token, nil
}

func (t *Tokens) recall(hash TokenHash, now time.Time) (IngestToken, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	k, ok := t.known[hash]
	return k.token, ok && now.Before(k.until)
}

func (t *Tokens) remember(hash TokenHash, token IngestToken, until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.known) >= tokenCache {
		clear(t.known)
	}
	t.known[hash] = knownToken{token: token, until: until}
}

// forget lets every token be looked up again.
func (t *Tokens) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.known)
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// randomText returns n letters and digits, each as likely as any other: bytes
// that would favour some are thrown away.
func randomText(n int) string {
	const fair = 256 / len(alphabet) * len(alphabet)
	text, random := make([]byte, 0, n), make([]byte, 2*n)
	for len(text) < n {
		rand.Read(random) // never fails: it ends the program instead
		for _, b := range random {
			if int(b) < fair && len(text) < n {
				text = append(text, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(text)
}
