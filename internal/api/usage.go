package api

import (
	"fmt"
	"net/http"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

// receipt is the answer to a batch, given once it is on disk.
type receipt struct {
	intake.Tally
	Results []verdict `json:"results"` // of the events that were not accepted
}

// verdict is what became of one event.
type verdict struct {
	Index   int           `json:"index"` // 0-based, in the batch as sent
	ID      string        `json:"id"`    // empty if it could not be read
	Outcome usage.Outcome `json:"outcome"`
	Reason  string        `json:"reason"`
}

// takeUsage is POST /v1/usage/events.
func (a *api) takeUsage(w http.ResponseWriter, r *http.Request) error {
	token, err := a.sender(r)
	if err != nil {
		return err
	}
	form, err := intake.ParseForm(r.Header.Get("Content-Type"))
	if err != nil {
		w.Header().Set("Accept-Post", strings.Join([]string{
			intake.MediaOne, intake.MediaArray, intake.MediaLines, intake.MediaAny}, ", "))
		return err
	}
	body, err := readBody(w, r)
	if err != nil {
		return err
	}
	items, err := intake.Batch(form, body, MaxEvents)
	if err != nil {
		return err
	}
	restrict(items, token)
	results, err := intake.Record(r.Context(), a.Meter, items)
	if err != nil {
		return retryable(r.Context(), err)
	}
	return writeJSON(w, receiptOf(items, results))
}

// sender verifies the bearer token.
func (a *api) sender(r *http.Request) (account.IngestToken, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return account.IngestToken{}, fault.New(fault.Unauthenticated,
			"Usage is taken from known senders only: send Authorization: Bearer and an ingest token.")
	}
	token, err := a.Tokens.VerifyToken(r.Context(), strings.TrimSpace(secret))
	if err != nil {
		return token, retryable(r.Context(), err)
	}
	return token, nil
}

// restrict rejects events of sources that the token may not send.
func restrict(items []intake.Item, token account.IngestToken) {
	for i := range items {
		item := &items[i]
		if item.Err == nil && !token.Allows(item.Event.Source) {
			item.Err = fault.New(fault.Forbidden, "source %q is not one that this token may send", item.Event.Source)
		}
	}
}

func receiptOf(items []intake.Item, results []usage.Result) receipt {
	var all receipt
	for i, r := range results {
		all.Add(r.Outcome)
		if r.Outcome == usage.Accepted {
			continue
		}
		item := &items[i]
		reason := r.Reason
		if item.Line > 0 {
			reason = fmt.Sprintf("line %d: %s", item.Line, reason)
		}
		all.Results = append(all.Results, verdict{item.Index, item.Event.ID, r.Outcome, reason})
	}
	return all
}
