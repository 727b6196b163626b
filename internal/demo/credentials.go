package demo

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Credentials is what one needs to use the demo: the content of
// credentials.json.
type Credentials struct {
	BaseURL     string     `json:"base_url"`
	Seed        uint64     `json:"seed"` // what all was made from
	Operator    Operator   `json:"operator"`
	Resellers   []Reseller `json:"resellers"`
	Companies   []Company  `json:"companies"` // by CID
	IngestToken string     `json:"ingest_token"`
}

// Operator is the sign-in of the platform's operator.
type Operator struct {
	Name       string `json:"name"`
	Email      string `json:"email"`
	Password   string `json:"password"`
	TOTPSecret string `json:"totp_secret"` // of the codes that follow the password, in base 32
}

// Reseller is the sign-in of a reseller's owner, and its API key.
type Reseller struct {
	Name            string `json:"name"`
	Email           string `json:"email"`
	Password        string `json:"password"`
	AccessKeyID     string `json:"access_key_id"`
	AccessKeySecret string `json:"access_key_secret"`
	RegisterURL     string `json:"register_url"` // where its companies sign up; empty as Fill returns it, which knows no pages
}

// Company is a company of the demo with the ids of its projects.
type Company struct {
	CID      int64    `json:"cid"`
	Name     string   `json:"name"`
	Reseller string   `json:"reseller"` // name
	Email    string   `json:"email"`    // of its first administrator
	Password string   `json:"password"` // the same in all companies of a reseller, and for all of their members
	Members  []Member `json:"members,omitempty"`
	Projects []string `json:"projects"` // the main one first
}

// Member is the sign-in of another member of a company.
type Member struct {
	Role  string `json:"role"`
	Email string `json:"email"`
}

// Write puts the credentials into a file that only its owner can read. The
// file appears whole or not at all, and survives a power cut.
func (c Credentials) Write(path string) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // names are read by people
	encoder.SetIndent("", "  ")
	err := encoder.Encode(c)
	if err == nil {
		err = replace(path, text.Bytes())
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("write the credentials: %w", err)
	}
	return nil
}

// replace writes a file beside path, flushes it to disk and renames it.
func replace(path string, content []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".credentials-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// syncDir flushes the names in a directory, so that a rename is not lost.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// passwordAlphabet has 32 letters and digits, without those that are easily
// taken for one another.
const passwordAlphabet = "abcdefghijkmnpqrstuvwxyz23456789"

// newPassword returns three random groups of letters and digits, 60 bits, like
// "k7mq-4vxt-9hpd".
func newPassword() string {
	const groups, size = 3, 4
	var random [groups * size]byte
	rand.Read(random[:]) //nolint:errcheck // never fails: it ends the program instead
	password := make([]byte, 0, groups*(size+1))
	for i, b := range random {
		if i > 0 && i%size == 0 {
			password = append(password, '-')
		}
		password = append(password, passwordAlphabet[int(b)%len(passwordAlphabet)])
	}
	return string(password)
}
