package account

import (
	"fmt"
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
		wrong.With("name", NameRule(MaxFullName), u.Name)
	}
	if !knownLanguage(u.Language) {
		wrong.With("language", languageRule(), u.Language)
	}
	if !u.placed() {
		wrong.With("role", "operator, or a role of a reseller's staff, or a company's role of a company", u.Role)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// placed reports whether the user belongs where its role says.
func (u *User) placed() bool {
	return u.Role != CompanyVisitor && u.Role.belongs(u.Reseller, u.Company)
}

// IsName reports whether s can be the name of something: 1 to max characters,
// none of them a control character, no space around.
func IsName(s string, max int) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= max && utf8.ValidString(s) && s == strings.TrimSpace(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// NameRule says what IsName asks for.
func NameRule(max int) string {
	return fmt.Sprintf("1 to %d characters in one line, without control characters", max)
}

// isEmail tells addresses from other text; whether mail arrives is not known
// before it is sent. It is local@domain: local is atoms with single dots
// between them (RFC 5322, 3.2.3), domain a host's name of two labels or more,
// both in any script (RFC 6532). Of names without a dot only localhost is one:
// any other is a mistake more often than a host of the own network. Quoted
// names and addresses of hosts in brackets, which nobody has, are refused.
func isEmail(s string) bool {
	local, domain, _ := strings.Cut(s, "@")
	return len(s) <= MaxEmail && utf8.ValidString(s) && eachPart(local, isAtom) && eachPart(domain, isLabel) &&
		(strings.Contains(domain, ".") || strings.EqualFold(domain, "localhost"))
}

// eachPart reports whether a text is one part or more, each as it should be,
// with single dots between them.
func eachPart(s string, right func(part string) bool) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || !right(part) {
			return false
		}
	}
	return true
}

func isAtom(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !isLetter(r) && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r) })
}

func isLabel(s string) bool {
	return strings.Trim(s, "-") == s && !strings.ContainsFunc(s, func(r rune) bool { return !isLetter(r) && r != '-' })
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }
