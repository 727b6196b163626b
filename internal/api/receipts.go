package api

import (
	"net/http"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// receipt is a usage.Receipt as it is answered.
type receipt struct {
	ID          string         `json:"id"`
	ReceivedAt  string         `json:"receivedAt"` // RFC 3339, UTC
	RequestID   string         `json:"requestId"`
	Sent        int64          `json:"sent"`
	Accepted    int64          `json:"accepted"`
	Duplicate   int64          `json:"duplicate"`
	Conflict    int64          `json:"conflict"`
	Quarantined int64          `json:"quarantined"`
	Rejected    int64          `json:"rejected"`
	Results     jsontext.Value `json:"results,omitzero"` // as the batch was answered, the first ones; not in lists
}

const milliseconds = "2006-01-02T15:04:05.000Z"

func receiptOf(r *usage.Receipt) receipt {
	return receipt{ID: r.ID, ReceivedAt: time.UnixMilli(r.ReceivedAt).UTC().Format(milliseconds), RequestID: r.RequestID, Sent: r.Sent,
		Accepted: r.Accepted, Duplicate: r.Duplicate, Conflict: r.Conflict, Quarantined: r.Quarantined, Rejected: r.Rejected}
}

// showReceipt is GET /v1/usage/receipts/{id}.
func (a *api) showReceipt(w http.ResponseWriter, r *http.Request) error {
	token, err := a.sender(r)
	if err != nil {
		return err
	}
	found, err := a.Receipts.Receipt(r.Context(), token.ID, r.PathValue("id"))
	if err != nil {
		return unread(err)
	}
	answer := receiptOf(&found)
	answer.Results = jsontext.Value{'['}
	for i := range found.Verdicts {
		if i > 0 {
			answer.Results = append(answer.Results, ',')
		}
		answer.Results = appendVerdict(answer.Results, &found.Verdicts[i])
	}
	answer.Results = append(answer.Results, ']')
	return writeJSON(w, answer)
}

// listReceipts is GET /v1/usage/receipts.
func (a *api) listReceipts(w http.ResponseWriter, r *http.Request) error {
	token, q, err := a.query(r, "day", "requestId", "after", "limit")
	if err != nil {
		return err
	}
	asked := usage.ReceiptQuery{Token: token.ID, Day: q.day("day"), RequestID: q.text("requestId"), After: q.id("after"), Limit: q.limit()}
	if q.err != nil {
		return q.err
	}
	limit := asked.Limit
	asked.Limit++ // to see whether there are more
	found, err := a.Receipts.Receipts(r.Context(), asked)
	if err != nil {
		return unread(err)
	}
	answer := struct {
		Receipts []receipt `json:"receipts"`
		Next     *string   `json:"next"` // null at the end
	}{Receipts: []receipt{}}
	for i := range found[:min(limit, len(found))] {
		answer.Receipts = append(answer.Receipts, receiptOf(&found[i]))
	}
	if len(found) > limit {
		answer.Next = &found[limit-1].ID
	}
	return writeJSON(w, answer)
}

// receiptDay is a usage.ReceiptDay as it is answered.
type receiptDay struct {
	Day         string `json:"day"`
	Batches     int64  `json:"batches"`
	Sent        int64  `json:"sent"`
	Accepted    int64  `json:"accepted"`
	Duplicate   int64  `json:"duplicate"`
	Conflict    int64  `json:"conflict"`
	Quarantined int64  `json:"quarantined"`
	Rejected    int64  `json:"rejected"`
}

// receiptDays is GET /v1/usage/receipts/days.
func (a *api) receiptDays(w http.ResponseWriter, r *http.Request) error {
	token, q, err := a.query(r, "from", "to")
	if err != nil {
		return err
	}
	from, to := q.window("from", "to")
	if q.err != nil {
		return q.err
	}
	days, err := a.Receipts.TokenDays(r.Context(), token.ID, from, to)
	if err != nil {
		return unread(err)
	}
	answer := struct {
		Days []receiptDay `json:"days"`
	}{make([]receiptDay, len(days))}
	for i, d := range days {
		answer.Days[i] = receiptDay{d.Day.String(), d.Batches, d.Sent, d.Accepted, d.Duplicate, d.Conflict, d.Quarantined, d.Rejected}
	}
	return writeJSON(w, answer)
}

// query verifies the bearer token and reads the parameters, of which there are
// no others than those known.
func (a *api) query(r *http.Request, known ...string) (account.IngestToken, *query, error) {
	token, err := a.sender(r)
	if err != nil {
		return token, nil, err
	}
	q, err := parseQuery(r.URL.RawQuery, known)
	return token, q, err
}

// unread makes an unexpected error of the storage one that says to try again.
func unread(err error) error {
	if fault.KindOf(err) != fault.Internal {
		return err
	}
	return fault.Wrap(fault.Unavailable, err, "The storage does not answer. Ask again.")
}
