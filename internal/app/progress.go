package app

import (
	"fmt"
	"strings"
)

// progress draws one line that moves on a terminal, and a line for each tenth
// elsewhere.
type progress struct {
	process  Process
	what     string
	terminal bool
	tenth    int64
}

func newProgress(p Process, what string) *progress {
	return &progress{process: p, what: what, terminal: isTerminal(p.Stderr), tenth: -1}
}

const barWidth = 30

// show tells that done of total are done; a total below 1 is unknown.
func (b *progress) show(done, total int64, note string) {
	if total < 1 {
		if b.terminal {
			fmt.Fprintf(b.process.Stderr, "\r%s: %s", b.what, note)
		}
		return
	}
	done = min(done, total)
	switch {
	case b.terminal:
		full := int(done * barWidth / total)
		fmt.Fprintf(b.process.Stderr, "\r%s [%s%s] %3d %% %s", b.what, strings.Repeat("#", full), strings.Repeat(".", barWidth-full), done*100/total, note)
	case done*10/total > b.tenth:
		b.tenth = done * 10 / total
		fmt.Fprintf(b.process.Stderr, "%s: %d %% %s\n", b.what, done*100/total, note)
	}
}

// end leaves the line.
func (b *progress) end() {
	if b.terminal {
		fmt.Fprintln(b.process.Stderr)
	}
}
