package app

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/mattn/go-isatty"
)

// shown are the settings of commands whose answer can be a table.
type shown struct {
	Output string `default:"json" enum:"json,table" help:"Form of the answer, json or table; default ${default}."`
}

// show prints rows as the settings say. Cells are the columns that head names.
func show[T any](p Process, s shown, rows []T, head string, cells func(T) []any) error {
	if s.Output == "json" {
		return showJSON(p, append([]T{}, rows...)) // none are [], not null
	}
	table := [][]any{}
	for _, row := range rows {
		table = append(table, cells(row))
	}
	return showTable(p, strings.Fields(head), table)
}

func showTable(p Process, head []string, rows [][]any) error {
	w := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, row := range rows {
		line := make([]string, len(row))
		for i, cell := range row {
			line[i] = strings.Map(printable, fmt.Sprint(cell))
		}
		fmt.Fprintln(w, strings.Join(line, "\t"))
	}
	return w.Flush() // with the first error of all before
}

// printable replaces what a terminal would obey.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return unicode.ReplacementChar
}

// showJSON prints a value in lines on a terminal, else in one.
func showJSON(p Process, value any) error {
	encoder := json.NewEncoder(p.Stdout)
	encoder.SetEscapeHTML(false)
	if isTerminal(p.Stdout) {
		encoder.SetIndent("", "  ")
	}
	return encoder.Encode(value)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
