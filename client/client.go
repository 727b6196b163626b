// Package client speaks the reseller API: it signs requests, sends them again
// when that helps, and pages through lists.
//
//	c, err := client.New(client.Config{BaseURL: "https://console.example", KeyID: id, Secret: secret})
//	for company, err := range c.Companies(ctx, client.Filter{}) { … }
//
// A Client is safe for concurrent use.
package client

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Config says which API to speak to, and with which key.
type Config struct {
	BaseURL string // https://console.example
	KeyID   string // access key id
	Secret  string // access key secret

	HTTP     *http.Client     // http.DefaultClient unless given
	Clock    func() time.Time // time.Now unless given
	Attempts int              // how often a request is sent at most; 4 unless given
}

// Client is a reseller's access to its companies, projects, usage and keys.
type Client struct {
	Config
	base *url.URL
}

// defaultAttempts with their pauses of 0.2, 0.4 and 0.8 seconds outlast a
// restart of the server behind a proxy.
const defaultAttempts = 4

// New returns a client. It sends nothing yet.
func New(c Config) (*Client, error) {
	base, err := url.Parse(strings.TrimSuffix(c.BaseURL, "/"))
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, errors.New("client: the base URL must be like https://console.example")
	}
	if c.KeyID == "" || c.Secret == "" {
		return nil, errors.New("client: an access key needs its id and its secret")
	}
	if c.HTTP == nil {
		c.HTTP = http.DefaultClient
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Attempts < 1 {
		c.Attempts = defaultAttempts
	}
	return &Client{c, base}, nil
}
