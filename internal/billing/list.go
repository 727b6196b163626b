package billing

import (
	"github.com/shopspring/decimal"

	"reseller-console/internal/company"
)

// The free allowances of the list: minutes of a month per company in the order
// in which they are used up, and active users.
const (
	freeMinutes = 10_000
	freeUsers   = 1_000
)

var freeOrder = []string{
	"rtc.audio", "onPremiseRecording.audio", "cloudRecording.audio", "miniApp.audio",
	"rtc.hd", "onPremiseRecording.hd", "miniApp.video", "cloudRecording.hd",
	"rtc.hdp", "onPremiseRecording.hdp", "cloudRecording.hdp",
}

// graceDays is how long a company is served whose balance is too low.
const (
	graceDays      = 30
	graceDaysChina = 5
)

// List returns the list of an area: the prices of December 2019, per 1,000
// minutes or users. Transcoding, concurrent channels and, outside China, mini
// apps have no price on it.
func List(a company.Area) Terms {
	t := Terms{Currency: CurrencyOf(a), Rates: map[string]Rate{}, GraceDays: graceDays}
	if a == company.China {
		t.GraceDays = graceDaysChina
		t.price("rtc", "7", "28", "105")
		t.price("onPremiseRecording", "7", "28", "105")
		t.price("cloudRecording", "9", "36", "135")
		t.Rates["miniApp.audio"], t.Rates["miniApp.video"] = flat("10"), flat("30")
		t.Rates["rtm.dau"] = flat("100")
	} else {
		t.price("rtc", "0.99", "3.99", "14.99")
		t.price("onPremiseRecording", "0.99", "3.99", "14.99")
		t.price("cloudRecording", "1.49", "5.99", "22.49")
		t.Rates["rtm.dau"] = flat("14.50")
	}
	t.Free = []Allowance{{freeMinutes, freeOrder}, {freeUsers, []string{"rtm.dau"}}}
	return t
}

// ListIn returns the list of a currency.
func ListIn(c Currency) Terms { return List(AreaOf(c)) }

func (t *Terms) price(product, audio, hd, hdp string) {
	t.Rates[product+".audio"], t.Rates[product+".hd"], t.Rates[product+".hdp"] = flat(audio), flat(hd), flat(hdp)
}

// flat is a price per 1,000.
func flat(price string) Rate {
	return Rate{Flat, 1000, []Tier{{Price: decimal.RequireFromString(price)}}}
}
