package app

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/courier"
	"reseller-console/internal/hook"
)

// hooking are the settings of webhooks.
type hooking struct {
	HookAllowPrivate bool `help:"Let webhooks go to private networks and to this machine, there also over plain HTTP. Whoever may create webhooks can then reach what only this server could."`
}

// joinHooks builds what keeps webhooks and what delivers their messages.
func (s *server) joinHooks(sealer *account.Sealer) {
	private, now := s.settings.HookAllowPrivate, s.settings.now
	s.hooks = hook.NewService(hook.Config{Store: s.db.Hooks(), Sealer: sealer, Clock: now, Private: private})
	s.courier = &courier.Courier{Outbox: s.db.Hooks(), Sealer: sealer, Clock: now, Private: private, Agent: "ResellerConsole/" + version(), Log: s.log}
}

// forgetMessages forgets messages of webhooks that nobody will look at.
func (s *server) forgetMessages(ctx context.Context, now time.Time) error {
	return s.db.Hooks().ForgetMessages(ctx, now.Add(-hook.KeepFor))
}
