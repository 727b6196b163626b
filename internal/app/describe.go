package app

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"reseller-console/client"
	"reseller-console/internal/fault"
)

// describe says what was wrong to the person at the terminal: the operator of
// the machine, who may read causes.
func describe(err error) string {
	var text strings.Builder
	text.WriteString(err.Error())
	if e, ok := errors.AsType[*fault.Error](err); ok {
		for _, f := range e.Fields {
			fmt.Fprintf(&text, "\n  %s: %s", f.Location, f.Message)
		}
	}
	if e, ok := errors.AsType[*client.Error](err); ok {
		for _, f := range e.Fields {
			fmt.Fprintf(&text, "\n  %s: %s", f.Name, f.Right)
		}
	}
	return text.String()
}

// describeListen says why the address of a flag cannot be listened on.
func describeListen(flag, addr string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("the address %s is in use by another program; choose another one with %s", addr, flag)
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok || errors.Is(err, syscall.EADDRNOTAVAIL) {
		return fmt.Errorf("the address %s is not one of this machine; choose another one with %s", addr, flag)
	}
	return fmt.Errorf("cannot listen on %s: %w", addr, err)
}
