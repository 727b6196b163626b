package usage

import "context"

// Bookmark is how far a file is taken in, so that an import that was broken
// off can go on there. It is kept in the transaction that keeps the lines
// before it.
type Bookmark struct {
	File    string // its absolute path
	Version Hash   // changes when the file does
	Line    int64  // the last line that was taken in, from 1
	Offset  int64  // bytes of its text, decompressed, up to the end of that line
	Done    Outcomes
}

// Bookmarks finds bookmarks again.
type Bookmarks interface {
	// Bookmark returns that of a file; the zero Bookmark if there is none.
	Bookmark(ctx context.Context, file string) (Bookmark, error)

	// Forget removes the bookmark of a file, if there is one.
	Forget(ctx context.Context, file string) error
}

// After is the bookmark once the batch that it came with is recorded.
func (b Bookmark) After(o Outcomes) Bookmark {
	b.Done.Plus(o)
	return b
}
