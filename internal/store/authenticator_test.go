package store

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// The flags of authenticator data (WebAuthn §6.1).
const (
	userPresent  = 1 << 0
	userVerified = 1 << 2
	withKey      = 1 << 6
)

// authenticator makes and shows one passkey, as a browser with a device does.
type authenticator struct {
	t       *testing.T
	site    string // origin
	party   string // relying party id
	flags   byte
	counter uint32
	id      []byte
	user    string // handle, base64url
	key     *ecdsa.PrivateKey
}

func newAuthenticator(t *testing.T, site, party string) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &authenticator{t: t, site: site, party: party, flags: userPresent | userVerified, id: []byte("credential " + rand.Text()), key: key}
}

// offered is what both kinds of options have that matters here.
type offered struct {
	Challenge        string `json:"challenge"`
	UserVerification string `json:"userVerification"`
	User             struct {
		ID string `json:"id"`
	} `json:"user"`
	Exclude   []struct{ ID string } `json:"excludeCredentials"`
	Selection struct {
		ResidentKey      string `json:"residentKey"`
		UserVerification string `json:"userVerification"`
	} `json:"authenticatorSelection"`
}

func (a *authenticator) read(options []byte) (o offered) {
	a.t.Helper()
	if err := json.Unmarshal(options, &o); err != nil {
		a.t.Fatal(err)
	}
	return o
}

// create makes a passkey as the options ask.
func (a *authenticator) create(options []byte) []byte {
	a.t.Helper()
	o := a.read(options)
	a.user = o.User.ID
	public, err := a.key.PublicKey.Bytes() // 4, x, y
	a.check(err)
	key, err := webauthncbor.Marshal(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256)},
		Curve:         int64(webauthncose.P256), XCoord: public[1:33], YCoord: public[33:],
	})
	a.check(err)
	data := append(a.data(withKey), make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.id)))
	data = append(append(data, a.id...), key...)
	object, err := webauthncbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	a.check(err)
	return a.answer(map[string]any{"clientDataJSON": text64(a.client("webauthn.create", o)), "attestationObject": text64(object)})
}

// show signs in by the passkey as the options ask.
func (a *authenticator) show(options []byte) []byte {
	a.t.Helper()
	client, data := a.client("webauthn.get", a.read(options)), a.data(0)
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(append(data[:len(data):len(data)], hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	a.check(err)
	return a.answer(map[string]any{"clientDataJSON": text64(client), "authenticatorData": text64(data), "signature": text64(signature), "userHandle": a.user})
}

// data is what the authenticator says of itself.
func (a *authenticator) data(more byte) []byte {
	hash := sha256.Sum256([]byte(a.party))
	return binary.BigEndian.AppendUint32(append(hash[:], a.flags|more), a.counter)
}

// client is what the browser says of the site.
func (a *authenticator) client(ceremony string, o offered) []byte {
	a.t.Helper()
	text, err := json.Marshal(map[string]any{"type": ceremony, "challenge": o.Challenge, "origin": a.site, "crossOrigin": false})
	a.check(err)
	return text
}

func (a *authenticator) answer(response map[string]any) []byte {
	a.t.Helper()
	text, err := json.Marshal(map[string]any{"id": text64(a.id), "rawId": text64(a.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
	a.check(err)
	return text
}

func (a *authenticator) check(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

func text64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
