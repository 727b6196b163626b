package app

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"regexp"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// encryption are the settings of where the server has its certificate from: a
// file, or an authority that it asks itself (ACME, RFC 8555).
type encryption struct {
	TLSCert       string   `name:"tls-cert" help:"File with the certificate chain, to serve HTTPS." placeholder:"FILE"`
	TLSKey        string   `name:"tls-key" help:"File with the private key of --tls-cert." placeholder:"FILE"`
	ACMEDomain    []string `name:"acme-domain" help:"Domain to serve HTTPS for with a certificate from Let's Encrypt, whose terms are thereby accepted; once for each domain. The authority must reach the server at port 443." placeholder:"DOMAIN"`
	ACMEEmail     string   `name:"acme-email" help:"E-mail address for the authority's warnings." placeholder:"ADDRESS"`
	ACMEDirectory string   `name:"acme-directory" help:"Directory of another authority than Let's Encrypt." placeholder:"URL"`
	ACMEHTTPAddr  string   `name:"acme-http-addr" help:"Address that the authority may ask over plain HTTP instead, at port 80 of the domain. Everything else there is sent on to HTTPS." placeholder:"HOST:PORT"`
}

var domain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$`)

// Validate is called by serving's.
func (e encryption) Validate() error {
	switch {
	case (e.TLSCert == "") != (e.TLSKey == ""):
		return errors.New("--tls-cert and --tls-key belong together")
	case e.TLSCert != "" && len(e.ACMEDomain) > 0:
		return errors.New("--tls-cert and --acme-domain exclude each other: a certificate is given, or the server gets it by itself")
	case len(e.ACMEDomain) == 0 && e.ACMEEmail+e.ACMEDirectory+e.ACMEHTTPAddr != "":
		return errors.New("--acme-email, --acme-directory and --acme-http-addr need --acme-domain")
	case e.ACMEDirectory != "" && !isAddress(e.ACMEDirectory):
		return fmt.Errorf("--acme-directory must be like https://ca.example/directory, not %q", e.ACMEDirectory)
	}
	for _, name := range e.ACMEDomain {
		if !domain.MatchString(name) {
			return fmt.Errorf("--acme-domain must be a domain in small letters, like console.example, not %q", name)
		}
	}
	return nil
}

// address is how visitors reach a server that has no proxy before it.
func (e encryption) address(listener net.Addr) string {
	switch _, port, _ := net.SplitHostPort(listener.String()); {
	case len(e.ACMEDomain) > 0 && port == "443":
		return "https://" + e.ACMEDomain[0]
	case len(e.ACMEDomain) > 0:
		return "https://" + net.JoinHostPort(e.ACMEDomain[0], port)
	case e.TLSCert != "":
		return "https://" + listener.String()
	}
	return "http://" + listener.String()
}

// acmeDir is where in the data directory certificates are kept, with their
// private keys and that of the account.
const acmeDir = "acme"

// authority returns what gets certificates and renews them; nil if there is
// no domain to get one for.
func (e encryption) authority(data string) *autocert.Manager {
	if len(e.ACMEDomain) == 0 {
		return nil
	}
	return &autocert.Manager{
		Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(e.ACMEDomain...), Email: e.ACMEEmail,
		Cache:  autocert.DirCache(filepath.Join(data, acmeDir)),
		Client: &acme.Client{DirectoryURL: cmp.Or(e.ACMEDirectory, acme.LetsEncryptURL)},
	}
}

// certify gets what certificates are missing, so that their first visitors
// need not wait, and the log tells what is wrong before anybody comes.
func (s *server) certify() {
	for _, name := range s.settings.ACMEDomain {
		cert, err := s.authority.GetCertificate(&tls.ClientHelloInfo{ServerName: name, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}})
		if err != nil {
			s.log.Error("there is no certificate; the next visitor has it asked for again", "domain", name, "error", err)
			continue
		}
		s.log.Info("certificate", "domain", name, "until", cert.Leaf.NotAfter)
	}
}
