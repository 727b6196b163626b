package export

import (
	"reflect"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

func TestACompanyThatIsNoLongerOursHasNoName(t *testing.T) {
	t.Parallel()
	products, err := Products([]string{"rtm"})
	if err != nil {
		t.Fatal(err)
	}
	q := Query{Company: true, Products: products}
	d := rowWriter{words: locale.For("en"), query: &q}
	cells := d.of(&usage.Row{Period: 20260801, Company: 200009, Values: make([]catalog.Values, 1)})
	var got []string
	for _, c := range cells {
		got = append(got, c.String())
	}
	if want := []string{"2026-08-01", "200009", "No longer yours", "", "", "0"}; !reflect.DeepEqual(got, want) {
		t.Errorf("the row is %q, want %q", got, want)
	}
}
