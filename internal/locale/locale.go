// Package locale has the words of the product in every language that it
// speaks: English and Simplified Chinese.
//
// It owns the messages (message/LANGUAGE/AREA.json), plurals and the way
// numbers are written. Dates are ISO in every language. It does not own who
// reads which language (package account keeps it for users, package web finds
// it for visitors).
package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
	"golang.org/x/text/unicode/bidi"
)

//go:embed message
var messages embed.FS

// tags are the languages that are spoken, the default first.
var tags = []language.Tag{language.English, language.SimplifiedChinese}

var (
	matcher = language.NewMatcher(tags)
	bundle  = load()
	spoken  = speak()
)

// Words speaks one language.
type Words struct {
	tag       language.Tag
	localizer *i18n.Localizer
	printer   *message.Printer
}

// Tags lists the languages, the default first: "en", "zh-Hans".
func Tags() []string {
	all := make([]string, len(tags))
	for i, tag := range tags {
		all[i] = tag.String()
	}
	return all
}

// For returns the words of a language of Tags, the default language's for any
// other.
func For(tag string) *Words {
	if w, ok := spoken[tag]; ok {
		return w
	}
	return spoken[tags[0].String()]
}

// Match returns the language of Tags that suits the value of an
// Accept-Language header best.
func Match(acceptLanguage string) string {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return tags[0].String()
	}
	_, index, _ := matcher.Match(wanted...)
	return tags[index].String()
}

// Tag names the language for machines: "zh-Hans".
func (w *Words) Tag() string { return w.tag.String() }

// Name is the language's name for itself: "简体中文".
func (w *Words) Name() string { return display.Self.Name(w.tag) }

// T returns the message id. Pairs are names and values for the places in it:
// T("greeting", "Name", "Mara") fills {{.Name}}. An id without a message
// shows itself in ⟦brackets⟧, which no page may contain.
func (w *Words) T(id string, pairs ...any) string {
	return w.localize(id, nil, pairs)
}

// N returns the message id in the form that count takes. {{.Count}} in it is
// the count with its digits grouped.
func (w *Words) N(id string, count int, pairs ...any) string {
	return w.localize(id, count, append(pairs, "Count", w.Number(int64(count))))
}

// minus is the sign that people read before a number: as wide as a plus, and
// never parted from the number. Programs are given a hyphen, by others.
const minus = "−"

// Number writes n with its digits grouped: −1,234,567.
func (w *Words) Number(n int64) string { return w.signed(number.Decimal(n)) }

// Amount writes a decimal number, as -1234.50, with its digits grouped:
// −1,234.50. No digit is lost, and neither is a unit: "−1,234.50 USD".
func (w *Words) Amount(text string) string {
	digits, negative := strings.CutPrefix(text, "-")
	rest := strings.TrimLeft(digits, "0123456789")
	n, err := strconv.ParseInt(strings.TrimSuffix(digits, rest), 10, 64)
	if err != nil {
		return text
	}
	if negative {
		return minus + w.Number(n) + rest
	}
	return w.Number(n) + rest
}

// Percent writes a ratio as a percentage with one decimal: 0.058 is 5.8%.
func (w *Words) Percent(ratio float64) string {
	return w.signed(number.Percent(ratio, number.Scale(1)))
}

func (w *Words) signed(n number.Formatter) string {
	return strings.Replace(w.printer.Sprint(n), "-", minus, 1)
}

func (w *Words) localize(id string, count any, pairs []any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = isolated(pairs[i+1])
	}
	text, err := w.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: count, TemplateData: data})
	if err != nil {
		return "⟦" + id + "⟧"
	}
	return text
}

// isolated keeps a text that is written from right to left from turning the
// sentence that it is put into (Unicode Annex 9: FSI and PDI around it).
func isolated(value any) any {
	text, ok := value.(string)
	if !ok || !strings.ContainsFunc(text, fromRight) {
		return value
	}
	return "\u2068" + text + "\u2069"
}

func fromRight(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

func speak() map[string]*Words {
	all := make(map[string]*Words, len(tags))
	for _, tag := range tags {
		all[tag.String()] = &Words{tag: tag, localizer: i18n.NewLocalizer(bundle, tag.String()), printer: message.NewPrinter(tag)}
	}
	return all
}

// load reads the embedded messages. They are part of the program: a broken
// file is a mistake of ours that every test run meets.
func load() *i18n.Bundle {
	b := i18n.NewBundle(tags[0])
	for _, tag := range tags {
		dir := path.Join("message", tag.String())
		files, err := fs.ReadDir(messages, dir)
		if err != nil {
			panic(err)
		}
		for _, file := range files {
			content, err := fs.ReadFile(messages, path.Join(dir, file.Name()))
			if err != nil {
				panic(err)
			}
			if _, err := b.ParseMessageFileBytes(content, tag.String()+".json"); err != nil {
				panic(fmt.Errorf("%s/%s: %w", dir, file.Name(), err))
			}
		}
	}
	return b
}
