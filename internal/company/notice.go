package company

import (
	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// noticeOf is the mail that tells a company's members what was done.
func noticeOf(action account.Action, c *Company) ([]job.Job, error) {
	data := map[string]string{"company": c.Name, "reason": c.StatusReason}
	if c.AccountStatus == AccountBlocked {
		data["blocked"] = "true"
	}
	if c.Status == SuspendedAutomatically {
		data["short"] = "true"
	}
	notice, err := account.Notice{Company: c.ID, Text: string(action), Data: data}.Job()
	return []job.Job{notice}, err
}
