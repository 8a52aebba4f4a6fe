package engine

import (
	"bufio"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	chcompress "github.com/ClickHouse/ch-go/compress"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// layers are what a result passes on its way out: ClickHouse's compressed blocks
// (compress=1), then HTTP's Content-Encoding, then the connection.
type layers struct {
	w        http.ResponseWriter
	encoding string
	web      webWriter // nil without Content-Encoding
	blocks   *blocks   // nil without compress=1
}

type webWriter interface {
	io.WriteCloser
	Flush() error
}

// blockBytes is the size of a compressed block before compression, as in ClickHouse.
const blockBytes = 1 << 20

func newLayers(w http.ResponseWriter, a *ask, encoding string) *layers {
	l := &layers{w: w, encoding: encoding}
	switch encoding {
	case "gzip":
		l.web, _ = gzip.NewWriterLevel(w, 3)
	case "deflate":
		l.web, _ = zlib.NewWriterLevel(w, 3)
	case "zstd":
		l.web, _ = zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithLowerEncoderMem(true))
	case "br":
		l.web = brotli.NewWriterLevel(w, 3)
	}
	if a.compress {
		method := chcompress.LZ4
		if a.method == "ZSTD" {
			method = chcompress.ZSTD
		}
		l.blocks = newBlocks(method, l.below())
	}
	return l
}

// below is the layer under the compressed blocks.
func (l *layers) below() io.Writer {
	if l.web != nil {
		return l.web
	}
	return l.w
}

func (l *layers) Write(p []byte) (int, error) {
	if l.blocks != nil {
		return l.blocks.Write(p)
	}
	return l.below().Write(p)
}

// flush brings everything to the client, so that a slow query shows its rows as
// they come.
func (l *layers) flush() error {
	if l.blocks != nil {
		if err := l.blocks.Flush(); err != nil {
			return err
		}
	}
	if l.web != nil {
		if err := l.web.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(l.w).Flush()
}

func (l *layers) close() error {
	if l.blocks != nil {
		err := l.blocks.Flush()
		l.blocks.release()
		l.blocks = nil
		if err != nil {
			return err
		}
	}
	if l.web != nil {
		return l.web.Close()
	}
	return nil
}

// exception frames an error that came after the status was sent. It goes below the
// compressed blocks, where clients look for it, and into the Content-Encoding,
// which must be flushed before or the frame would be split between two writes.
func (l *layers) exception(tag, text string) {
	if err := l.flush(); err != nil {
		return // the client is gone
	}
	_, _ = fmt.Fprintf(l.below(), "\r\n__exception__\r\n%s\r\n%s\n%s %s\r\n__exception__\r\n", tag, text, strconv.Itoa(len(text)+1), tag)
	if l.web != nil {
		_ = l.web.Close()
	}
}

// blocks gathers whole blocks and compresses each of them.
type blocks struct {
	*bufio.Writer
	compressor *chcompress.Writer
	method     chcompress.Method
	below      io.Writer
}

// usedBlocks keeps those of answers that have ended: most answers are short, and a buffer of a whole
// block costs more than the statement.
var usedBlocks = sync.Pool{}

func newBlocks(method chcompress.Method, below io.Writer) *blocks {
	b, ok := usedBlocks.Get().(*blocks)
	if !ok || b.method != method {
		b = &blocks{compressor: chcompress.NewWriter(chcompress.LevelZero, method), method: method}
		b.Writer = bufio.NewWriterSize(compressing{b}, blockBytes)
	}
	b.below = below
	b.Reset(compressing{b})
	return b
}

// release hands the buffers on; nothing may be written afterwards.
func (b *blocks) release() {
	b.below = nil
	usedBlocks.Put(b)
}

// compressing makes a compressed block of every write.
type compressing struct{ *blocks }

// Write compresses p.
func (c compressing) Write(p []byte) (int, error) {
	for start := 0; start < len(p); start += blockBytes {
		if err := c.compressor.Compress(p[start:min(start+blockBytes, len(p))]); err != nil {
			return start, err
		}
		if _, err := c.below.Write(c.compressor.Data); err != nil {
			return start, err
		}
	}
	return len(p), nil
}

// acceptedEncoding chooses what the client accepts and the engine's settings allow.
func acceptedEncoding(a *ask, r *http.Request) string {
	if !a.web {
		return ""
	}
	accepted := map[string]bool{}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(quality) != "q=0" {
			accepted[strings.ToLower(strings.TrimSpace(name))] = true
		}
	}
	for _, encoding := range []string{"br", "zstd", "gzip", "deflate"} {
		if accepted[encoding] {
			return encoding
		}
	}
	return ""
}
