package app

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/store"
)

type keyCommand struct {
	Create keyCreate `cmd:"" help:"Create an API key of a reseller, and print its id and its secret."`
	List   keyList   `cmd:"" help:"List the API keys of a reseller."`
	Delete keyDelete `cmd:"" help:"Delete an API key of a reseller: it ends at once."`
}

// keyring are the settings of commands about the keys of one reseller.
type keyring struct {
	storage
	sealing
	Reseller string `arg:"" help:"Number of the reseller, or e-mail address of its owner." placeholder:"RESELLER"`
}

// with runs act with the keys of the reseller.
func (k keyring) with(ctx context.Context, act func(keys *account.Keys, owner account.Caller) error) error {
	db, err := k.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what was changed is on disk already
	owner, err := k.owner(ctx, db)
	if err != nil {
		return err
	}
	var real clocked
	sealer, err := k.sealer(ctx, k.storage, db)
	if err != nil {
		return err
	}
	return act(account.NewKeys(db.AccessKeys(), db.Nonces(), sealer, real.now), owner)
}

func (k keyring) owner(ctx context.Context, db *store.DB) (account.Caller, error) {
	if id, err := strconv.ParseInt(k.Reseller, 10, 64); err == nil {
		r, err := db.Companies().Reseller(ctx, id)
		return account.Caller{Role: account.ResellerOwner, Reseller: r.ID}, err
	}
	u, err := db.Accounts().UserByEmail(ctx, k.Reseller)
	if err == nil && u.Role != account.ResellerOwner {
		err = fault.New(fault.Invalid, "%s is not the owner of a reseller.", k.Reseller)
	}
	return u.Caller(), err
}

type keyCreate struct {
	keyring
	Name     string   `default:"API key" help:"Name of the key, for people."`
	Expires  string   `help:"First day, 2006-01-02 in UTC, on which the key does not work any more; never if not given." placeholder:"DAY"`
	Allow    []string `sep:"none" help:"Addresses or networks that the key may be used from, with commas between them; any if not given." placeholder:"CIDR"`
	ReadOnly bool     `help:"Let the key read only."`
	Strict   bool     `help:"Ask for signatures that cover the request's target and its body."`
}

// Validate is called by kong.
func (c *keyCreate) Validate() error {
	_, err := c.key()
	return err
}

// key is what is asked for. Kong does not split Allow, for it makes nothing of
// an empty text, and so any address of none.
func (c *keyCreate) key() (account.AccessKey, error) {
	k := account.AccessKey{Name: c.Name, ReadOnly: c.ReadOnly, Strict: c.Strict}
	var err error
	for _, list := range c.Allow {
		some, listErr := parseNetworks("--allow", strings.Split(list, ","))
		k.Allow, err = append(k.Allow, some...), errors.Join(err, listErr)
	}
	if c.Expires != "" {
		day, dayErr := calendar.ParseDay(c.Expires)
		if dayErr != nil {
			err = errors.Join(err, fmt.Errorf("--expires: %w", dayErr))
		}
		k.ExpiresAt = day.Start()
	}
	return k, err
}

// Run is called by kong.
func (c *keyCreate) Run(ctx context.Context, p Process) error {
	k, err := c.key()
	if err != nil {
		return err
	}
	return c.with(ctx, func(keys *account.Keys, owner account.Caller) error {
		key, secret, err := keys.Create(ctx, owner, k)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.Stdout, "access_key_id=%s\naccess_key_secret=%s\n", key.ID, secret)
		return err
	})
}

// parseNetworks reads networks, and addresses as networks of one.
func parseNetworks(flag string, texts []string) ([]netip.Prefix, error) {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		network, err := netip.ParsePrefix(text)
		if addr, addrErr := netip.ParseAddr(text); addrErr == nil {
			network, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return nil, fmt.Errorf("%s must be an address, or a network like 192.0.2.0/24 or 2001:db8::/32, not %q", flag, text)
		}
		all[i] = network
	}
	return all, nil
}

type keyList struct{ keyring }

// Run is called by kong.
func (c *keyList) Run(ctx context.Context, p Process) error {
	return c.with(ctx, func(keys *account.Keys, owner account.Caller) error {
		all, err := keys.List(ctx, owner)
		for _, k := range all {
			_, printErr := fmt.Fprintln(p.Stdout, keyLine(&k))
			err = errors.Join(err, printErr)
		}
		return err
	})
}

// keyLine describes a key in columns that are separated by tabs.
func keyLine(k *account.AccessKey) string {
	used, limits := "never used", []string{}
	if !k.LastUse.At.IsZero() {
		used = "used " + k.LastUse.At.Format(time.RFC3339) + " from " + k.LastUse.Addr.String()
	}
	if !k.ExpiresAt.IsZero() {
		limits = append(limits, "until "+k.ExpiresAt.Format(time.RFC3339))
	}
	for _, network := range k.Allow {
		limits = append(limits, "from "+network.String())
	}
	if k.ReadOnly {
		limits = append(limits, "read-only")
	}
	if k.Strict {
		limits = append(limits, "strict")
	}
	return strings.Join([]string{k.ID, k.CreatedAt.Format(time.DateOnly), k.Name, used, strings.Join(limits, ", ")}, "\t")
}

type keyDelete struct {
	keyring
	ID string `arg:"" help:"Id of the key." placeholder:"KEY"`
}

// Run is called by kong.
func (c *keyDelete) Run(ctx context.Context) error {
	return c.with(ctx, func(keys *account.Keys, owner account.Caller) error { return keys.Delete(ctx, owner, c.ID) })
}
