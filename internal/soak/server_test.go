package soak

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"testing"
)

// program builds the real program once; TestMain takes it away.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "reseller-console")
	out, err := exec.Command("go", "build", "-o", path, "reseller-console/cmd/reseller-console").CombinedOutput()
	if err != nil {
		err = &exec.Error{Name: string(out), Err: err}
	}
	return path, err
})

// scratch is a directory of this run of the tests.
var scratch string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "rc-soak-")
	if err != nil {
		panic(err)
	}
	scratch = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// server is the real program, serving a site.
type server struct {
	base string
	cmd  *exec.Cmd
	end  sync.Once
}

var servingAt = regexp.MustCompile(`msg=serving url=(\S+)`)

// start runs a server until it is killed, or the test ends.
func (s *site) start(t *testing.T, args ...string) *server {
	t.Helper()
	cmd := s.command(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--clock-offset=" + offset.String()}, args...)...)
	log, err := cmd.StderrPipe()
	check(t, err)
	check(t, cmd.Start())
	server := &server{cmd: cmd}
	t.Cleanup(server.kill)
	lines, told := bufio.NewScanner(log), bytes.Buffer{}
	for lines.Scan() {
		if m := servingAt.FindStringSubmatch(lines.Text()); m != nil {
			server.base = m[1]
			go func() {
				for lines.Scan() { // a full pipe would stop the server
				}
			}()
			return server
		}
		told.Write(append(lines.Bytes(), '\n'))
	}
	t.Fatalf("the server ended without serving:\n%s", &told)
	return nil
}

// kill ends the server as power would: it learns nothing of it.
func (s *server) kill() { s.signal(syscall.SIGKILL) }

// stop asks the server to end, and waits until it has.
func (s *server) stop() { s.signal(syscall.SIGTERM) }

func (s *server) signal(signal syscall.Signal) {
	s.end.Do(func() {
		_ = s.cmd.Process.Signal(signal)
		_ = s.cmd.Wait() // its code is that of the signal
	})
}

// command is the program with these arguments, on this site's data.
func (s *site) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	check(t, err)
	cmd := exec.Command(path, append(args, s.storage()...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + scratch}
	return cmd
}
