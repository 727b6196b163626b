package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// fakeSignUps has the register link r7 of the first reseller until it is
// rotated. The address wait@… is throttled, used@… has a user already.
type fakeSignUps struct {
	register string
	made     []company.New
	password string // of the last one
	once     []account.Once
}

func newFakeSignUps() *fakeSignUps { return &fakeSignUps{register: "r7"} }

func (f *fakeSignUps) Link(context.Context, account.Caller) (string, error) { return f.register, nil }

func (f *fakeSignUps) Rotate(context.Context, account.Caller) error {
	f.register = "r8"
	return nil
}

func (f *fakeSignUps) ResellerOf(_ context.Context, register string) (company.Reseller, error) {
	if register != f.register {
		return company.Reseller{}, company.ErrRegister
	}
	return company.Reseller{ID: 7, Name: "Northgate Communications"}, nil
}

func (f *fakeSignUps) SignUp(ctx context.Context, from account.Caller, register string, n company.New, password, _ string) error {
	if _, err := f.ResellerOf(ctx, register); err != nil {
		return err
	}
	if strings.HasPrefix(n.Email, "wait@") {
		return fault.New(fault.TooMany, "Too many attempts.").After(89)
	}
	wrong := fault.New(fault.Invalid, "No.")
	if n.Name == "" {
		wrong.With("companyName", "1 to 20 characters", n.Name)
	}
	if !strings.Contains(n.Email, "@") {
		wrong.With("email", "an address", n.Email)
	}
	if account.CheckPassword(&account.User{}, password) != nil {
		wrong.With("password", "10 to 256 characters", nil)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	if from.Once != nil {
		f.once = append(f.once, *from.Once)
	}
	f.password = password
	if !strings.HasPrefix(n.Email, "used@") {
		f.made = append(f.made, n)
	}
	return nil
}

func (f *fakeAccounts) Confirm(ctx context.Context, _ account.Caller, token string) error {
	u, err := f.LinkUser(ctx, token)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	u.Unconfirmed = false
	f.users[u.ID] = u
	delete(f.links, token)
	return nil
}

func (f *fakeAccounts) RequestConfirm(ctx context.Context, email, addr string) error {
	return f.Forgot(ctx, email, addr)
}

func TestTheRegisterLinkIsShownAndReplacedWhenAsked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if _, page, _ := s.get(t, "/companies"); !strings.Contains(page, `value="http://console.example/register/r7"`) || !strings.Contains(page, `data-copy="http://console.example/register/r7"`) {
		t.Error("the list does not show the link with a button that copies it")
	}
	if _, page, _ := s.get(t, rotateRegisterPath); !strings.Contains(text(page), "stops working at once") || s.signUps.register != "r7" {
		t.Error("the question does not say what stops working, or does it")
	}
	status, _, h := s.post(t, rotateRegisterPath, nil)
	_, page, _ := s.get(t, h.Get("Location"))
	if status != http.StatusSeeOther || !strings.Contains(page, "/register/r8") || !strings.Contains(text(page), "The register link was replaced.") {
		t.Errorf("answers %d to %q", status, h.Get("Location"))
	}
	if status, _, _ := s.get(t, registerPath+"/r7"); status != http.StatusNotFound {
		t.Errorf("the old link answers %d", status)
	}
}

var signUpSent = url.Values{"companyName": {"Neu & Co"}, "email": {"new@company.example"}, "firstName": {"Ann"}, "lastName": {"Lee"}, "password": {"plum cake and rain"},
	"country": {"DE"}, "area": {"Non-CN"}, "industry": {"3"}, "interest": {"2"}, "environment": {"4"}, "appLimit": {"999"}}

// signUpWith is the form with other values.
func signUpWith(pairs ...string) url.Values {
	sent := maps.Clone(signUpSent)
	for i := 0; i+1 < len(pairs); i += 2 {
		sent[pairs[i]] = []string{pairs[i+1]}
	}
	return sent
}

func TestACompanySignsUpThroughTheLink(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, page, _ := s.get(t, registerPath+"/r7", "Accept-Language", "zh-CN")
	status, _, h := s.post(t, registerPath+"/r7", signUpWith("once", onceOf(t, page)), "Accept-Language", "zh-CN")
	if status != http.StatusSeeOther || h.Get("Location") != confirmPath+"?sent" || len(s.signUps.made) != 1 {
		t.Fatalf("answers %d to %q, made are %+v", status, h.Get("Location"), s.signUps.made)
	}
	n := s.signUps.made[0]
	if n.Name != "Neu & Co" || n.Industry != 3 || n.AppLimit != company.DefaultAppLimit || n.Language != "zh-Hans" || s.signUps.password != "plum cake and rain" || n.SendLink {
		t.Errorf("made is %+v with the password %q", n, s.signUps.password)
	}
	status, _, h = s.post(t, registerPath+"/r7", signUpWith("email", "used@company.example"))
	if status != http.StatusSeeOther || h.Get("Location") != confirmPath+"?sent" || len(s.signUps.made) != 1 {
		t.Errorf("an address in use answers %d to %q", status, h.Get("Location"))
	}
}

func TestThePasswordIsNoPartOfTheNameOfAForm(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, password := range []string{"plum cake and rain", "rain and plum cake"} {
		s.post(t, registerPath+"/r7", signUpWith("once", "ONCE", "password", password))
	}
	if all := s.signUps.once; len(all) != 2 || all[0].Asked != all[1].Asked {
		t.Errorf("the hashes are %+v", all)
	}
}

func TestASignUpThatIsNotRightSaysWhatIsBesideEachField(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path   string
		sent   url.Values
		status int
		says   []string
	}{
		"three fields":  {"/r7", signUpWith("companyName", "", "email", "nowhere", "password", "short"), http.StatusBadRequest, []string{"companyName-wrong", "email-wrong", "password-wrong", "not a common password", `value="Ann"`}},
		"too often":     {"/r7", signUpWith("email", "wait@company.example"), http.StatusTooManyRequests, []string{"Too many attempts", `value="Neu &amp; Co"`}},
		"a link of old": {"/r6", signUpSent, http.StatusNotFound, []string{"This register link does not work"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			status, page, _ := s.post(t, registerPath+c.path, c.sent)
			if status != c.status || len(s.signUps.made) != 0 {
				t.Errorf("answers %d, made are %+v", status, s.signUps.made)
			}
			for _, want := range c.says {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
			if strings.Contains(page, c.sent.Get("password")) {
				t.Error("the page repeats the password")
			}
		})
	}
}

func TestAnAddressIsConfirmedByAButtonAndNotByLooking(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.accounts.links = map[string]int64{"t3": 3}
	u := s.accounts.users[3]
	u.Unconfirmed = true
	s.accounts.users[3] = u
	signIn := url.Values{"email": {u.Email}, "password": {testPassword}}
	if status, page, _ := s.post(t, "/login", signIn); status != http.StatusForbidden || !strings.Contains(page, "not confirmed yet") || !strings.Contains(page, `id="confirm-again"`) {
		t.Errorf("before it is confirmed the sign-in answers %d", status)
	}
	for range 2 {
		if status, page, _ := s.get(t, confirmPath+"?token=t3"); status != http.StatusOK || !strings.Contains(page, u.Email) {
			t.Fatalf("looking answers %d", status)
		}
	}
	if status, _, h := s.post(t, confirmPath, url.Values{"token": {"t3"}}); status != http.StatusSeeOther || h.Get("Location") != "/login?confirmed" || s.accounts.users[3].Unconfirmed {
		t.Errorf("the button answers %d to %q", status, h.Get("Location"))
	}
	if status, page, _ := s.post(t, confirmPath, url.Values{"token": {"t3"}}); status != http.StatusNotFound || !strings.Contains(page, "no longer works") {
		t.Errorf("again it answers %d", status)
	}
	if _, page, _ := s.post(t, "/login", signIn); strings.Contains(page, "not confirmed yet") {
		t.Error("afterwards the sign-in still says that it is not confirmed")
	}
	if status, _, h := s.post(t, confirmPath+"/again", url.Values{"email": {"nobody@company.example"}}); status != http.StatusSeeOther || h.Get("Location") != confirmPath+"?sent" {
		t.Errorf("another link is answered %d to %q", status, h.Get("Location"))
	}
	if status, page, _ := s.post(t, confirmPath+"/again", url.Values{"email": {"wait@company.example"}}); status != http.StatusTooManyRequests || !strings.Contains(page, "Too many attempts") {
		t.Errorf("too many links are answered %d", status)
	}
}
