package api

import (
	"net/http"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

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
	encoding, err := encodingOf(w, r)
	if err != nil {
		return err
	}
	var work seat
	defer work.leave()
	batch, err := a.readBatch(w, r, &work, encoding, form, token)
	if err != nil {
		return err
	}
	batch.Sender, batch.RequestID = usage.Sender{Token: token.ID, Name: token.Name}, requestID(r.Context())
	answer, err := a.Meter.Record(r.Context(), &batch.Batch)
	if err != nil {
		return err
	}
	writeReceipt(w, &answer)
	return nil
}

// readBatch reads the events. Of the body nothing is kept, and of the work's
// seat only what they cost to record.
func (a *api) readBatch(w http.ResponseWriter, r *http.Request, work *seat, encoding string, form intake.Form, token account.IngestToken) (*intake.Batch, error) {
	var held seat
	defer held.leave()
	sent, err := a.readSent(w, r, &held)
	if err != nil {
		return nil, err
	}
	body, err := a.decompress(r.Context(), work, encoding, sent)
	if err != nil {
		return nil, err
	}
	if len(body) == 0 {
		return nil, fault.New(fault.Invalid, "The body is empty.")
	}
	batch := new(intake.Batch)
	for item, err := range intake.Read(form, body, MaxEvents) {
		if err != nil {
			return nil, err
		}
		restrict(&item, token)
		batch.Add(&item)
	}
	work.shrink(int64(len(batch.Events))*eventWeight + int64(len(batch.Refused))*refusalWeight)
	return batch, nil
}

// sender verifies the bearer token.
func (a *api) sender(r *http.Request) (account.IngestToken, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return account.IngestToken{}, fault.New(fault.Unauthenticated,
			"Usage is taken from known senders only: send Authorization: Bearer and an ingest token.")
	}
	return a.Tokens.VerifyToken(r.Context(), strings.TrimSpace(secret))
}

// restrict rejects an event of a source that the token may not send.
func restrict(item *intake.Item, token account.IngestToken) {
	if item.Err == nil && !token.Allows(item.Event.Source) {
		item.Err = fault.New(fault.Forbidden, "source %q is not one that this token may send", item.Event.Source)
	}
}
