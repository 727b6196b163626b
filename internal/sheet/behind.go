package sheet

import "io"

// behind writes what it is given from a goroutine of its own, so that one
// processor packs what another one makes. It keeps two buffers.
type behind struct {
	to         io.Writer
	filling    []byte
	full, free chan []byte
	done       chan error
}

const bufferSize = 256 << 10

func newBehind(to io.Writer) *behind {
	b := &behind{to: to, filling: make([]byte, 0, bufferSize), full: make(chan []byte), free: make(chan []byte, 2), done: make(chan error, 1)}
	b.free <- make([]byte, 0, bufferSize)
	go b.run()
	return b
}

// run writes until close. After an error it goes on taking, so that nobody
// waits for it, and tells at the end.
func (b *behind) run() {
	var failed error
	for part := range b.full {
		if failed == nil {
			_, failed = b.to.Write(part)
		}
		b.free <- part[:0]
	}
	b.done <- failed
}

// Write implements io.Writer. What fails is told by close.
func (b *behind) Write(p []byte) (int, error) {
	if len(b.filling)+len(p) > bufferSize && len(b.filling) > 0 {
		b.full <- b.filling
		b.filling = <-b.free
	}
	b.filling = append(b.filling, p...)
	return len(p), nil
}

// close waits until everything is written. It is called once.
func (b *behind) close() error {
	b.full <- b.filling
	close(b.full)
	return <-b.done
}
