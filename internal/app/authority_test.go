package app

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/acme"
)

// authority is a certificate authority that speaks as much of ACME (RFC 8555)
// as one order of one domain takes, and asks one kind of question. It believes
// no request that the account's key has not signed, and no nonce twice.
type authority struct {
	*httptest.Server
	kind string // tls-alpn-01 or http-01
	key  *ecdsa.PrivateKey
	cert *x509.Certificate

	mu      sync.Mutex
	ask     func(keyAuth string) error // asks the server whose domain it is
	nonces  map[string]bool
	account *ecdsa.PublicKey
	orders  int
	proven  bool
	leaf    []byte
}

const theToken = "a-token-that-nobody-guesses"

func newAuthority(t *testing.T, kind string) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{kind: kind, key: key, nonces: map[string]bool{}}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.answer(w, r); err != nil {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	}))
	t.Cleanup(a.Close)
	return a
}

// roots trusts the authority.
func (a *authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

func (a *authority) answer(w http.ResponseWriter, r *http.Request) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	nonce := rand.Text()
	a.nonces[nonce] = true
	w.Header().Set("Replay-Nonce", nonce)
	var payload []byte
	if r.Method == http.MethodPost {
		var err error
		if payload, err = a.open(r.Body); err != nil {
			return err
		}
	}
	name := path.Base(r.URL.Path)
	switch step := path.Dir(r.URL.Path); {
	case name == "directory":
		return a.tell(w, 200, map[string]any{"newNonce": a.URL + "/nonce", "newAccount": a.URL + "/account", "newOrder": a.URL + "/orders"})
	case name == "nonce":
		return nil
	case name == "account":
		w.Header().Set("Location", a.URL+"/accounts/1")
		return a.tell(w, 201, map[string]any{"status": "valid"})
	case name == "orders":
		var asked struct{ Identifiers []struct{ Value string } }
		if err := json.Unmarshal(payload, &asked); err != nil || len(asked.Identifiers) != 1 {
			return fmt.Errorf("an order of %s: %v", payload, err)
		}
		a.orders++
		w.Header().Set("Location", a.URL+"/order/"+asked.Identifiers[0].Value)
		return a.tell(w, 201, a.order(asked.Identifiers[0].Value))
	case step == "/order":
		return a.tell(w, 200, a.order(name))
	case step == "/authorization":
		return a.tell(w, 200, map[string]any{"status": a.status("valid"), "identifier": map[string]string{"type": "dns", "value": name}, "challenges": []any{a.challenge(name)}})
	case step == "/challenge":
		if err := a.prove(); err != nil {
			return err
		}
		return a.tell(w, 200, a.challenge(name))
	case step == "/finalize":
		if err := a.issue(name, payload); err != nil {
			return err
		}
		return a.tell(w, 200, a.order(name))
	case step == "/certificate":
		w.Header().Set("Content-Type", "application/pem-certificate-chain")
		_, err := w.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.leaf}))
		return err
	}
	return fmt.Errorf("no such address")
}

func (a *authority) tell(w http.ResponseWriter, status int, v any) error {
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}

// status is pending until the server has answered.
func (a *authority) status(then string) string {
	if !a.proven {
		return "pending"
	}
	return then
}

func (a *authority) order(name string) map[string]any {
	o := map[string]any{"status": a.status("ready"), "authorizations": []string{a.URL + "/authorization/" + name}, "finalize": a.URL + "/finalize/" + name}
	if a.leaf != nil {
		o["status"], o["certificate"] = "valid", a.URL+"/certificate/"+name
	}
	return o
}

func (a *authority) challenge(name string) map[string]any {
	return map[string]any{"type": a.kind, "url": a.URL + "/challenge/" + name, "token": theToken, "status": a.status("valid")}
}

// prove asks the server what only the owner of the account's key can say.
func (a *authority) prove() error {
	thumbprint, err := acme.JWKThumbprint(a.account)
	if err == nil {
		err = a.ask(theToken + "." + thumbprint)
	}
	a.proven = err == nil
	return err
}

func (a *authority) issue(name string, payload []byte) error {
	var sent struct{ CSR string }
	if err := json.Unmarshal(payload, &sent); err != nil || !a.proven {
		return fmt.Errorf("finalized too early, or by %s: %v", payload, err)
	}
	der, err := base64.RawURLEncoding.DecodeString(sent.CSR)
	if err != nil {
		return err
	}
	request, err := x509.ParseCertificateRequest(der)
	if err != nil || len(request.DNSNames) != 1 || request.DNSNames[0] != name {
		return fmt.Errorf("a certificate of %v is asked for: %v", request, err)
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().Add(90 * 24 * time.Hour), DNSNames: request.DNSNames}
	a.leaf, err = x509.CreateCertificate(rand.Reader, leaf, a.cert, request.PublicKey, a.key)
	return err
}

// open returns what is in a signed request (RFC 7515, ES256).
func (a *authority) open(body io.Reader) ([]byte, error) {
	var sent struct{ Protected, Payload, Signature string }
	if err := json.NewDecoder(body).Decode(&sent); err != nil {
		return nil, err
	}
	var header struct {
		Nonce string
		JWK   *struct{ X, Y string }
	}
	text, _ := base64.RawURLEncoding.DecodeString(sent.Protected)
	if err := json.Unmarshal(text, &header); err != nil || !a.nonces[header.Nonce] {
		return nil, fmt.Errorf("the header %s: %v", text, err)
	}
	delete(a.nonces, header.Nonce)
	if header.JWK != nil {
		a.account = &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(header.JWK.X), Y: number(header.JWK.Y)}
	}
	signature, _ := base64.RawURLEncoding.DecodeString(sent.Signature)
	digest := sha256.Sum256([]byte(sent.Protected + "." + sent.Payload))
	if len(signature) != 64 || !ecdsa.Verify(a.account, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return nil, fmt.Errorf("the account's key has not signed it")
	}
	return base64.RawURLEncoding.DecodeString(sent.Payload)
}

func number(text string) *big.Int {
	b, _ := base64.RawURLEncoding.DecodeString(text)
	return new(big.Int).SetBytes(b)
}

// askTLS asks by TLS-ALPN-01 (RFC 8737) at an address.
func askTLS(name, addr string) func(string) error {
	return func(keyAuth string) error {
		conn, err := tls.Dial("tcp", addr, &tls.Config{ServerName: name, InsecureSkipVerify: true, NextProtos: []string{acme.ALPNProto}})
		if err != nil {
			return err
		}
		defer conn.Close() //nolint:errcheck // nothing more is said
		digest := sha256.Sum256([]byte(keyAuth))
		want, err := asn1.Marshal(digest[:])
		if err != nil {
			return err
		}
		for _, e := range conn.ConnectionState().PeerCertificates[0].Extensions {
			if e.Id.Equal(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 31}) && string(e.Value) == string(want) {
				return nil
			}
		}
		return fmt.Errorf("the certificate does not answer")
	}
}

// askHTTP asks by HTTP-01 at an address.
func askHTTP(name, addr string) func(string) error {
	return func(keyAuth string) error {
		r, err := http.NewRequest(http.MethodGet, "http://"+addr+"/.well-known/acme-challenge/"+theToken, nil)
		if err != nil {
			return err
		}
		r.Host = name
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			return err
		}
		defer response.Body.Close() //nolint:errcheck // read to its end
		text, err := io.ReadAll(response.Body)
		if err != nil || string(text) != keyAuth {
			return fmt.Errorf("%d %s, %v", response.StatusCode, text, err)
		}
		return nil
	}
}
