package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// The pages of register links: the one that a link leads to, and the question
// before it is replaced.
const (
	registerPath       = "/register"
	rotateRegisterPath = companiesPath + "/register-link"
)

// SignUps is what the pages need of companies that sign up by themselves;
// company.SignUps is it.
type SignUps interface {
	// Link returns the random end of the register link of the caller's
	// reseller, and Rotate replaces it.
	Link(ctx context.Context, c account.Caller) (string, error)
	Rotate(ctx context.Context, c account.Caller) error
	// ResellerOf finds whose register link it is, else company.ErrRegister.
	ResellerOf(ctx context.Context, register string) (company.Reseller, error)
	// SignUp keeps a new company with its first administrator.
	SignUp(ctx context.Context, from account.Caller, register string, n company.New, password, remoteAddr string) error
}

// signUpView is the form of a company that signs up.
type signUpView struct {
	form     form
	register string // the end of the link
	reseller string // its name
}

// RegisterURL is the register link with that end, of a console that browsers
// see at baseURL.
func RegisterURL(baseURL, register string) string {
	return strings.TrimSuffix(baseURL, "/") + registerPath + "/" + register
}

// registerLink is the address to hand on to customers.
func (s *server) registerLink(ctx context.Context, v visitor) (string, error) {
	register, err := s.SignUps.Link(ctx, v.caller())
	return RegisterURL(s.BaseURL, register), err
}

// askRotate asks before the register link is replaced.
func (s *server) askRotate(w http.ResponseWriter, r *http.Request, v visitor) error {
	link, err := s.registerLink(r.Context(), v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, rotatePage(v, link))
}

// rotate replaces the register link.
func (s *server) rotate(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.SignUps.Rotate(r.Context(), v.caller()); err != nil {
		return err
	}
	return s.say(w, r, companiesPath, v.T("register.rotated"))
}

// signUpForm asks for the data of a company and its first user.
func (s *server) signUpForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	f := newForm("industry", strconv.Itoa(company.DefaultIndustry), "interest", strconv.Itoa(company.DefaultInterest), "environment", strconv.Itoa(company.DefaultEnvironment))
	return s.showSignUp(w, r, v, http.StatusOK, f)
}

func (s *server) showSignUp(w http.ResponseWriter, r *http.Request, v visitor, status int, f form) error {
	register := r.PathValue("register")
	reseller, err := s.SignUps.ResellerOf(r.Context(), register)
	if errors.Is(err, company.ErrRegister) {
		return show(w, r, http.StatusNotFound, noRegisterPage(v))
	}
	if err != nil {
		return err
	}
	return show(w, r, status, signUpPage(v, signUpView{form: f, register: register, reseller: reseller.Name}))
}

// signUp makes the company. The answer is the same whether or not the address
// has a user already.
func (s *server) signUp(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	v.here = r.URL.Path // where another language leads
	password := f.Get("password")
	f.Del("password") // neither shown again nor part of what names the form
	n := readSignUp(&f)
	n.Language = v.Tag()
	from := s.once(v, &f)
	err = s.SignUps.SignUp(r.Context(), account.Caller{Addr: v.addr, Request: v.request, Once: from.Once}, r.PathValue("register"), n, password, r.RemoteAddr)
	switch {
	case err == nil:
		return goTo(w, r, confirmPath+"?sent")
	case errors.Is(err, company.ErrRegister):
		return show(w, r, http.StatusNotFound, noRegisterPage(v))
	case fault.KindOf(err) == fault.TooMany:
		tellWait(w, err)
		f.problem = v.T("signIn.throttled")
		return s.showSignUp(w, r, v, http.StatusTooManyRequests, f)
	}
	status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxName, "Least", account.MinPassword, "Most", account.MaxPassword)
	if err != nil {
		return err
	}
	if f.wrong["email"] != "" {
		f.wrong["email"] = v.T("register.emailRule")
	}
	return s.showSignUp(w, r, v, status, f)
}

// readSignUp is the company that signs up, with the limits that new ones have.
func readSignUp(f *form) company.New {
	n := readCompany(f)
	n.AppLimit, n.MemberLimit, n.SendLink = company.DefaultAppLimit, company.DefaultMemberLimit, false
	return n
}

// rotateAct is the question before the register link is replaced.
func rotateAct(v visitor) act {
	title := v.T("register.askRotate")
	return act{
		title: title, address: rotateRegisterPath, back: companiesPath, button: v.T("register.doRotate"), danger: true,
		page: page{title: title, address: companiesPath, crumbs: under(v, companiesPath), within: []link{{v.T("company.title"), companiesPath}}},
	}
}
