package app

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// envPrefix leads the names of settings in the environment.
const envPrefix = "RC_"

// sources are the settings of the environment and of the file of --config.
// The command line wins over the environment, the environment over the file.
type sources struct {
	environ map[string]string
	file    map[string]any
	path    string
}

func newSources(p Process) (*sources, error) {
	s := &sources{environ: map[string]string{}}
	for _, pair := range p.Environ {
		if name, value, _ := strings.Cut(pair, "="); strings.HasPrefix(name, envPrefix) {
			s.environ[name] = value
		}
	}
	if s.path = configPath(p.Args); s.path == "" {
		s.path = s.environ[envPrefix+"CONFIG"]
	}
	if s.path == "" {
		return s, nil
	}
	text, err := os.ReadFile(s.path)
	if err != nil {
		return nil, fmt.Errorf("the settings file cannot be read: %w", err)
	}
	if err := json.Unmarshal(text, &s.file); err != nil {
		return nil, fmt.Errorf("the settings file %s is not a JSON object: %w", s.path, err)
	}
	return s, nil
}

// configPath finds --config before the command line is parsed, because the
// file has part in parsing it.
func configPath(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--config="); ok {
			return value
		}
		if arg == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

func envName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// Validate implements kong.Resolver.
func (s *sources) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver.
func (s *sources) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if value, ok := s.environ[envName(flag.Name)]; ok {
		return value, nil
	}
	if value, ok := s.file[flag.Name]; ok {
		return value, nil
	}
	return nil, nil //nolint:nilnil // kong's way to say "not set here"
}

// refuseUnknown makes a misspelt setting an error instead of a silence.
func (s *sources) refuseUnknown(root *kong.Node) error {
	var known []string
	_ = kong.Visit(root, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			known = append(known, flag.Name)
		}
		return next(nil)
	})
	for name := range s.environ {
		if name != envKeyID && name != envKeySecret && !slices.ContainsFunc(known, func(flag string) bool { return envName(flag) == name }) {
			return fmt.Errorf("the environment has %s, which is no setting", name)
		}
	}
	for name := range s.file {
		if !slices.Contains(known, name) {
			return fmt.Errorf("the settings file %s has %q, which is no setting", s.path, name)
		}
	}
	return nil
}
