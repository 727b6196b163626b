package company

import (
	"cmp"
	"context"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// New is a company that somebody asks for, with the person who becomes its
// first member.
type New struct {
	Company
	Email, FirstName, LastName string
	Language                   string // of that person's pages; "": the one that suits the area
	SendLink                   bool   // whether that person is sent a link to set a password
}

// Register keeps a new company of the caller's reseller with its first
// administrator, and returns it. Nothing has a default here. Fields that are
// not right, an address in use among them, are fault.Invalid; whose it is, is
// not told. A request that was done before is answered as at first.
func (s *Service) Register(ctx context.Context, c account.Caller, n New) (Company, error) {
	reseller, err := Reach(c, EveryCompany, account.ManageCompanies)
	if err != nil {
		return Company{}, err
	}
	made, admin, err := n.prepare(reseller, s.clock())
	if err != nil {
		return Company{}, err
	}
	act := c.Did("company.create", made.CreatedAt)
	act.Entry.Changes = made.created(&admin)
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

// Check reports fault.Invalid with all fields that are not right, as Register
// does; whether the address is in use, it does not know.
func (n *New) Check() error {
	_, _, err := n.prepare(0, time.Time{})
	return err
}

// prepare returns the company and its first administrator as they are to be
// kept, or fault.Invalid with all fields that are not right. The person's
// language is that of the area unless given.
func (n *New) prepare(reseller int64, at time.Time) (Company, account.User, error) {
	made := n.Company
	made.ID, made.Reseller, made.CreatedAt, made.Name, made.Version = 0, reseller, at, strings.TrimSpace(made.Name), 1
	wrong := made.checkNew()
	n.checkPerson(wrong)
	admin := account.User{
		Email: n.Email, Name: strings.TrimSpace(n.FirstName) + " " + strings.TrimSpace(n.LastName), Language: cmp.Or(n.Language, languageOf(made.Area)),
		Role: account.CompanyAdmin, Company: 1, CreatedAt: at, // any company will do: its number is not known before it is kept
	}
	if err := admin.Prepare(); err != nil && fieldOf(err, "email") != nil {
		wrong.Fields = append(wrong.Fields, *fieldOf(err, "email"))
	}
	if len(wrong.Fields) > 0 {
		return made, admin, told("The company cannot be created", wrong.Fields)
	}
	return made, admin, nil
}

func (n *New) checkPerson(wrong *fault.Error) {
	for _, f := range []struct{ field, value string }{{"firstName", n.FirstName}, {"lastName", n.LastName}} {
		if !account.IsName(strings.TrimSpace(f.value), account.MaxName) {
			wrong.With(f.field, account.NameRule(account.MaxName), f.value)
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
