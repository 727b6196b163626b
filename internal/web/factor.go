package web

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net/http"
	"time"

	"github.com/pquerna/otp"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Factors is what the pages need of second factors.
type Factors interface {
	Begin(issuer, email string) (*otp.Key, error)
	Confirm(ctx context.Context, c account.Caller, secret, code string) ([]string, error)
	Find(ctx context.Context, c account.Caller) (account.Factor, error)
	Check(ctx context.Context, c account.Caller, code string) error
	Delete(ctx context.Context, c account.Caller, code string) error
	NewRecovery(ctx context.Context, c account.Caller, code string) ([]string, error)
	Require(ctx context.Context, c account.Caller, on bool) error
}

// The pages of the second factor.
const (
	codePath    = "/login/code"
	factorPath  = settingsPath + "/two-factor"
	picturePath = factorPath + "/picture"
)

// Where a session keeps who has signed in with a password but not yet with a
// code, until when that is good, and the secret that is being set up.
const (
	halfKey      = "half"
	halfUntilKey = "half-until"
	secretKey    = "factor"
)

// halfTime is how long a code is waited for.
const halfTime = 10 * time.Minute

// codeView is the form for a code.
type codeView struct{ next, problem string }

// waitForCode keeps who has given the right password, and asks for a code.
func (s *server) waitForCode(w http.ResponseWriter, r *http.Request, u account.User, next string) error {
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.sessions.Put(r.Context(), halfKey, u.ID)
	s.sessions.Put(r.Context(), epochKey, u.Epoch)
	s.sessions.Put(r.Context(), halfUntilKey, s.Clock().Add(halfTime).Unix())
	if err := s.keepSession(w, r); err != nil {
		return err
	}
	return goTo(w, r, withNext(codePath, next))
}

// half returns who has given the right password a moment ago; 0 if nobody.
func (s *server) half(r *http.Request) int64 {
	if s.Clock().Unix() > s.sessions.GetInt64(r.Context(), halfUntilKey) {
		return 0
	}
	return s.sessions.GetInt64(r.Context(), halfKey)
}

// codeForm asks for a code.
func (s *server) codeForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	next := local(r.URL.Query().Get("next"), "")
	if s.half(r) == 0 {
		return goTo(w, r, withNext("/login", next))
	}
	return show(w, r, http.StatusOK, codePage(v, codeView{next: next}))
}

// signInByCode lets a user in who has given the right password before.
func (s *server) signInByCode(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	view := codeView{next: local(r.PostFormValue("next"), "")}
	user := s.half(r)
	if user == 0 {
		return goTo(w, r, withNext("/login", view.next))
	}
	c := v.caller()
	c.User = user
	switch err := s.Factors.Check(r.Context(), c, r.PostFormValue("code")); fault.KindOf(err) {
	case fault.Unauthenticated:
		view.problem = "factor.wrong"
		return show(w, r, http.StatusUnauthorized, codePage(v, view))
	case fault.TooMany:
		view.problem = "signIn.throttled"
		tellWait(w, err)
		return show(w, r, http.StatusTooManyRequests, codePage(v, view))
	default:
		if err != nil {
			return err
		}
	}
	u, err := s.Accounts.SignedIn(r.Context(), user)
	if err != nil {
		return err
	}
	s.sessions.Remove(r.Context(), halfKey)
	u.Epoch = s.sessions.GetInt64(r.Context(), epochKey) // of the password that was right
	return s.letIn(w, r, u, view.next)
}

// factorView is a user's second factor.
type factorView struct {
	since    string   // "" without one
	left     int      // recovery codes
	secret   string   // that is being set up
	codes    []string // recovery codes, shown once
	problem  string   // id of a message
	required bool     // everybody of the reseller must have one
	must     bool     // this user must
	owner    bool     // who may say so
	passkeys passkeysView
}

// factor shows the user's second factor, or how to set one up.
func (s *server) factor(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showFactor(w, r, v, http.StatusOK, factorView{})
}

func (s *server) showFactor(w http.ResponseWriter, r *http.Request, v visitor, status int, view factorView) error {
	f, err := s.Factors.Find(r.Context(), v.caller())
	switch {
	case fault.KindOf(err) == fault.NotFound:
		if view.secret, err = s.secretToSetUp(w, r, v); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		view.since, view.left = inUTC(f.Since), f.Recovery
	}
	if view.passkeys, err = s.viewPasskeys(r, v, view.since != ""); err != nil {
		return err
	}
	view.required, view.must, view.owner = v.user.MustHave, v.user.NeedsFactor(), v.user.Role == account.ResellerOwner
	return show(w, r, status, factorPage(v, view))
}

// secretToSetUp is the same until it is confirmed, so that a reload does not
// make what was scanned worthless.
func (s *server) secretToSetUp(w http.ResponseWriter, r *http.Request, v visitor) (string, error) {
	if key, err := s.keyToSetUp(r, v); err == nil {
		return key.Secret(), nil
	}
	key, err := s.Factors.Begin(v.T("product"), v.user.Email)
	if err != nil {
		return "", err
	}
	s.sessions.Put(r.Context(), secretKey, key.URL())
	return key.Secret(), s.keepSession(w, r)
}

func (s *server) keyToSetUp(r *http.Request, v visitor) (*otp.Key, error) {
	text := s.sessions.GetString(r.Context(), secretKey)
	key, err := otp.NewKeyFromURL(text)
	if err != nil || text == "" || key.AccountName() != v.user.Email {
		return nil, fault.New(fault.NotFound, "No second factor is being set up.")
	}
	return key, nil
}

// pictureSize is that of the QR code in pixels.
const pictureSize = 240

// factorPicture is the QR code of the secret that is being set up.
func (s *server) factorPicture(w http.ResponseWriter, r *http.Request, v visitor) error {
	key, err := s.keyToSetUp(r, v)
	if err != nil {
		return err
	}
	picture, err := key.Image(pictureSize, pictureSize)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	_, err = file.WriteTo(w)
	return err
}

// saveFactor does what the page's forms ask for. The recovery codes are in the
// answer to the form, and nowhere else: a reload asks for another code.
func (s *server) saveFactor(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	c, code := v.caller(), r.PostFormValue("code")
	var view factorView
	var err error
	switch r.PostFormValue("act") {
	case "confirm":
		view.codes, err = s.confirm(w, r, v, code)
	case "recovery":
		view.codes, err = s.Factors.NewRecovery(r.Context(), c, code)
	case "delete":
		err = s.Factors.Delete(r.Context(), c, code)
	case "require":
		if err := s.Factors.Require(r.Context(), c, r.PostFormValue("on") == "yes"); err != nil {
			return err
		}
		return goTo(w, r, factorPath)
	default:
		return fault.New(fault.Invalid, "The form is not one of this page.")
	}
	status := http.StatusOK
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Unauthenticated:
		status, view.problem = http.StatusBadRequest, "factor.wrong"
	case fault.TooMany:
		status, view.problem = http.StatusTooManyRequests, "signIn.throttled"
		tellWait(w, err)
	default:
		if err != nil {
			return err
		}
	}
	return s.showFactor(w, r, v, status, view)
}

func (s *server) confirm(w http.ResponseWriter, r *http.Request, v visitor, code string) ([]string, error) {
	key, err := s.keyToSetUp(r, v)
	if err != nil {
		return nil, err
	}
	codes, err := s.Factors.Confirm(r.Context(), v.caller(), key.Secret(), code)
	if err != nil {
		return nil, err
	}
	s.sessions.Remove(r.Context(), secretKey)
	return codes, s.keepSession(w, r)
}
