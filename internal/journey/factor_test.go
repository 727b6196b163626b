package journey

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
)

// ownReseller creates a reseller for this journey alone, whose owner it
// changes, and returns the sign-in of that.
func (b *browser) ownReseller(email string) (password string) {
	b.t.Helper()
	db, err := store.Open(b.t.Context(), store.Config{Dir: filepath.Join(b.dir, "data")})
	b.check(err)
	defer db.Close() //nolint:errcheck // what was created is on disk already
	password = "a journey's own password"
	hash, err := account.NewService(db.Accounts(), time.Now).HashPassword(b.t.Context(), password)
	b.check(err)
	_, err = company.NewService(db.Companies(), time.Now).CreateReseller(b.t.Context(), company.Reseller{Name: "Journeys"},
		account.User{Email: email, Name: "Jo Urney", PasswordHash: hash})
	b.check(err)
	return password
}

// ownCompany creates a company of the reseller whose owner has that address,
// and returns the path of its page.
func (b *browser) ownCompany(owner string) string {
	b.t.Helper()
	db, err := store.Open(b.t.Context(), store.Config{Dir: filepath.Join(b.dir, "data")})
	b.check(err)
	defer db.Close() //nolint:errcheck // what was created is on disk already
	u, err := db.Accounts().UserByEmail(b.t.Context(), owner)
	b.check(err)
	companies := company.NewService(db.Companies(), time.Now)
	cid, err := companies.CreateCompany(b.t.Context(), company.Company{Reseller: u.Reseller, Name: "Journeys", Country: "DE", Area: company.Outside},
		account.User{Name: "Ann Lee", Email: "ann." + owner})
	b.check(err)
	_, err = companies.CreateProject(b.t.Context(), company.Project{Company: cid, Name: "Classroom"})
	b.check(err)
	return fmt.Sprintf("/companies/%d", cid)
}

func TestASignInAsksForACodeOnceThatIsTurnedOn(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "factor@journeys.example"
	password := b.ownReseller(email)
	b.open("/login")
	b.signInWith(email, password)
	b.open("/settings/two-factor")
	b.accessible()
	b.picture("two-factor")
	code, err := totp.GenerateCode(b.text("#secret"), time.Now())
	b.check(err)
	b.fill("#code", code)
	b.click("button[value=confirm]")
	codes := strings.Fields(b.text("#codes"))
	if len(codes) != 10 {
		t.Fatalf("recovery codes: %v", codes)
	}
	b.accessible()
	b.picture("recovery")
	b.open("/settings/two-factor")
	if b.has("#codes") {
		t.Error("the recovery codes are shown again")
	}
	b.signOut()
	b.signInWith(email, password)
	if at := b.address(); !strings.HasPrefix(at, "/login/code") {
		t.Fatalf("the password alone leads to %s", at)
	}
	b.accessible()
	b.picture("code")
	b.open("/companies")
	if at := b.address(); !strings.HasPrefix(at, "/login") {
		t.Fatalf("without the code %s is shown", at)
	}
	b.open("/login/code?next=/usage/chart")
	b.fill("#code", "000000")
	b.click("main button[type=submit]")
	b.expect(401)
	b.fill("#code", codes[4])
	b.click("main button[type=submit]")
	if at := b.address(); at != "/usage/chart" {
		t.Errorf("the recovery code leads to %s", at)
	}
}
