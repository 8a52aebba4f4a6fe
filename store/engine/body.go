package engine

import (
	"compress/zlib"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	chcompress "github.com/ClickHouse/ch-go/compress"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// readForm gives the parameters of the request. A multipart body may bring more
// of them (clients do so when they don't fit into the address); files in it would
// be external tables, which the embedded engine lacks.
func readForm(r *http.Request) (url.Values, io.Reader, *exception) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, nil, raise(36, "BAD_ARGUMENTS", "the address cannot be read: "+err.Error())
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return values, r.Body, nil
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, badBody(err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return values, strings.NewReader(""), nil
		}
		if err != nil {
			return nil, nil, badBody(err)
		}
		if part.FileName() != "" {
			return nil, nil, raise(48, "NOT_IMPLEMENTED", "external tables are not available in the embedded ClickHouse")
		}
		value, err := io.ReadAll(io.LimitReader(part, statementBytes))
		if err != nil {
			return nil, nil, badBody(err)
		}
		values.Set(part.FormName(), string(value))
	}
}

// decodeBody undoes both layers of compression: HTTP's and ClickHouse's own.
func decodeBody(r *http.Request, a *ask, body io.Reader) (io.Reader, *exception) {
	var err error
	switch encoding := strings.ToLower(r.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		body, err = gzip.NewReader(body)
	case "deflate":
		body, err = zlib.NewReader(body)
	case "br":
		body = brotli.NewReader(body)
	case "zstd":
		body, err = newZstd(body)
	default:
		return nil, raise(89, "UNKNOWN_COMPRESSION_METHOD", "Unknown compression method "+encoding+"; gzip, deflate, br and zstd are known")
	}
	if err != nil {
		return nil, badBody(err)
	}
	if a.decompress {
		body = blockReader{chcompress.NewReader(body)}
	}
	return body, nil
}

// newZstd reads without goroutines of its own, so that there is nothing to close.
func newZstd(body io.Reader) (io.Reader, error) {
	return zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
}

// blockReader reads ClickHouse's compressed blocks. The end of the body is an end
// only between two blocks; within one it is an error, or a body that was cut off
// would be taken for a short one.
type blockReader struct{ blocks *chcompress.Reader }

func (b blockReader) Read(p []byte) (int, error) {
	n, err := b.blocks.Read(p)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return n, io.ErrUnexpectedEOF
	case errors.Is(err, io.EOF):
		return n, io.EOF
	}
	return n, err
}

func badBody(err error) *exception {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return raise(33, "CANNOT_READ_ALL_DATA", "the request's body ended too early")
	}
	return raise(33, "CANNOT_READ_ALL_DATA", "the request's body cannot be read: "+err.Error())
}
