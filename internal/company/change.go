package company

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Update is what a company is changed to; nil stays as it is. Country and area
// never change: prices and currency hang on them.
type Update struct {
	Name                            *string
	AppLimit, MemberLimit           *int
	Industry, Interest, Environment *int
}

// Update changes one of the caller's companies, if it is in one of the
// versions; in any, without versions. Fields that are not right, and limits
// below what the company has already, are fault.Invalid; another version is
// fault.Stale; a company of another reseller is fault.NotFound.
func (s *Service) Update(ctx context.Context, c account.Caller, cid int64, u Update, versions []int64) (Company, error) {
	reseller, err := Reach(c, cid, account.ManageCompanies)
	if err != nil {
		return Company{}, err
	}
	act := c.Did("company.update", s.clock())
	return s.store.ChangeCompany(ctx, &act, Which{Reseller: reseller, Company: cid, Versions: versions}, func(now *Company, made Made) error {
		before := *now
		u.apply(now)
		wrong := now.check()
		if now.AppLimit >= 1 && u.AppLimit != nil && now.AppLimit < made.Projects {
			wrong.With("appLimit", fmt.Sprintf("at least %d: so many projects were made, deleted ones included", made.Projects), now.AppLimit)
		}
		if now.MemberLimit >= 1 && u.MemberLimit != nil && now.MemberLimit < made.Members {
			wrong.With("memberLimit", fmt.Sprintf("at least %d: so many members it has", made.Members), now.MemberLimit)
		}
		if len(wrong.Fields) > 0 {
			return told("The company is not changed", wrong.Fields)
		}
		act.Entry.Changes = before.differs(now)
		return nil
	})
}

func (u *Update) apply(c *Company) {
	if u.Name != nil {
		c.Name = strings.TrimSpace(*u.Name)
	}
	for _, f := range []struct {
		field *int
		value *int
	}{
		{&c.AppLimit, u.AppLimit}, {&c.MemberLimit, u.MemberLimit},
		{&c.Industry, u.Industry}, {&c.Interest, u.Interest}, {&c.Environment, u.Environment},
	} {
		if f.value != nil {
			*f.field = *f.value
		}
	}
}

// differs lists what is different in b, for the audit trail.
func (c *Company) differs(b *Company) []account.Change {
	return changes(
		account.Change{Field: "companyName", Before: c.Name, After: b.Name},
		account.Change{Field: "country", Before: c.Country, After: b.Country},
		account.Change{Field: "area", Before: string(c.Area), After: string(b.Area)},
		numbers("appLimit", c.AppLimit, b.AppLimit),
		numbers("memberLimit", c.MemberLimit, b.MemberLimit),
		numbers("industry", c.Industry, b.Industry),
		numbers("interest", c.Interest, b.Interest),
		numbers("environment", c.Environment, b.Environment),
		numbers("status", int(c.Status), int(b.Status)),
		account.Change{Field: "reason", Before: c.StatusReason, After: b.StatusReason},
		numbers("accountStatus", int(c.AccountStatus), int(b.AccountStatus)),
	)
}

// created lists what a new company is made with, for the audit trail.
func (c *Company) created(admin *account.User) []account.Change {
	all := append((&Company{}).differs(c), account.Change{Field: "email", After: admin.Email})
	for i := range all {
		all[i].Before = "" // there was none
	}
	return all
}

func numbers(field string, before, after int) account.Change {
	return account.Change{Field: field, Before: strconv.Itoa(before), After: strconv.Itoa(after)}
}

// changes leaves out what stayed.
func changes(all ...account.Change) []account.Change {
	var some []account.Change
	for _, c := range all {
		if c.Before != c.After {
			some = append(some, c)
		}
	}
	return some
}

// ProjectUpdate is what a project is changed to; nil stays as it is.
type ProjectUpdate struct {
	Name   *string
	Status *ProjectStatus // ProjectEnabled or ProjectDisabled
}

// UpdateProject changes a project of one of the caller's companies, with
// versions as Update. One that is deleted is fault.Conflict: it does not come
// back.
func (s *Service) UpdateProject(ctx context.Context, c account.Caller, company int64, id string, u ProjectUpdate, versions []int64) (Project, error) {
	return s.changeProject(ctx, c, "project.update", Which{Company: company, Project: id, Versions: versions}, func(now *Project) error {
		if now.Status == ProjectDeleted {
			return ProjectIsDeleted(id)
		}
		var wrong []fault.Field
		if u.Name != nil {
			if now.Name = strings.TrimSpace(*u.Name); !account.IsName(now.Name, MaxProjectName) {
				wrong = append(wrong, fault.Field{Location: "name", Message: account.NameRule(MaxProjectName), Value: *u.Name})
			}
		}
		if u.Status != nil {
			if now.Status = *u.Status; now.Status != ProjectEnabled && now.Status != ProjectDisabled {
				wrong = append(wrong, fault.Field{Location: "status", Message: "0 (disabled) or 1 (enabled)", Value: int(*u.Status)})
			}
		}
		if wrong != nil {
			return told("The project is not changed", wrong)
		}
		return nil
	})
}

// ProjectIsDeleted is the answer to who wants to do something with a project that is
// deleted: fault.Conflict.
func ProjectIsDeleted(id string) error {
	return fault.New(fault.Conflict, "The project %q is deleted, and does not come back.", id)
}

// DeleteProject ends a project of one of the caller's companies. It counts
// towards the company's AppLimit further on, and so does its usage. One that
// is deleted already stays so.
func (s *Service) DeleteProject(ctx context.Context, c account.Caller, company int64, id string, versions []int64) error {
	_, err := s.changeProject(ctx, c, "project.delete", Which{Company: company, Project: id, Versions: versions}, func(now *Project) error {
		now.Status = ProjectDeleted
		return nil
	})
	return err
}

func (s *Service) changeProject(ctx context.Context, c account.Caller, action account.Action, w Which, change func(*Project) error) (Project, error) {
	var err error
	if w.Reseller, err = Reach(c, w.Company, account.ChangeProjects); err != nil {
		return Project{}, err
	}
	act := c.Did(action, s.clock())
	act.Entry.Company, act.Entry.Target = w.Company, "project "+w.Project
	return s.store.ChangeProject(ctx, &act, w, func(now *Project) error {
		before := *now
		if err := change(now); err != nil {
			return err
		}
		act.Entry.Changes = changes(
			account.Change{Field: "name", Before: before.Name, After: now.Name},
			numbers("status", int(before.Status), int(now.Status)))
		return nil
	})
}
