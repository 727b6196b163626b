package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/account"
)

const keysPath = "/v1/resellers/keys"

func (a *resellerAPI) registerKeys() {
	register(a, huma.Operation{
		OperationID: "listKeys", Method: http.MethodGet, Path: keysPath, Tags: []string{tagKeys},
		Summary: "List access keys", Description: "All access keys of the reseller, the newest first. A secret is shown once only, when its key is made.",
	}, a.listKeys)
	register(a, huma.Operation{
		OperationID: "deleteKey", Method: http.MethodDelete, Path: keysPath + "/{keyId}", DefaultStatus: http.StatusNoContent, Tags: []string{tagKeys},
		Summary:     "Delete an access key",
		Description: "The key ends at once, also the one that the request is signed with. A key of another reseller is 404, as one that does not exist.",
	}, a.deleteKey)
}

// keyJSON is an access key as it is answered: all but its secret.
type keyJSON struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Created  string   `json:"created" format:"date-time"`
	Expires  *string  `json:"expires" format:"date-time" doc:"From then on the key does not work; null: never."`
	Allow    []string `json:"allow" nullable:"false" doc:"Networks that the key may be used from; none: any."`
	ReadOnly bool     `json:"readOnly" doc:"Whether the key may only read."`
	Strict   bool     `json:"strict" doc:"Whether signatures must cover the request's target and its body."`
	LastUsed *useJSON `json:"lastUsed" doc:"Noted once a minute at most; null: never."`
}

// TransformSchema implements huma.SchemaTransformer: huma does not say of an
// object that it may be null.
func (*keyJSON) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	use := s.Properties["lastUsed"]
	s.Properties["lastUsed"] = &huma.Schema{Description: use.Description, AnyOf: []*huma.Schema{{Ref: use.Ref}, {Type: "null"}}}
	return s
}

type useJSON struct {
	At      string `json:"at" format:"date-time"`
	Address string `json:"address" doc:"IP address that the request came from."`
	Agent   string `json:"agent" doc:"Its User-Agent."`
}

func keyOf(k *account.AccessKey) keyJSON {
	answer := keyJSON{ID: k.ID, Name: k.Name, Created: withTime(k.CreatedAt), Allow: make([]string, len(k.Allow)), ReadOnly: k.ReadOnly, Strict: k.Strict}
	for i, network := range k.Allow {
		answer.Allow[i] = network.String()
	}
	if !k.ExpiresAt.IsZero() {
		answer.Expires = new(withTime(k.ExpiresAt))
	}
	if use := k.LastUse; !use.At.IsZero() {
		answer.LastUsed = &useJSON{At: withTime(use.At), Agent: use.Agent}
		if use.Addr.IsValid() { // a request over a socket has none
			answer.LastUsed.Address = use.Addr.String()
		}
	}
	return answer
}

type keyList struct {
	Rows  []keyJSON `json:"rows" nullable:"false"`
	Count int       `json:"count"`
}

type listKeysOut struct{ Body keyList }

func (a *resellerAPI) listKeys(ctx context.Context, v visit, _ *struct{}) (*listKeysOut, error) {
	all, err := a.Keys.List(ctx, v.caller)
	if err != nil {
		return nil, err
	}
	out := &listKeysOut{keyList{Rows: make([]keyJSON, len(all)), Count: len(all)}}
	for i := range all {
		out.Body.Rows[i] = keyOf(&all[i])
	}
	return out, nil
}

type deleteKeyIn struct {
	Key string `path:"keyId" doc:"Id of the key."`
}

func (a *resellerAPI) deleteKey(ctx context.Context, v visit, in *deleteKeyIn) (*struct{}, error) {
	return nil, a.Keys.Delete(ctx, v.caller, in.Key)
}
