package account

import (
	"context"
	"strings"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// MaxMembers is how many members a company has at most, whatever its own limit.
const MaxMembers = 100

// MemberStore keeps the users of companies.
type MemberStore interface {
	// Members lists the users of a company, the first one first.
	Members(ctx context.Context, company int64) ([]User, error)
	// AddMember keeps a new user of a company, prepared, and names it in the
	// act. An address in use is fault.Conflict, a company that has all of its
	// members fault.Invalid.
	AddMember(ctx context.Context, act Act, u User) error
	// ChangeMember changes the role of a company's user as change does, told
	// how many administrators there are; a role of "" removes the user, with
	// links, factors and sessions. What stays as it was without jobs is not
	// kept. fault.NotFound without such a user; change may complete the act.
	ChangeMember(ctx context.Context, act *Act, company, user int64, change func(u *User, administrators int) error) error
}

// errLastAdministrator keeps a company from being left to nobody.
var errLastAdministrator = fault.New(fault.Conflict, "A company needs an administrator: make somebody else one first.").
	With("role", "Administrator, as long as there is no other", CompanyAdmin)

// Invite keeps a new member of the caller's company, and sends a link to set a
// password. The language of the pages is that of the mail. Fields that are not
// right and a company that has all of its members are fault.Invalid, an address
// in use is fault.Conflict.
func (s *Service) Invite(ctx context.Context, c Caller, u User) error {
	if err := c.Must(ChangeMembers); err != nil {
		return err
	}
	u.Company, u.CreatedAt = c.Company, s.clock()
	if err := u.Prepare(); err != nil {
		return err
	}
	act, err := s.inviting(c, "member.invite", &u)
	if err != nil {
		return err
	}
	act.Entry.Changes = []Change{{Field: "email", After: u.Email}, {Field: "role", After: string(u.Role)}}
	return s.store.AddMember(ctx, act, u)
}

// inviting is an act after which the user is sent a link.
func (s *Service) inviting(c Caller, action Action, u *User) (Act, error) {
	act := c.Did(action, s.clock())
	link, err := LinkRequest{Email: u.Email, Mail: MailInvite}.Job()
	act.Jobs = []job.Job{link}
	return act, err
}

// Reinvite sends a member of the caller's company, who has no password yet,
// another link. One who has a password is fault.Conflict; too many are
// fault.TooMany.
func (s *Service) Reinvite(ctx context.Context, c Caller, user int64) error {
	return s.changeMember(ctx, c, "member.reinvite", user, func(act *Act, u *User, _ int) error {
		if u.PasswordHash != "" {
			return fault.New(fault.Conflict, "This member has a password, and can ask for a new one on the sign-in page.")
		}
		if err := s.asked.begin(newLinkAttempt(u.Email, c.Addr.String()), act.Entry.At); err != nil {
			return err
		}
		again, err := s.inviting(c, act.Entry.Action, u)
		act.Jobs = again.Jobs
		return err
	})
}

// SetRole changes the role of a member of the caller's company. A role that a
// member cannot have is fault.Invalid; taking the last administrator's is
// fault.Conflict.
func (s *Service) SetRole(ctx context.Context, c Caller, user int64, role Role) error {
	if !role.OfCompany() {
		return fault.New(fault.Invalid, "There is no role %q in a company.", role).With("role", companyRoleRule(), role)
	}
	return s.changeMember(ctx, c, "member.role", user, func(act *Act, u *User, administrators int) error {
		act.Entry.Changes = []Change{{Field: "role", Before: string(u.Role), After: string(role)}}
		return u.leave(role, administrators)
	})
}

func companyRoleRule() string {
	names := make([]string, 0, len(CompanyRoles()))
	for _, r := range CompanyRoles() {
		names = append(names, string(r))
	}
	return "one of " + strings.Join(names, ", ")
}

// RemoveMember ends a member of the caller's company, with all sessions. The
// address can be used again. The last administrator is fault.Conflict.
func (s *Service) RemoveMember(ctx context.Context, c Caller, user int64) error {
	return s.changeMember(ctx, c, "member.remove", user, func(act *Act, u *User, administrators int) error {
		act.Entry.Changes = []Change{{Field: "email", Before: u.Email}, {Field: "role", Before: string(u.Role)}}
		return u.leave("", administrators)
	})
}

// leave gives a member another role, "" for none.
func (u *User) leave(role Role, administrators int) error {
	if u.Role == CompanyAdmin && role != CompanyAdmin && administrators < 2 {
		return errLastAdministrator
	}
	u.Role = role
	return nil
}

func (s *Service) changeMember(ctx context.Context, c Caller, action Action, user int64, change func(*Act, *User, int) error) error {
	if err := c.Must(ChangeMembers); err != nil {
		return err
	}
	act := c.Did(action, s.clock())
	act.Entry.Target = userTarget(user)
	return s.store.ChangeMember(ctx, &act, c.Company, user, func(u *User, administrators int) error { return change(&act, u, administrators) })
}
