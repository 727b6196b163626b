package api

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/fault"
)

// The limits of a request. Whoever is beyond is told them.
const (
	MaxBody    = 8 << 20  // bytes of a body of usage events as sent
	MaxDecoded = 32 << 20 // bytes of the same body without its compression
	MaxEvents  = 50_000   // of one request
	MaxWebhook = 1 << 20  // bytes of a webhook

	// maxWindow is the zstd window that RFC 9659 allows in Content-Encoding.
	maxWindow = 8 << 20
)

// readBody reads the body without its compression. It is fault.TooLarge beyond
// the limits, Unsupported for another encoding, Invalid if empty or damaged.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	sent := http.MaxBytesReader(w, r.Body, MaxBody)
	encoding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding")))
	plain, err := decoder(encoding, sent)
	if err != nil {
		if fault.KindOf(err) == fault.Unsupported {
			w.Header().Set("Accept-Encoding", "gzip, zstd")
		}
		return nil, err
	}
	defer plain.Close()
	var body bytes.Buffer
	if encoding == "" {
		body.Grow(int(max(min(r.ContentLength, MaxBody), 0)) + bytes.MinRead)
	}
	if _, err := body.ReadFrom(io.LimitReader(plain, MaxDecoded+1)); err != nil {
		return nil, readFault(encoding, MaxBody, err)
	}
	switch {
	case body.Len() > MaxDecoded:
		return nil, tooLarge(MaxDecoded, " when decompressed")
	case body.Len() == 0:
		return nil, fault.New(fault.Invalid, "The body is empty.")
	}
	return body.Bytes(), nil
}

// decoder undoes a Content-Encoding.
func decoder(encoding string, sent io.ReadCloser) (io.ReadCloser, error) {
	switch encoding {
	case "", "identity":
		return sent, nil
	case "gzip":
		r, err := gzip.NewReader(sent)
		if err != nil {
			return nil, readFault(encoding, MaxBody, err)
		}
		return r, nil
	case "zstd":
		r, err := zstd.NewReader(sent, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(MaxDecoded))
		if err != nil {
			return nil, readFault(encoding, MaxBody, err)
		}
		return r.IOReadCloser(), nil
	}
	return nil, fault.New(fault.Unsupported, "The content encoding %.40q is not read here. Send gzip, zstd or none.", encoding)
}

// readFault says why a body of at most that many bytes could not be read to its
// end.
func readFault(encoding string, most int, err error) error {
	if _, over := errors.AsType[*http.MaxBytesError](err); over {
		return tooLarge(most, " as sent")
	}
	switch {
	case errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return tooLarge(MaxDecoded, " when decompressed")
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return tooLarge(maxWindow, " of zstd window")
	case encoding == "" || encoding == "identity":
		return fault.Wrap(fault.Invalid, err, "The body ends before its announced length.")
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return fault.Wrap(fault.Invalid, err, "The body is not whole: its %s data ends too early.", encoding)
	}
	return fault.Wrap(fault.Invalid, err, "The body is not valid %s.", encoding)
}

func tooLarge(limit int, of string) error {
	return fault.New(fault.TooLarge, "The body is larger than %d bytes%s, the most that is read here.", limit, of)
}
