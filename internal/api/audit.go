package api

import (
	"context"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/account"
)

func (a *resellerAPI) registerAudit() {
	register(a, huma.Operation{
		OperationID: "listAudit", Method: http.MethodGet, Path: "/v1/resellers/audit", Tags: []string{tagAudit},
		Summary: "List what was done",
		Description: "The audit trail of the reseller, the newest first: what its people and programs did, and what was done to it. Page with `before` and the last number of the page before. " +
			"Entries are only appended, and each holds the hash of the one before.",
	}, a.listAudit)
}

type listAuditIn struct {
	Limit   int       `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"How many are answered at most."`
	Before  int64     `query:"before" minimum:"0" doc:"Only entries with a lower number."`
	Action  string    `query:"action" maxLength:"100" pattern:"^[a-z.]*$" doc:"Only that action."`
	Company int64     `query:"companyId" minimum:"0" doc:"Only about that company."`
	From    time.Time `query:"from" doc:"Only at that time or later."`
	To      time.Time `query:"to" doc:"Only before that time."`
}

type auditList struct {
	Rows []auditJSON `json:"rows" nullable:"false"`
}

type listAuditOut struct{ Body auditList }

// auditJSON is an entry of the audit trail.
type auditJSON struct {
	Number    int64        `json:"number" doc:"From 1 through the whole trail of this installation."`
	At        string       `json:"at" format:"date-time"`
	Actor     actorJSON    `json:"actor"`
	OnBehalf  int64        `json:"onBehalf,omitzero" doc:"The company that the actor visited."`
	Action    string       `json:"action" doc:"What was done, as noun and verb."`
	Company   int64        `json:"companyId,omitzero"`
	Target    string       `json:"target,omitzero" doc:"What it was done to, if not to the company or the reseller itself."`
	Changes   []changeJSON `json:"changes" nullable:"false"`
	Address   string       `json:"address,omitzero" doc:"Where the request came from."`
	RequestID string       `json:"requestId,omitzero" doc:"X-Request-Id of the request."`
	Hash      string       `json:"hash" doc:"SHA-256 of this entry and the hash of the one before, in hex."`
}

type actorJSON struct {
	Kind string `json:"kind" enum:"user,key,program"`
	ID   string `json:"id" doc:"Of the user or the API key; empty for a program."`
	Name string `json:"name" doc:"As it was then."`
}

type changeJSON struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

func (a *resellerAPI) listAudit(ctx context.Context, v visit, in *listAuditIn) (*listAuditOut, error) {
	some, err := a.Audit.List(ctx, v.caller, account.AuditFilter{
		Before: in.Before, Action: account.Action(in.Action), Company: in.Company, From: in.From, To: in.To, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := &listAuditOut{auditList{Rows: make([]auditJSON, len(some))}}
	for i := range some {
		out.Body.Rows[i] = auditOf(&some[i])
	}
	return out, nil
}

func auditOf(e *account.Entry) auditJSON {
	changes := make([]changeJSON, len(e.Changes))
	for i, c := range e.Changes {
		changes[i] = changeJSON(c)
	}
	return auditJSON{
		Number: e.Number, At: withTime(e.At), Actor: actorJSON{string(e.Actor.Kind), e.Actor.ID, e.Actor.Name}, OnBehalf: e.OnBehalf,
		Action: string(e.Action), Company: e.Company, Target: e.Target, Changes: changes, Address: e.AddrText(), RequestID: e.Request,
		Hash: hex.EncodeToString(e.Hash[:]),
	}
}
