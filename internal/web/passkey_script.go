package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"reseller-console/internal/fault"
)

// beginPasskey tells the script how to make a passkey.
func (s *server) beginPasskey(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	options, kept, err := s.Passkeys.Begin(r.Context(), v.caller(), &v.user, r.PostFormValue("name"), r.PostFormValue("code"))
	if err != nil {
		return s.refuse(w, r, v, err, map[fault.Kind]string{
			fault.Invalid: "passkey.needsName", fault.Unauthenticated: "factor.wrong", fault.Conflict: "passkey.most",
		}[fault.KindOf(err)])
	}
	return s.sendOptions(w, r, v, options, kept)
}

// addPasskey keeps the passkey that the browser has made.
func (s *server) addPasskey(w http.ResponseWriter, r *http.Request, v visitor) error {
	response, kept, err := s.endCeremony(w, r)
	if err == nil {
		err = s.Passkeys.Confirm(r.Context(), v.caller(), &v.user, kept, response)
	}
	if err != nil {
		return s.refuse(w, r, v, err, map[fault.Kind]string{fault.Invalid: "passkey.failed", fault.Conflict: "passkey.known"}[fault.KindOf(err)])
	}
	return sendJSON(w, http.StatusOK, map[string]string{"next": factorPath})
}

// beginSignInByPasskey tells the script how to ask for a passkey.
func (s *server) beginSignInByPasskey(w http.ResponseWriter, r *http.Request, v visitor) error {
	options, kept, err := s.Passkeys.BeginSignIn(r.RemoteAddr)
	if err != nil {
		return s.refuse(w, r, v, err, "")
	}
	return s.sendOptions(w, r, v, options, kept)
}

// signInByPasskey lets in whose passkey the browser has shown. The script goes
// on to the page that the answer names.
func (s *server) signInByPasskey(w http.ResponseWriter, r *http.Request, v visitor) error {
	response, kept, err := s.endCeremony(w, r)
	var user int64
	if err == nil {
		user, err = s.Passkeys.SignIn(r.Context(), r.RemoteAddr, kept, response)
	}
	if err != nil {
		return s.refuse(w, r, v, err, map[fault.Kind]string{fault.Unauthenticated: "passkey.unknown", fault.Forbidden: "passkey.copied"}[fault.KindOf(err)])
	}
	u, err := s.Accounts.SignedIn(r.Context(), user)
	if word := barred[err]; word != "" {
		return s.refuse(w, r, v, err, word)
	}
	if err == nil && faceOf(u) == noFace {
		return s.refuse(w, r, v, fault.New(fault.Forbidden, "There are no pages for user %d.", user), "signIn.noPages")
	}
	if err == nil {
		err = s.beginSession(w, r, u)
	}
	if err != nil {
		return s.refuse(w, r, v, err, "")
	}
	next := local(r.URL.Query().Get("next"), "")
	return sendJSON(w, http.StatusOK, map[string]string{"next": faceOf(u).after(next)})
}

// sendOptions answers the script, and keeps the rest for the end of what has
// begun.
func (s *server) sendOptions(w http.ResponseWriter, r *http.Request, v visitor, options []byte, kept string) error {
	s.sessions.Put(r.Context(), ceremonyKey, kept)
	if err := s.keepSession(w, r); err != nil {
		return s.refuse(w, r, v, err, "")
	}
	return sendJSON(w, http.StatusOK, json.RawMessage(options))
}

// endCeremony returns what the browser answers and what was kept, which is
// gone then: it is good for one answer, right or wrong.
func (s *server) endCeremony(w http.ResponseWriter, r *http.Request) (response []byte, kept string, err error) {
	if kept = s.sessions.PopString(r.Context(), ceremonyKey); kept != "" {
		if err := s.keepSession(w, r); err != nil {
			return nil, "", err
		}
	}
	response, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	if err != nil {
		return nil, "", fault.Wrap(fault.Invalid, err, "The answer cannot be read, or has more than %d bytes.", maxForm)
	}
	return response, kept, nil
}

// refuse tells a script what went wrong, as problem details whose detail is a
// sentence in the visitor's language: the message of that id, else what the
// kind of the error is called.
func (s *server) refuse(w http.ResponseWriter, r *http.Request, v visitor, err error, message string) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	kind := fault.KindOf(err)
	switch kind {
	case fault.Internal, fault.Unavailable:
		s.log(w, r, err)
	case fault.TooMany:
		message = "signIn.throttled"
	default:
		s.Log.LogAttrs(r.Context(), slog.LevelInfo, "passkey refused", slog.String("request", w.Header().Get(requestID)), slog.Any("error", err))
	}
	tellWait(w, err)
	look := shapeOf(kind)
	return sendJSON(w, look.status, problemOf(look.status, v.T(cmp.Or(message, look.title)), w))
}
