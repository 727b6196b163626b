package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"reseller-console/client"
)

type apiCall struct {
	remote
	Method         string `arg:"" help:"GET, POST, …"`
	Path           string `arg:"" help:"Path and query, like /v1/resellers/companies?limit=1."`
	Body           string `help:"File with the body; - is standard input." placeholder:"FILE"`
	IdempotencyKey string `help:"Name of a POST, so that it is done once however often it is sent; a new one if not given." placeholder:"KEY"`
}

// Validate is called by kong.
func (c *apiCall) Validate() error {
	if !strings.HasPrefix(c.Path, "/") {
		return fmt.Errorf("the path must begin with /, not be %q", c.Path)
	}
	return nil
}

// Run is called by kong.
func (c *apiCall) Run(ctx context.Context, p Process) error {
	request := client.Request{Method: strings.ToUpper(c.Method), Target: c.Path, Name: c.IdempotencyKey}
	var err error
	switch c.Body {
	case "":
	case "-":
		request.Body, err = io.ReadAll(p.Stdin)
	default:
		request.Body, err = os.ReadFile(c.Body)
	}
	if err != nil {
		return fmt.Errorf("--body: %w", err)
	}
	return c.with(ctx, p, func(api *client.Client) error {
		answer, err := api.Do(ctx, request)
		if err != nil {
			return err
		}
		return showAnswer(p, answer.Body)
	})
}

// showAnswer prints JSON as all answers, and anything else as it came.
func showAnswer(p Process, body []byte) error {
	if json.Valid(body) {
		return showJSON(p, json.RawMessage(body))
	}
	_, err := p.Stdout.Write(body)
	return err
}
