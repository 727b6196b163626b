package store

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// boot is a run of the machine.
type boot struct {
	id string
	at time.Time
}

// presentBoot tells the present run, on Linux; it reports false elsewhere.
func presentBoot() (boot, bool) {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return boot{}, false
	}
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return boot{}, false
	}
	for line := range strings.Lines(string(stat)) {
		text, _ := strings.CutPrefix(line, "btime ")
		if seconds, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64); err == nil {
			return boot{strings.TrimSpace(string(id)), time.Unix(seconds, 0)}, true
		}
	}
	return boot{}, false
}
