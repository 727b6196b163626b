package company

import (
	"strings"
	"testing"
)

func TestAMailSaysThatABalanceStillStopsACompany(t *testing.T) {
	t.Parallel()
	for status, want := range map[FinancialStatus]bool{Normal: false, InsufficientBalance: false, SuspendedAutomatically: true} {
		jobs, err := noticeOf("company.unfreeze", &Company{ID: 1, Name: "Acme", Status: status})
		if err != nil || strings.Contains(string(jobs[0].Payload), `"short":"true"`) != want {
			t.Errorf("status %d: %s, %v", status, jobs[0].Payload, err)
		}
	}
}
