package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"

	"reseller-console/internal/demo"
)

// The access key in the environment. They are no flags, and so not in the list
// of processes.
const (
	envKeyID     = envPrefix + "ACCESS_KEY_ID"
	envKeySecret = envPrefix + "ACCESS_KEY_SECRET"
)

// accessKey is what requests are signed with.
type accessKey struct {
	id, secret string
	server     string // where it is for; empty if that is not said
}

// accessKey takes the key from the file, else from the environment.
func (r remote) accessKey(p Process) (accessKey, error) {
	if r.Credentials != "" {
		key, err := r.read()
		if err != nil {
			return key, fmt.Errorf("--credentials: %w", err)
		}
		return key, nil
	}
	key := accessKey{id: p.variable(envKeyID), secret: p.variable(envKeySecret)}
	if key.id == "" || key.secret == "" {
		return key, fmt.Errorf("an access key is needed: name a file that holds it by --credentials, or set %s and %s", envKeyID, envKeySecret)
	}
	return key, nil
}

// variable returns a variable of the environment; empty if it is not set.
func (p Process) variable(name string) (value string) {
	for _, pair := range p.Environ {
		if text, ok := strings.CutPrefix(pair, name+"="); ok {
			value = text
		}
	}
	return value
}

func (r remote) read() (accessKey, error) {
	info, err := os.Stat(r.Credentials)
	if err != nil {
		return accessKey{}, err
	}
	const others = 0o077
	if info.Mode().Perm()&others != 0 && runtime.GOOS != "windows" { // which has no such bits
		return accessKey{}, fmt.Errorf("others than its owner may use %[1]s; chmod 600 %[1]s", r.Credentials)
	}
	text, err := os.ReadFile(r.Credentials)
	if err != nil {
		return accessKey{}, err
	}
	if text := bytes.TrimSpace(text); bytes.HasPrefix(text, []byte("{")) {
		return r.keyOfDemo(text)
	}
	return keyOfLines(string(text))
}

// keyOfDemo finds the key of the first reseller, or of the one whose name or
// address is that or, of no other, begins so.
func (r remote) keyOfDemo(text []byte) (accessKey, error) {
	var all demo.Credentials
	if err := json.Unmarshal(text, &all); err != nil {
		return accessKey{}, fmt.Errorf("the file is damaged: %w", err)
	}
	var found []demo.Reseller
	for _, one := range all.Resellers {
		if r.Reseller == "" || strings.EqualFold(r.Reseller, one.Name) || strings.EqualFold(r.Reseller, one.Email) {
			found = []demo.Reseller{one}
			break
		}
		if beginsWith(one.Name, r.Reseller) || beginsWith(one.Email, r.Reseller) {
			found = append(found, one)
		}
	}
	switch len(found) {
	case 0:
		return accessKey{}, fmt.Errorf("there is no reseller %q, but: %s", r.Reseller, namesOf(all.Resellers))
	case 1:
		return accessKey{found[0].AccessKeyID, found[0].AccessKeySecret, all.BaseURL}, nil
	}
	return accessKey{}, fmt.Errorf("--reseller %q may be any of: %s; write more of the name", r.Reseller, namesOf(found))
}

// beginsWith reports whether a name begins with a text, in any case.
func beginsWith(name, text string) bool {
	return len(name) >= len(text) && strings.EqualFold(name[:len(text)], text)
}

func namesOf(resellers []demo.Reseller) string {
	names := make([]string, len(resellers))
	for i, one := range resellers {
		names[i] = one.Name
	}
	return strings.Join(names, ", ")
}

// keyOfLines reads name=value lines. Names that are not known are passed over,
// empty lines and those that begin with # too.
func keyOfLines(text string) (accessKey, error) {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, found := strings.Cut(strings.TrimSpace(line), "="); found && !strings.HasPrefix(name, "#") {
			values[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	key := accessKey{id: values["access_key_id"], secret: values["access_key_secret"]}
	if key.id == "" || key.secret == "" {
		return key, errors.New("the file must have lines access_key_id=… and access_key_secret=…, as key create prints them")
	}
	return key, nil
}
