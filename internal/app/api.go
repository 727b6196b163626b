package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"reseller-console/client"
)

type apiCommand struct {
	Companies apiCompanies `cmd:"" help:"List, read and create companies."`
	Projects  apiProjects  `cmd:"" help:"List and create projects of a company."`
	UAP       apiUAP       `cmd:"" name:"uap" help:"Enable self-service for projects."`
	Usage     apiUsage     `cmd:"" help:"Read the usage of a company or project."`
	Bills     apiBills     `cmd:"" help:"Read the bills of a day."`
	Margins   apiMargins   `cmd:"" help:"Read what is earned, by company, product or month."`
	Keys      apiKeys      `cmd:"" help:"List and delete access keys."`
	Call      apiCall      `cmd:"" help:"Send any request, signed."`
}

// remote are the settings of commands that ask a server. The access key is
// none: whoever lists processes would see it.
type remote struct {
	APIURL      string `name:"api-url" aliases:"url" help:"Address of the server, also as --url; that of the demo's credentials.json, or http://127.0.0.1:8080, if not given." placeholder:"URL"`
	Credentials string `help:"File with the access key, as key create prints it, or the demo's credentials.json. Without one the key is taken from RC_ACCESS_KEY_ID and RC_ACCESS_KEY_SECRET in the environment." placeholder:"FILE"`
	Reseller    string `help:"Name or e-mail address, or how it begins, of the reseller whose key is taken from the demo's credentials.json; the first one if not given." placeholder:"RESELLER"`
}

// answer asks the API and prints what it answers.
func answer[T any](ctx context.Context, p Process, r remote, ask func(api *client.Client) (T, error)) error {
	return r.with(ctx, p, func(api *client.Client) error {
		answered, err := ask(api)
		if err != nil {
			return err
		}
		return showJSON(p, answered)
	})
}

// done acts through the API, and prints in one line what was done.
func done(ctx context.Context, p Process, r remote, act func(api *client.Client) error, what string, args ...any) error {
	return r.with(ctx, p, func(api *client.Client) error {
		if err := act(api); err != nil {
			return err
		}
		_, err := fmt.Fprintf(p.Stdout, what+"\n", args...)
		return err
	})
}

const (
	defaultServer = "http://127.0.0.1:8080"
	answerTimeout = time.Minute // of each attempt
)

// with runs act with a client of the API.
func (r remote) with(ctx context.Context, p Process, act func(c *client.Client) error) error {
	key, err := r.accessKey(p)
	if err != nil {
		return err
	}
	c, err := client.New(client.Config{
		BaseURL: cmp.Or(r.APIURL, key.server, defaultServer), KeyID: key.id, Secret: key.secret,
		HTTP: &http.Client{Timeout: answerTimeout},
	})
	if err != nil {
		return err
	}
	if err := act(c); ctx.Err() == nil {
		return err
	}
	return errors.New("it was broken off: the server may or may not have done what it was asked for last")
}
