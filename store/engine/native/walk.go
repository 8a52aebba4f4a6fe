package native

import (
	"fmt"
	"math/bits"
)

// op is what a task reads. The tasks of one block lie on a stack, so that the
// walk can stop at any byte and go on with the next chunk.
type op uint8

const (
	opColumns   op = iota // the block's number of columns
	opRows                // the block's number of rows
	opNameLen             // a column's name
	opName                //
	opTypeLen             // a column's type
	opType                //
	opPrefix              // n state words, the last n of the column's
	opNode                // n rows of a type
	opSkip                // n bytes
	opStrings             // n strings
	opOffsets             // n end offsets, the last of which counts the elements
	opDiscrim             // n discriminator bytes
	opKeyFlags            // LowCardinality: width of the indexes and flags
	opKeyCount            //                 number of keys
	opIndexRows           //                 number of indexes
)

type task struct {
	op     op
	n      uint64
	node   *node
	counts *[256]uint64 // opDiscrim: rows of each variant
	width  uint64       // opIndexRows: bytes an index
}

// column is what is known of the column at one position; blocks of a stream
// mostly have the same columns, so that the type is parsed once.
type column struct {
	text     string
	node     *node
	prefixes []prefix
}

// Sizes above these cannot be true. They keep products within 64 bits and
// what is kept of a stream small.
const (
	maxRows     = 1 << 40
	maxColumns  = 1 << 20
	maxTypeText = 16 << 20 // an Enum16 lists all of its names
	keepName    = 200      // bytes of a column's name kept for messages
)

func (t *Transcoder) push(k task) { t.stack = append(t.stack, k) }

// walk reads p and passes it on, with the additions in their places.
func (t *Transcoder) walk(p []byte) error {
	from, at := 0, 0 // p[from:at] is read and not yet passed on
	for at < len(p) || t.idle() {
		if t.fresh && at < len(p) {
			if err := t.insert(p[from:at], blockInfo, revisionBlockInfo); err != nil {
				return err
			}
			from, t.fresh = at, false
		}
		n, custom, err := t.step(p[at:])
		if err != nil {
			return err
		}
		at += n
		if custom {
			if err := t.insert(p[from:at], []byte{0}, revisionCustomSerialization); err != nil {
				return err
			}
			from = at
		}
		if t.fresh {
			t.holding = false // the first block is whole
		}
	}
	return t.emit(p[from:])
}

// insert passes read on and adds what clients from revision since on expect.
func (t *Transcoder) insert(read, add []byte, since uint64) error {
	if err := t.emit(read); err != nil || t.revision < since {
		return err
	}
	return t.emit(add)
}

// idle tells whether the next task can be done without a further byte, so
// that a block is known to be whole as soon as its last byte is there.
func (t *Transcoder) idle() bool {
	k := &t.stack[len(t.stack)-1]
	switch k.op {
	case opNode, opName, opType, opSkip, opStrings, opOffsets, opDiscrim, opPrefix:
		return k.n == 0 || k.op == opNode
	}
	return false
}

// step does what it can of the top task with p. It returns the number of
// bytes read and whether a column's type ends with them.
func (t *Transcoder) step(p []byte) (n int, custom bool, err error) {
	k := &t.stack[len(t.stack)-1]
	switch k.op {
	case opColumns, opRows, opNameLen, opTypeLen:
		v, n, ok, err := t.num.varint(p)
		if !ok || err != nil {
			return n, false, err
		}
		return n, false, t.header(k, v)
	case opName, opType:
		n = t.collect(k, p)
		if k.n > 0 {
			return n, false, nil
		}
		if k.op == opName {
			*k = task{op: opTypeLen}
			return n, false, nil
		}
		return n, true, t.startColumn()
	case opNode:
		return 0, false, t.expand()
	case opSkip:
		n = int(min(k.n, uint64(len(p))))
		if k.n -= uint64(n); k.n == 0 {
			t.pop()
		}
		return n, false, nil
	case opStrings:
		n, err = t.skipStrings(k, p)
		return n, false, err
	case opDiscrim:
		n, err = t.discriminators(k, p)
		return n, false, err
	}
	n, err = t.words(k, p)
	return n, false, err
}

// header takes one of the numbers in front of a column's data.
func (t *Transcoder) header(k *task, v uint64) error {
	switch k.op {
	case opColumns:
		if v > maxColumns {
			return fmt.Errorf("%w: %d columns", ErrFormat, v)
		}
		t.ncols = v
		*k = task{op: opRows}
	case opRows:
		if v > maxRows {
			return fmt.Errorf("%w: %d rows in a block", ErrFormat, v)
		}
		t.rows, t.col = v, -1
		t.nextColumn()
	case opNameLen:
		t.name, t.text = t.name[:0], t.text[:0]
		*k = task{op: opName, n: v}
	case opTypeLen:
		if v > maxTypeText {
			return fmt.Errorf("%w: a type of %d bytes in column %q", ErrFormat, v, t.name)
		}
		*k = task{op: opType, n: v}
	}
	return nil
}

// pop ends the top task; the stack's bottom stands for the block itself.
func (t *Transcoder) pop() {
	if len(t.stack) > 1 {
		t.stack = t.stack[:len(t.stack)-1]
		return
	}
	t.nextColumn()
}

// nextColumn goes on to the next column or the next block.
func (t *Transcoder) nextColumn() {
	t.col++
	t.stack = t.stack[:0]
	if uint64(t.col) < t.ncols {
		t.push(task{op: opNameLen})
		return
	}
	t.fresh = true
	t.push(task{op: opColumns})
}

// collect keeps a name's beginning or a type's whole text.
func (t *Transcoder) collect(k *task, p []byte) int {
	n := int(min(k.n, uint64(len(p))))
	k.n -= uint64(n)
	if k.op == opType {
		t.text = append(t.text, p[:n]...)
	} else if len(t.name) < keepName {
		t.name = append(t.name, p[:min(n, keepName-len(t.name))]...)
	}
	return n
}

// startColumn parses the type unless the last block had the same there.
func (t *Transcoder) startColumn() error {
	for len(t.cols) <= t.col {
		t.cols = append(t.cols, column{})
	}
	c := &t.cols[t.col]
	if c.node == nil || c.text != string(t.text) {
		var ps parser
		n, err := ps.parse(string(t.text), 0)
		if err != nil {
			return t.typeError(err.Error())
		}
		*c = column{text: string(t.text), node: n, prefixes: ps.prefixes}
	}
	t.stack = t.stack[:0]
	t.push(task{op: opNode, n: t.rows, node: c.node})
	// Without rows a column has no state words either.
	if t.rows > 0 && len(c.prefixes) > 0 {
		t.push(task{op: opPrefix, n: uint64(len(c.prefixes))})
	}
	return nil
}

func (t *Transcoder) typeError(why string) error {
	typ := t.text
	if len(typ) > keepName {
		typ = typ[:keepName]
	}
	return fmt.Errorf("%w: column %q is %s: %s; cast it, for instance with toString",
		ErrType, t.name, typ, why)
}

// times multiplies and refuses lengths that no stream can have.
func (t *Transcoder) times(n, size uint64) (uint64, error) {
	hi, lo := bits.Mul64(n, size)
	if hi != 0 || lo > 1<<62 {
		return 0, fmt.Errorf("%w: %d × %d bytes in column %q", ErrFormat, n, size, t.name)
	}
	return lo, nil
}
