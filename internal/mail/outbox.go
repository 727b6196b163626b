package mail

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"reseller-console/internal/fault"
)

// Outbox keeps letters as files that any mail program opens, where no mail
// server is configured. It is a Post.
type Outbox struct{ dir string }

// NewOutbox returns an outbox in a directory, made with the first letter.
func NewOutbox(dir string) *Outbox { return &Outbox{dir} }

// MaxLetters is how many letters are listed, the newest ones.
const MaxLetters = 200

// Letter is a letter that was sent into the outbox.
type Letter struct {
	Name string // of its file
	Message
}

// fileName is the form of the names of letters.
var fileName = regexp.MustCompile(`^[0-9a-f.]+\.eml$`)

// Send implements Post. The file is its owner's alone and appears whole or not
// at all; another attempt at the same letter replaces it.
func (o *Outbox) Send(_ context.Context, m *Message) (err error) {
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(o.dir, ".mail-*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = m.compose().WriteTo(file)
	name, _, _ := strings.Cut(m.ID, "@")
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(o.dir, name+".eml"))
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return syncDir(o.dir)
}

// syncDir flushes the names in a directory.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// List returns the newest letters, the newest first. A file that is no letter
// of ours is left out.
func (o *Outbox) List() ([]Letter, error) {
	entries, err := os.ReadDir(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Letter
	for _, name := range newest(entries) {
		if l, err := o.Read(name); err == nil {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b Letter) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Name, a.Name)) })
	return all, nil
}

// newest names the files that were written last.
func newest(entries []fs.DirEntry) []string {
	written := map[string]int64{}
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && fileName.MatchString(e.Name()) {
			written[e.Name()] = info.ModTime().UnixNano()
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(written[b], written[a]) })
	return names[:min(len(names), MaxLetters)]
}

// Read returns one letter, else fault.NotFound.
func (o *Outbox) Read(name string) (Letter, error) {
	missing := fault.New(fault.NotFound, "There is no such letter.")
	if !fileName.MatchString(name) {
		return Letter{}, missing
	}
	content, err := os.ReadFile(filepath.Join(o.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return Letter{}, missing
	}
	if err != nil {
		return Letter{}, err
	}
	m, err := parse(content)
	return Letter{name, m}, err
}

// parse reads a message as compose writes it.
func parse(content []byte) (m Message, err error) {
	raw, err := netmail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		return m, err
	}
	from, fromErr := netmail.ParseAddress(raw.Header.Get("From"))
	to, toErr := netmail.ParseAddress(raw.Header.Get("To"))
	at, dateErr := raw.Header.Date()
	var words mime.WordDecoder
	subject, subjectErr := words.DecodeHeader(raw.Header.Get("Subject"))
	if err := errors.Join(fromErr, toErr, dateErr, subjectErr); err != nil {
		return m, err
	}
	m = Message{ID: strings.Trim(raw.Header.Get("Message-ID"), "<>"), From: *from, To: *to, At: at.UTC(), Subject: subject}
	return m, m.parseBody(raw)
}

func (m *Message) parseBody(raw *netmail.Message) error {
	_, parameters, err := mime.ParseMediaType(raw.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	parts := multipart.NewReader(raw.Body, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		text, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			return err
		}
		body := strings.ReplaceAll(string(text), "\r\n", "\n")
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			m.HTML = body
		} else {
			m.Text = body
		}
	}
}
