package api

import (
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/fault"
)

// checkQuery refuses what huma would leave out in silence: pairs that cannot be
// read, of any parameter, and parameters of the operation that are empty though
// no value of theirs is.
func checkQuery(op *huma.Operation, raw string) error {
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		plainName, nameErr := url.QueryUnescape(name)
		_, valueErr := url.QueryUnescape(value)
		right := ""
		switch {
		case nameErr != nil:
			plainName, right = name, "written with %XX for what is not a letter or digit"
		case valueErr != nil:
			right = "written with %XX for what is not a letter or digit"
		case strings.Contains(pair, ";"):
			right = "written with %3B for a semicolon; & separates parameters"
		case value == "":
			right = neverEmpty(op, plainName)
		}
		if right != "" {
			return fault.New(fault.Invalid, "Parameters are not right: %.40q must be %s.", plainName, right).With(plainName, right, value)
		}
	}
	return nil
}

// neverEmpty says what a parameter of the operation must be if it is there;
// nothing, if it may be empty or is unknown.
func neverEmpty(op *huma.Operation, name string) (right string) {
	for _, p := range op.Parameters {
		switch {
		case p.In != "query" || p.Name != name:
			continue
		case p.Schema.Type == huma.TypeInteger:
			right = "a number"
		case p.Schema.Format == "date-time":
			right = "a time like 2026-08-31T12:00:00Z"
		case p.Schema.Enum != nil:
			right = "one of its values"
		default:
			return ""
		}
		if !p.Required {
			right += ", or left out"
		}
	}
	return right
}
