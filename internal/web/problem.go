package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// problem is what programs read about an error.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	RequestID string `json:"requestId"`
}

func problemOf(status int, detail string, w http.ResponseWriter) problem {
	return problem{"about:blank", http.StatusText(status), status, detail, w.Header().Get(requestID)}
}

func sendJSON(w http.ResponseWriter, status int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	kind := "application/json"
	if status != http.StatusOK {
		kind = "application/problem+json"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if _, err := w.Write(append(text, '\n')); err != nil {
		return errors.Join(errGone, err)
	}
	return nil
}
