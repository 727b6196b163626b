package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
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
}

// Allows reports whether events of that source may be sent with the token.
func (t *IngestToken) Allows(source string) bool {
	return len(t.Sources) == 0 || slices.Contains(t.Sources, source)
}

// TokenHash is the SHA-256 of a token's secret. The secret has 238 random
// bits, so a fast hash is enough.
type TokenHash [sha256.Size]byte

// TokenStore keeps ingest tokens.
type TokenStore interface {
	// CreateToken keeps a new token and returns its id.
	CreateToken(ctx context.Context, t IngestToken, hash TokenHash) (int64, error)
	// TokenByHash finds a token, else fault.NotFound.
	TokenByHash(ctx context.Context, hash TokenHash) (IngestToken, error)
}

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

// CreateToken keeps a new token and returns its secret, which cannot be had
// again. sources limits what may be sent with it; none means any. A name that
// is empty or longer than 255 characters is fault.Invalid.
func (t *Tokens) CreateToken(ctx context.Context, name string, sources []string) (secret string, err error) {
	if name = strings.TrimSpace(name); !IsName(name, MaxName) {
		return "", fault.New(fault.Invalid, "A token needs a name of 1 to %d characters.", MaxName).With("name", NameRule(MaxName), name)
	}
	if slices.Contains(sources, "") {
		return "", fault.New(fault.Invalid, "A source must not be empty.").With("source", "the source attribute of the events", "")
	}
	secret = tokenPrefix + randomText(tokenLength)
	_, err = t.store.CreateToken(ctx, IngestToken{Name: name, Sources: sources, CreatedAt: t.clock()}, sha256.Sum256([]byte(secret)))
	return secret, err
}

// VerifyToken finds the token that has this secret, else
// fault.Unauthenticated.
func (t *Tokens) VerifyToken(ctx context.Context, secret string) (IngestToken, error) {
	hash, now := TokenHash(sha256.Sum256([]byte(secret))), t.clock()
	if token, ok := t.recall(hash, now); ok {
		return token, nil
	}
	token, err := t.store.TokenByHash(ctx, hash)
	if fault.KindOf(err) == fault.NotFound {
		return IngestToken{}, fault.New(fault.Unauthenticated, "The ingest token is not known.")
	}
	if err != nil {
		return IngestToken{}, err
	}
	t.remember(hash, token, now)
	return token, nil
}

func (t *Tokens) recall(hash TokenHash, now time.Time) (IngestToken, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	k, ok := t.known[hash]
	return k.token, ok && now.Before(k.until)
}

func (t *Tokens) remember(hash TokenHash, token IngestToken, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.known) >= tokenCache {
		clear(t.known)
	}
	t.known[hash] = knownToken{token: token, until: now.Add(tokenTrust)}
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
