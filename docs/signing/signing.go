// Package signing has a program for each of six languages that signs a request
// to the reseller API and sends it: the documentation shows them, and a test
// runs them.
package signing

import "embed"

// Files holds the programs under the names of Snippets.
//
//go:embed sign.sh sign.py sign.mjs Sign.java sign.php go/main.go
var Files embed.FS

// Snippet is a program in Files.
type Snippet struct {
	Language string
	File     string
	Run      []string // what runs it, before the file's name
	Needs    []string // what it runs itself
}

// Snippets returns all programs.
func Snippets() []Snippet {
	return []Snippet{
		{"curl and openssl", "sign.sh", []string{"sh"}, []string{"curl", "openssl"}},
		{"Go", "go/main.go", []string{"go", "run"}, nil},
		{"Python", "sign.py", []string{"python3"}, nil},
		{"Node", "sign.mjs", []string{"node"}, nil},
		{"Java", "Sign.java", []string{"java"}, nil},
		{"PHP", "sign.php", []string{"php"}, nil},
	}
}
