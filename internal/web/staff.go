package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/account"
)

// staffPath is the page of a reseller's staff.
const staffPath = settingsPath + "/staff"

func oneOfStaffPath(id int64) string { return staffPath + "/" + strconv.FormatInt(id, 10) }

// staffView is the staff of a reseller.
type staffView struct {
	form    form // of an invitation
	rows    []account.User
	problem string // about a change of the list; in the visitor's language
}

// staffList lists the staff, below the form for somebody new.
func (s *server) staffList(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showStaff(w, r, v, http.StatusOK, staffView{form: newStaffForm(v)})
}

func newStaffForm(v visitor) form {
	return newForm("role", string(account.ResellerViewer), "language", v.Tag())
}

func (s *server) showStaff(w http.ResponseWriter, r *http.Request, v visitor, status int, view staffView) (err error) {
	if view.rows, err = s.Desk.Staff.List(r.Context(), v.caller()); err != nil {
		return err
	}
	return show(w, r, status, staffPage(v, view))
}

// inviteStaff makes a user, who is sent a link.
func (s *server) inviteStaff(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	_, err = s.Desk.Staff.Invite(r.Context(), v.caller(),
		account.User{Name: f.Get("name"), Email: f.Get("email"), Role: account.Role(f.Get("role")), Language: f.Get("language")})
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxFullName)
		if err != nil {
			return err
		}
		return s.showStaff(w, r, v, status, staffView{form: f})
	}
	return s.say(w, r, staffPath, v.T("staff.invited", "Name", f.text("name"), "Email", f.text("email")))
}

// setRole changes what somebody may do.
func (s *server) setRole(w http.ResponseWriter, r *http.Request, v visitor) error {
	id, err := pathNumber(r, "user")
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	err = s.Desk.Staff.SetRole(r.Context(), v.caller(), id, account.Role(f.Get("role")))
	if errors.Is(err, account.ErrLastOwner) {
		return s.showStaff(w, r, v, http.StatusConflict, staffView{form: newStaffForm(v), problem: v.T("staff.lastOwner")})
	}
	if err != nil {
		return err
	}
	return s.say(w, r, staffPath, v.T("staff.changed"))
}

// findStaff finds the user that the address names.
func (s *server) findStaff(r *http.Request, v visitor) (account.User, error) {
	id, err := pathNumber(r, "user")
	if err != nil {
		return account.User{}, err
	}
	all, err := s.Desk.Staff.List(r.Context(), v.caller())
	if err != nil {
		return account.User{}, err
	}
	i := slices.IndexFunc(all, func(u account.User) bool { return u.ID == id })
	if i < 0 {
		return account.User{}, account.ErrNoStaff
	}
	return all[i], nil
}

// askRemoveStaff asks before somebody is removed.
func (s *server) askRemoveStaff(w http.ResponseWriter, r *http.Request, v visitor) error {
	u, err := s.findStaff(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, removeStaffPage(v, u))
}

// removeStaff removes somebody.
func (s *server) removeStaff(w http.ResponseWriter, r *http.Request, v visitor) error {
	u, err := s.findStaff(r, v)
	if err == nil {
		err = s.Desk.Staff.Remove(r.Context(), v.caller(), u.ID)
	}
	if errors.Is(err, account.ErrLastOwner) {
		return s.showStaff(w, r, v, http.StatusConflict, staffView{form: newStaffForm(v), problem: v.T("staff.lastOwner")})
	}
	if err != nil {
		return err
	}
	return s.say(w, r, staffPath, v.T("staff.removed", "Name", u.Name))
}

// roleChoices are the roles with what they may do.
func roleChoices(v visitor) (all []deskChoice) {
	for _, r := range account.StaffRoles() {
		all = append(all, deskChoice{string(r), v.T("role." + string(r))})
	}
	return all
}
