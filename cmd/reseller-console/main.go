// Command reseller-console is the whole product in one program: `demo` shows
// it, `serve` runs it, `--help` lists the rest.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"reseller-console/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(app.Main(ctx, app.Process{
		Args:    os.Args[1:],
		Environ: os.Environ(),
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
	}))
}
