package invoice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

const month = calendar.Month(202610)

// used is what is used of each item on a day.
type used map[string]int64

// document makes a bill of what projects use on each of the first days of a
// month.
func document(t testing.TB, area company.Area, terms billing.Terms, days int, projects ...used) Document {
	t.Helper()
	d := Document{&billing.Detailed{Name: "Brightlane Learning", Holder: "Northgate Communications", Projects: map[string]string{}}}
	d.Bill = billing.Bill{Company: 200_001, Month: month, Terms: terms, IssuedAt: month.Add(1).First().Start().Add(time.Minute)}
	d.Area = area
	use, sum := &billing.Use{}, make(billing.Quantities, len(billing.Items()))
	for day := range days {
		for p, of := range projects {
			row := billing.Row{Day: month.First().Add(day), Project: fmt.Sprintf("p%d", p), Quantities: make(billing.Quantities, len(sum))}
			d.Projects[row.Project] = fmt.Sprintf("Project %d", p)
			for i, item := range billing.Items() {
				row.Quantities[i] = of[item.ID]
				if item.Product.Kind.Additive() || day == 0 {
					sum[i] += of[item.ID]
				}
			}
			use.Rows = append(use.Rows, row)
		}
	}
	var err error
	if d.Lines, d.Used, err = terms.Cost(sum); err != nil {
		t.Fatal(err)
	}
	if d.Charges, err = terms.Charges(use, month); err != nil {
		t.Fatal(err)
	}
	d.Total = d.Used
	return d
}

func (d Document) adjusted(m calendar.Month, amount billing.Money, days ...calendar.Day) Document {
	d.Adjustments = append(d.Adjustments, billing.Adjusted{Month: m, Days: days, Amount: amount})
	d.Total += amount
	return d
}

// usual is a bill of the list in USD, with a correction.
func usual(t testing.TB) Document {
	return document(t, company.Outside, billing.List(company.Outside), 31,
		used{"rtc.audio": 240_030, "rtc.hd": 99_990, "transcoding.avcHd": 3_600, "rtm.dau": 1_400},
		used{"rtc.audio": 119_980, "rtc.hdp": 30_000, "cloudRecording.hd": 7_777, "rtm.dau": 31}).
		adjusted(202609, -1234, 20260903, 20260905)
}

// chinese is a deducted bill in CNY by a plan with tiers, volumes and packages.
func chinese(t testing.TB) Document {
	terms := billing.List(company.China)
	price := decimal.RequireFromString
	terms.Rates["rtc.hd"] = billing.Rate{Model: billing.Graduated, Per: 1000, Tiers: []billing.Tier{{UpTo: 100_000, Price: price("28")}, {UpTo: 1_000_000, Price: price("24.5")}, {Price: price("19")}}}
	terms.Rates["rtc.hdp"] = billing.Rate{Model: billing.Volume, Per: 1000, Tiers: []billing.Tier{{UpTo: 50_000, Price: price("105")}, {Price: price("90")}}}
	terms.Rates["transcoding.avcHd"] = billing.Rate{Model: billing.Package, Per: 3000, Tiers: []billing.Tier{{Price: price("100")}}}
	d := document(t, company.China, terms, 31,
		used{"rtc.audio": 9_240_030, "rtc.hd": 12_399_990, "rtc.hdp": 1_930_000, "miniApp.video": 88_000, "transcoding.avcHd": 3_600, "concurrentChannel.avcTotal": 17})
	d.Name, d.Holder, d.Plan = "深圳市星河在线教育科技有限公司", "云帆通信（上海）有限公司", 3
	d.DeductedAt = month.Add(1).First().Add(5).Start()
	return d
}

// long is a bill of everything there is, in tiers, with names that are long and
// written in other ways.
func long(t testing.TB) Document {
	terms := billing.Terms{Currency: billing.USD, Rates: map[string]billing.Rate{}}
	all := used{}
	for i, item := range billing.Items() {
		var tiers []billing.Tier
		for n := range int64(12) {
			tiers = append(tiers, billing.Tier{UpTo: (n + 1) * 100_000, Price: decimal.New(9_999_999-n, -6)})
		}
		terms.Rates[item.ID] = billing.Rate{Model: billing.Graduated, Per: 1000, Tiers: append(tiers, billing.Tier{Price: decimal.NewFromInt(1)})}
		all[item.ID] = int64(i+1) * 1_234_567
	}
	d := document(t, company.Outside, terms, 31, all)
	d.Name = "Société Générale d’Enseignement à Distance, Українська академія, 株式会社きょうと, 한국어교육, شركة التعليم, 𠮷野家 & Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH"
	d.Holder = strings.Repeat("Northgate ", 12)
	var days []calendar.Day
	for day := calendar.Day(20260801); day <= 20260831; day++ {
		days = append(days, day)
	}
	return d.adjusted(202608, 123_456_789, days...).adjusted(202609, 1, 20260930)
}

func written(t testing.TB, d Document, f Format, language string) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b, f, locale.For(language)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheSameBillIsTheSameFile(t *testing.T) {
	t.Parallel()
	for _, f := range []Format{PDF, CSV, FOCUS} {
		if a, b := written(t, chinese(t), f, "zh-Hans"), written(t, chinese(t), f, "zh-Hans"); a != b {
			t.Errorf("two files of the format %s differ", f)
		}
	}
}

func TestABillHasAsManyPagesAsItNeeds(t *testing.T) {
	t.Parallel()
	empty := document(t, company.Outside, billing.List(company.Outside), 0)
	for _, c := range []struct {
		d     Document
		pages [2]int // in English and Chinese
	}{{empty, [2]int{1, 1}}, {usual(t), [2]int{1, 1}}, {chinese(t), [2]int{1, 1}}, {long(t), [2]int{5, 4}}} {
		for i, language := range locale.Tags() {
			file := written(t, c.d, PDF, language)
			if n := strings.Count(file, "<</Type /Page\n"); n != c.pages[i] {
				t.Errorf("the bill of %.20s in %s has %d pages, want %d", c.d.Name, language, n, c.pages[i])
			}
			if !strings.Contains(file, "/Lang ("+language+")") {
				t.Errorf("the language is not %s", language)
			}
		}
	}
}

func TestFormatsAreKnownByName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"": "bill-1.pdf", "pdf": "bill-1.pdf", "csv": "bill-1.csv", "focus": "focus-1.csv"} {
		if f, err := ParseFormat(name); err != nil || f.FileName("1") != want {
			t.Errorf("%q is %s, %v", name, f.FileName("1"), err)
		}
	}
	if _, err := ParseFormat("xml"); err == nil {
		t.Error("xml is a format")
	}
}
