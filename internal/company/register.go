package company

import (
	"context"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// New is a company that a reseller's program asks for, with the person who
// becomes its first member.
type New struct {
	Company
	Email, FirstName, LastName string
	SendLink                   bool // whether that person is sent a link to set a password
}

// Register keeps a new company of the caller's reseller with its first
// administrator, and returns it. Nothing has a default here. Fields that are
// not right, an address in use among them, are fault.Invalid; whose it is, is
// not told. A request that was done before is answered as at first.
func (s *Service) Register(ctx context.Context, c account.Caller, n New) (Company, error) {
	reseller, err := manager(c)
	if err != nil {
		return Company{}, err
	}
	made := n.Company
	made.ID, made.Reseller, made.CreatedAt, made.Name, made.Version = 0, reseller, s.clock(), strings.TrimSpace(made.Name), 1
	wrong := made.check()
	n.checkPerson(wrong)
	admin := account.User{
		Email: n.Email, Name: strings.TrimSpace(n.FirstName) + " " + strings.TrimSpace(n.LastName), Language: languageOf(made.Area),
		Role: account.CompanyAdmin, Company: 1, CreatedAt: made.CreatedAt, // any company will do: its number is not known before it is kept
	}
	if err := admin.Prepare(); err != nil && fieldOf(err, "email") != nil {
		wrong.Fields = append(wrong.Fields, *fieldOf(err, "email"))
	}
	if len(wrong.Fields) > 0 {
		return Company{}, told("The company cannot be created", wrong.Fields)
	}
	act := c.Did("company.create", made.CreatedAt)
	if n.SendLink {
		link, err := account.LinkRequest{Email: admin.Email, Mail: account.MailInvite}.Job()
		if err != nil {
			return Company{}, err
		}
		act.Jobs = []job.Job{link}
	}
	made.ID, err = s.store.CreateCompany(ctx, act, made, admin)
	if used := fieldOf(err, "email"); fault.KindOf(err) == fault.Conflict && used != nil {
		return Company{}, told("The company cannot be created", []fault.Field{*used})
	}
	return made, err
}

func (n *New) checkPerson(wrong *fault.Error) {
	for _, f := range []struct{ field, value string }{{"firstName", n.FirstName}, {"lastName", n.LastName}} {
		if !account.IsName(strings.TrimSpace(f.value), account.MaxName) {
			wrong.With(f.field, "1 to 255 characters", f.value)
		}
	}
}

// languageOf is the language that a new member's pages are in at first.
func languageOf(a Area) string {
	if a == China {
		return "zh-Hans"
	}
	return "en"
}

// fieldOf returns the wrong field of that name, if it is one.
func fieldOf(err error, name string) *fault.Field {
	if err == nil {
		return nil
	}
	for _, f := range fault.Readable(err).Fields {
		if f.Location == name {
			return &f
		}
	}
	return nil
}

// told is an error that says also in its one sentence which fields are wrong.
func told(what string, wrong []fault.Field) error {
	texts := make([]string, len(wrong))
	for i, f := range wrong {
		texts[i] = f.Location + " must be " + f.Message
	}
	e := fault.New(fault.Invalid, "%s: %s.", what, strings.Join(texts, "; "))
	e.Fields = wrong
	return e
}
