package billing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// used is quantities of items: seconds, or numbers.
func used(pairs ...any) Quantities {
	q := make(Quantities, len(items))
	for i := 0; i < len(pairs); i += 2 {
		q[itemAt[pairs[i].(string)]] = int64(pairs[i+1].(int))
	}
	return q
}

func TestItemsAreClassesOfMinutesAndMetricsOfAllElse(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, i := range Items() {
		ids = append(ids, i.ID)
	}
	const want = "rtc.audio rtc.hd rtc.hdp onPremiseRecording.audio onPremiseRecording.hd onPremiseRecording.hdp " +
		"cloudRecording.audio cloudRecording.hd cloudRecording.hdp miniApp.audio miniApp.video " +
		"transcoding.audioHostin transcoding.avcAudio transcoding.videoSingleHost transcoding.avcSd transcoding.avcHd transcoding.avcHdp " +
		"transcoding.hevcAudio transcoding.hevcSd transcoding.hevcHd transcoding.hevcHdp " +
		"concurrentChannel.avcTotal concurrentChannel.avcTotalHostin concurrentChannel.avcTotalVideoHostin concurrentChannel.avcAudio " +
		"concurrentChannel.audioHostin concurrentChannel.videoSingleHost concurrentChannel.avcSd concurrentChannel.avcHd concurrentChannel.avcHdp " +
		"concurrentChannel.hevcAudio concurrentChannel.hevcSd concurrentChannel.hevcHd concurrentChannel.hevcHdp rtm.dau"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("items are\n%s, want\n%s", got, want)
	}
}

func TestFiguresGoToTheirItems(t *testing.T) {
	t.Parallel()
	q := make(Quantities, len(items))
	for _, p := range catalog.Metered() {
		f := usage.Figure{Cell: usage.Cell{Product: p.Code}}
		for slot := range p.Slots() {
			f.Values[slot] = int64(p.Code)*100 + int64(slot)
		}
		q.add(&f)
	}
	for id, want := range map[string]int64{
		"rtc.audio": 100, "rtc.hd": 101 + 102, "rtc.hdp": 103, "cloudRecording.hd": 301 + 302, "miniApp.video": 401,
		"transcoding.avcHd": 804, "concurrentChannel.avcTotal": 600, "rtm.dau": 700,
	} {
		if got := q[itemAt[id]]; got != want {
			t.Errorf("%s has %d, want %d", id, got, want)
		}
	}
}

func TestTheListPricesWhatWasUsed(t *testing.T) {
	t.Parallel()
	const minute, thousand = 60, 60_000
	for name, c := range map[string]struct {
		area  company.Area
		used  Quantities
		total string
		lines string // item units-free=billed amount
	}{
		"nothing": {company.Outside, used(), "0.00", ""},
		"within the allowance": {company.Outside, used("rtc.audio", 10_000*minute), "0.00",
			"rtc.audio 10000-10000=0 0"},
		"one second more is a minute": {company.Outside, used("rtc.audio", 10_000*minute+1), "0.00",
			"rtc.audio 10001-10000=1 0.00099"},
		"half a cent is rounded up": {company.Outside, used("rtc.audio", 10_000*minute, "rtc.hdp", 500*minute), "7.50",
			"rtc.audio 10000-10000=0 0; rtc.hdp 500-0=500 7.495"},
		"the allowance is used up audio first, then HD, then HDP": {company.Outside,
			used("rtc.audio", 3*thousand, "cloudRecording.audio", 2*thousand, "rtc.hd", 4*thousand, "cloudRecording.hd", 2*thousand, "rtc.hdp", thousand), "20.98",
			"rtc.audio 3000-3000=0 0; rtc.hd 4000-4000=0 0; rtc.hdp 1000-0=1000 14.99; cloudRecording.audio 2000-2000=0 0; cloudRecording.hd 2000-1000=1000 5.99"},
		"mini app video comes before cloud recording in HD": {company.China,
			used("onPremiseRecording.hd", 9*thousand, "miniApp.video", 2*thousand, "cloudRecording.hd", thousand), "66.00",
			"onPremiseRecording.hd 9000-9000=0 0; cloudRecording.hd 1000-0=1000 36; miniApp.video 2000-1000=1000 30"},
		"active users have an allowance of their own": {company.Outside, used("rtm.dau", 1_234), "3.39",
			"rtm.dau 1234-1000=234 3.393"},
		"the worked example of docs/billing.md": {company.Outside, used("rtc.audio", 240_030+119_980, "rtc.hd", 60_000+239_990, "rtc.hdp", 30_000), "11.49",
			"rtc.audio 6001-6001=0 0; rtc.hd 5000-3999=1001 3.99399; rtc.hdp 500-0=500 7.495"},
		"what has no price costs nothing and is flagged": {company.Outside, used("transcoding.avcHd", thousand, "concurrentChannel.avcTotal", 7, "miniApp.audio", thousand), "0.00",
			"miniApp.audio 1000-1000=0 0 unpriced; transcoding.avcHd 1000-0=1000 0 unpriced; concurrentChannel.avcTotal 7-0=7 0 unpriced"},
	} {
		terms := List(c.area)
		lines, total, err := terms.Cost(c.used)
		if err != nil || total.String() != c.total || said(lines) != c.lines {
			t.Errorf("%s: %s, %v\n got %s\nwant %s %s", name, total, err, said(lines), c.total, c.lines)
		}
	}
}

func said(lines []Line) string {
	var all []string
	for _, l := range lines {
		text := fmt.Sprintf("%s %d-%d=%d %s", l.Item, l.Units, l.Free, l.Billed, l.Amount)
		if l.Unpriced {
			text += " unpriced"
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

func TestRatesPriceByTheirModel(t *testing.T) {
	t.Parallel()
	price := decimal.RequireFromString
	tiers := []Tier{{UpTo: 100, Price: price("10")}, {UpTo: 200, Price: price("8")}, {Price: price("5.000001")}}
	for _, c := range []struct {
		rate Rate
		want map[int64]string
	}{
		{Rate{Flat, 1000, []Tier{{Price: price("3.99")}}}, map[int64]string{0: "0", 1: "0.00399", 1_000_000_007: "3990000.02793"}},
		{Rate{Graduated, 10, tiers}, map[int64]string{0: "0", 100: "100", 101: "100.8", 200: "180", 300: "230.00001"}},
		{Rate{Volume, 10, tiers}, map[int64]string{0: "0", 100: "100", 101: "80.8", 200: "160", 201: "100.5000201"}},
		{Rate{Package, 300, []Tier{{Price: price("9")}}}, map[int64]string{0: "0", 1: "9", 300: "9", 301: "18"}},
	} {
		terms := Terms{Currency: USD, Rates: map[string]Rate{"rtc.hd": c.rate}}
		if err := terms.Check(USD); err != nil {
			t.Errorf("%s: %v", c.rate.Model, err)
		}
		for n, want := range c.want {
			if got := c.rate.amount(n); got.String() != want {
				t.Errorf("%d %s cost %s, want %s", n, c.rate.Model, got, want)
			}
		}
	}
}

func TestTermsThatCannotBeBilledByAreRefused(t *testing.T) {
	t.Parallel()
	price := decimal.RequireFromString
	one := []Tier{{Price: price("1")}}
	for name, c := range map[string]struct {
		change func(*Terms)
		where  string
	}{
		"another currency":     {func(t *Terms) { t.Currency = CNY }, "currency"},
		"an unknown item":      {func(t *Terms) { t.Rates["rtc.sd"] = Rate{Flat, 1, one} }, "rates.rtc.sd"},
		"an unknown model":     {func(t *Terms) { t.Rates["rtc.hd"] = Rate{"stairs", 1, one} }, "rates.rtc.hd.model"},
		"no power of ten":      {func(t *Terms) { t.Rates["rtc.hd"] = Rate{Flat, 300, one} }, "rates.rtc.hd.per"},
		"a package of nothing": {func(t *Terms) { t.Rates["rtc.hd"] = Rate{Package, 0, one} }, "rates.rtc.hd.per"},
		"two prices of one":    {func(t *Terms) { t.Rates["rtc.hd"] = Rate{Flat, 1, append(one, one...)} }, "rates.rtc.hd.tiers rates.rtc.hd.tiers[0].upTo"},
		"a price below 0":      {func(t *Terms) { t.Rates["rtc.hd"] = Rate{Flat, 1, []Tier{{Price: price("-1")}}} }, "rates.rtc.hd.tiers[0].price"},
		"seven places":         {func(t *Terms) { t.Rates["rtc.hd"] = Rate{Flat, 1, []Tier{{Price: price("0.0000001")}}} }, "rates.rtc.hd.tiers[0].price"},
		"tiers that fall": {func(t *Terms) {
			t.Rates["rtc.hd"] = Rate{Volume, 1, []Tier{{5, price("1")}, {4, price("1")}, {0, price("1")}}}
		}, "rates.rtc.hd.tiers[1].upTo"},
		"a last tier with a bound": {func(t *Terms) { t.Rates["rtc.hd"] = Rate{Volume, 1, []Tier{{5, price("1")}}} }, "rates.rtc.hd.tiers[0].upTo"},
		"an allowance of nothing":  {func(t *Terms) { t.Free = []Allowance{{0, nil}} }, "free[0].units"},
		"an item twice":            {func(t *Terms) { t.Free = []Allowance{{1, []string{"rtc.hd", "rtc.hd"}}} }, "free[0].items[1]"},
		"years of grace":           {func(t *Terms) { t.GraceDays = 367 }, "graceDays"},
	} {
		terms := List(company.Outside)
		c.change(&terms)
		err := terms.Check(USD)
		var where []string
		if err != nil {
			for _, f := range fault.Readable(err).Fields {
				where = append(where, f.Location)
			}
		}
		if got := strings.Join(where, " "); got != c.where {
			t.Errorf("%s: wrong are %q, want %q", name, got, c.where)
		}
	}
	for _, area := range []company.Area{company.China, company.Outside} {
		if terms := List(area); terms.Check(CurrencyOf(area)) != nil {
			t.Errorf("the list of %s is refused: %v", area, terms.Check(CurrencyOf(area)))
		}
	}
}

func TestAmountsAreReadAndWrittenExactly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"12": "12.00", "12.5": "12.50", "-0.01": "-0.01", "-0": "0.00", "0.10": "0.10", "1000000000000": "1000000000000.00"} {
		if m, err := ParseMoney(text); err != nil || m.String() != want {
			t.Errorf("%q is %s, %v; want %s", text, m, err, want)
		}
	}
	for _, text := range []string{"", "x", "1.005", "1e3", "NaN", "Inf", "1,5", "1000000000000.01", "99999999999999999999"} {
		if m, err := ParseMoney(text); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is %s, %v", text, m, err)
		}
	}
}

func TestPricesAreWrittenWithTwoPlacesAtLeast(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"7": "7.00", "14.5": "14.50", "0.990": "0.99", "0.000125": "0.000125", "-3.5": "-3.50"} {
		if got := Exact(decimal.RequireFromString(text)); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

func TestTheLatestVersionThatHasBegunIsThePlan(t *testing.T) {
	t.Parallel()
	plans := Plans{{Number: 1, From: 202601}, {Number: 2, From: 202606}, {Number: 3, From: 202603}, {Number: 4, From: 202606}}
	var got []int
	for _, month := range []int32{202512, 202601, 202603, 202605, 202606, 202701} {
		got = append(got, plans.On(usage.Period(month).First().Month(), Terms{}).Number)
	}
	if want := []int{0, 1, 3, 3, 4, 4}; !slices.Equal(got, want) {
		t.Errorf("plans are %v, want %v", got, want)
	}
}
