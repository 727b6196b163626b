package livekit

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"maps"
	"strings"
	"time"

	"reseller-console/internal/fault"
)

// The limits of a webhook request.
const (
	MaxToken = 4 << 10 // bytes of the Authorization header; LiveKit's have about 300
	MaxBody  = 1 << 20 // bytes of the body; LiveKit's have about 2,000 and the room's metadata
)

// Leeway is how far the clocks of LiveKit and of this server may differ.
const Leeway = time.Minute

// Verifier tells LiveKit's webhooks from everybody else's. LiveKit signs a
// webhook with a JWT over the hash of its body (docs.livekit.io, Webhooks &
// events, "Receiving webhooks").
type Verifier struct {
	keys map[string]string
}

// NewVerifier returns a verifier that knows these keys: key id → secret.
// Without keys it refuses everything.
func NewVerifier(keys map[string]string) *Verifier {
	return &Verifier{keys: maps.Clone(keys)}
}

// claims are those parts of a token that count. LiveKit sends iat too.
type claims struct {
	Issuer    string   `json:"iss"`
	Expires   *float64 `json:"exp"` // Unix seconds; RFC 7519 allows fractions
	NotBefore *float64 `json:"nbf"`
	Hash      string   `json:"sha256"` // Base64 of the body's SHA-256
}

// Verify accepts the raw body of a webhook if the value of its Authorization
// header, a JWT and nothing else, was signed for exactly this body with one of
// the keys and is valid at now. Every failure is fault.Unauthenticated; its
// text quotes neither token nor keys.
func (v *Verifier) Verify(authorization string, body []byte, now time.Time) error {
	token, err := parseToken(authorization)
	if err != nil {
		return err
	}
	secret, known := v.keys[token.claims.Issuer]
	if !known {
		return refuse("is signed with a key that is not configured here")
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token.signed))
	if !hmac.Equal(mac.Sum(nil), token.signature) {
		return refuse("has a signature that is not right for its key")
	}
	if err := token.claims.validAt(now); err != nil {
		return err
	}
	hash := sha256.Sum256(body)
	want := base64.StdEncoding.EncodeToString(hash[:])
	if subtle.ConstantTimeCompare([]byte(want), []byte(token.claims.Hash)) != 1 {
		return refuse("was made for another body: its sha256 is not the body's")
	}
	return nil
}

func (c *claims) validAt(now time.Time) error {
	at, leeway := float64(now.UnixMilli())/1000, Leeway.Seconds()
	switch {
	case c.Expires == nil:
		return refuse("has no exp")
	case at > *c.Expires+leeway:
		return refuse("has expired")
	case c.NotBefore != nil && at < *c.NotBefore-leeway:
		return refuse("is not valid yet; compare the clocks of both servers")
	}
	return nil
}

// token is a JWT in parts, its signature not checked yet.
type token struct {
	signed    string // what the signature is made over
	claims    claims
	signature []byte
}

// parseToken reads a JWT that claims to be HS256. Other algorithms, "none"
// before all, are refused before any key is looked at.
func parseToken(authorization string) (*token, error) {
	if authorization == "" {
		return nil, refuse("is missing: the Authorization header must be a JWT")
	}
	if len(authorization) > MaxToken {
		return nil, refuse("is longer than %d bytes", MaxToken)
	}
	parts := strings.Split(authorization, ".")
	if len(parts) != 3 || strings.Contains(authorization, " ") {
		return nil, refuse("must be a bare JWT of three parts, without a scheme such as Bearer")
	}
	var header struct {
		Algorithm string          `json:"alg"`
		Critical  json.RawMessage `json:"crit"`
	}
	t := &token{signed: parts[0] + "." + parts[1]}
	if err := decodeJSON(parts[0], &header); err != nil {
		return nil, err
	}
	if header.Algorithm != "HS256" || header.Critical != nil {
		return nil, refuse("must be signed with HS256 and use no extensions")
	}
	if err := decodeJSON(parts[1], &t.claims); err != nil {
		return nil, err
	}
	var err error
	t.signature, err = decode(parts[2])
	return t, err
}

func decodeJSON(part string, into any) error {
	raw, err := decode(part)
	if err != nil {
		return err
	}
	if json.Unmarshal(raw, into) != nil {
		return refuse("must hold JSON objects")
	}
	return nil
}

// decode reads unpadded Base64url that has one spelling only. The standard
// library skips line breaks even when strict.
func decode(part string) ([]byte, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil || strings.ContainsAny(part, "\r\n") {
		return nil, refuse("must be unpadded Base64url in all its parts")
	}
	return raw, nil
}

func refuse(format string, args ...any) error {
	return fault.New(fault.Unauthenticated, "The webhook's token "+format+".", args...)
}
