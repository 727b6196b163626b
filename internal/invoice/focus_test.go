package invoice

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

// readFOCUS reads a file back, a row as values by column.
func readFOCUS(t *testing.T, text string) (rows []focusRow) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		r := focusRow{}
		for i, value := range record {
			r[records[0][i]] = value
		}
		rows = append(rows, r)
	}
	return rows
}

func TestFOCUSHasTheColumnsAndValuesOfItsSpecification(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/focus-1.2.csv")
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(content))
	reader.Comment = '#'
	rules, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var columns []string
	for _, rule := range rules {
		columns = append(columns, rule[0])
	}
	for _, d := range []Document{usual(t), chinese(t), long(t), open(t)} {
		text := written(t, d, FOCUS, "zh-Hans")
		if head, _, _ := strings.Cut(text, "\n"); head != strings.Join(columns, ",") {
			t.Fatalf("the columns are %s", head)
		}
		for i, row := range readFOCUS(t, text) {
			for _, rule := range rules {
				if wrong := breach(rule, row); wrong != "" {
					t.Fatalf("row %d of %.20s: %s is %q: %s", i, d.Name, rule[0], row[rule[0]], wrong)
				}
			}
		}
	}
}

// breach tells what is wrong with a value by a rule: column, type, null,
// allowed values.
func breach(rule []string, row focusRow) string {
	value, usage := row[rule[0]], row["ChargeCategory"] == "Usage" && row["ChargeClass"] == ""
	null := value == ""
	switch rule[2] {
	case "never":
		if null {
			return "null"
		}
	case "always":
		if !null {
			return "not null"
		}
	case "usage", "only usage":
		if usage && null || rule[2] == "only usage" && !usage && !null {
			return "null in the wrong rows"
		}
	}
	switch {
	case null:
		return ""
	case rule[1] == "time":
		if at, err := time.Parse(time.RFC3339, value); err != nil || !strings.HasSuffix(value, "Z") || at.Hour() != 0 {
			return "no day in UTC"
		}
	case rule[1] == "decimal" || rule[1] == "price":
		if n, err := decimal.NewFromString(value); err != nil || strings.ContainsAny(value, ",+ ") || rule[1] == "price" && n.IsNegative() {
			return "no such number"
		}
	}
	if rule[3] != "" && !slices.Contains(strings.Split(rule[3], "|"), value) {
		return "not allowed"
	}
	return ""
}

func TestCostsOfFOCUSAddUpToTheBillAndAreTheirUnitPricesTimesQuantity(t *testing.T) {
	t.Parallel()
	for _, d := range []Document{usual(t), chinese(t), long(t), open(t)} {
		sum, minutes := decimal.Zero, decimal.Zero
		for _, row := range readFOCUS(t, written(t, d, FOCUS, "en")) {
			number := func(column string) decimal.Decimal {
				n, err := decimal.NewFromString("0" + row[column])
				if err != nil {
					n, err = decimal.NewFromString(row[column])
				}
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			sum = sum.Add(number("BilledCost"))
			if row["SkuId"] == "rtc.audio" {
				minutes = minutes.Add(number("PricingQuantity"))
			}
			for _, of := range []string{"List", "Contracted"} {
				if row[of+"UnitPrice"] != "" && !number(of+"UnitPrice").Mul(number("PricingQuantity")).Equal(number(of+"Cost")) {
					t.Fatalf("%s is not unit price times quantity: %v", of, row)
				}
			}
			if row["ChargePeriodStart"] >= row["ChargePeriodEnd"] || row["BillingPeriodStart"] >= row["BillingPeriodEnd"] {
				t.Fatalf("a period ends before it begins: %v", row)
			}
		}
		if want := decimal.New(int64(d.Total), -2); !sum.Equal(want) {
			t.Errorf("the costs of %.20s add up to %s, its bill is %s", d.Name, sum, want)
		}
		if i := slices.IndexFunc(d.Lines, func(l billing.Line) bool { return l.Item == "rtc.audio" }); i >= 0 {
			if got := minutes.Ceil().IntPart(); got != d.Lines[i].Units {
				t.Errorf("%s minutes of audio, its bill has %d", minutes, d.Lines[i].Units)
			}
		}
	}
}

func TestACorrectionNamesItsDayOrDays(t *testing.T) {
	t.Parallel()
	for days, want := range map[int]string{1: "2026-09: figures of this day have changed since it was billed: 2026-09-03", 2: "2026-09: figures of these days have changed since it was billed: 2026-09-03, 2026-09-05"} {
		a := billing.Adjusted{Month: 202609, Days: []calendar.Day{20260903, 20260905}[:days]}
		if got := correction(locale.For("en"), &a); got != want {
			t.Errorf("of %d it says %q", days, got)
		}
	}
}

// open is a bill that is not issued.
func open(t testing.TB) Document {
	d := document(t, company.Outside, billing.List(company.Outside), 2, used{"rtc.hd": 60 * 6_000}, used{"rtm.dau": 700})
	d.IssuedAt = time.Time{}
	return d
}

func TestAFormulaInANameIsText(t *testing.T) {
	t.Parallel()
	d := usual(t)
	d.Name, d.Holder, d.Projects["p0"] = "=1+1", "@x", "+2"
	for _, f := range []Format{CSV, FOCUS} {
		text := written(t, d, f, "en")
		if strings.Contains(text, ",=1+1") || strings.Contains(text, ",@x") || strings.Contains(text, ",+2") || !strings.Contains(text, ",'=1+1") {
			t.Errorf("%s has a formula", f)
		}
	}
}

func TestAmountsOfTheCSVAddUpToTheBill(t *testing.T) {
	t.Parallel()
	for _, d := range []Document{usual(t), chinese(t), long(t)} {
		records, err := csv.NewReader(strings.NewReader(written(t, d, CSV, "zh-Hans"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		sum := decimal.Zero
		for _, r := range records[1:] {
			sum = sum.Add(decimal.RequireFromString(r[13]))
		}
		if want := decimal.New(int64(d.Total), -2); !sum.Equal(want) || len(records) < 1+len(d.Lines)+len(d.Adjustments) {
			t.Errorf("%d rows of %.20s add up to %s, its bill is %s", len(records), d.Name, sum, want)
		}
	}
}
