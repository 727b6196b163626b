package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"reseller-console/internal/calendar"
	"reseller-console/internal/hook"
)

// The addresses of the messages of webhooks.
const (
	webhookLogPath     = settingsPath + "/webhook-log"
	webhookMessagePath = webhookLogPath + "/{message}"
)

// webhookLogView is the page of the messages.
type webhookLogView struct {
	form   form // to send again what has failed
	filter hook.Filter
	hooks  []hook.Endpoint
	rows   []hook.Delivery
}

func (s *server) webhookLog(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showWebhookLog(w, r, v, http.StatusOK, webhookLogView{form: newForm(), filter: readLogFilter(r.URL.Query())})
}

// readLogFilter reads what an address chooses; what cannot be is not chosen.
func readLogFilter(q url.Values) hook.Filter {
	f := hook.Filter{Endpoint: q.Get("webhook"), State: hook.State(q.Get("state")), Event: hook.Event(q.Get("event"))}
	if !slices.Contains(hook.States(), f.State) {
		f.State = ""
	}
	if !slices.Contains(loggedEvents(), f.Event) {
		f.Event = ""
	}
	f.Before = int64(max(numberIn(q.Get("before")), 0))
	return f
}

// loggedEvents are those that messages can have.
func loggedEvents() []hook.Event { return append(hook.Events(), hook.Test) }

func (s *server) showWebhookLog(w http.ResponseWriter, r *http.Request, v visitor, status int, view webhookLogView) (err error) {
	if view.hooks, err = s.Hooks.List(r.Context(), v.caller()); err != nil {
		return err
	}
	if view.filter.Endpoint != "" && view.name(view.filter.Endpoint) == "" {
		return hook.ErrNoEndpoint
	}
	if view.rows, err = s.Hooks.Log(r.Context(), v.caller(), view.filter); err != nil {
		return err
	}
	return show(w, r, status, webhookLogPage(v, view))
}

// webhookMessage shows a message with its attempts.
func (s *server) webhookMessage(w http.ResponseWriter, r *http.Request, v visitor) error {
	d, attempts, err := s.Hooks.Look(r.Context(), v.caller(), messageOf(r))
	if err != nil {
		return err
	}
	e, err := s.Hooks.Find(r.Context(), v.caller(), d.Endpoint)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, webhookMessagePage(v, &d, &e, attempts))
}

// replayMessage sends a message again.
func (s *server) replayMessage(w http.ResponseWriter, r *http.Request, v visitor) error {
	said := v.T("webhook.saidReplay")
	if err := s.Hooks.Replay(r.Context(), v.caller(), messageOf(r)); errors.Is(err, hook.ErrOff) {
		said = v.T("webhook.replayOff")
	} else if err != nil {
		return err
	}
	return s.say(w, r, messageAddress(messageOf(r), ""), said)
}

// replayFailed sends again what has failed since a day.
func (s *server) replayFailed(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	id := r.PathValue("webhook")
	since, err := calendar.ParseDay(f.text("since"))
	if err != nil {
		f.spoil(v, "since", "Day", calendar.DayOf(s.Clock()).Add(-1).String())
		f.renew()
		return s.showWebhookLog(w, r, v, http.StatusBadRequest, webhookLogView{form: f, filter: hook.Filter{Endpoint: id}})
	}
	n, err := s.Hooks.ReplayFailed(r.Context(), v.caller(), id, since.Start())
	said := v.N("webhook.saidReplayed", n)
	if errors.Is(err, hook.ErrOff) {
		said = v.T("webhook.replayOff")
	} else if err != nil {
		return err
	}
	return s.say(w, r, webhookLogPath+"?webhook="+id, said)
}

func messageOf(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.PathValue("message"), 10, 64)
	if err != nil {
		return 0 // no message has it
	}
	return id
}

func messageAddress(id int64, verb string) string { return webhookLogPath + "/" + cid(id) + verb }

// name is that of a webhook; empty if it is not there.
func (view *webhookLogView) name(id string) string {
	for i := range view.hooks {
		if view.hooks[i].ID == id {
			return view.hooks[i].Name
		}
	}
	return ""
}

// sends reports whether the messages are those of one webhook that takes any.
func (view *webhookLogView) sends() bool {
	return slices.ContainsFunc(view.hooks, func(e hook.Endpoint) bool { return e.ID == view.filter.Endpoint && e.Switch == hook.On })
}

// older is the address of the messages before those that are shown.
func (view *webhookLogView) older() string {
	q := url.Values{"before": {cid(view.rows[len(view.rows)-1].ID)}}
	for name, value := range map[string]string{"webhook": view.filter.Endpoint, "state": string(view.filter.State), "event": string(view.filter.Event)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return webhookLogPath + "?" + q.Encode()
}

// narrow reports whether the filter leaves any messages out.
func (view *webhookLogView) narrow() bool { return view.filter != hook.Filter{} }
