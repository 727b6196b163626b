package account

import (
	"context"
	"slices"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// StaffStore keeps the staff of resellers.
type StaffStore interface {
	// Staff lists the users of a reseller, the first one first.
	Staff(ctx context.Context, reseller int64) ([]User, error)
	// InviteUser keeps a new user. An address in use is fault.Conflict.
	InviteUser(ctx context.Context, act Act, u User) (int64, error)
	// SetRole changes the role of a user of a reseller; ErrNoStaff if it has no
	// such user, ErrLastOwner if nobody would be left as its owner. The act's
	// change names the role before.
	SetRole(ctx context.Context, act Act, reseller, user int64, role Role) error
	// RemoveUser takes a user out of a reseller: nobody can sign in with that
	// address, which is free again. Errors are those of SetRole.
	RemoveUser(ctx context.Context, act Act, reseller, user int64) error
}

// Why a user of the staff is not changed.
var (
	ErrNoStaff   = fault.New(fault.NotFound, "There is no such user in your reseller.")
	ErrLastOwner = fault.New(fault.Conflict, "A reseller keeps at least one owner. Make somebody else an owner first.")
)

// Staff is what an owner of a reseller can do about its users. Others are
// fault.Forbidden.
type Staff struct {
	store StaffStore
	clock func() time.Time
}

// NewStaff returns the service over its store.
func NewStaff(store StaffStore, clock func() time.Time) *Staff { return &Staff{store, clock} }

// List lists the users of the caller's reseller, the first one first.
func (s *Staff) List(ctx context.Context, c Caller) ([]User, error) {
	if err := c.Must(ManageStaff); err != nil {
		return nil, err
	}
	return s.store.Staff(ctx, c.Reseller)
}

// Invite keeps a new user of the caller's reseller, who is sent a link to set
// a password. Fields that are not right are fault.Invalid, an address in use
// fault.Conflict.
func (s *Staff) Invite(ctx context.Context, c Caller, u User) (int64, error) {
	if err := c.Must(ManageStaff); err != nil {
		return 0, err
	}
	u = User{Email: u.Email, Name: u.Name, Language: u.Language, Role: u.Role, Reseller: c.Reseller, CreatedAt: s.clock()}
	if err := u.Prepare(); err != nil {
		return 0, err
	}
	act := c.Did("staff.invite", u.CreatedAt)
	act.Entry.Changes = []Change{{Field: "name", After: u.Name}, {Field: "email", After: u.Email}, {Field: "role", After: string(u.Role)}}
	link, err := LinkRequest{Email: u.Email, Mail: MailInvite}.Job()
	if err != nil {
		return 0, err
	}
	act.Jobs = []job.Job{link}
	return s.store.InviteUser(ctx, act, u)
}

// SetRole changes what a user of the caller's reseller may do, from the next
// page on. A role that there is not is fault.Invalid; see StaffStore for other
// errors.
func (s *Staff) SetRole(ctx context.Context, c Caller, user int64, role Role) error {
	if err := c.Must(ManageStaff); err != nil {
		return err
	}
	if !slices.Contains(StaffRoles(), role) {
		return fault.New(fault.Invalid, "There is no role %q of a reseller's staff.", role).With("role", "one of the roles", string(role))
	}
	act := c.Did("staff.role", s.clock())
	act.Entry.Target = userTarget(user)
	return s.store.SetRole(ctx, act, c.Reseller, user, role)
}

// Remove takes a user out of the caller's reseller; all of the user's sessions
// end.
func (s *Staff) Remove(ctx context.Context, c Caller, user int64) error {
	if err := c.Must(ManageStaff); err != nil {
		return err
	}
	act := c.Did("staff.remove", s.clock())
	act.Entry.Target = userTarget(user)
	return s.store.RemoveUser(ctx, act, c.Reseller, user)
}
