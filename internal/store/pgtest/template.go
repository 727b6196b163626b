package pgtest

import (
	"sync"
	"testing"
)

// Template is a database that is made ready once in a test binary, at its first
// use, and copied for each test.
type Template struct{ name func() (string, error) }

// NewTemplate returns one that ready makes of an empty database. Ready must
// leave no connection to it.
func NewTemplate(ready func(url string) error) *Template {
	return &Template{sync.OnceValues(func() (string, error) {
		server, err := shared()
		if err != nil {
			return "", err
		}
		name := newName()
		if err := server.copy("template0", name); err != nil {
			return "", err
		}
		return name, ready(server.url(name))
	})}
}

// URL returns the address of a copy that is dropped when the test ends. Without
// PostgreSQL on the machine the test is skipped, or fails where CI=true.
func (p *Template) URL(t testing.TB) string {
	t.Helper()
	name, err := p.name()
	need(t, err)
	return database(t, shared, name)
}
