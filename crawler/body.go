package crawler

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// tooLargeError says that a body is over its cap. Nothing of it is kept: a body that is cut
// looks like a broken document of the agency.
type tooLargeError struct{ why string }

func (e *tooLargeError) Error() string { return e.why }

// received is a body that was read to its end.
type received struct {
	bytes.Reader
	raw  []byte // after content decoding
	flaw string // why the certificate does not hold, where it was taken all the same
}

// Close does nothing: the connection has been given back already.
func (*received) Close() error { return nil }

func newReceived(raw []byte) *received {
	r := &received{raw: raw}
	r.Reset(raw)
	return r
}

// counter counts what came over the wire.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// capOf is how large a body may be, by what it says it is. A film or a recording is no document
// of an agency, and a picture is one only up to a size.
func (l Limits) capOf(contentType string) int64 {
	kind, _, _ := strings.Cut(contentType, "/")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "video", "audio", "font":
		return 0
	case "image":
		return l.PageBytes
	}
	if isText(contentType) {
		return l.PageBytes
	}
	return l.DocumentBytes
}

// readBody reads and decodes a whole body, or only its first bytes where cut says how many are
// wanted. wire is the number of bytes received.
func readBody(resp *http.Response, l Limits, cut int64) (raw []byte, wire int64, err error) {
	limit := l.capOf(resp.Header.Get("Content-Type"))
	if limit == 0 {
		return nil, 0, &tooLargeError{fmt.Sprintf("the answer is of the type %q, of which nothing is taken", resp.Header.Get("Content-Type"))}
	}
	if resp.ContentLength > limit && cut == 0 {
		return nil, 0, &tooLargeError{fmt.Sprintf("the answer announces %d bytes, more than %d", resp.ContentLength, limit)}
	}
	c := &counter{Reader: resp.Body}
	r, err := decoder(c, resp.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, c.n, err
	}
	// An announced length is a claim: it is believed up to a size.
	buf := make([]byte, 0, min(max(resp.ContentLength, 8<<10), 1<<20)+1)
	for {
		if len(buf) == cap(buf) {
			buf = grown(buf, resp)
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch got := int64(len(buf)); {
		case cut > 0 && got >= cut:
			return buf[:cut], c.n, nil
		case got > limit:
			return nil, c.n, &tooLargeError{fmt.Sprintf("the answer is larger than %d bytes", limit)}
		case got > 1<<20 && got > l.Ratio*c.n:
			return nil, c.n, &tooLargeError{fmt.Sprintf("the answer unpacks to more than %d times its size", l.Ratio)}
		case err == io.EOF:
			return buf, c.n, nil
		case err != nil:
			return nil, c.n, bodyError(fmt.Errorf("reading the answer: %w", err))
		}
	}
}

// grown makes room for more. Once a first part has come, an announced length is believed: a
// large body then needs no copies of itself.
func grown(buf []byte, resp *http.Response) []byte {
	if more := resp.ContentLength + 1 - int64(len(buf)); more > 0 && resp.Header.Get("Content-Encoding") == "" {
		return slices.Grow(buf, int(more))
	}
	return append(buf, 0)[:len(buf)]
}

func isText(contentType string) bool {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		t, _, _ = strings.Cut(strings.ToLower(contentType), ";")
	}
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "xml") || strings.HasSuffix(t, "json") || strings.HasSuffix(t, "javascript")
}

// decoder undoes the content codings, the last one first.
func decoder(r io.Reader, encodings string) (io.Reader, error) {
	names := strings.Split(strings.ToLower(encodings), ",")
	if len(names) > 3 {
		return nil, &tooLargeError{fmt.Sprintf("the answer is packed %d times over", len(names))}
	}
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		switch name := strings.TrimSpace(names[i]); name {
		case "", "identity":
		case "gzip", "x-gzip":
			r, err = gunzip(r)
		case "deflate":
			r, err = inflate(r)
		case "br":
			r = brotli.NewReader(r)
		default:
			err = &encodingError{fmt.Errorf("the answer has the content coding %q, which was not asked for", name)}
		}
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// gunzip takes a body as it is where the header says gzip and the bytes do not: some servers
// pass on a header of what they have unpacked already.
func gunzip(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if magic, _ := b.Peek(2); len(magic) < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, bodyError(fmt.Errorf("unpacking gzip: %w", err))
	}
	return z, nil
}

// inflate reads both things that servers call deflate: zlib's format and the bare one.
func inflate(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		z, err := zlib.NewReader(b)
		if err != nil {
			return nil, bodyError(fmt.Errorf("unpacking deflate: %w", err))
		}
		return z, nil
	}
	return flate.NewReader(b), nil
}
