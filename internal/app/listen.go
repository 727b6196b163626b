package app

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// The limits of a connection. Sheets of many rows take a while to send, slow
// requests must not hold a connection for ever.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 2 * time.Minute
	writeTimeout  = 10 * time.Minute
	idleTimeout   = 2 * time.Minute
	headerLimit   = 64 << 10 // twice what the API takes, which tells of its limit in its own form
)

func newHTTPServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), MaxHeaderBytes: headerLimit,
		ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
	}
}

// listen takes the addresses, and settles which one visitors use.
func (s *server) listen() (err error) {
	if s.listener, err = net.Listen("tcp", s.settings.Addr); err != nil {
		return describeListen("--addr", s.settings.Addr, err)
	}
	if s.settings.BaseURL == "" {
		s.settings.BaseURL = s.settings.address(s.listener.Addr())
	}
	if s.settings.ACMEHTTPAddr == "" {
		return nil
	}
	if s.plain, err = net.Listen("tcp", s.settings.ACMEHTTPAddr); err != nil {
		return describeListen("--acme-http-addr", s.settings.ACMEHTTPAddr, err)
	}
	return nil
}

// serve answers with HTTPS if there is a certificate, or can be one.
func (s *server) serve(web *http.Server) error {
	switch {
	case s.authority != nil:
		web.TLSConfig = s.authority.TLSConfig()
		return web.ServeTLS(s.listener, "", "")
	case s.settings.TLSCert != "":
		return web.ServeTLS(s.listener, s.settings.TLSCert, s.settings.TLSKey)
	}
	return web.Serve(s.listener)
}

// toHTTPS sends visitors of plain HTTP on.
func (s *server) toHTTPS(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, strings.TrimSuffix(s.settings.BaseURL, "/")+r.URL.RequestURI(), http.StatusPermanentRedirect)
}
