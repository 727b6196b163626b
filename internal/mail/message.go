package mail

import (
	netmail "net/mail"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Message is a letter with its envelope.
type Message struct {
	ID       string // Message-ID, without the brackets
	From, To netmail.Address
	At       time.Time
	Subject  string
	Text     string
	HTML     string
}

// compose writes the message as RFC 5322 has it. What stands in its headers
// is encoded wherever it is not plain: a line break in a name is text.
func (m *Message) compose() *gomail.Msg {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&m.From)
	msg.AddToMailAddress(&m.To)
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDateWithValue(m.At)
	msg.Subject(m.Subject)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // no answers by machines (RFC 3834)
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg
}
