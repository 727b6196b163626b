package hook

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
)

// message is the body of a message.
type message struct {
	Type      Event  `json:"type"`
	Timestamp string `json:"timestamp"` // when it happened, RFC 3339
	Data      any    `json:"data"`
}

// Body is what a message of an event says.
func Body(event Event, at time.Time, data any) (string, error) {
	text, err := json.Marshal(message{event, at.UTC().Format(time.RFC3339), data})
	return string(text), err
}

// budgetData tells of a budget's alert.
type budgetData struct {
	Budget    int64  `json:"budget"`
	Name      string `json:"name"`
	Company   int64  `json:"company,omitzero"` // none: all of the reseller's
	Month     string `json:"month"`
	Threshold int    `json:"threshold,omitzero"` // in percent
	ExceedsOn string `json:"exceedsOn,omitzero"`
	Used      string `json:"used"`
	Limit     string `json:"limit"`
	Unit      string `json:"unit"` // minutes or a currency
}

// billData tells of a month's bill.
type billData struct {
	Company  int64  `json:"company"`
	Month    string `json:"month"`
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
	Balance  string `json:"balance,omitzero"`
}

// statusData tells of a company's status.
type statusData struct {
	Company int64  `json:"company"`
	Before  int    `json:"before"`
	After   int    `json:"after"`
	Reason  string `json:"reason,omitzero"`
}

// Of returns the event that a line of the audit trail is, and what its message
// tells; "" if it is none.
func Of(e *account.Entry) (Event, any) {
	changed := map[string]account.Change{}
	for _, c := range e.Changes {
		changed[c.Field] = c
	}
	_, month, _ := strings.Cut(e.Target, " ")
	amount, currency, _ := strings.Cut(changed["amount"].After, " ")
	bill := billData{Company: e.Company, Month: month, Amount: amount, Currency: currency}
	switch {
	case e.Action == "bill.issue":
		return BillIssued, bill
	case e.Action == "bill.deduct":
		bill.Balance, _, _ = strings.Cut(changed["balance"].After, " ")
		return BillDeducted, bill
	case e.Action == "budget.alert":
		return alertOf(e, changed)
	case strings.HasPrefix(string(e.Action), "company.") && changed["status"].Before != "":
		status := statusData{Company: e.Company, Reason: changed["reason"].After}
		status.Before, status.After = number(changed["status"].Before), number(changed["status"].After)
		return StatusChanged, status
	}
	return "", nil
}

func alertOf(e *account.Entry, changed map[string]account.Change) (Event, any) {
	_, id, _ := strings.Cut(e.Target, " ")
	used, _, _ := strings.Cut(changed["used"].After, " ")
	limit, unit, _ := strings.Cut(changed["limit"].After, " ")
	data := budgetData{
		Budget: int64(number(id)), Name: changed["name"].After, Company: int64(number(changed["cid"].After)), Month: changed["month"].After,
		Threshold: number(changed["threshold"].After), ExceedsOn: changed["exceedsOn"].After, Used: used, Limit: limit, Unit: unit,
	}
	if data.ExceedsOn != "" {
		return BudgetForecast, data
	}
	return BudgetThreshold, data
}

// number reads what the trail has written; no number is 0.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
