package app

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// result is what a command answered.
type result struct {
	code        int
	out, errOut string
}

// command runs the program to its end.
func command(t *testing.T, stdin string, environ []string, args ...string) result {
	t.Helper()
	var out, errOut bytes.Buffer
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a server that should not have started ends
	defer cancel()
	code := Main(ctx, Process{Args: args, Environ: environ, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errOut})
	return result{code, out.String(), errOut.String()}
}

func TestCommandsAnswerClearly(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a file"), "")
	write(t, filepath.Join(dir, "good.json"), `{"open-from": 30}`)
	write(t, filepath.Join(dir, "typo.json"), `{"open-form": 30}`)
	write(t, filepath.Join(dir, "bad.json"), `{`)
	write(t, filepath.Join(dir, "foreign", "console.db"), "")
	write(t, filepath.Join(dir, "filling", "demo.filling"), "1") // a process that is always there
	write(t, filepath.Join(dir, "made", "credentials.json"), `{"seed": 1}`)
	file, fresh := filepath.Join(dir, "a file"), filepath.Join(dir, "fresh")
	for name, c := range map[string]struct {
		args    []string
		environ []string
		code    int
		says    string
	}{
		"a demo of another seed":               {args: []string{"demo", "--data", filepath.Join(dir, "made"), "--addr", "127.0.0.1:0", "--seed", "2"}, code: 1, says: "holds a demo of the seed 1"},
		"version":                              {args: []string{"version"}, code: 0, says: "reseller-console "},
		"help":                                 {args: []string{"--help"}, code: 0, says: "demo"},
		"help of a command":                    {args: []string{"serve", "--help"}, code: 0, says: "--livekit-map"},
		"no command":                           {args: nil, code: 2, says: "expected one of"},
		"an unknown command":                   {args: []string{"sreve"}, code: 2, says: "sreve"},
		"an unknown flag":                      {args: []string{"serve", "--adr", ":1"}, code: 2, says: "--adr"},
		"an unknown variable":                  {args: []string{"version"}, environ: []string{"RC_ADR=:1"}, code: 2, says: "RC_ADR"},
		"other programs' variables":            {args: []string{"version"}, environ: []string{"ADDR=:1", "PATH=x"}, code: 0, says: "reseller-console"},
		"a setting out of range":               {args: []string{"serve", "--data", fresh, "--open-from", "0"}, code: 2, says: "--open-from must be 1 to 3660"},
		"a variable out of range":              {args: []string{"serve", "--data", fresh}, environ: []string{"RC_OPEN_FROM=0"}, code: 2, says: "--open-from"},
		"the command line wins":                {args: []string{"serve", "--data", file, "--open-from", "5"}, environ: []string{"RC_OPEN_FROM=0"}, code: 1, says: "is a file"},
		"a settings file":                      {args: []string{"--config", filepath.Join(dir, "good.json"), "version"}, code: 0, says: "reseller-console"},
		"a settings file named by a variable":  {args: []string{"version"}, environ: []string{"RC_CONFIG=" + filepath.Join(dir, "typo.json")}, code: 2, says: "open-form"},
		"a typing error in a settings file":    {args: []string{"--config=" + filepath.Join(dir, "typo.json"), "version"}, code: 2, says: `"open-form", which is no setting`},
		"a broken settings file":               {args: []string{"--config", filepath.Join(dir, "bad.json"), "version"}, code: 2, says: "not a JSON object"},
		"a settings file that is not there":    {args: []string{"--config", filepath.Join(dir, "none.json"), "version"}, code: 2, says: "none.json"},
		"events kept for too few days":         {args: []string{"serve", "--data", fresh, "--keep-events", "399"}, code: 2, says: "--keep-events must be 0 or at least the 400 days of --open-from, not 399"},
		"events kept for less than no time":    {args: []string{"serve", "--data", fresh, "--keep-events=-1"}, code: 2, says: "--keep-events must be 0"},
		"checks more often than always":        {args: []string{"serve", "--data", fresh, "--check-every=-1s"}, code: 2, says: "--check-every must not be negative"},
		"rebuild without data":                 {args: []string{"rebuild", "--data", filepath.Join(dir, "nothing")}, code: 1, says: "there is no data in"},
		"a base URL without a scheme":          {args: []string{"serve", "--data", fresh, "--base-url", "console.example"}, code: 2, says: "--base-url must be like"},
		"an address in use":                    {args: []string{"serve", "--data", fresh, "--addr", taken.Addr().String()}, code: 1, says: "in use by another program"},
		"an address of another machine":        {args: []string{"serve", "--data", fresh, "--addr", "192.0.2.1:8080"}, code: 1, says: "not one of this machine"},
		"a data directory that is a file":      {args: []string{"serve", "--data", file, "--addr", "127.0.0.1:0"}, code: 1, says: "is a file"},
		"a data directory that is not allowed": {args: []string{"demo", "--data", "/proc/none", "--addr", "127.0.0.1:0"}, code: 1, says: "/proc/none"},
		"a database of another kind":           {args: []string{"serve", "--data", fresh, "--addr", "127.0.0.1:0", "--database", "mysql://x"}, code: 1, says: "postgres://"},
		"demo over other data":                 {args: []string{"demo", "--data", filepath.Join(dir, "foreign"), "--addr", "127.0.0.1:0"}, code: 1, says: "not the demo's"},
		"demo while another one fills":         {args: []string{"demo", "--data", filepath.Join(dir, "filling"), "--addr", "127.0.0.1:0"}, code: 1, says: "another process is filling"},
		"a LiveKit key without a secret":       {args: []string{"serve", "--data", fresh, "--addr", "127.0.0.1:0", "--livekit-keys", "devkey"}, code: 1, says: "keyid:secret"},
		"a LiveKit map without a project":      {args: []string{"serve", "--data", fresh, "--addr", "127.0.0.1:0", "--livekit-keys", "k:s", "--livekit-map", "a"}, code: 1, says: "prefix=projectId"},
		"import of a file that is not there":   {args: []string{"import", "--data", fresh, filepath.Join(dir, "none.csv")}, code: 1, says: "none.csv"},
		"a LiveKit map without keys":           {args: []string{"serve", "--data", fresh, "--livekit-map", "a=b"}, code: 2, says: "needs --livekit-keys"},
		"a list of resellers without data":     {args: []string{"reseller", "list", "--data", filepath.Join(dir, "nothing")}, code: 1, says: "there is no data in"},
		"a day that is none":                   {args: []string{"reseller", "detach", "--data", fresh, "--from", "2026-02-30", "200001"}, code: 1, says: "2026-02-30"},
		"a certificate without its key":        {args: []string{"serve", "--data", fresh, "--tls-cert", "cert.pem"}, code: 2, says: "belong together"},
		"two sources of certificates":          {args: []string{"serve", "--data", fresh, "--tls-cert", "c", "--tls-key", "k", "--acme-domain", "console.example"}, code: 2, says: "exclude each other"},
		"an authority without a domain":        {args: []string{"serve", "--data", fresh, "--acme-email", "a@b.example"}, code: 2, says: "need --acme-domain"},
		"a domain that is an address":          {args: []string{"serve", "--data", fresh, "--acme-domain", "192.0.2.1"}, code: 2, says: "--acme-domain must be a domain"},
		"a domain of a kind":                   {args: []string{"serve", "--data", fresh}, environ: []string{"RC_ACME_DOMAIN=a.example,*.b.example"}, code: 2, says: `not "*.b.example"`},
		"an authority that is nowhere":         {args: []string{"serve", "--data", fresh, "--acme-domain", "a.example", "--acme-directory", "ca.example"}, code: 2, says: "--acme-directory must be like"},
		"a second address in use":              {args: []string{"serve", "--data", fresh, "--addr", "127.0.0.1:0", "--acme-domain", "a.example", "--acme-http-addr", taken.Addr().String()}, code: 1, says: "choose another one with --acme-http-addr"},
		"a rate of nothing":                    {args: []string{"serve", "--data", fresh, "--api-rate", "0"}, code: 2, says: "--api-rate must be"},
		"a proxy that is no network":           {args: []string{"serve", "--data", fresh, "--trusted-proxy", "proxy.example"}, code: 2, says: "--trusted-proxy must be"},
		"a mail server that is none":           {args: []string{"serve", "--data", fresh, "--smtp-url", "mail.example:587"}, code: 2, says: "--smtp-url: the address of a mail server must be like"},
		"a sender that is none":                {args: []string{"serve", "--data", fresh, "--mail-from", "console"}, code: 2, says: "--mail-from must be like"},
		"a quarantine without data":            {args: []string{"quarantine", "count", "--data", filepath.Join(dir, "nothing")}, code: 1, says: "there is no data in"},
		"a drop of nothing in particular":      {args: []string{"quarantine", "drop", "--data", fresh}, code: 2, says: "or else --all"},
		"a drop of all and of some":            {args: []string{"quarantine", "drop", "--data", fresh, "--all", "--source", "s"}, code: 2, says: "or else --all"},
		"a reason that is none":                {args: []string{"quarantine", "list", "--data", fresh, "--reason", "bad"}, code: 2, says: "too-old"},
		"a list of nothing":                    {args: []string{"quarantine", "list", "--data", fresh, "--limit", "0"}, code: 2, says: "--limit must be 1 or more"},
		"a replay of too many days":            {args: []string{"quarantine", "replay", "--data", fresh, "--open-from", "9999"}, code: 2, says: "--open-from must be"},
		"a list of less than nothing":          {args: []string{"api", "companies", "list", "--limit=-1"}, code: 2, says: "--limit must not be negative"},
		"help of an api command":               {args: []string{"api", "usage", "--help"}, code: 0, says: "--interval"},
		"an api command without its fields":    {args: []string{"api", "companies", "create", "--name", "Acme"}, code: 2, says: "--email"},
		"an api command without a key":         {args: []string{"api", "companies", "list"}, code: 1, says: "RC_ACCESS_KEY_SECRET"},
		"a key in the environment of others":   {args: []string{"version"}, environ: []string{"RC_ACCESS_KEY_ID=x", "RC_ACCESS_KEY_SECRET=y"}, code: 0, says: "reseller-console"},
		"usage of a day that is none":          {args: []string{"api", "usage", "1", "--from", "2026-10-01", "--to", "2026-10-32"}, code: 2, says: "--to"},
		"usage from no day":                    {args: []string{"api", "usage", "1", "--from", "x", "--to", "2026-10-31"}, code: 2, says: `--from: "x" is not a day like`},
		"usage to a day before":                {args: []string{"api", "usage", "1", "--from", "2026-10-02", "--to", "2026-10-01"}, code: 2, says: "--to must be the day of --from, 2026-10-02, or a later one"},
		"usage that is not counted so":         {args: []string{"api", "usage", "1", "--from", "2026-10-01", "--to", "2026-10-01", "--business", "rtm"}, code: 2, says: "--business rtm --model counter"},
		"companies in no status":               {args: []string{"api", "companies", "list", "--status", "9"}, code: 2, says: "--status must be 0 (normal), 1"},
		"a key for addresses of none":          {args: []string{"key", "create", "--data", fresh, "1", "--allow", ""}, code: 2, says: `--allow must be an address, or a network like 192.0.2.0/24 or 2001:db8::/32, not ""`},
		"a key for something else":             {args: []string{"key", "create", "--data", fresh, "1", "--allow", "192.0.2.1,x"}, code: 2, says: `not "x"`},
		"a key that ends on no day":            {args: []string{"key", "create", "--data", fresh, "1", "--expires", "x"}, code: 2, says: "--expires"},
		"an operator without a name":           {args: []string{"operator", "create", "--data", fresh, "--email", "o@x.example"}, code: 2, says: "--name"},
		"an operator without an address":       {args: []string{"operator", "create", "--data", filepath.Join(dir, "op"), "--email", "o", "--name", "O"}, code: 1, says: "name@example.com"},
		"a source without a name":              {args: []string{"source", "create", "--data", fresh}, code: 2, says: "name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := command(t, "", c.environ, c.args...)
			if got.code != c.code || !strings.Contains(got.out+got.errOut, c.says) {
				t.Errorf("code %d, want %d and %q in\n%s%s", got.code, c.code, c.says, got.out, got.errOut)
			}
		})
	}
}

func TestImportReportsEachLineThatDoesNotCount(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	csv := "source,id,type,subject,product,metric,seconds,day\n" +
		"s,1,usage.seconds,nobody,rtc,audioAll,60,2026-08-27\n" +
		"s,2,usage.seconds,nobody,rtc,audioAll,-60,2026-08-27\n"
	if got := command(t, csv, nil, "import", "--data", dir, "-"); got.code != 1 || !strings.Contains(got.errOut, "there is no data in") {
		t.Errorf("into a directory without data: %+v", got)
	}
	if got := command(t, "", nil, "source", "create", "--data", dir, "media"); got.code != 0 {
		t.Fatal(got)
	}
	got := command(t, csv, nil, "import", "--data", dir, "-")
	for _, want := range []string{"line 2", "unknown project", "line 3", "accepted 0, duplicate 0, conflict 0, quarantined 1, rejected 1", "2 of 2 events do not count"} {
		if !strings.Contains(got.out+got.errOut, want) {
			t.Errorf("no %q in\n%s%s", want, got.out, got.errOut)
		}
	}
	if got.code != 1 {
		t.Errorf("code %d, want 1: two lines do not count", got.code)
	}
}

func TestAResellerIsCreatedOnce(t *testing.T) {
	t.Parallel()
	args := []string{"reseller", "create", "--data", filepath.Join(t.TempDir(), "data"), "--name", "Northgate", "--email", "mara@northgate.example"}
	if got := command(t, "", nil, args...); got.code != 0 || !strings.Contains(got.out, "password") {
		t.Errorf("the first time: %+v", got)
	}
	if got := command(t, "", nil, args...); got.code != 1 || !strings.Contains(got.errOut, "already in use") {
		t.Errorf("the second time: %+v", got)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
