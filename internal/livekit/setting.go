package livekit

import (
	"strings"

	"reseller-console/internal/fault"
)

// MaxProject is the longest project id, in bytes, that a room may name.
const MaxProject = 64

// ParseKeys reads entries "keyid:secret" (LiveKit's own configuration writes
// "keyid: secret") into key id → secret. A malformed entry or a key id given
// twice is fault.Invalid; the text never quotes an entry, for it holds a
// secret.
func ParseKeys(entries []string) (map[string]string, error) {
	keys := map[string]string{}
	for i, entry := range entries {
		id, secret, _ := strings.Cut(entry, ":")
		id, secret = strings.TrimSpace(id), strings.TrimSpace(secret)
		if id == "" || secret == "" {
			return nil, fault.New(fault.Invalid, "LiveKit key %d must be written keyid:secret.", i+1)
		}
		if _, twice := keys[id]; twice {
			return nil, fault.New(fault.Invalid, "LiveKit key %d has the same key id as one before it.", i+1)
		}
		keys[id] = secret
	}
	return keys, nil
}

// Mapping says which project rooms belong to: the room name's part before its
// first "." → project id.
type Mapping map[string]string

// ParseMap reads entries "prefix=projectId". A malformed entry or a prefix
// given twice is fault.Invalid.
func ParseMap(entries []string) (Mapping, error) {
	mapping := Mapping{}
	for _, entry := range entries {
		prefix, project, _ := strings.Cut(entry, "=")
		prefix, project = strings.TrimSpace(prefix), strings.TrimSpace(project)
		switch {
		case prefix == "" || project == "":
			return nil, fault.New(fault.Invalid, "The LiveKit mapping %q must be written prefix=projectId.", entry)
		case strings.Contains(prefix, "."):
			return nil, fault.New(fault.Invalid, "The LiveKit mapping %q has a prefix with a dot; a room's prefix ends before its first one.", entry)
		case !validProject(project):
			return nil, fault.New(fault.Invalid, "The LiveKit mapping of %q names no project id: at most %d letters, digits and -._~.", prefix, MaxProject)
		case mapping[prefix] != "":
			return nil, fault.New(fault.Invalid, "The LiveKit mapping names %q twice.", prefix)
		}
		mapping[prefix] = project
	}
	return mapping, nil
}

// Unmapped leads the project of rooms that nobody mapped. A project id is
// URL-safe and has no colon, so no project ever has such an id and the meter
// quarantines the usage under a name that says what to map.
const Unmapped = "livekit:"

// project is where a room's usage belongs: the mapping of its name wins over
// what its metadata says.
func (m Mapping) project(r Room) string {
	prefix, _, _ := strings.Cut(r.Name, ".")
	if id, ok := m[prefix]; ok {
		return id
	}
	if r.Project != "" {
		return r.Project
	}
	return clip(Unmapped+prefix, MaxProject)
}

// validProject reports whether id can be a project's: short and URL-safe.
func validProject(id string) bool {
	for _, c := range []byte(id) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (c < '0' || c > '9') && !strings.ContainsRune("-._~", rune(c)) {
			return false
		}
	}
	return id != "" && len(id) <= MaxProject
}

// clip cuts s to at most max bytes without breaking a character.
func clip(s string, max int) string {
	if len(s) > max {
		s = strings.ToValidUTF8(s[:max], "")
	}
	return s
}
