package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"reseller-console/internal/fault"
)

// deskRows is how many lines a page of the operator's lists has.
const deskRows = 50

// deskChoice is one of a field's choices.
type deskChoice struct{ value, text string }

// deskPages says which part of a list a page shows.
type deskPages struct {
	page, size, count int
	address           string     // of the list
	query             url.Values // of the list, without the page
}

// countryChoices are the countries by name.
func countryChoices(v visitor) []deskChoice {
	all := []deskChoice{{"", v.T("new.choose")}}
	for _, c := range countries()[v.Tag()] {
		all = append(all, deskChoice{c.code, c.name})
	}
	return all
}

func newDeskPages(address string, q url.Values) deskPages {
	page, err := strconv.Atoi(q.Get("page"))
	if err != nil || page < 1 || page > maxPage {
		page = 1
	}
	rest := url.Values{}
	for name, values := range q {
		if name != "page" && len(values) > 0 && values[0] != "" {
			rest.Set(name, values[0])
		}
	}
	return deskPages{page: page, size: deskRows, address: address, query: rest}
}

func (p deskPages) offset() int { return (p.page - 1) * p.size }
func (p deskPages) first() int  { return min(p.offset()+1, p.count) }
func (p deskPages) last() int   { return min(p.offset()+p.size, p.count) }

func (p deskPages) link(page int) string {
	q := url.Values{}
	for name, values := range p.query {
		q[name] = values
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	return withQuery(p.address, q)
}

// withQuery is an address with a query, if there is one.
func withQuery(address string, q url.Values) string {
	if len(q) == 0 {
		return address
	}
	return address + "?" + q.Encode()
}

// searched is the text that a list is searched for.
func searched(q url.Values) string {
	text := strings.TrimSpace(q.Get("q"))
	if len(text) > maxSearch {
		text = strings.ToValidUTF8(text[:maxSearch], "")
	}
	return text
}

// pathNumber is the number in an address; what is none names nothing.
func pathNumber(r *http.Request, name string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, fault.New(fault.NotFound, "There is nothing with the number %q.", r.PathValue(name))
	}
	return n, nil
}

// readQuery is a form whose values are in the address.
func readQuery(r *http.Request) form {
	f := form{Values: r.URL.Query(), path: r.URL.Path}
	f.renew()
	return f
}
