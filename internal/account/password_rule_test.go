package account

import (
	"errors"
	"strings"
	"testing"
)

func TestAPasswordThatIsEasyToGuessIsRefused(t *testing.T) {
	t.Parallel()
	mara := &User{Name: "Mara Lindqvist", Email: "mara.lindqvist@northgate.example", ResellerName: "Northgate Communications"}
	for password, want := range map[string]error{
		"short":                             ErrPasswordLength,
		strings.Repeat("x", 257):            ErrPasswordLength,
		"password123":                       ErrPasswordGuessed,
		"P@ssw0rd2026!":                     ErrPasswordGuessed,
		"!!Passwort!!":                      ErrPasswordGuessed,
		"passwordpassword":                  ErrPasswordGuessed,
		"Welcome2026":                       ErrPasswordGuessed,
		"$unshine99":                        ErrPasswordGuessed,
		"trustno1!!":                        ErrPasswordGuessed,
		"iloveyou1234":                      ErrPasswordGuessed,
		"qwertyuiop":                        ErrPasswordGuessed,
		"qwerty123456":                      ErrPasswordGuessed,
		"123qweasdzxc":                      ErrPasswordGuessed,
		"1qaz2wsx3edc":                      ErrPasswordGuessed,
		"0987654321":                        ErrPasswordGuessed,
		"aaaaaaaaaaaa":                      ErrPasswordGuessed,
		"abcabcabcabc":                      ErrPasswordGuessed,
		"lindqvist2026":                     ErrPasswordGuessed,
		"Mara.Lindqvist!":                   ErrPasswordGuessed,
		"northgate-2026":                    ErrPasswordGuessed,
		"ResellerConsole1":                  ErrPasswordGuessed,
		"correct horse":                     nil,
		"lindqvist likes plum cake":         nil,
		"7483920156":                        nil,
		"这十个汉字组成了密码":                        nil,
		"k7mwp-x3fha-9tqne":                 nil,
		"Password but a long one of my own": nil,
	} {
		if err := CheckPassword(mara, password); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", password, err, want)
		}
	}
}
