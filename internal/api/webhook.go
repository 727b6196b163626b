package api

import (
	"io"
	"net/http"

	"reseller-console/internal/fault"
)

// takeWebhook is POST /v1/livekit/webhook. The signature covers the body byte
// for byte, so it is handed on as it came.
func (a *api) takeWebhook(w http.ResponseWriter, r *http.Request) error {
	if a.LiveKit == nil {
		return fault.New(fault.NotFound, "LiveKit is not configured on this server (--livekit-keys).")
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && e != "identity" {
		return fault.New(fault.Unsupported, "A webhook is read without content encoding only.")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxWebhook))
	if err != nil {
		return readFault("", MaxWebhook, false, err)
	}
	if err := a.LiveKit.Receive(r.Context(), r.Header.Get("Authorization"), body); err != nil {
		return err
	}
	return writeJSON(w, struct {
		Received bool `json:"received"`
	}{true})
}
