package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

// newCompanyPath is the form of a company that does not exist yet.
const newCompanyPath = companiesPath + "/new"

// areas are the price areas, as the reseller API writes them.
var areas = []company.Area{company.China, company.Outside}

// country is a choice of a country.
type country struct{ code, name string }

// countries are all countries by language, each by name.
var countries = sync.OnceValue(func() map[string][]country {
	all := map[string][]country{}
	for _, tag := range locale.Tags() {
		var some []country
		for _, code := range company.Countries() {
			some = append(some, country{code, countryName(tag, code)})
		}
		order := collate.New(language.Make(tag))
		slices.SortFunc(some, func(a, b country) int {
			return cmp.Or(order.CompareString(a.name, b.name), cmp.Compare(a.code, b.code))
		})
		all[tag] = some
	}
	return all
})

// askNewCompany asks for the data of a new company.
func (s *server) askNewCompany(w http.ResponseWriter, r *http.Request, v visitor) error {
	f := newForm("sendLink", "1")
	for name, value := range map[string]int{
		"appLimit": company.DefaultAppLimit, "memberLimit": company.DefaultMemberLimit,
		"industry": company.DefaultIndustry, "interest": company.DefaultInterest, "environment": company.DefaultEnvironment,
	} {
		f.Set(name, strconv.Itoa(value))
	}
	return show(w, r, http.StatusOK, newCompanyPage(v, f))
}

// makeCompany makes a company.
func (s *server) makeCompany(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	made, err := s.Companies.Register(r.Context(), s.once(v, &f), readCompany(&f))
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxName, "Projects", 0, "Members", 0)
		if err != nil {
			return err
		}
		return show(w, r, status, newCompanyPage(v, f))
	}
	done := "new.done"
	if f.ticked("sendLink") {
		done = "new.doneLink"
	}
	return s.say(w, r, companyPath(made.ID), v.T(done, "Name", made.Name, "CID", cid(made.ID), "Email", f.text("email")))
}

// readCompany is the company that the form asks for. A field that is no number
// is 0, which is never right.
func readCompany(f *form) company.New {
	field := func(name string) int {
		n, _ := strconv.Atoi(f.text(name))
		return n
	}
	return company.New{
		Company: company.Company{
			Name: f.text("companyName"), Country: f.Get("country"), Area: company.Area(f.Get("area")), AppLimit: field("appLimit"), MemberLimit: field("memberLimit"),
			Industry: field("industry"), Interest: field("interest"), Environment: field("environment"),
		},
		Email: f.text("email"), FirstName: f.text("firstName"), LastName: f.text("lastName"), SendLink: f.ticked("sendLink"),
	}
}

// newCompanyAct is the question for a new company.
func newCompanyAct(v visitor, f form) act {
	title := v.T("new.title")
	return act{
		title: title, address: newCompanyPath, back: companiesPath, button: v.T("new.do"), wide: true, form: f,
		page: page{title: title, address: companiesPath, crumbs: under(v, companiesPath), within: []link{{v.T("company.title"), companiesPath}}},
	}
}
