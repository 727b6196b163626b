package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// keysPath is the page of a reseller's API keys.
const keysPath = settingsPath + "/api-keys"

// Keys is what the pages need of API keys; account.Keys is it.
type Keys interface {
	// Create makes a key, and returns it with its secret.
	Create(ctx context.Context, c account.Caller, k account.AccessKey) (account.AccessKey, string, error)
	// List lists the keys of the caller's reseller, the newest first.
	List(ctx context.Context, c account.Caller) ([]account.AccessKey, error)
	// Delete ends a key at once.
	Delete(ctx context.Context, c account.Caller, id string) error
}

// lifetimes are how many days a key may be asked to last; 0: for ever.
var lifetimes = []int{365, 90, 30, 0}

// keysView is the page of API keys.
type keysView struct {
	form   form
	keys   []account.AccessKey
	made   account.AccessKey // just made; empty if none
	secret string            // of that, shown this once
	now    time.Time
}

// keys lists the reseller's API keys, below the form for a new one.
func (s *server) keys(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showKeys(w, r, v, http.StatusOK, keysView{form: newForm("expires", strconv.Itoa(lifetimes[0]))})
}

func (s *server) showKeys(w http.ResponseWriter, r *http.Request, v visitor, status int, view keysView) (err error) {
	view.now = s.Clock()
	if view.keys, err = s.Keys.List(r.Context(), v.caller()); err != nil {
		return err
	}
	return show(w, r, status, keysPage(v, view))
}

// makeKey makes a key. Its secret is in this answer and nowhere else: loaded
// again, the form is answered with the page as it is without one.
func (s *server) makeKey(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	k := readKey(v, &f, s.Clock())
	if len(f.wrong) > 0 {
		return s.showKeys(w, r, v, http.StatusBadRequest, keysView{form: f})
	}
	made, secret, err := s.Keys.Create(r.Context(), s.once(v, &f), k)
	if errors.Is(err, account.ErrKeyMade) {
		return goTo(w, r, keysPath)
	}
	if err != nil {
		status, err := f.refuse(v, err, "key.most", "Keys", account.MaxKeys, "Longest", account.MaxName)
		if err != nil {
			return err
		}
		return s.showKeys(w, r, v, status, keysView{form: f})
	}
	return s.showKeys(w, r, v, http.StatusOK, keysView{form: newForm("expires", f.Get("expires")), made: made, secret: secret})
}

// readKey is the key that the form asks for.
func readKey(v visitor, f *form, now time.Time) account.AccessKey {
	k := account.AccessKey{Name: f.text("name"), ReadOnly: f.ticked("readOnly"), Strict: f.ticked("strict")}
	k.ExpiresAt = readExpiry(v, f, now)
	var ok bool
	if k.Allow, ok = readNetworks(f.Get("allow")); !ok {
		f.spoil(v, "allow")
	}
	return k
}

// readExpiry is when the key's time is over: at the beginning of a day that was
// typed, else after the days that were chosen; zero: never.
func readExpiry(v visitor, f *form, now time.Time) (at time.Time) {
	if f.text("until") != "" {
		day, err := calendar.ParseDay(f.text("until"))
		if err != nil || !day.Start().After(now) {
			f.spoil(v, "until", "Day", lastDay(now).String())
		}
		return day.Start()
	}
	days, err := strconv.Atoi(f.Get("expires"))
	if err != nil || !slices.Contains(lifetimes, days) {
		f.spoil(v, "expires")
	} else if days > 0 {
		at = now.UTC().AddDate(0, 0, days)
	}
	return at
}

// lastDay is the day on which the year ends, or the next year if this one does
// so today: an example of a day to come.
func lastDay(now time.Time) calendar.Day {
	return calendar.DayOf(time.Date(now.UTC().AddDate(0, 0, 1).Year(), 12, 31, 0, 0, 0, 0, time.UTC))
}

// readNetworks reads networks, and addresses as networks of one, between
// spaces, commas or line ends.
func readNetworks(text string) ([]netip.Prefix, bool) {
	var all []netip.Prefix
	for word := range strings.FieldsSeq(strings.ReplaceAll(text, ",", " ")) {
		network, err := netip.ParsePrefix(word)
		if addr, addrErr := netip.ParseAddr(word); addrErr == nil {
			network, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return nil, false
		}
		all = append(all, network)
	}
	return all, true
}

// findKey returns one of the reseller's keys, else fault.NotFound.
func (s *server) findKey(r *http.Request, v visitor) (account.AccessKey, error) {
	all, err := s.Keys.List(r.Context(), v.caller())
	if err != nil {
		return account.AccessKey{}, err
	}
	i := slices.IndexFunc(all, func(k account.AccessKey) bool { return k.ID == r.PathValue("key") })
	if i < 0 {
		return account.AccessKey{}, fault.New(fault.NotFound, "There is no such API key.")
	}
	return all[i], nil
}

// askDeleteKey says what stops working without the key.
func (s *server) askDeleteKey(w http.ResponseWriter, r *http.Request, v visitor) error {
	k, err := s.findKey(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, deleteKeyPage(v, k, s.Clock()))
}

// deleteKey ends a key. One that is gone is what was asked for.
func (s *server) deleteKey(w http.ResponseWriter, r *http.Request, v visitor) error {
	k, err := s.findKey(r, v)
	if err == nil {
		err = s.Keys.Delete(r.Context(), v.caller(), k.ID)
	}
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return s.say(w, r, keysPath, v.T("key.deleted", "Name", cmp.Or(k.Name, r.PathValue("key"))))
}

// shortKey is enough of a key's id to tell it from others.
func shortKey(id string) string {
	if len(id) <= 8 {
		return id
	}
	return id[:8] + "…"
}

// keyExpired reports whether the key's time is over.
func keyExpired(k *account.AccessKey, now time.Time) bool {
	return !k.ExpiresAt.IsZero() && !k.ExpiresAt.After(now)
}

// lastUsed says when and from where a key was used.
func lastUsed(v visitor, k *account.AccessKey) string {
	if k.LastUse.At.IsZero() {
		return v.T("key.never")
	}
	return inUTC(k.LastUse.At)
}

// usedFrom is the address that a key was used from; empty if it was not.
func usedFrom(k *account.AccessKey) string {
	if !k.LastUse.Addr.IsValid() {
		return ""
	}
	return k.LastUse.Addr.Unmap().String()
}

// keyDetails are what tells a key from others, before it is deleted.
func keyDetails(v visitor, k *account.AccessKey) []datumView {
	used := lastUsed(v, k)
	if !k.LastUse.At.IsZero() {
		used += " UTC"
	}
	all := []datumView{{v.T("key.name"), k.Name}, {v.T("key.id"), k.ID}, {v.T("key.created"), inUTC(k.CreatedAt) + " UTC"}, {v.T("key.used"), used}}
	if from := usedFrom(k); from != "" {
		all = append(all, datumView{v.T("key.from"), strings.TrimSpace(from + " " + k.LastUse.Agent)})
	}
	return all
}

// networkText writes a network of one address as that.
func networkText(p netip.Prefix) string {
	if p.IsSingleIP() {
		return p.Addr().String()
	}
	return p.String()
}

// keyLoss says what stops working without the key.
func keyLoss(v visitor, k *account.AccessKey, now time.Time) string {
	switch {
	case keyExpired(k, now):
		return v.T("key.lossExpired")
	case k.LastUse.At.IsZero():
		return v.T("key.lossUnused")
	}
	return v.T("key.loss")
}
