package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

var errMissing = errors.New("no PostgreSQL on this machine (apt-get install postgresql)")

// keeper runs the server for as long as its standard input is open: the test
// binary holds the other end, so that the server ends and its directory goes
// away however the binary ends, kill -9 and panics included. It ends at once,
// as in a crash. If it is told to, the directory stays, for another keeper.
//
// $1 is the directory of the programs, $2 the server's own, the rest are the
// server's settings.
const keeper = `
bin=$1 dir=$2
shift 2
init() { rm -rf "$dir/data"; "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 -N "$@"; }
{
	[ -s "$dir/stay" ] ||
	init --locale-provider=icu --icu-locale=en-US --locale=C ||
	init --locale=en_US.UTF-8 ||
	init --locale=C
} >"$dir/log" 2>&1 </dev/null && {
	rm -f "$dir/stay"
	exec 3<&0
	"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c timezone=Asia/Kolkata \
		-c deadlock_timeout=100ms -c max_connections=300 "$@" >>"$dir/log" 2>&1 </dev/null 3<&- &
	server=$!
	{ cat <&3 >"$dir/stay"; kill -QUIT $server; } 2>/dev/null &
	wait $server
}
tail -n 20 "$dir/log" >&2
[ -s "$dir/stay" ] || rm -rf "$dir"
`

// fleeting are the settings of the shared server: what is tested there are
// statements, not disks.
var fleeting = []string{
	"fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB",
	"wal_level=minimal", "max_wal_senders=0", "max_wal_size=128MB", "autovacuum=off",
}

// memory is where Linux keeps files in memory. A server there whose databases
// come and go takes a third of the processor time: ext4 looks long for inodes
// that were not freed just now.
const memory = "/dev/shm"

// fleetingDir is memory if it has room for several servers, else the usual
// directory of temporary files.
func fleetingDir() string {
	const room = 2 << 30
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memory, &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < room { // #nosec G115 -- a size
		return ""
	}
	return memory
}

// start sets a server up in a new directory of parent and waits until it
// answers.
func start(parent string, settings ...string) (*server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, "rc-pg-")
	if err != nil {
		return nil, err
	}
	owner, err := ownerOf(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	s := &server{bin: bin, dir: dir, owner: owner, settings: settings}
	if err := s.keep(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, s.ready()
}

// programs returns the directory with initdb and postgres.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errMissing
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// ownerOf gives dir to the user postgres if we are root, whom PostgreSQL
// refuses to run as.
func ownerOf(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errMissing, err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}

// keep starts the keeper in a process group of its own, so that an interrupt
// from the terminal reaches the tests only.
func (s *server) keep() error {
	var log bytes.Buffer
	cmd := exec.Command("/bin/sh", "-c", keeper, "keeper", s.bin, s.dir)
	for _, setting := range s.settings {
		cmd.Args = append(cmd.Args, "-c", setting)
	}
	cmd.Dir = s.dir
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"}
	cmd.Stderr = &log
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner, Setpgid: true}
	hold, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	s.hold, s.ended = hold, ended
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		err := cmd.Wait()
		ended <- fmt.Errorf("the server ended (%v): %s", err, log.String())
	}()
	return nil
}
