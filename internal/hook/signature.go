package hook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
)

// The headers of a message.
const (
	HeaderID        = "webhook-id"
	HeaderTimestamp = "webhook-timestamp" // when it was sent, in seconds since 1970
	HeaderSignature = "webhook-signature" // separated by spaces, one for each secret
)

// secretPrefix leads secrets, which are 24 random bytes in Base64.
const (
	secretPrefix = "whsec_"
	secretBytes  = 24
)

// newSecret returns a secret as it is shown.
func newSecret() string {
	key := make([]byte, secretBytes)
	rand.Read(key) // never fails: it ends the program instead
	return secretPrefix + base64.StdEncoding.EncodeToString(key)
}

// newMessageID returns an id for a new message.
func newMessageID() string { return "msg_" + rand.Text() }

// Sign is the signature of a message sent at a time: "v1," and the HMAC-SHA256
// of id, timestamp and body, joined by dots, in Base64.
func Sign(secret, id string, at time.Time, body string) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil {
		return "", fmt.Errorf("the secret of a webhook is not in Base64: %w", err)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

// SealedName is what an endpoint's secrets are sealed for.
func SealedName(endpoint string) string { return "hook " + endpoint }

// Headers are those of a delivery to an endpoint, sent at a time: signed with
// its secret and, for Overlap after a rotation, with the one before.
func Headers(s *account.Sealer, e *Endpoint, d *Delivery, at time.Time) (map[string]string, error) {
	sealed := [][]byte{e.Sealed}
	if e.OldUntil.After(at) {
		sealed = append(sealed, e.Old)
	}
	var signatures []string
	for _, one := range sealed {
		secret, err := s.Open(one, SealedName(e.ID))
		if err != nil {
			return nil, err
		}
		signature, err := Sign(secret, d.Message, at, d.Body)
		if err != nil {
			return nil, err
		}
		signatures = append(signatures, signature)
	}
	return map[string]string{
		HeaderID: d.Message, HeaderTimestamp: strconv.FormatInt(at.Unix(), 10), HeaderSignature: strings.Join(signatures, " "),
	}, nil
}
