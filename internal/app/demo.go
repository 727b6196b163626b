package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"reseller-console/internal/demo"
	"reseller-console/internal/web"
)

type demoCommand struct {
	serving
	Seed *uint64 `help:"Number that the demo's companies and usage are made from; default 1."`
}

// The files that tell a data directory of the demo from any other.
const (
	credentialsFile = "credentials.json" // written last, when all is filled
	fillingFile     = "demo.filling"     // there while it is filled, with the process that does
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
		credentials, err := c.credentials(ctx, srv)
		if err != nil {
			return err
		}
		if c.Seed != nil && *c.Seed != credentials.Seed {
			return fmt.Errorf("%s holds a demo of the seed %d; choose another directory with --data for %d", c.Data, credentials.Seed, *c.Seed)
		}
		if err := srv.ready(ctx); err != nil {
			return err
		}
		srv.announce()
		return greet(p.Stdout, credentials, srv.passkeys.Origin())
	}), ignoreClosed(srv.close()))
}

// prepareDir tells whether the demo is filled already. What a fill that was
// cut short has left is removed; any other data is refused.
func (c *demoCommand) prepareDir() (filled bool, err error) {
	filling := exists(c.path(fillingFile))
	if exists(c.path(credentialsFile)) && !filling {
		return true, nil
	}
	files, err := filepath.Glob(c.path("*.db*"))
	switch {
	case err != nil:
		return false, err
	case filling && c.beingFilled():
		return false, fmt.Errorf("another process is filling %s; wait for it, or choose another directory with --data", c.Data)
	case !filling && len(files) > 0:
		return false, fmt.Errorf("the data directory %s holds data that is not the demo's; choose another one with --data", c.Data)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			return false, err
		}
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return false, fmt.Errorf("the data directory %s cannot be created: %w", c.Data, err)
	}
	return false, os.WriteFile(c.path(fillingFile), []byte(strconv.Itoa(os.Getpid())), 0o600)
}

// beingFilled reports whether the process that began to fill is still there.
func (c *demoCommand) beingFilled() bool {
	text, err := os.ReadFile(c.path(fillingFile))
	if err != nil {
		return false
	}
	pid, err := strconv.Atoi(string(text))
	if err != nil || pid == os.Getpid() {
		return false
	}
	process, err := os.FindProcess(pid)
	return err == nil && process.Signal(syscall.Signal(0)) == nil
}

// seed is the number to fill a fresh directory from.
func (c *demoCommand) seed() uint64 {
	if c.Seed == nil {
		return 1
	}
	return *c.Seed
}

func (c *demoCommand) path(name string) string { return filepath.Join(c.Data, name) }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// fill makes the data and, last of all, the credentials.
func (c *demoCommand) fill(ctx context.Context, p Process, srv *server) error {
	bar := newProgress(p, "filling the demo")
	credentials, err := demo.Fill(ctx, demo.Config{
		Accounts: srv.accounts, Tokens: srv.tokens, Keys: srv.keys, Factors: srv.factors, Companies: srv.companies, Meter: srv.meter, Books: srv.pastBooks, Budgets: srv.budgets,
		Clock: c.now, Seed: c.seed(), BaseURL: srv.settings.BaseURL,
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

// credentials reads the file back. It names the present address and the present
// register links, which may have changed since it was written.
func (c *demoCommand) credentials(ctx context.Context, srv *server) (demo.Credentials, error) {
	var credentials demo.Credentials
	text, err := os.ReadFile(c.path(credentialsFile))
	if err != nil {
		return credentials, err
	}
	if err := json.Unmarshal(text, &credentials); err != nil {
		return credentials, fmt.Errorf("%s is damaged: %w", c.path(credentialsFile), err)
	}
	credentials.BaseURL = srv.settings.BaseURL
	for i := range credentials.Resellers {
		r := &credentials.Resellers[i]
		owner, err := srv.db.Accounts().UserByEmail(ctx, r.Email)
		if err != nil {
			return credentials, fmt.Errorf("%s: %w", r.Email, err)
		}
		register, err := srv.signUps.Link(ctx, owner.Caller())
		if err != nil {
			return credentials, err
		}
		r.RegisterURL = web.RegisterURL(srv.settings.BaseURL, register)
	}
	return credentials, credentials.Write(c.path(credentialsFile))
}

// greet prints what a visitor needs first.
func greet(w io.Writer, c demo.Credentials, passkeys string) error {
	_, err := fmt.Fprintf(w, "\nReseller Console is at %s\n", c.BaseURL)
	if passkeys != "" && passkeys != c.BaseURL {
		_, printErr := fmt.Fprintf(w, "with passkeys at %s\n", passkeys)
		err = errors.Join(err, printErr)
	}
	_, printErr := fmt.Fprint(w, "\nSign in as a reseller:\n")
	err = errors.Join(err, printErr)
	for _, r := range c.Resellers {
		_, printErr = fmt.Fprintf(w, "  %-28s %-36s %s\n", r.Name, r.Email, r.Password)
		err = errors.Join(err, printErr)
	}
	_, printErr = fmt.Fprintf(w, "\nSign in as the platform's operator:\n  %-28s %-36s %s\n", c.Operator.Name, c.Operator.Email, c.Operator.Password)
	err = errors.Join(err, printErr)
	if c.Operator.TOTPSecret != "" {
		_, printErr = fmt.Fprintf(w, "  with a code of an authenticator app that has the secret %s\n", c.Operator.TOTPSecret)
		err = errors.Join(err, printErr)
	}
	for _, m := range c.Companies {
		if len(m.Members) > 0 {
			_, printErr = fmt.Fprintf(w, "\nSign in as a company's administrator:\n  %-28s %-36s %s\n", m.Name, m.Email, m.Password)
			err = errors.Join(err, printErr)
		}
	}
	_, printErr = fmt.Fprintf(w, "\nSend usage events with the token %s\nStop with Ctrl+C.\n", c.IngestToken)
	return errors.Join(err, printErr)
}
