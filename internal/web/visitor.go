package web

import (
	"cmp"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

// The names of the cookies that keep what a visitor chose before, or without
// regard to, signing in.
const (
	languageCookie = "language"
	themeCookie    = "theme"
)

// The themes, as the style sheet names them.
const (
	light = "light"
	dark  = "dark"
)

// visitor is who asks for one page and how that page is to be written. Its
// words are those of its language: v.T("company.title").
type visitor struct {
	*locale.Words
	user  account.User // zero before sign-in
	theme string       // light or dark
	here  string       // path and query to come back to
	said  string       // what the act before this page has done; empty: nothing

	company *company.Listed // whose Dashboard it is; nil outside of it
	lack    string          // what the company's balance lacks, where the page tells that above all
	visit   *company.Visit  // nil unless the Dashboard is visited
	now     time.Time       // when it was asked
	ended   error           // why a visit is over, if its Dashboard was asked for

	views   []account.View // of the present page, which has a menu of them
	addr    netip.Addr     // zero: unknown
	request string         // id of the request
}

// signedIn reports whether the visitor is known.
func (v visitor) signedIn() bool { return v.user.ID != 0 }

// caller is the visitor as an argument of an act.
func (v visitor) caller() account.Caller {
	c := v.user.Caller()
	c.Addr, c.Request = v.addr, v.request
	if v.visit != nil {
		c = c.Visiting(v.visit.Company)
	}
	return c
}

// initials stands for the user's picture: the first letters of first and last
// name.
func (v visitor) initials() string {
	words := strings.Fields(v.user.Name)
	if len(words) == 0 {
		return "?"
	}
	first := []rune(words[0])[:1]
	if len(words) > 1 {
		first = append(first, []rune(words[len(words)-1])[0])
	}
	return strings.ToUpper(string(first))
}

// stranger is the visitor of a request as far as it shows by itself.
func stranger(r *http.Request) visitor {
	language := chosen(r, languageCookie, locale.Tags()...)
	if language == "" {
		language = locale.Match(r.Header.Get("Accept-Language"))
	}
	v := visitor{Words: locale.For(language), theme: themeOf(r), here: "/"}
	if r.Method == http.MethodGet {
		v.here = r.URL.RequestURI()
	}
	if from, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		v.addr = from.Addr().Unmap()
	}
	return v
}

// known is the visitor once the user is known: the language is the user's.
func known(r *http.Request, u account.User) visitor {
	v := stranger(r)
	v.user = u
	v.Words = locale.For(cmp.Or(u.Language, v.Tag()))
	return v
}

// themeOf is what the visitor chose, else what the browser says that its
// system prefers, else light.
func themeOf(r *http.Request) string {
	theme := chosen(r, themeCookie, light, dark)
	if theme == "" && strings.Trim(r.Header.Get(prefersTheme), `"`) == dark {
		theme = dark
	}
	return cmp.Or(theme, light)
}

// chosen is a cookie's value if it is one of the choices, else "".
func chosen(r *http.Request, name string, choices ...string) string {
	cookie, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	for _, choice := range choices {
		if cookie.Value == choice {
			return choice
		}
	}
	return ""
}
