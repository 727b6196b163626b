package api_test

import (
	"bytes"
	"errors"
	"testing"

	"reseller-console/internal/api"
	"reseller-console/internal/fault"
)

const webhook = "/v1/livekit/webhook"

func TestAWebhookIsHandedOnAsItCame(t *testing.T) {
	t.Parallel()
	c, _ := config()
	lk := &liveKit{}
	c.LiveKit = lk
	body := []byte(" {\"event\" :\r\n\"x\\u0041\xff\"} ")
	r := request("POST", webhook, "application/webhook+json", bytes.NewReader(body))
	r.Header.Set("Authorization", "header.payload.signature")
	w := serve(c, r)
	if w.Code != 200 || w.Body.String() != `{"received":true}` {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	if !bytes.Equal(lk.body, body) || lk.authorization != "header.payload.signature" {
		t.Errorf("got %q with %q", lk.body, lk.authorization)
	}
}

func TestAWebhookThatIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err      error
		size     int
		encoding string
		status   int
		says     string
	}{
		"a bad signature":  {fault.New(fault.Unauthenticated, "The signature is wrong."), 9, "", 401, "signature"},
		"a bad body":       {fault.New(fault.Invalid, "This is no webhook."), 9, "", 400, "no webhook"},
		"storage down":     {down, 9, "", 503, "try again later"},
		"an error of ours": {errors.New("a secret of ours"), 9, "", 500, "on our side"},
		"the largest size": {fault.New(fault.Invalid, "This is no webhook."), api.MaxWebhook, "", 400, "no webhook"},
		"too large":        {nil, api.MaxWebhook + 1, "", 413, "1048576 bytes"},
		"compressed":       {nil, 9, "gzip", 415, "without content encoding"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, _ := config()
			config.LiveKit = &liveKit{err: c.err}
			r := request("POST", webhook, "application/webhook+json", bytes.NewReader(spaces(c.size)))
			r.Header.Set("Content-Encoding", c.encoding)
			checkProblem(t, serve(config, r), c.status, c.says)
		})
	}
}

func TestWithoutLiveKitThereIsNoWebhook(t *testing.T) {
	t.Parallel()
	c, _ := config()
	c.LiveKit = nil
	checkProblem(t, serve(c, request("POST", webhook, "", nil)), 404, "--livekit-keys")
}
