package app

import (
	"fmt"
	netmail "net/mail"
	"path/filepath"
	"strings"

	"reseller-console/internal/locale"
	"reseller-console/internal/mail"
)

// outboxDir is where letters are written, in the data directory.
const outboxDir = "mail"

func (s serving) validateMail() error {
	if _, err := mail.ParseSMTP(s.SMTPURL); s.SMTPURL != "" && err != nil {
		return fmt.Errorf("--smtp-url: %w", err)
	}
	if _, err := s.mailFrom(); err != nil {
		return fmt.Errorf("--mail-from must be like no-reply@console.example, not %q", s.MailFrom)
	}
	return nil
}

// mailFrom is whom letters come from.
func (s serving) mailFrom() (netmail.Address, error) {
	if s.MailFrom == "" {
		return netmail.Address{Name: locale.For("").T("product"), Address: "no-reply@" + mail.Domain(s.BaseURL)}, nil
	}
	from, err := netmail.ParseAddress(s.MailFrom)
	if err != nil {
		return netmail.Address{}, err
	}
	return *from, nil
}

// joinMail decides where letters go: to a mail server, or into files.
func (s *server) joinMail() error {
	from, err := s.settings.mailFrom()
	if err != nil {
		return err
	}
	s.sender = &mail.Sender{Accounts: s.accounts, From: from, BaseURL: strings.TrimSuffix(s.settings.BaseURL, "/"), Clock: s.settings.now}
	if s.settings.SMTPURL == "" {
		s.outbox = mail.NewOutbox(filepath.Join(s.settings.Data, outboxDir))
		s.sender.Post = s.outbox
		return nil
	}
	s.sender.Post, err = mail.ParseSMTP(s.settings.SMTPURL)
	return err
}
