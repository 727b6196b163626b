package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// explanation is a breakdown as programs read it; docs/explain.md says what
// its members mean.
type explanation struct {
	Product     string          `json:"product"`
	Metric      string          `json:"metric"`
	Period      string          `json:"period"`
	Company     int64           `json:"company,omitempty"`
	Project     string          `json:"project,omitempty"`
	Unit        string          `json:"unit"`
	Value       int64           `json:"value"`
	Stored      int64           `json:"stored,omitempty"`
	Provisional bool            `json:"provisional"`
	AsOf        time.Time       `json:"asOf"`
	By          usage.Level     `json:"by"`
	Parts       []explainedPart `json:"parts,omitempty"`
	Events      []explainedOne  `json:"events,omitempty"`
	Users       []explainedUser `json:"users,omitempty"`
	Moments     []explainedTime `json:"moments,omitempty"`
	MomentCount int             `json:"momentCount,omitempty"`
	Gone        bool            `json:"gone"`
	Next        string          `json:"next,omitempty"`
}

type explainedPart struct {
	Company int64  `json:"company,omitempty"`
	Name    string `json:"name,omitempty"`
	Former  bool   `json:"former,omitempty"`
	Project string `json:"project,omitempty"`
	Period  string `json:"period"`
	Metric  string `json:"metric"`
	Value   int64  `json:"value"`
}

type explainedOne struct {
	Source         string         `json:"source"`
	ID             string         `json:"id"`
	Type           usage.Type     `json:"type"`
	Revision       int64          `json:"revision"`
	Basis          string         `json:"basis"`
	ReceivedAt     time.Time      `json:"receivedAt"`
	Channel        string         `json:"channel,omitempty"`
	User           string         `json:"user,omitempty"`
	Task           string         `json:"task,omitempty"`
	Start          time.Time      `json:"start"`
	End            *time.Time     `json:"end,omitempty"`
	ReceivedPixels *int64         `json:"receivedPixels,omitempty"`
	Seconds        int64          `json:"seconds,omitempty"`
	Value          int64          `json:"value,omitempty"`
	Codec          usage.Codec    `json:"codec,omitempty"`
	Hosts          int64          `json:"hosts,omitempty"`
	Width          int64          `json:"width,omitempty"`
	Height         int64          `json:"height,omitempty"`
	Stood          *explainedTime `json:"stood,omitempty"`
	StoodCount     int            `json:"stoodCount,omitempty"`
}

type explainedTime struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

type explainedUser struct {
	User   string `json:"user"`
	Events int64  `json:"events"`
}

// explainJSON answers with a breakdown for programs, and with problem details
// (RFC 9457) where there is none.
func (s *server) explainJSON(w http.ResponseWriter, r *http.Request, v visitor) error {
	if v.signedIn() && (v.face() != resellerFace || !permitted(v.user.Role, http.MethodGet, explainPath)) {
		return sendJSON(w, http.StatusForbidden, problemOf(http.StatusForbidden, "This is for a reseller's staff.", w))
	}
	if !v.signedIn() {
		return sendJSON(w, http.StatusUnauthorized, problemOf(http.StatusUnauthorized, "Sign in at /login as a reseller's staff first.", w))
	}
	view, err := s.viewExplain(r, v)
	if err == nil {
		return sendJSON(w, http.StatusOK, newExplanation(&view))
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	if wrong, ours := errors.AsType[*notice](err); ours {
		english := newNoticeView(locale.For("en"), wrong)
		return sendJSON(w, wrong.status, problemOf(wrong.status, english.text, w))
	}
	kind := fault.KindOf(err)
	if kind == fault.Internal || kind == fault.Unavailable {
		s.log(w, r, fmt.Errorf("usage breakdown: %w", err))
	}
	tellWait(w, err)
	status := shapeOf(kind).status
	return sendJSON(w, status, problemOf(status, fault.Readable(err).Detail, w))
}

func newExplanation(view *explainView) explanation {
	q := &view.query
	x := explanation{Product: q.product.ID, Metric: q.metric.ID, Period: q.period.String(), Company: q.company, Project: q.project,
		Unit: string(q.product.Unit), Value: view.Value, Stored: view.Behind.Stored, Provisional: view.grows(q.period), AsOf: view.asOf.UTC(),
		By: view.By, MomentCount: view.Behind.MomentCount, Gone: view.Gone, Next: view.Next}
	for i := range view.Parts {
		x.Parts = append(x.Parts, view.part(&view.Parts[i]))
	}
	for i := range view.Behind.Events {
		x.Events = append(x.Events, newExplainedOne(&view.Behind.Events[i]))
	}
	for _, u := range view.Behind.Users {
		x.Users = append(x.Users, explainedUser(u))
	}
	for _, m := range view.Behind.Moments {
		x.Moments = append(x.Moments, newExplainedTime(m))
	}
	return x
}

func (view *explainView) part(p *usage.Part) explainedPart {
	part := explainedPart{Company: p.Owner.Company, Project: p.Owner.Project, Period: p.Period.String(), Metric: p.Metric.ID, Value: p.Value}
	if view.By == usage.ByCompany {
		name, held := view.names[p.Owner.Company]
		part.Name, part.Former = name, !held
	}
	return part
}

func newExplainedOne(e *usage.Evidence) explainedOne {
	one := explainedOne{Source: e.Source, ID: e.ID, Type: e.Type, Revision: e.Revision, Basis: basis(e), ReceivedAt: utc(e.ReceivedAt),
		Channel: e.Channel, User: e.User, Task: e.Task, Start: utc(e.Start), Seconds: e.Seconds,
		Codec: e.Codec, Hosts: e.Hosts, Width: e.Width, Height: e.Height}
	if e.End > 0 && e.Type != usage.Seconds && e.Type != usage.Peak {
		end := utc(e.End)
		one.End = &end
	}
	if e.Type == usage.Session {
		one.ReceivedPixels = &e.Pixels
	}
	if e.Type == usage.Peak {
		one.Value = e.Value
	}
	if e.Moments > 0 {
		stood := newExplainedTime(e.Moment)
		one.Stood, one.StoodCount = &stood, e.Moments
	}
	return one
}

func newExplainedTime(m usage.Moment) explainedTime { return explainedTime{utc(m.From), utc(m.To)} }

func utc(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
