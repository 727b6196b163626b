package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Trail is what the pages need of the audit trail; account.Trail is it.
type Trail interface {
	// List returns a page of the trail of the caller's reseller, or of what is
	// about the caller's company, the newest first.
	List(ctx context.Context, c account.Caller, f account.AuditFilter) ([]account.Entry, error)
}

// actions are those that have a name in every language.
var actions = []account.Action{
	"company.create", "company.register", "company.update", "company.freeze", "company.unfreeze", "company.status", "company.remove", "company.attach", "company.detach",
	"project.create", "project.update", "project.delete", "uap.enable",
	"key.create", "key.delete", "register.rotate",
	"user.rename", "user.confirm", "password.change", "password.reset", "session.end",
	"factor.create", "factor.delete", "factor.recovery", "factor.recover", "factor.require", "passkey.create", "passkey.delete",
	"export.create", "export.delete", "reseller.create", "plan.create", "plan.follow", "buyplan.create", "markup.set", "markup.standard", "markup.end", "bill.issue", "bill.deduct", "balance.topup", "balance.adjust", "company.balance", "member.invite", "member.reinvite", "member.role", "member.remove", "certificate.show", "uap.disable", "visit.begin", "visit.end", "bulk.import", "bulk.freeze", "bulk.unfreeze", "bulk.markup", "bulk.delete", "view.create", "view.rename", "view.delete", "note.create", "note.update", "note.delete", "mail.retry", "mail.drop", "quarantine.replay", "quarantine.drop", "template.create", "template.update", "template.delete", "schedule.create", "schedule.update", "schedule.pause", "schedule.resume", "schedule.stop", "schedule.run", "schedule.delete", "reseller.rename", "reseller.suspend", "reseller.unsuspend", "source.create", "source.rotate", "source.end", "job.retry", "job.cancel",
	"factor.reset", "staff.invite", "staff.role", "staff.remove", "budget.create", "budget.update", "budget.pause", "budget.resume", "budget.delete", "budget.alert", "webhook.create", "webhook.update", "webhook.rotate", "webhook.disable", "webhook.enable", "webhook.delete", "webhook.test", "webhook.replay", "application.create", "application.approve", "application.decline",
}

// actionsOf are those that can occur in the trail that the visitor reads: what
// operators do about the platform is in no reseller's, and what staff does about
// its own work in no company's.
func actionsOf(v visitor) []account.Action {
	nouns := platformNouns
	switch v.face() {
	case operatorFace:
		return actions
	case companyFace:
		nouns = slices.Concat(platformNouns, resellerNouns)
	}
	return slices.DeleteFunc(slices.Clone(actions), func(a account.Action) bool {
		noun, _, _ := strings.Cut(string(a), ".")
		return slices.Contains(nouns, noun) || a == "application.create" || a == "application.decline" || v.face() == companyFace && a == "application.approve"
	})
}

// The nouns of actions that are in operators' trail only, and those that are in
// no company's.
var (
	platformNouns = []string{"source", "job", "mail", "quarantine"}
	resellerNouns = []string{"reseller", "staff", "key", "register", "export", "template", "schedule", "view", "note", "bulk", "budget", "webhook", "markup"}
)

// entryView is a line of the audit trail with the names that it tells ids of.
type entryView struct {
	account.Entry
	company  string // its name; empty if it is no longer the reseller's
	onBehalf string
	reseller string // in whose trail it is; for operators
}

// describe finds the names of companies that the entries are about.
func (s *server) describe(ctx context.Context, v visitor, entries []account.Entry) ([]entryView, error) {
	if v.face() == operatorFace {
		return s.describeForAll(ctx, v, entries)
	}
	var ids []int64
	for i := range entries {
		for _, id := range []int64{entries[i].Company, entries[i].OnBehalf} {
			if id != 0 && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	names := map[int64]string{}
	if len(ids) > 0 {
		found, err := s.Companies.ByID(ctx, v.caller(), ids)
		if err != nil {
			return nil, err
		}
		for _, l := range found {
			names[l.ID] = l.Name
		}
	}
	if v.company != nil {
		if err := s.hideAddresses(ctx, v, entries); err != nil {
			return nil, err
		}
	}
	all := make([]entryView, len(entries))
	for i, e := range entries {
		all[i] = entryView{Entry: e, company: names[e.Company], onBehalf: names[e.OnBehalf]}
	}
	return all, nil
}

// describeForAll finds the names of resellers in whose trails the entries are.
func (s *server) describeForAll(ctx context.Context, v visitor, entries []account.Entry) ([]entryView, error) {
	page, err := s.Desk.Resellers.List(ctx, v.caller(), company.ResellerFilter{})
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, r := range page.Rows {
		names[r.ID] = r.Name
	}
	all := make([]entryView, len(entries))
	for i, e := range entries {
		all[i] = entryView{Entry: e, reseller: cmp.Or(names[e.Reseller], strconv.FormatInt(e.Reseller, 10))}
	}
	return all, nil
}

// cidOrNone and dayOrNone are what stands in a field of a filter.
func cidOrNone(id int64) string {
	if id == 0 {
		return ""
	}
	return cid(id)
}

func dayOrNone(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// actionName says what was done, in the visitor's language.
func actionName(v visitor, a account.Action) string {
	if !slices.Contains(actions, a) {
		return string(a)
	}
	return v.T("act." + string(a))
}

// actorName is who has acted: a person, a key or a command.
func actorName(v visitor, a account.Actor) string {
	switch a.Kind {
	case account.ActorKey:
		return v.T("activity.byKey", "Name", a.Name)
	case account.ActorProgram:
		return v.T("activity.byProgram")
	}
	return a.Name
}

// targetName is what was acted on within the company or the account: "project
// p1" with its kind in the visitor's language.
func targetName(v visitor, target string) string {
	kind, id, named := strings.Cut(target, " ")
	if !named || !slices.Contains([]string{"project", "key", "user", "export", "bill", "plan", "posting", "note", "template", "schedule", "source", "job", "application", "budget", "webhook", "markup"}, kind) {
		return target
	}
	if kind == "key" || kind == "webhook" {
		id = shortKey(id)
	}
	return v.T("activity.target."+kind, "ID", id)
}

// changedFields are those that have a name in every language.
var changedFields = []string{"companyName", "country", "area", "email", "appLimit", "memberLimit", "industry", "interest", "environment", "status", "reason", "accountStatus", "name", "from", "typeId", "region", "amount", "balance", "byBalance", "role", "reseller", "until", "day", "text", "sources", "beforeEndsAt", "user", "cid", "month", "used", "limit", "threshold", "exceedsOn", "address", "project", "source", "accepted", "held", "gone", "dropped"}

// changeText is a change of one field: what it was and what it is.
func changeText(v visitor, action account.Action, c account.Change) string {
	field := c.Field
	if slices.Contains(changedFields, field) {
		field = v.T("changed." + field)
	}
	before, after := changeValue(v, action, c.Field, c.Before), changeValue(v, action, c.Field, c.After)
	if before == "" {
		return field + ": " + after
	}
	return field + ": " + before + " → " + after
}

// changeValue names a value that is kept as a number or a role, and groups the
// digits of an amount.
func changeValue(v visitor, action account.Action, field, value string) string {
	if role := account.Role(value); field == "role" && (role.OfStaff() || role.OfCompany()) {
		return v.T("role." + value)
	}
	if amount, unit, has := strings.Cut(value, " "); has && slices.Contains([]string{"amount", "balance", "used", "limit"}, field) {
		return v.Amount(amount) + "\u00a0" + unit
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	inRange := func(last int) bool { return n >= 1 && n <= last }
	switch project := strings.HasPrefix(string(action), "project."); {
	case field == "status" && project && slices.Contains([]int{-1, 0, 1}, n):
		return v.T(projectStatusName(company.ProjectStatus(n)))
	case (field == "status" || field == "byBalance") && !project && slices.Contains(statuses, company.FinancialStatus(n)):
		return v.T(statusName(company.FinancialStatus(n)))
	case field == "accountStatus" && (n == 0 || n == 1):
		return v.T(accountStatusName(company.AccountStatus(n)))
	case field == "typeId" && slices.Contains(company.UAPTypes(), company.UAPType(n)):
		return uapName(v, company.UAPType(n))
	case field == "region" && (n == company.RegionChina || n == company.RegionOutside):
		return regionName(v, n)
	case field == "industry" && inRange(industries), field == "interest" && inRange(interests), field == "environment" && inRange(environments):
		return v.T(field + "." + value)
	}
	return value
}
