package account

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
)

// The longest address (RFC 5321) in bytes, and the longest names in characters.
const (
	MaxEmail    = 254
	MaxName     = 255
	MaxFullName = 2*MaxName + 1 // a first and a last name
)

func knownLanguage(tag string) bool { return slices.Contains(locale.Tags(), tag) }

func languageRule() string { return "one of " + strings.Join(locale.Tags(), ", ") }

// Prepare makes a new user ready to be kept: it trims address and name, sets
// the first language if there is none, and answers fault.Invalid with all
// fields that are not right.
func (u *User) Prepare() error {
	u.Email, u.Name = strings.TrimSpace(u.Email), strings.TrimSpace(u.Name)
	if u.Language == "" {
		u.Language = locale.Tags()[0]
	}
	wrong := fault.New(fault.Invalid, "The user is not complete.")
	if !isEmail(u.Email) {
		wrong.With("email", "an e-mail address like name@example.com", u.Email)
	}
	if !IsName(u.Name, MaxFullName) {
		wrong.With("name", "1 to 511 characters", u.Name)
	}
	if !knownLanguage(u.Language) {
		wrong.With("language", languageRule(), u.Language)
	}
	if !u.placed() {
		wrong.With("role", "operator, or a role of a reseller's staff, or company.admin of a company", u.Role)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// placed reports whether the user belongs where its role says.
func (u *User) placed() bool {
	switch u.Role {
	case Operator:
		return u.Reseller == 0 && u.Company == 0
	case ResellerOwner, ResellerFinance, ResellerSupport, ResellerViewer:
		return u.Reseller != 0 && u.Company == 0
	case CompanyAdmin:
		return u.Reseller == 0 && u.Company != 0
	}
	return false
}

// IsName reports whether s can be the name of something: 1 to max characters,
// none of them a control character, no space around.
func IsName(s string, max int) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= max && utf8.ValidString(s) && s == strings.TrimSpace(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// isEmail tells addresses from other text. Whether mail arrives is not known
// before it is sent, so the rule is wide: something, an @, a domain.
func isEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && at < len(s)-1 && len(s) <= MaxEmail && utf8.ValidString(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '<' || r == '>' })
}
