package web

import (
	"reseller-console/internal/hook"
	"reseller-console/internal/route"
)

// budgetRoutes are the pages of budgets.
func (s *server) budgetRoutes(m *route.Mux) {
	m.Handle("GET "+budgetsPath, s.staff(s.budgets))
	m.Handle("POST "+budgetsPath, s.staff(s.makeBudget))
	m.Handle("GET "+newBudgetPath, s.staff(s.askNewBudget))
	m.Handle("GET "+budgetPath+"edit", s.staff(s.askEditBudget))
	m.Handle("POST "+budgetPath+"edit", s.staff(s.saveBudget))
	m.Handle("POST "+budgetPath+"pause", s.staff(s.pauseBudget(true)))
	m.Handle("POST "+budgetPath+"resume", s.staff(s.pauseBudget(false)))
	m.Handle("GET "+budgetPath+"delete", s.staff(s.askDeleteBudget))
	m.Handle("POST "+budgetPath+"delete", s.staff(s.deleteBudget))
}

// webhookRoutes are the pages of webhooks.
func (s *server) webhookRoutes(m *route.Mux) {
	m.Handle("GET "+webhooksPath, s.staff(s.webhooks))
	m.Handle("POST "+webhooksPath, s.staff(s.makeWebhook))
	for verb, h := range map[string]struct{ ask, do handler }{
		"edit":   {s.askEditWebhook, s.saveWebhook},
		"rotate": {s.askWebhook("rotate"), s.rotateWebhook},
		"delete": {s.askWebhook("delete"), s.deleteWebhook},
	} {
		m.Handle("GET "+webhooksPath+"/{webhook}/"+verb, s.staff(h.ask))
		m.Handle("POST "+webhooksPath+"/{webhook}/"+verb, s.staff(h.do))
	}
	m.Handle("POST "+webhooksPath+"/{webhook}/disable", s.staff(s.switchWebhook(hook.Off)))
	m.Handle("POST "+webhooksPath+"/{webhook}/enable", s.staff(s.switchWebhook(hook.On)))
	m.Handle("POST "+webhooksPath+"/{webhook}/test", s.staff(s.testWebhook))
	m.Handle("POST "+webhooksPath+"/{webhook}/replay", s.staff(s.replayFailed))
	m.Handle("GET "+webhookLogPath, s.staff(s.webhookLog))
	m.Handle("GET "+webhookMessagePath, s.staff(s.webhookMessage))
	m.Handle("POST "+webhookMessagePath+"/replay", s.staff(s.replayMessage))
}
