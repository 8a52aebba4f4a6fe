package block

import (
	"errors"
	"io"

	"github.com/ClickHouse/ch-go/compress"
)

// packedAtOnce is how much is packed at a time.
const packedAtOnce = 1 << 20

// Packed is what ClickHouse unpacks again when it is told to (decompress=1), for a network that is slower
// than to pack and to unpack.
func Packed(rows io.Reader) io.Reader {
	return &packed{rows: rows, writer: compress.NewWriter(compress.LevelZero, compress.LZ4), chunk: make([]byte, packedAtOnce)}
}

type packed struct {
	rows   io.Reader
	writer *compress.Writer
	chunk  []byte
	ready  []byte // packed, not yet read
}

// Read gives the next bytes.
func (p *packed) Read(to []byte) (int, error) {
	if len(p.ready) == 0 {
		n, err := io.ReadFull(p.rows, p.chunk)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		if err := p.writer.Compress(p.chunk[:n]); err != nil {
			return 0, err
		}
		p.ready = p.writer.Data
	}
	n := copy(to, p.ready)
	p.ready = p.ready[n:]
	return n, nil
}
