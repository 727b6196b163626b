package job

import "context"

// PartSize is how many bytes of a file are kept, and held in memory, at a time.
const PartSize = 1 << 20

// File is what a job makes, written into the store as it comes, where every
// node finds it. Close must be called, or its end is missing.
type File struct {
	Size int64 // what was written, in bytes

	run  *Run
	ctx  context.Context //nolint:containedctx // an io.Writer has no other way
	part []byte
	seq  int
}

// File begins the file of the job; what an attempt before has left goes away.
func (r *Run) File(ctx context.Context) *File {
	return &File{run: r, ctx: ctx, part: make([]byte, 0, PartSize)}
}

// Write implements io.Writer. It fails with ErrLost once the job is another
// one's.
func (f *File) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		n := min(len(rest), PartSize-len(f.part))
		f.part, rest = append(f.part, rest[:n]...), rest[n:]
		if len(f.part) == PartSize {
			if err := f.flush(); err != nil {
				return len(p) - len(rest), err
			}
		}
	}
	f.Size += int64(len(p))
	return len(p), nil
}

// Close keeps what is left.
func (f *File) Close() error {
	if len(f.part) == 0 && f.seq > 0 {
		return nil
	}
	return f.flush()
}

func (f *File) flush() error {
	err := f.run.store.PutPart(f.ctx, f.run.lease, f.seq, f.part)
	f.part = f.part[:0]
	f.seq++
	return err
}
