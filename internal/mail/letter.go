package mail

import (
	"bytes"
	_ "embed"
	"fmt"
	htmltemplate "html/template"
	"slices"
	texttemplate "text/template"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/locale"
)

// kind is one of the letters: its words are the messages mail.NAME.subject,
// .text, .action and .end of package locale.
type kind struct {
	page  string        // where its action leads; "": it has none
	shows string        // the entry of Data that the page is asked for; "": none
	link  time.Duration // how long the link of its action can be used; 0: it lets nobody in
}

// The letters, by Notice.Text.
var kinds = map[string]kind{
	account.MailReset:       {page: "/reset-password", link: account.ResetFor},
	account.MailInvite:      {page: "/reset-password", link: account.InviteFor},
	account.MailConfirm:     {page: "/confirm-email", link: account.InviteFor},
	account.MailKnown:       {page: "/login"},
	account.MailChanged:     {page: "/forgot-password"},
	"export.done":           {page: "/usage/exports", shows: "export"},
	"export.scheduled":      {page: "/usage/exports", shows: "export"},
	"export.failed":         {page: "/usage/schedules"},
	"company.freeze":        {},
	"company.unfreeze":      {},
	"bill.issue":            {},
	"bill.deduct":           {},
	"balance.short":         {},
	"balance.suspend":       {},
	"balance.recover":       {},
	"budget.threshold":      {page: "/billing/budgets"},
	"budget.forecast":       {page: "/billing/budgets"},
	"webhook.failing":       {page: "/settings/webhook-log", shows: "webhook"},
	"webhook.gone":          {page: "/settings/webhook-log", shows: "webhook"},
	account.MailFactorReset: {page: "/login"},
	"application.declined":  {},
}

// amounts are the entries of Data that are numbers as programs write them,
// some with a unit: "-1234.50 USD".
var amounts = []string{"amount", "balance", "minimum", "used", "limit", "rows"}

// letter is what a user reads.
type letter struct {
	Language string
	Subject  string
	Greeting string
	Text     string
	Action   string // what the link does; "" without one
	URL      string
	End      string // what comes after the link
	Product  string
	BaseURL  string
}

// newLetter writes a letter in the user's language.
func newLetter(u *account.User, n *account.Notice, baseURL, action string) *letter {
	w := locale.For(u.Language)
	pairs := make([]any, 0, 2*len(n.Data))
	for name, value := range n.Data {
		if slices.Contains(amounts, name) {
			value = w.Amount(value)
		}
		pairs = append(pairs, name, value)
	}
	l := &letter{
		Language: w.Tag(), Product: w.T("product"), BaseURL: baseURL,
		Subject: w.T("mail."+n.Text+".subject", pairs...), Greeting: w.T("mail.greeting", "name", u.Name),
		Text: w.T("mail."+n.Text+".text", pairs...), End: w.T("mail."+n.Text+".end", pairs...),
	}
	if kinds[n.Text].page != "" {
		l.Action, l.URL = w.T("mail."+n.Text+".action"), action
	}
	return l
}

//go:embed letter.html
var htmlText string

//go:embed letter.txt
var plainText string

var (
	htmlLetter  = htmltemplate.Must(htmltemplate.New("letter.html").Parse(htmlText))
	plainLetter = texttemplate.Must(texttemplate.New("letter.txt").Parse(plainText))
)

func (l *letter) render() (text, html string, err error) {
	var plain, rich bytes.Buffer
	if err := plainLetter.Execute(&plain, l); err != nil {
		return "", "", fmt.Errorf("write a letter: %w", err)
	}
	if err := htmlLetter.Execute(&rich, l); err != nil {
		return "", "", fmt.Errorf("write a letter: %w", err)
	}
	return plain.String(), rich.String(), nil
}
