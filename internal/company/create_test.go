package company

import (
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/fault"
)

func TestEachWrongFieldOfACompanyIsNamed(t *testing.T) {
	t.Parallel()
	good := Company{Name: "Acme", Country: "CN", Area: China}
	for _, c := range []struct {
		change func(*Company)
		wrong  string
	}{
		{func(*Company) {}, ""},
		{func(c *Company) { c.Name = "二十个汉字的名字也是可以的因为数的是字符" }, ""},
		{func(c *Company) { c.Country, c.Area = "US", Outside }, ""},
		{func(c *Company) { c.Name = " " }, "companyName"},
		{func(c *Company) { c.Name = strings.Repeat("é", 21) }, "companyName"},
		{func(c *Company) { c.Name = "a\x00b" }, "companyName"},
		{func(c *Company) { c.Country = "cn" }, "country"},
		{func(c *Company) { c.Country = "UK" }, "country"},
		{func(c *Company) { c.Country = "ZZ" }, "country"},
		{func(c *Company) { c.Country, c.Area = "CHN", "cn" }, "country area"},
		{func(c *Company) { c.AppLimit, c.MemberLimit, c.ID = -1, -1, -1 }, "appLimit memberLimit id"},
		{func(c *Company) { c.Industry, c.Interest, c.Environment = 20, 6, 9 }, "industry interest environment"},
	} {
		company := good
		c.change(&company)
		company.setDefaults()
		if got := fields(company.checkNew()); got != c.wrong {
			t.Errorf("%+v: wrong %q, want %q", company, got, c.wrong)
		}
	}
}

func fields(err *fault.Error) string {
	var all []string
	for _, f := range err.Fields {
		all = append(all, f.Location)
	}
	return strings.Join(all, " ")
}

func TestCountriesAreThoseOfTheStandardToday(t *testing.T) {
	t.Parallel()
	all := Countries()
	if len(all) != 249 || !slices.IsSorted(all) || len(slices.Compact(all)) != 249 {
		t.Errorf("%d countries: %v", len(all), all)
	}
	for code, is := range map[string]bool{"CN": true, "DE": true, "GB": true, "SS": true, "TW": true, "SX": true, "UM": true, "de": false, "": false, "D": false, "DEU": false} {
		if isCountry(code) != is {
			t.Errorf("%q: want %v", code, is)
		}
	}
	for code := range strings.FieldsSeq("AN CS YU SU NT AC UN IC EA DG CP TA EU UK XK XX ZZ") {
		if isCountry(code) {
			t.Errorf("%s is a country", code)
		}
	}
}

func TestProjectIDsAreShortAndLeftAsTheyAreByURLs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 10_000 {
		id := newProjectID()
		if len(id) != 8 || !IsProjectID(id) || seen[id] {
			t.Fatalf("id %q", id)
		}
		if strings.IndexByte(idAlphabet, id[0]) >= 52 {
			t.Fatalf("id %q does not begin with a letter", id)
		}
		seen[id] = true
	}
	for id, ok := range map[string]bool{"u_gRV4g0": true, "": false, "a b": false, "é": false, "a\x00": false, strings.Repeat("a", 65): false} {
		if IsProjectID(id) != ok {
			t.Errorf("%q: want %v", id, ok)
		}
	}
}
