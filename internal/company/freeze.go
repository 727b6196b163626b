package company

import (
	"context"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Freeze is how a company is frozen.
type Freeze struct {
	Reason         string // one line of 1 to MaxReason characters
	BlockDashboard bool   // whether nobody of the company may sign in, too
}

// Freeze suspends one of the caller's companies by hand, which wins over what
// its balance gives, and tells its members by mail. One that is frozen already
// takes the new reason. A reason that is not right is fault.Invalid, a company
// of another reseller fault.NotFound.
func (s *Service) Freeze(ctx context.Context, c account.Caller, cid int64, f Freeze) (Company, error) {
	reason, err := checkReason(f.Reason)
	if err == nil && reason == "" {
		err = told("The company is not frozen", []fault.Field{{Location: "reason", Message: "1 to 500 characters in one line", Value: f.Reason}})
	}
	if err != nil {
		return Company{}, err
	}
	return s.suspend(ctx, c, cid, "company.freeze", func(now *Company) {
		now.Status, now.StatusReason, now.AccountStatus = SuspendedManually, reason, AccountActive
		if f.BlockDashboard {
			now.AccountStatus = AccountBlocked
		}
	})
}

// Unfreeze ends what Freeze began: the company gets the status that its balance
// gives, and its members may sign in again. One that is not frozen stays as it
// is.
func (s *Service) Unfreeze(ctx context.Context, c account.Caller, cid int64) (Company, error) {
	return s.suspend(ctx, c, cid, "company.unfreeze", func(now *Company) {
		if now.Status == SuspendedManually {
			now.Status, now.StatusReason, now.AccountStatus = now.ByBalance, "", AccountActive
		}
	})
}

func (s *Service) suspend(ctx context.Context, c account.Caller, cid int64, action account.Action, change func(*Company)) (Company, error) {
	reseller, err := Reach(c, cid, account.ManageCompanies)
	if err != nil {
		return Company{}, err
	}
	act := c.Did(action, s.clock())
	return s.store.ChangeCompany(ctx, &act, Which{Reseller: reseller, Company: cid}, func(now *Company, _ Made) error {
		before := *now
		change(now)
		act.Entry.Changes = before.differs(now)
		notice, err := noticeOf(action, now)
		act.Jobs = notice
		return err
	})
}

// SetStatus puts a company into both of its states. The reason stays only with
// SuspendedManually; any other status is also the one that the balance gives.
// A state that does not exist is fault.Invalid, a company that does not exist
// fault.NotFound.
//
// It asks nobody's permission and tells nobody: it is for programs.
func (s *Service) SetStatus(ctx context.Context, cid int64, financial FinancialStatus, reason string, acc AccountStatus) error {
	if financial < Normal || financial > SuspendedManually || acc < AccountActive || acc > AccountBlocked {
		return fault.New(fault.Invalid, "There is no financial status %d with account status %d.", financial, acc)
	}
	if financial != SuspendedManually {
		reason = ""
	}
	reason, err := checkReason(reason)
	if err != nil {
		return err
	}
	act := program.Did("company.status", s.clock())
	_, err = s.store.ChangeCompany(ctx, &act, Which{Company: cid}, func(now *Company, _ Made) error {
		before := *now
		now.Status, now.StatusReason, now.AccountStatus = financial, reason, acc
		if financial != SuspendedManually {
			now.ByBalance = financial
		}
		act.Entry.Changes = before.differs(now)
		return nil
	})
	return err
}

// checkReason returns the reason without space around it; none is one, too.
func checkReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason != "" && !account.IsName(reason, MaxReason) {
		return "", told("The status stays", []fault.Field{{Location: "reason", Message: "at most 500 characters in one line", Value: reason}})
	}
	return reason, nil
}
