package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
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

// encodingOf returns how the body is compressed: gzip, zstd or not at all.
func encodingOf(w http.ResponseWriter, r *http.Request) (string, error) {
	switch encoding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
		return "", nil
	case "gzip", "zstd":
		return encoding, nil
	default:
		w.Header().Set("Accept-Encoding", "gzip, zstd")
		return "", fault.New(fault.Unsupported, "The content encoding %.40q is not read here. Send gzip, zstd or none.", encoding)
	}
}

// readSent reads the body as it was sent, for which it takes a seat. It is
// fault.TooLarge beyond MaxBody, Invalid if it ends too early.
func (a *api) readSent(w http.ResponseWriter, r *http.Request, held *seat) ([]byte, error) {
	size := r.ContentLength
	switch {
	case size > MaxBody:
		return nil, tooLarge(MaxBody, " as sent")
	case size < 0:
		size = MaxBody // unknown
	}
	if err := held.enter(r.Context(), a.gate.sent, size); err != nil {
		return nil, err
	}
	expected := int(max(r.ContentLength, 0)) + 1 // room to see the end
	body, err := readAll(http.MaxBytesReader(w, r.Body, MaxBody), expected, MaxBody)
	if err != nil {
		return nil, readFault("", MaxBody, false, err)
	}
	held.shrink(int64(len(body)))
	return body, nil
}

// decompress returns the body without its compression, for which it takes a
// seat: of what the body says that it needs, or of all that one may need, if
// that was a lie.
func (a *api) decompress(ctx context.Context, work *seat, encoding string, sent []byte) ([]byte, error) {
	size := sizeOf(encoding, sent)
	if err := work.enter(ctx, a.gate.work, workOf(encoding, size)); err != nil {
		return nil, err
	}
	if encoding == "" {
		return sent, nil
	}
	body, err := decompressTo(encoding, sent, size)
	if len(body) <= size || size == MaxDecoded {
		return body, err
	}
	work.leave()
	if err := work.enter(ctx, a.gate.work, workOf(encoding, MaxDecoded)); err != nil {
		return nil, err
	}
	return decompressTo(encoding, sent, MaxDecoded)
}

// decompressTo returns the body, or more than most bytes of it: from MaxDecoded
// on that is fault.TooLarge. What is damaged is fault.Invalid.
func decompressTo(encoding string, sent []byte, most int) ([]byte, error) {
	plain, err := decoder(encoding, bytes.NewReader(sent))
	if err != nil {
		return nil, readFault(encoding, MaxBody, false, err)
	}
	defer plain.Close() //nolint:errcheck // reads memory
	body, err := readAll(plain, most+1, most)
	switch {
	case err != nil:
		return nil, readFault(encoding, MaxBody, len(body) > 0, err)
	case len(body) > MaxDecoded:
		return nil, tooLarge(MaxDecoded, " when decompressed")
	}
	return body, nil
}

// decoder undoes a Content-Encoding.
func decoder(encoding string, sent io.Reader) (io.ReadCloser, error) {
	if encoding == "gzip" {
		return intake.NewGunzip(sent)
	}
	r, err := zstd.NewReader(sent, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(MaxDecoded))
	if err != nil {
		return nil, err
	}
	return r.IOReadCloser(), nil
}

// readAll reads to the end or until there is more than most bytes. It begins
// with room for expected bytes and never takes more than twice what there is,
// nor more than most. What was read before an error is returned with it.
func readAll(r io.Reader, expected, most int) ([]byte, error) {
	body := make([]byte, 0, min(max(expected, bytes.MinRead), most+1))
	for {
		if len(body) == cap(body) {
			if len(body) > most {
				return body, nil
			}
			larger := make([]byte, len(body), min(2*cap(body), most+1))
			copy(larger, body)
			body = larger
		}
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case errors.Is(err, io.EOF):
			return body, nil
		case err != nil:
			return body, err
		}
	}
}

// readFault says why a body of at most that many bytes could not be read to its
// end, or, if some was decompressed before, no further.
func readFault(encoding string, most int, begun bool, err error) error {
	if _, over := errors.AsType[*http.MaxBytesError](err); over {
		return tooLarge(most, " as sent")
	}
	switch {
	case errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return tooLarge(MaxDecoded, " when decompressed")
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return tooLarge(maxWindow, " of zstd window")
	case encoding == "":
		return fault.Wrap(fault.Invalid, err, "The body ends before its announced length.")
	case errors.Is(err, intake.ErrTrailing) || begun && errors.Is(err, zstd.ErrMagicMismatch):
		return fault.Wrap(fault.Invalid, err, "The body is not only %s: something else follows its %s data.", encoding, encoding)
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return fault.Wrap(fault.Invalid, err, "The body is not whole: its %s data ends too early.", encoding)
	}
	return fault.Wrap(fault.Invalid, err, "The body is not valid %s.", encoding)
}

func tooLarge(limit int, of string) error {
	return fault.New(fault.TooLarge, "The body is larger than %d bytes%s, the most that is read here.", limit, of)
}
