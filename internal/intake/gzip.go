package intake

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// ErrTrailing says that compressed data is whole, and that something else
// follows it.
var ErrTrailing = errors.New("something else follows the compressed data")

// Gunzip decompresses gzip data of one or more members.
type Gunzip struct {
	from   *bufio.Reader
	member *gzip.Reader
}

// NewGunzip reads the first header. Its error is gzip.ErrHeader, io.EOF or
// io.ErrUnexpectedEOF if there is none, or that of r.
func NewGunzip(r io.Reader) (*Gunzip, error) {
	from := bufio.NewReader(r)
	member, err := gzip.NewReader(from)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return &Gunzip{from, member}, nil
}

// Read implements io.Reader. What follows the last member is ErrTrailing, data
// that is cut off io.ErrUnexpectedEOF.
func (g *Gunzip) Read(p []byte) (int, error) {
	for {
		n, err := g.member.Read(p)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		if err = g.next(); n > 0 || err != nil {
			return n, err
		}
	}
}

// next goes on to the next member; io.EOF if there is none.
func (g *Gunzip) next() error {
	switch magic, err := g.from.Peek(2); {
	case len(magic) == 0:
		return err
	case string(magic) != "\x1f\x8b":
		return ErrTrailing
	}
	if err := g.member.Reset(g.from); err != nil {
		return err
	}
	g.member.Multistream(false)
	return nil
}

// Close implements io.Closer.
func (g *Gunzip) Close() error { return g.member.Close() }
