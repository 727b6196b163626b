package account

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"reseller-console/internal/fault"
)

// Why a new password is refused.
var (
	ErrPasswordLength = fault.New(fault.Invalid, "A password has %d to %d characters.", MinPassword, MaxPassword).
				With("password", fmt.Sprintf("%d to %d characters", MinPassword, MaxPassword), nil)
	ErrPasswordGuessed = fault.New(fault.Invalid, "The password is too easy to guess: it is a common one, a row of keys, or made of the user's own name or address.").
				With("password", "several words that do not belong together", nil)
)

// CheckPassword reports ErrPasswordLength or ErrPasswordGuessed if it cannot
// be the user's new password. There are no rules on which characters it has
// (NIST SP 800-63B, 3.1.1.2).
func CheckPassword(u *User, password string) error {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword {
		return ErrPasswordLength
	}
	if guessed(password, u.Name, u.Email, u.ResellerName, "Reseller Console") {
		return ErrPasswordGuessed
	}
	return nil
}

// commonText lists the words and rows of letters that people choose most, or
// put digits and signs around.
//
//go:embed common.txt
var commonText string

var common = wordSet(commonText)

func wordSet(text string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(text) {
		all[word] = true
	}
	return all
}

// minWord is how many letters a word has that tells something, and how many
// must remain of a password without the words that tell who has it.
const minWord = 4

// guessed reports whether a password is among the first that somebody tries
// who knows these texts about its user.
func guessed(password string, about ...string) bool {
	once := unit(Fold(password))
	if utf8.RuneCountInString(once) <= 5 || isRow(once) {
		return true
	}
	core := strings.TrimFunc(once, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(looks, r) })
	core = lookAlikes.Replace(strings.TrimFunc(core, unicode.IsDigit))
	if common[core] || common[strings.TrimFunc(once, isNoLetter)] {
		return true
	}
	rest := core
	for _, text := range about {
		for _, word := range strings.FieldsFunc(Fold(text), isNoLetter) {
			if utf8.RuneCountInString(word) >= minWord {
				rest = strings.ReplaceAll(rest, word, "")
			}
		}
	}
	return rest != core && len(strings.FieldsFunc(rest, isNoLetter)) <= 1 && countLetters(rest) < minWord
}

// looks are the signs that stand for letters at the ends of a word.
const looks = "@$"

// lookAlikes undoes the signs that people write for letters.
var lookAlikes = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "5", "s", "$", "s", "7", "t")

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

func countLetters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// unit is the shortest text that, repeated, makes s; its end may be cut off.
func unit(s string) string {
	for n := 1; n <= len(s)/2; n++ {
		if s[n:] == s[:len(s)-n] {
			return s[:n]
		}
	}
	return s
}

// rows are what fingers run along.
var rows = []string{
	"01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop", "azertyuiop", "yxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()_+", "147258369",
}

// isRow reports whether s is made of pieces of rows, forwards or backwards,
// but for two characters.
func isRow(s string) bool {
	left := 0
	for s != "" {
		n := rowPiece(s)
		if n < 3 {
			left++
			_, n = utf8.DecodeRuneInString(s)
		}
		s = s[n:]
	}
	return left <= 2
}

// rowPiece is the length of the longest piece of a row that s begins with.
func rowPiece(s string) int {
	for n := min(len(s), 40); n >= 3; n-- {
		for _, row := range rows {
			if strings.Contains(row, s[:n]) || strings.Contains(row, reversed(s[:n])) {
				return n
			}
		}
	}
	return 0
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}
