package app

import (
	"reseller-console/internal/account"
	"reseller-console/internal/budget"
	"reseller-console/internal/bulk"
	"reseller-console/internal/export"
	"reseller-console/internal/hook"
	"reseller-console/internal/job"
)

// linkAttempts is how often a user is looked for to whom a link is sent.
const linkAttempts = 10

// work is how jobs are done, by kind. Each kind has places of its own, so that
// long jobs of one never delay those of another.
func (s *server) work() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		export.Kind:        s.exports.Work(),
		bulk.Kind:          s.bulk.Work(),
		account.NoticeKind: s.sender.Work(),
		hook.Kind:          s.courier.Work(),
		budget.FreezeKind:  s.budgets.Work(),
		account.LinkKind:   {Do: s.accounts.RunLink, AtOnce: 1, Attempts: linkAttempts},
	}
}
