package invoice

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"sync"
)

//go:embed font/*.gz
var fontFiles embed.FS

// The typefaces, unpacked when first needed: 0.2 MB for Latin, Greek and
// Cyrillic, 3.4 MB for Chinese, Japanese and Korean.
var (
	regularFont = sync.OnceValues(func() ([]byte, error) { return unpack("font/NotoSans-Regular.ttf.gz") })
	boldFont    = sync.OnceValues(func() ([]byte, error) { return unpack("font/NotoSans-Bold.ttf.gz") })
	wideFont    = sync.OnceValues(func() ([]byte, error) { return unpack("font/DroidSansFallback.ttf.gz") })
)

func unpack(name string) ([]byte, error) {
	packed, err := fontFiles.ReadFile(name)
	if err != nil {
		return nil, err
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(reader)
}
