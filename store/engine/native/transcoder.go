// Package native turns the Native stream of the embedded ClickHouse into the
// Native stream that network clients expect.
//
// The engine writes protocol revision 0. A client that names a revision wants
// a BlockInfo in front of each block and, from revision 54454 on, a byte after
// each column's type that says whether the column is serialised in a special
// way. Nothing else differs, so the package walks the types only to find where
// columns end and copies every byte as it is.
//
// It refuses to decode, to convert and to guess: a type whose length it cannot
// tell is an error (ErrType), and so is a stream that stops inside a block.
package native

import (
	"errors"
	"fmt"
	"io"
)

// Revisions of the ClickHouse protocol (src/Core/ProtocolDefines.h) from which
// a stream carries more than the engine writes.
const (
	revisionBlockInfo           = 1
	revisionCustomSerialization = 54454
)

// Errors of a Transcoder, for errors.Is.
var (
	// ErrType is a column type that cannot be walked, such as Dynamic or
	// AggregateFunction. The message names the column and the type.
	ErrType = errors.New("native: column type cannot be sent to clients")
	// ErrFormat is a stream that is not Native: sizes that cannot be true.
	ErrFormat = errors.New("native: malformed stream")
)

// holdBytes is how much of the first block is held back. An unsupported type
// is thus mostly found before the first byte goes out, while the caller can
// still answer with an error status.
const holdBytes = 1 << 20

// gatherBytes: shorter pieces are gathered into one write.
const gatherBytes = 16 << 10

// blockInfo is is_overflows=false (field 1), bucket_num=-1 (field 2), end (0).
var blockInfo = []byte{1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0}

// Transcoder is a push parser: it is fed chunks of any size and holds no more
// than its place in the stream, and of the first block at most 1 MiB.
type Transcoder struct {
	w        io.Writer
	revision uint64
	out      []byte // bytes not yet handed to w
	holding  bool   // still within the first block
	err      error  // sticky

	stack []task   // what is to be read next, the top last
	cols  []column // by position; kept from block to block
	num   number   // an integer that may be split between chunks
	col   int      // position of the current column
	ncols uint64
	rows  uint64
	fresh bool // between two blocks

	text []byte // the column's name, then its type, as they arrive
	name []byte // the column's name, cut at keepName
}

// NewTranscoder returns an io.WriteCloser that is given a Native stream of
// revision 0 and writes it to w as a client of the given revision expects it.
// At revision 0 the stream is checked and passed on unchanged.
//
// An error of Write is final. If it is ErrType and the column stands within
// the first block's first 1 MiB, w has not been written to.
func NewTranscoder(w io.Writer, revision uint64) *Transcoder {
	t := &Transcoder{w: w, revision: revision, holding: true, fresh: true}
	t.push(task{op: opColumns})
	return t
}

// Write takes the next bytes of the stream, in pieces of any size.
func (t *Transcoder) Write(p []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	if t.err = t.walk(p); t.err != nil {
		return 0, t.err
	}
	if !t.holding || len(t.out) > holdBytes {
		t.holding = false
		t.err = t.flush()
	}
	if t.err != nil {
		return 0, t.err
	}
	return len(p), nil
}

// Close writes what is held back and reports a stream that ended inside a
// block (io.ErrUnexpectedEOF) or failed before. It does not close w.
func (t *Transcoder) Close() error {
	if t.err == errClosed {
		return nil
	}
	if t.err != nil {
		return t.err
	}
	if t.err = t.flush(); t.err != nil {
		return t.err
	}
	if !t.fresh {
		t.err = fmt.Errorf("native: stream ends inside a block, in column %d %q: %w",
			t.col+1, t.name, io.ErrUnexpectedEOF)
		return t.err
	}
	t.err = errClosed
	return nil
}

var errClosed = errors.New("native: write after close")

// emit passes bytes on: gathered when short or held back, else directly.
func (t *Transcoder) emit(p []byte) error {
	if len(p) == 0 {
		return nil
	}
	if t.holding && len(t.out)+len(p) > holdBytes {
		t.holding = false
	}
	if t.holding || len(t.out)+len(p) <= gatherBytes {
		t.out = append(t.out, p...)
		return nil
	}
	if err := t.flush(); err != nil {
		return err
	}
	return t.write(p)
}

func (t *Transcoder) flush() error {
	if len(t.out) == 0 {
		return nil
	}
	err := t.write(t.out)
	t.out = t.out[:0]
	if cap(t.out) > 2*gatherBytes { // the first block's; not needed again
		t.out = nil
	}
	return err
}

func (t *Transcoder) write(p []byte) error {
	n, err := t.w.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("native: writing the result: %w", err)
	}
	return nil
}
