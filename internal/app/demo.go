package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"reseller-console/internal/demo"
)

type demoCommand struct {
	serving
	Seed uint64 `default:"1" help:"Number that the demo's companies and usage are made from."`
}

// The files that tell a data directory of the demo from any other.
const (
	credentialsFile = "credentials.json" // written last, when all is filled
	fillingFile     = "demo.filling"     // there while it is filled
)

// Run is called by kong.
func (c *demoCommand) Run(ctx context.Context, p Process) error {
	filled, err := c.prepareDir()
	if err != nil {
		return err
	}
	srv, err := newServer(ctx, c.serving, p)
	if err != nil {
		return err
	}
	return errors.Join(srv.run(ctx, func(ctx context.Context) error {
		if !filled {
			if err := c.fill(ctx, p, srv); err != nil {
				return err
			}
		}
		credentials, err := c.credentials(srv.settings.BaseURL)
		if err != nil {
			return err
		}
		if err := srv.ready(ctx); err != nil {
			return err
		}
		srv.announce()
		return greet(p.Stdout, credentials)
	}), ignoreClosed(srv.close()))
}

// prepareDir tells whether the demo is filled already. What a fill that was
// cut short has left is removed; any other data is refused.
func (c *demoCommand) prepareDir() (filled bool, err error) {
	if exists(c.path(credentialsFile)) && !exists(c.path(fillingFile)) {
		return true, nil
	}
	files, err := filepath.Glob(c.path("*.db*"))
	if err != nil || len(files) == 0 {
		return false, err
	}
	if !exists(c.path(fillingFile)) {
		return false, fmt.Errorf("the data directory %s holds data that is not the demo's; choose another one with --data", c.Data)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (c *demoCommand) path(name string) string { return filepath.Join(c.Data, name) }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// fill makes the data and, last of all, the credentials.
func (c *demoCommand) fill(ctx context.Context, p Process, srv *server) error {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(c.path(fillingFile), nil, 0o600); err != nil {
		return err
	}
	bar := newProgress(p, "filling the demo")
	credentials, err := demo.Fill(ctx, demo.Config{
		Accounts: srv.accounts, Tokens: srv.tokens, Companies: srv.companies, Meter: srv.meter,
		Clock: c.now, Seed: c.Seed, BaseURL: srv.settings.BaseURL,
		Progress: func(done, total int) {
			bar.show(int64(done), int64(total), "")
		},
	})
	bar.end()
	if err != nil {
		return err
	}
	if err := credentials.Write(c.path(credentialsFile)); err != nil {
		return err
	}
	return os.Remove(c.path(fillingFile))
}

// credentials reads the file back; it names the present address, which may
// have changed since it was written.
func (c *demoCommand) credentials(baseURL string) (demo.Credentials, error) {
	var credentials demo.Credentials
	text, err := os.ReadFile(c.path(credentialsFile))
	if err != nil {
		return credentials, err
	}
	if err := json.Unmarshal(text, &credentials); err != nil {
		return credentials, fmt.Errorf("%s is damaged: %w", c.path(credentialsFile), err)
	}
	if credentials.BaseURL == baseURL {
		return credentials, nil
	}
	credentials.BaseURL = baseURL
	return credentials, credentials.Write(c.path(credentialsFile))
}

// greet prints what a visitor needs first.
func greet(w io.Writer, c demo.Credentials) error {
	_, err := fmt.Fprintf(w, "\nReseller Console is at %s\n\nSign in as a reseller:\n", c.BaseURL)
	for _, r := range c.Resellers {
		_, printErr := fmt.Fprintf(w, "  %-28s %-36s %s\n", r.Name, r.Email, r.Password)
		err = errors.Join(err, printErr)
	}
	_, printErr := fmt.Fprintf(w, "\nSend usage events with the token %s\nStop with Ctrl+C.\n", c.IngestToken)
	return errors.Join(err, printErr)
}
