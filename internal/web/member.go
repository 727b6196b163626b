package web

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Members is what the pages need to change who belongs to a company;
// account.Service is it.
type Members interface {
	// Invite keeps a new member of the caller's company and sends a link to set
	// a password; Reinvite sends another one.
	Invite(ctx context.Context, c account.Caller, u account.User) error
	Reinvite(ctx context.Context, c account.Caller, user int64) error
	// SetRole changes a member's role, and RemoveMember ends one. The last
	// administrator is fault.Conflict.
	SetRole(ctx context.Context, c account.Caller, user int64, role account.Role) error
	RemoveMember(ctx context.Context, c account.Caller, user int64) error
}

const invitePath = dashboardPath + "/invite"

// The things that can be done with a member.
const (
	changeRole   = "role"
	removeMember = "remove"
	inviteAgain  = "invite-again"
)

var memberVerbs = []string{changeRole, removeMember, inviteAgain}

// verbsOf are what can be done with a member: who has no password yet can be
// sent another link.
func verbsOf(u *account.User) []string {
	if u.PasswordHash == "" {
		return memberVerbs
	}
	return []string{changeRole, removeMember}
}

// memberPath is the address of a question about a member.
func memberPath(id int64, verb string) string {
	return membersPath + "/" + strconv.FormatInt(id, 10) + "/" + verb
}

// membersView is the page of a company's members.
type membersView struct {
	all   []account.User
	limit int
}

// members lists who belongs to the company.
func (s *server) members(w http.ResponseWriter, r *http.Request, v visitor) error {
	all, err := s.Companies.Members(r.Context(), v.caller(), v.company.ID)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, membersPage(v, membersView{all, min(v.company.MemberLimit, account.MaxMembers)}))
}

// memberView is a question about a member, or about a new one.
type memberView struct {
	form   form
	member account.User // zero: a new one
}

// askInvite asks who is to be invited.
func (s *server) askInvite(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, invitePage(v, memberView{form: newForm("role", string(account.CompanyEngineer))}))
}

// invite makes a new member and sends the link.
func (s *server) invite(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	u := account.User{Email: f.text("email"), Name: f.text("name"), Role: account.Role(f.Get("role")), Language: v.Tag()}
	if err := s.Members.Invite(r.Context(), v.caller(), u); err != nil {
		limit := min(v.company.MemberLimit, account.MaxMembers)
		status, err := f.refuse(v, err, "member.full", "Longest", account.MaxFullName, "Limit", v.Number(int64(limit)))
		if err != nil {
			return err
		}
		return show(w, r, status, invitePage(v, memberView{form: f}))
	}
	return s.say(w, r, membersPath, v.T("member.invited", "Name", u.Name, "Email", u.Email))
}

// memberOf finds the member that the address names.
func (s *server) memberOf(r *http.Request, v visitor) (account.User, error) {
	all, err := s.Companies.Members(r.Context(), v.caller(), v.company.ID)
	if err != nil {
		return account.User{}, err
	}
	for _, u := range all {
		if strconv.FormatInt(u.ID, 10) == r.PathValue("member") {
			return u, nil
		}
	}
	return account.User{}, fault.New(fault.NotFound, "There is no such member.")
}

// askMember asks before a member is changed.
func (s *server) askMember(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		u, err := s.memberOf(r, v)
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, memberPage(v, memberView{newForm("role", string(u.Role)), u}, verb))
	}
}

// changeMember does what was asked.
func (s *server) changeMember(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		u, err := s.memberOf(r, v)
		if err != nil {
			return err
		}
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		role := account.Role(f.Get("role"))
		if err := s.doMember(r, v, u.ID, verb, role); err != nil {
			status, err := f.refuse(v, err, "member.hasPassword")
			if err != nil {
				return err
			}
			if f.wrong["role"] != "" && status == http.StatusConflict {
				f.wrong["role"] = v.T("member.lastAdministrator")
			}
			if verb == removeMember {
				f.problem = f.wrong["role"] // there is no field to say it beside
			}
			return show(w, r, status, memberPage(v, memberView{f, u}, verb))
		}
		return s.say(w, r, membersPath, v.T("member.done."+verb, "Name", u.Name, "Role", v.T("role."+string(cmp.Or(role, u.Role)))))
	}
}

func (s *server) doMember(r *http.Request, v visitor, user int64, verb string, role account.Role) error {
	switch verb {
	case changeRole:
		return s.Members.SetRole(r.Context(), v.caller(), user, role)
	case removeMember:
		return s.Members.RemoveMember(r.Context(), v.caller(), user)
	}
	return s.Members.Reinvite(r.Context(), v.caller(), user)
}

// memberAct is a question about a member.
func memberAct(v visitor, view memberView, verb string) act {
	a := dashboardAct(v, memberPath(view.member.ID, verb), v.T("member.ask."+verb, "Name", view.member.Name), v.T("member.do."+verb), membersPath, view.form)
	a.danger = verb == removeMember
	return a
}
