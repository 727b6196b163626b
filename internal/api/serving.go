package api

import "net/http"

// serving says whether a project is to be served.
type serving struct {
	AppID     string `json:"appId"`
	ProjectID string `json:"projectId"`
	Active    bool   `json:"active"`
	Reason    string `json:"reason,omitzero"` // a company.Unserved
}

// servingFor is how long an answer may be used again.
const servingFor = "private, max-age=30"

// showServing is GET /v1/projects/{appId}/status.
func (a *api) showServing(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.sender(r); err != nil {
		return err
	}
	p, why, err := a.Companies.Serving(r.Context(), r.PathValue("appId"))
	if err != nil {
		return unread(err)
	}
	return writeKept(w, servingFor, serving{p.AppID, p.ID, why == "", string(why)})
}
