package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"time"

	"reseller-console/internal/store"
)

// storage are the settings of commands that open the database.
type storage struct {
	Data     string `default:"./data" help:"Data directory; default ${default}." placeholder:"DIR"`
	Database string `help:"postgres://… instead of SQLite in the data directory." placeholder:"URL"`
}

func (s storage) open(ctx context.Context) (*store.DB, error) {
	return store.Open(ctx, store.Config{Database: s.Database, Dir: s.Data})
}

// openExisting opens a database that is there. A mistyped directory must not
// become an empty one that swallows what was meant for another.
func (s storage) openExisting(ctx context.Context) (*store.DB, error) {
	if s.Database == "" && !exists(filepath.Join(s.Data, store.UsageFile)) {
		return nil, fmt.Errorf("there is no data in %s; name the data directory with --data", s.Data)
	}
	return s.open(ctx)
}

// clocked are the settings of commands that ask for the time.
type clocked struct {
	OpenFrom    int           `default:"400" help:"How many days back usage is still taken in; older events are quarantined; default ${default}." placeholder:"DAYS"`
	ClockOffset time.Duration `help:"Run with a clock that is ahead by this much (behind if negative); for tests and replays." placeholder:"DURATION"`

	clock func() time.Time // nil: the machine's
}

func (c clocked) now() time.Time {
	if c.clock != nil {
		return c.clock().UTC()
	}
	return time.Now().Add(c.ClockOffset).UTC()
}

// Validate is called by kong.
func (c clocked) Validate() error {
	if c.OpenFrom < 1 || c.OpenFrom > 3660 {
		return fmt.Errorf("--open-from must be 1 to 3660 days, not %d", c.OpenFrom)
	}
	return nil
}

// serving are the settings of commands that serve.
type serving struct {
	storage
	clocked
	sealing
	encryption
	hooking
	KeepEvents  int           `default:"0" help:"How many days events are kept, by whole months; 0 is for ever. Figures stay in any case." placeholder:"DAYS"`
	CheckEvery  time.Duration `default:"24h" help:"How often all figures are counted afresh and compared; 0 is never; default ${default}." placeholder:"DURATION"`
	Addr        string        `default:"127.0.0.1:8080" help:"Address to listen on; default ${default}." placeholder:"HOST:PORT"`
	BaseURL     string        `name:"base-url" help:"Address that visitors use; if not given, that of the first --acme-domain, else the listening address." placeholder:"URL"`
	LogFormat   string        `default:"text" enum:"text,json" help:"Form of the log on standard error: text or json."`
	LivekitKeys []string      `name:"livekit-keys" help:"LiveKit API keys whose webhooks are taken in, as keyid:secret." placeholder:"KEY:SECRET"`
	LivekitMap  []string      `name:"livekit-map" help:"Projects of LiveKit rooms by the room name's part before its first dot." placeholder:"PREFIX=PROJECT"`

	SMTPURL  string `name:"smtp-url" help:"Mail server: smtp://user:password@host:587, or smtps:// for TLS from the first byte; without one, mail is written into the data directory and shown at /outbox on this machine." placeholder:"URL"`
	MailFrom string `help:"Address, with or without a name, that mail comes from; no-reply at the host of --base-url if not given." placeholder:"ADDRESS"`

	TrustedProxy []string `help:"Address or network of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed." placeholder:"CIDR"`
	APIRate      float64  `name:"api-rate" default:"50" help:"Signed requests a second that each API key may make; default ${default}." placeholder:"NUMBER"`
	APIBurst     int      `name:"api-burst" default:"200" help:"Signed requests that each API key may make at once; default ${default}." placeholder:"NUMBER"`
}

// Validate is called by kong, which does not see that of an embedded struct.
func (s serving) Validate() error {
	if err := s.clocked.Validate(); err != nil {
		return err
	}
	if s.KeepEvents != 0 && s.KeepEvents < s.OpenFrom {
		return fmt.Errorf("--keep-events must be 0 or at least the %d days of --open-from, not %d: the events of a day are kept as long as it can be written",
			s.OpenFrom, s.KeepEvents)
	}
	if s.CheckEvery < 0 {
		return fmt.Errorf("--check-every must not be negative, but is %v", s.CheckEvery)
	}
	if len(s.LivekitMap) > 0 && len(s.LivekitKeys) == 0 {
		return errors.New("--livekit-map needs --livekit-keys: without keys no webhook is taken in")
	}
	if err := s.encryption.Validate(); err != nil {
		return err
	}
	if !(s.APIRate > 0 && s.APIRate <= 1e6) || s.APIBurst < 1 {
		return errors.New("--api-rate must be above 0 and at most 1000000, and --api-burst at least 1")
	}
	if err := s.validateMail(); err != nil {
		return err
	}
	if _, err := parseNetworks("--trusted-proxy", s.TrustedProxy); err != nil {
		return err
	}
	if s.BaseURL == "" {
		return nil
	}
	if u, err := url.Parse(s.BaseURL); !isAddress(s.BaseURL) || err != nil || u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return fmt.Errorf("--base-url must be like https://console.example, not %q", s.BaseURL)
	}
	return nil
}

// isAddress reports whether text is an address of the web.
func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func (s serving) logger(p Process) *slog.Logger {
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(p.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(p.Stderr, nil))
}
