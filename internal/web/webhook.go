package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
)

// webhooksPath is the page of a reseller's webhooks.
const webhooksPath = settingsPath + "/webhooks"

// webhooksView is the page of webhooks.
type webhooksView struct {
	form   form
	all    []hook.Endpoint
	made   hook.Endpoint // just made or rotated; empty if none
	secret string        // of that, shown this once
}

// webhookView is the form of one.
type webhookView struct {
	form form
	one  hook.Endpoint
}

// webhooks lists the reseller's webhooks, below the form for a new one.
func (s *server) webhooks(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showWebhooks(w, r, v, http.StatusOK, webhooksView{form: newWebhookForm()})
}

// newWebhookForm is a form with all events.
func newWebhookForm() form {
	f := newForm()
	for _, event := range hook.Events() {
		f.Add("event", string(event))
	}
	return f
}

func (s *server) showWebhooks(w http.ResponseWriter, r *http.Request, v visitor, status int, view webhooksView) (err error) {
	if view.all, err = s.Hooks.List(r.Context(), v.caller()); err != nil {
		return err
	}
	return show(w, r, status, webhooksPage(v, view))
}

// makeWebhook makes a webhook. Its secret is in this answer and nowhere else.
func (s *server) makeWebhook(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	made, secret, err := s.Hooks.Create(r.Context(), s.once(v, &f), readWebhook(&f))
	if errors.Is(err, hook.ErrMade) {
		return goTo(w, r, webhooksPath)
	}
	if err != nil {
		status, err := f.refuse(v, err, "webhook.full", "Most", hook.MaxEndpoints, "Longest", account.MaxName)
		if err != nil {
			return err
		}
		return s.showWebhooks(w, r, v, status, webhooksView{form: f})
	}
	return s.showWebhooks(w, r, v, http.StatusOK, webhooksView{form: newWebhookForm(), made: made, secret: secret})
}

// readWebhook is what the form asks for.
func readWebhook(f *form) hook.Endpoint {
	e := hook.Endpoint{Name: f.text("name"), URL: f.text("url")}
	for _, event := range f.Values["event"] {
		e.Events = append(e.Events, hook.Event(event))
	}
	return e
}

func (s *server) askEditWebhook(w http.ResponseWriter, r *http.Request, v visitor) error {
	e, err := s.Hooks.Find(r.Context(), v.caller(), r.PathValue("webhook"))
	if err != nil {
		return err
	}
	f := newForm("name", e.Name, "url", e.URL)
	for _, event := range e.Events {
		f.Add("event", string(event))
	}
	return show(w, r, http.StatusOK, webhookPage(v, webhookView{f, e}))
}

func (s *server) saveWebhook(w http.ResponseWriter, r *http.Request, v visitor) error {
	e, err := s.Hooks.Find(r.Context(), v.caller(), r.PathValue("webhook"))
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	by := readWebhook(&f)
	if err := s.Hooks.Change(r.Context(), s.once(v, &f), e.ID, by); err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxName)
		if err != nil {
			return err
		}
		return show(w, r, status, webhookPage(v, webhookView{f, e}))
	}
	return s.say(w, r, webhooksPath, v.T("webhook.saved", "Name", by.Name))
}

// askWebhook shows the question before an act.
func (s *server) askWebhook(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		e, err := s.Hooks.Find(r.Context(), v.caller(), r.PathValue("webhook"))
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, askWebhookPage(v, &e, verb))
	}
}

// rotateWebhook gives a webhook another secret, which is in this answer and
// nowhere else.
func (s *server) rotateWebhook(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	e, secret, err := s.Hooks.Rotate(r.Context(), s.once(v, &f), r.PathValue("webhook"))
	if errors.Is(err, hook.ErrMade) {
		return goTo(w, r, webhooksPath)
	}
	if err != nil {
		return err
	}
	return s.showWebhooks(w, r, v, http.StatusOK, webhooksView{form: newWebhookForm(), made: e, secret: secret})
}

func (s *server) deleteWebhook(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Hooks.Remove(r.Context(), v.caller(), r.PathValue("webhook")); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return s.say(w, r, webhooksPath, v.T("webhook.deleted"))
}

// switchWebhook disables one or enables it.
func (s *server) switchWebhook(to hook.Switch) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		if err := s.Hooks.SwitchTo(r.Context(), v.caller(), r.PathValue("webhook"), to); err != nil {
			return err
		}
		return s.say(w, r, webhooksPath, v.T("webhook.said."+string(to)))
	}
}

// testWebhook sends a message, and leads to the log of the webhook.
func (s *server) testWebhook(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Hooks.Test(r.Context(), v.caller(), r.PathValue("webhook")); err != nil {
		return err
	}
	return s.say(w, r, webhookLogPath+"?webhook="+r.PathValue("webhook"), v.T("webhook.saidTest"))
}

func webhookAddress(id, verb string) string { return webhooksPath + "/" + id + "/" + verb }

func wantsEvent(f form, event hook.Event) bool {
	return slices.Contains(f.Values["event"], string(event))
}

// webhookState names the state of a webhook, and its icon with a colour.
func webhookState(v visitor, e *hook.Endpoint) (text, mark, colour string) {
	switch {
	case e.Switch == hook.Off:
		return v.T("webhook.off"), "player-pause", "text-secondary"
	case e.Switch == hook.Gone:
		return v.T("webhook.gone"), "alert-triangle", "text-red"
	case !e.FailingSince.IsZero():
		return v.T("webhook.failing", "Time", inUTC(e.FailingSince)), "alert-triangle", "text-red"
	}
	return v.T("webhook.on"), "circle-check", "text-green"
}

// deliveryState names the state of a message, and its icon with a colour.
func deliveryState(v visitor, d *hook.Delivery) (text, mark, colour string) {
	text = v.T("webhook.state." + string(d.State))
	switch d.State {
	case hook.Delivered:
		return text, "circle-check", "text-green"
	case hook.Failed:
		return text, "alert-triangle", "text-red"
	}
	return text, "clock-pause", "text-secondary"
}

// answerText is what came of an attempt.
func answerText(v visitor, a *hook.Attempt) string {
	switch {
	case a.Number == 0:
		return v.T("webhook.notTried")
	case a.Status == 0:
		return noAnswerText(v, a.Error)
	}
	return strconv.Itoa(a.Status) + " " + http.StatusText(a.Status)
}

// noAnswerText says why there was no answer; what the network said stays as it is.
func noAnswerText(v visitor, reason string) string {
	switch reason {
	case hook.WasOff:
		return v.T("webhook.wasOff")
	case hook.NotPublic:
		return v.T("webhook.notPublic")
	case hook.NoAnswer:
		return v.T("webhook.noAnswer")
	}
	return reason
}
