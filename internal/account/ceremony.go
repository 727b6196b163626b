package account

import (
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// ceremonyTime is how long a browser may take to make or to show a passkey.
const ceremonyTime = 5 * time.Minute

// ceremony is what is kept from its beginning to its end.
type ceremony struct {
	Name  string               `json:"name,omitempty"` // of a passkey that is made
	Until time.Time            `json:"until"`
	Data  webauthn.SessionData `json:"data"`
}

// begun returns a ceremony as text for the browser and for its end.
func (s *Passkeys) begun(forBrowser any, name string, data *webauthn.SessionData) (options []byte, kept string, err error) {
	if options, err = json.Marshal(forBrowser); err != nil {
		return nil, "", err
	}
	text, err := json.Marshal(ceremony{Name: name, Until: s.clock().Add(ceremonyTime), Data: *data})
	return options, string(text), err
}

// resume reads what was kept; fault.Invalid if there is nothing or it is too
// old.
func (s *Passkeys) resume(kept string) (c ceremony, err error) {
	if s.party == nil {
		return c, errNoPasskeys
	}
	if err := json.Unmarshal([]byte(kept), &c); err != nil {
		return c, errPasskey(err)
	}
	if s.clock().After(c.Until) {
		return c, errPasskey(errors.New("it took too long"))
	}
	return c, nil
}

// Origin is where passkeys can be made and used, as scheme://host:port; "" if
// nowhere. Browsers bind them to a host's name: where the console is at a
// loopback address that is localhost, at any other address without a name there
// are none.
func (s *Passkeys) Origin() string {
	if s.party == nil {
		return ""
	}
	return s.party.Config.RPOrigins[0]
}

// newParty returns the relying party (WebAuthn §4) of a console at that
// address; nil if it cannot be one.
func newParty(baseURL string) *webauthn.WebAuthn {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" {
		return nil
	}
	host := strings.ToLower(u.Hostname())
	if addr, err := netip.ParseAddr(host); err == nil && addr.Unmap().IsLoopback() {
		host = "localhost"
	}
	origin := u.Scheme + "://" + host
	if u.Port() != "" {
		origin += ":" + u.Port()
	}
	resident := true
	party, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: "Reseller Console", RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: &resident, ResidentKey: protocol.ResidentKeyRequirementRequired,
			UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil // an IP address, or a name that no browser takes
	}
	return party
}
