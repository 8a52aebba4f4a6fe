package crawler

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"

	"github.com/andybalholm/brotli"
)

// tooLargeError says that a body is over its cap. Nothing of it is kept: a body that is cut
// looks like a broken document of the agency.
type tooLargeError struct{ why string }

func (e *tooLargeError) Error() string { return e.why }

// received is a body that was read to its end. It reads as empty: what is made of it is the
// capture's.
type received struct {
	raw  []byte   // after content decoding
	file *os.File // has it instead where it is long
	size int64
	sum  string // SHA-256
	flaw string // why the certificate does not hold, where it was taken all the same
}

// Read reads nothing.
func (*received) Read([]byte) (int, error) { return 0, io.EOF }

// Close does nothing: the connection has been given back already.
func (*received) Close() error { return nil }

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
// wanted. A long one goes to a file in dir. wire is the number of bytes received.
func readBody(resp *http.Response, l Limits, cut int64, dir string) (got *received, wire int64, err error) {
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
	buffer := readBuffers.Get().(*[128 << 10]byte)
	defer readBuffers.Put(buffer)
	b := bodyReader{buf: buffer[:0], dir: dir}
	if err := b.read(r, c, l, limit, cut); err != nil {
		b.drop()
		return nil, c.n, err
	}
	got, err = b.whole()
	return got, c.n, err
}

// bodyReader gathers a body: in memory, then in a file.
type bodyReader struct {
	buf  []byte // what is not yet in the file
	long *spool // nil while the body is short
	dir  string
}

func (b *bodyReader) size() int64 {
	if b.long == nil {
		return int64(len(b.buf))
	}
	return b.long.size + int64(len(b.buf))
}

func (b *bodyReader) read(r io.Reader, c *counter, l Limits, limit, cut int64) error {
	for {
		if err := b.room(); err != nil {
			return err
		}
		n, err := r.Read(b.buf[len(b.buf):cap(b.buf)])
		b.buf = b.buf[:len(b.buf)+n]
		switch size := b.size(); {
		case cut > 0 && size >= cut: // less than a file is begun for
			b.buf = b.buf[:cut]
			return nil
		case size > limit:
			return &tooLargeError{fmt.Sprintf("the answer is larger than %d bytes", limit)}
		case size > 1<<20 && size > l.Ratio*c.n:
			return &tooLargeError{fmt.Sprintf("the answer unpacks to more than %d times its size", l.Ratio)}
		case err == io.EOF:
			return nil
		case err != nil:
			return bodyError(fmt.Errorf("reading the answer: %w", err))
		}
	}
}

// room makes some where there is none.
func (b *bodyReader) room() error {
	if len(b.buf) < cap(b.buf) {
		return nil
	}
	if len(b.buf) < spoolBytes {
		b.buf = append(b.buf, 0)[:len(b.buf)]
		return nil
	}
	return b.putAside()
}

func (b *bodyReader) putAside() (err error) {
	if b.long == nil {
		if b.long, err = newSpool(b.dir); err != nil {
			return err
		}
	}
	err = b.long.write(b.buf)
	b.buf = b.buf[:0]
	return err
}

func (b *bodyReader) whole() (*received, error) {
	if b.long == nil {
		sum := sha256.Sum256(b.buf)
		return &received{raw: append(make([]byte, 0, len(b.buf)), b.buf...), size: int64(len(b.buf)), sum: hex.EncodeToString(sum[:])}, nil
	}
	if err := b.putAside(); err != nil {
		b.drop()
		return nil, err
	}
	return &received{file: b.long.file, size: b.long.size, sum: hex.EncodeToString(b.long.sum.Sum(nil))}, nil
}

func (b *bodyReader) drop() {
	if b.long != nil {
		_ = b.long.file.Close()
	}
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
