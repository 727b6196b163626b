package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"runtime/debug"
)

type serveCommand struct {
	serving
}

// Run is called by kong.
func (c *serveCommand) Run(ctx context.Context, p Process) error {
	srv, err := newServer(ctx, c.serving, p)
	if err != nil {
		return err
	}
	return errors.Join(srv.run(ctx, func(ctx context.Context) error {
		if err := srv.ready(ctx); err != nil {
			return err
		}
		srv.announce()
		return nil
	}), ignoreClosed(srv.close()))
}

// announce tells the log where the program answers, and what is unusual.
func (s *server) announce() {
	if s.settings.ClockOffset != 0 {
		s.log.Warn("the clock is set apart from the machine's", "offset", s.settings.ClockOffset.String(), "now", s.settings.now())
	}
	if s.outbox != nil {
		s.log.Info("mail is written into the data directory and shown at /outbox on this machine; --smtp-url sends it")
	}
	s.log.Info("serving", "url", s.settings.BaseURL, "address", s.listener.Addr().String(), "version", version(),
		"passkeys", cmp.Or(s.passkeys.Origin(), "need a host name in --base-url"))
}

// ignoreClosed leaves out that the HTTP server has closed the listener before.
func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

type versionCommand struct{}

// Run is called by kong.
func (versionCommand) Run(p Process) error {
	_, err := fmt.Fprintln(p.Stdout, "reseller-console", version())
	return err
}

// version is the module's version, or the commit of a build from a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v + " " + info.GoVersion
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value + " " + info.GoVersion
		}
	}
	return "development " + info.GoVersion
}
