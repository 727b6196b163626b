package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// File is an open file of events, decompressed as it is read.
type File struct {
	Form Form  // Lines or Table
	Size int64 // bytes as stored; -1 if unknown
	io.Reader
	stored *counter
	closes []func() error
	// path is absolute, and version changes when the file does; empty of what
	// is no regular file.
	path    string
	version usage.Hash
}

// Open opens the file at path, or stdin if path is "-". What is compressed
// with gzip or zstd is known by its first bytes. The form is the one that the
// name's extension tells (.ndjson, .jsonl, .csv, before .gz or .zst), else
// that of the first byte: "{" begins NDJSON.
//
// A file that is not there, or is a JSON array, is fault.Invalid.
func Open(path string, stdin io.Reader) (*File, error) {
	f := &File{Size: -1, Form: formOfName(path)}
	if path == "-" {
		f.stored = &counter{r: stdin}
	} else if err := f.openPath(path); err != nil {
		return nil, err
	}
	if err := f.detect(path); err != nil {
		_ = f.Close() // the reason why it cannot be used matters more
		return nil, err
	}
	return f, nil
}

func (f *File) openPath(path string) error {
	file, err := os.Open(path) // #nosec G304 -- the operator names the file
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Wrap(fault.Invalid, err, "There is no file %s.", path)
	case err != nil:
		return fault.Wrap(fault.Invalid, err, "The file %s cannot be opened.", path)
	}
	f.closes = append(f.closes, file.Close)
	f.stored = &counter{r: file}
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		f.Size = info.Size()
		f.identify(path, file, info)
	}
	return nil
}

// identify finds out what is needed to know the file again.
func (f *File) identify(path string, file io.ReaderAt, info fs.FileInfo) {
	path, err := filepath.Abs(path)
	if err != nil {
		return
	}
	head := make([]byte, headBytes)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return // reading it will tell
	}
	f.path = strings.ToValidUTF8(path, "\uFFFD")
	f.version = usage.HashOf(fmt.Appendf(head[:n:n], "%s\x00%d\x00%d", path, info.Size(), info.ModTime().UnixNano()))
}

// headBytes is how much of a file its version looks at.
const headBytes = 64 << 10

// detect finds out compression and form.
func (f *File) detect(path string) error {
	plain, err := f.decompress(bufio.NewReader(f.stored))
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "The file cannot be read.")
	}
	f.Reader = plain
	if f.Form != "" {
		return nil
	}
	start, err := plain.Peek(firstBytes)
	if err != nil && !errors.Is(err, io.EOF) && len(start) == 0 {
		return fault.Wrap(fault.Invalid, err, "The file cannot be read.")
	}
	switch start = bytes.TrimLeft(start, "\uFEFF \t\r\n"); {
	case bytes.HasPrefix(start, []byte("[")):
		return fault.New(fault.Invalid, "The file is a JSON array. Write one event a line (NDJSON) instead.")
	case bytes.HasPrefix(start, []byte("{")):
		f.Form = Lines
	default:
		f.Form = Table
	}
	return nil
}

// firstBytes is how far the first character that is not blank is looked for.
const firstBytes = 512

func formOfName(path string) Form {
	name := strings.ToLower(path)
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	switch filepath.Ext(name) {
	case ".ndjson", ".jsonl":
		return Lines
	case ".csv":
		return Table
	}
	return ""
}

func (f *File) decompress(r *bufio.Reader) (*bufio.Reader, error) {
	magic, err := r.Peek(len("\x28\xb5\x2f\xfd"))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the first bytes: %w", err)
	}
	switch {
	case bytes.HasPrefix(magic, []byte("\x1f\x8b")):
		gz, err := NewGunzip(r)
		if err != nil {
			return nil, err
		}
		return bufio.NewReader(gz), nil
	case bytes.HasPrefix(magic, []byte("\x28\xb5\x2f\xfd")):
		zst, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		f.closes = append(f.closes, func() error { zst.Close(); return nil })
		return bufio.NewReader(zst), nil
	}
	return r, nil
}

// damage says what is wrong with a file that fails while it is read; empty if
// that is not the file's own.
func damage(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return ", because its compressed data is cut off"
	case errors.Is(err, ErrTrailing), errors.Is(err, zstd.ErrMagicMismatch):
		return ", because something else follows its compressed data"
	}
	return ""
}

// Close closes what Open opened; stdin stays open.
func (f *File) Close() error {
	var err error
	for _, c := range f.closes {
		err = errors.Join(err, c())
	}
	return err
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
