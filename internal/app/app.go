// Package app is the program: settings, subcommands, and the server that
// joins the parts. It owns the process and its lifetime, and no rule of the
// domain.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// Process is all that the program has of the outside, so that tests can run
// it whole and in memory.
type Process struct {
	Args    []string // without the program's name
	Environ []string // as os.Environ gives it
	Stdin   io.Reader
	Stdout  io.Writer // answers
	Stderr  io.Writer // log, progress and errors
}

// The exit codes.
const (
	exitDone    = 0
	exitFailure = 1
	exitUsage   = 2
)

// commands is the command line.
type commands struct {
	Config string `help:"JSON file with settings, named as the flags are without the dashes." placeholder:"FILE"`

	Demo       demoCommand       `cmd:"" help:"Fill a fresh data directory with believable data and serve it."`
	Serve      serveCommand      `cmd:"" help:"Run the server."`
	Import     importCommand     `cmd:"" help:"Take usage events in from a file."`
	Quarantine quarantineCommand `cmd:"" help:"Manage events that are kept but not counted."`
	Check      checkCommand      `cmd:"" help:"Count every figure afresh from the events and compare."`
	Rebuild    rebuildCommand    `cmd:"" help:"Make figures, totals and lists of users anew from the events that are kept."`
	Audit      auditCommand      `cmd:"" help:"Verify the audit trail."`
	Operator   operatorCommand   `cmd:"" help:"Manage the platform's operators."`
	User       userCommand       `cmd:"" help:"Manage users."`
	Reseller   resellerCommand   `cmd:"" help:"Manage resellers."`
	Plan       planCommand       `cmd:"" help:"Manage the prices that companies are billed by."`
	Balance    balanceCommand    `cmd:"" help:"Manage what companies have."`
	Bill       billCommand       `cmd:"" help:"Show and check the bills of companies."`
	Source     sourceCommand     `cmd:"" help:"Manage the sources that may send usage events."`
	Key        keyCommand        `cmd:"" help:"Manage the API keys of resellers."`
	API        apiCommand        `cmd:"" name:"api" help:"Ask the reseller API of a server, with an access key."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// Main runs the program until it is done or ctx ends, and returns its exit
// code.
func Main(ctx context.Context, p Process) int {
	var exited exit
	var c commands
	parser, err := newParser(&c, p, &exited)
	if err != nil {
		return p.fail(err, exitUsage)
	}
	command, err := parser.Parse(p.Args)
	switch {
	case exited.done:
		return exitDone // --help has printed what was asked for
	case err != nil:
		return p.fail(fmt.Errorf("%w\nreseller-console --help lists commands and settings", err), exitUsage)
	}
	command.BindTo(ctx, (*context.Context)(nil))
	command.Bind(p)
	if err := command.Run(); err != nil && !errors.Is(err, context.Canceled) {
		return p.fail(err, exitFailure)
	}
	return exitDone
}

// exit notes that the parser wanted to end the process.
type exit struct{ done bool }

func newParser(c *commands, p Process, exited *exit) (*kong.Kong, error) {
	settings, err := newSources(p)
	if err != nil {
		return nil, err
	}
	parser, err := kong.New(c,
		kong.Name("reseller-console"),
		kong.Description("Reseller Console meters real-time audio, video and messaging for resellers and their companies.\n\n"+
			"Every flag can be set in the environment as RC_NAME (RC_BASE_URL for --base-url) or in the file of --config."),
		kong.Writers(p.Stdout, p.Stderr),
		kong.Exit(func(int) { exited.done = true }),
		kong.Resolvers(settings),
		kong.UsageOnError(),
	)
	if err != nil {
		return nil, err
	}
	return parser, settings.refuseUnknown(parser.Model.Node)
}

func (p Process) fail(err error, code int) int {
	fmt.Fprintln(p.Stderr, "reseller-console:", describe(err))
	return code
}
