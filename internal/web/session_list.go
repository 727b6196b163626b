package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"reseller-console/internal/account"
)

// sessionsPath is the page of a user's sessions.
const sessionsPath = settingsPath + "/sessions"

// What a session keeps of how it began: when (Unix nanoseconds, which no two
// sessions share), from which address and in which browser.
const (
	beganKey = "began"
	addrKey  = "addr"
	agentKey = "agent"
)

// sessionView is one of a user's sessions.
type sessionView struct {
	began, used   time.Time // used: to the minute
	addr, browser string
	present       bool // this one
}

// begin notes how a session begins.
func (s *server) begin(r *http.Request, u account.User) {
	ctx, agent := r.Context(), r.UserAgent()
	s.sessions.Put(ctx, userKey, u.ID)
	s.sessions.Put(ctx, epochKey, u.Epoch)
	s.sessions.Put(ctx, beganKey, s.Clock().UnixNano())
	s.sessions.Put(ctx, agentKey, strings.ToValidUTF8(agent[:min(len(agent), account.MaxAgent)], ""))
	if addr := stranger(r).addr; addr.IsValid() {
		s.sessions.Put(ctx, addrKey, addr.String())
	}
}

// sessionList shows the user's sessions.
func (s *server) sessionList(w http.ResponseWriter, r *http.Request, v visitor) error {
	all, err := s.sessionsOf(r.Context(), v)
	if err != nil {
		return fmt.Errorf("list sessions: %w", err)
	}
	return show(w, r, http.StatusOK, sessionsPage(v, all))
}

// sessionsOf finds the user's sessions that are not over, the latest first.
func (s *server) sessionsOf(ctx context.Context, v visitor) ([]sessionView, error) {
	kept, err := s.Sessions.AllOf(ctx, v.user.ID)
	if err != nil {
		return nil, err
	}
	present := s.sessions.GetInt64(ctx, beganKey)
	var all []sessionView
	for _, data := range kept {
		_, values, err := s.sessions.Codec.Decode(data)
		if err != nil {
			return nil, err
		}
		if epoch, _ := values[epochKey].(int64); epoch == v.user.Epoch {
			all = append(all, newSessionView(values, present))
		}
	}
	slices.SortFunc(all, func(a, b sessionView) int { return b.began.Compare(a.began) })
	return all, nil
}

// newSessionView reads what a session keeps. What is missing is of one that
// began before it was kept.
func newSessionView(values map[string]any, present int64) sessionView {
	began, _ := values[beganKey].(int64)
	used, _ := values[renewedKey].(int64)
	addr, _ := values[addrKey].(string)
	agent, _ := values[agentKey].(string)
	return sessionView{began: time.Unix(0, began), used: time.Unix(used, 0), present: began == present, addr: addr, browser: browserName(agent)}
}

// endOthers ends all of the user's sessions but this one.
func (s *server) endOthers(w http.ResponseWriter, r *http.Request, v visitor) error {
	u, err := s.Accounts.EndSessions(r.Context(), v.caller())
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	if err := s.goOn(r, u); err != nil {
		return err
	}
	return s.say(w, r, sessionsPath, v.T("session.ended"))
}

// browserName is what people call the browser and system of a User-Agent. The
// first mark counts: browsers name others that they are like, after their own.
func browserName(agent string) string {
	first := func(marks ...string) string {
		for i := 0; i+1 < len(marks); i += 2 {
			if strings.Contains(agent, marks[i]) {
				return marks[i+1]
			}
		}
		return ""
	}
	browser := first("Edg", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "FxiOS/", "Firefox", "Chrome/", "Chrome", "CriOS/", "Chrome", "Safari/", "Safari")
	system := first("iPhone", "iOS", "iPad", "iOS", "Android", "Android", "Windows", "Windows", "Mac OS X", "macOS", "CrOS", "ChromeOS", "Linux", "Linux")
	switch {
	case browser == "":
		return agent
	case system == "":
		return browser
	}
	return browser + " · " + system
}
