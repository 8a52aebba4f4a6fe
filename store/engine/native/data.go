package native

import "fmt"

// expand replaces n rows of a type by the reads it consists of. Types without
// rows have no bytes at all: not even a LowCardinality writes its key count.
func (t *Transcoder) expand() error {
	k := t.stack[len(t.stack)-1]
	if k.n == 0 {
		t.pop()
		return nil
	}
	top := &t.stack[len(t.stack)-1]
	switch k.node.kind {
	case fixed:
		size, err := t.times(k.n, k.node.size)
		*top = task{op: opSkip, n: size}
		return err
	case text:
		*top = task{op: opStrings, n: k.n}
	case array:
		*top = task{op: opOffsets, n: k.n, node: k.node.kids[0]}
	case nullable:
		*top = task{op: opNode, n: k.n, node: k.node.kids[0]}
		t.push(task{op: opSkip, n: k.n})
	case tuple:
		t.stack = t.stack[:len(t.stack)-1]
		for i := len(k.node.kids) - 1; i >= 0; i-- {
			t.push(task{op: opNode, n: k.n, node: k.node.kids[i]})
		}
	case lowCard:
		*top = task{op: opKeyFlags, n: k.n, node: k.node.kids[0]}
	case variant:
		*top = task{op: opDiscrim, n: k.n, node: k.node, counts: new([256]uint64)}
	}
	return nil
}

// words reads 64-bit numbers.
func (t *Transcoder) words(k *task, p []byte) (int, error) {
	if k.op == opOffsets {
		return t.offsets(k, p)
	}
	v, n, ok := t.num.word(p)
	if !ok {
		return n, nil
	}
	switch k.op {
	case opPrefix:
		return n, t.stateWord(k, v)
	case opKeyFlags:
		return n, t.keyFlags(k, v)
	case opKeyCount:
		return n, t.keyCount(k, v)
	default:
		return n, t.indexRows(k, v)
	}
}

func (t *Transcoder) stateWord(k *task, v uint64) error {
	all := t.cols[t.col].prefixes
	switch p := all[uint64(len(all))-k.n]; {
	case p == prefixLowCard && v != 1:
		return fmt.Errorf("%w: LowCardinality of version %d in column %q", ErrFormat, v, t.name)
	case p == prefixJSON && v != 1:
		return t.typeError("JSON is known only as strings (output_format_native_write_json_as_string=1)")
	case p == prefixVariant && v != 0:
		return t.typeError("Variant is known only with a discriminator for each row")
	}
	if k.n--; k.n == 0 {
		t.pop()
	}
	return nil
}

// The flags of a LowCardinality column in front of its keys. The low byte is
// the width of the indexes as a power of two.
const (
	keysGlobal     = 1 << 8 // keys of a dictionary outside the column
	keysAdditional = 1 << 9 // keys follow
)

func (t *Transcoder) keyFlags(k *task, v uint64) error {
	if v&0xff > 3 || v&keysGlobal != 0 || v&keysAdditional == 0 {
		return fmt.Errorf("%w: LowCardinality flags %#x in column %q", ErrFormat, v, t.name)
	}
	k.op, k.width = opKeyCount, 1<<(v&0xff)
	return nil
}

func (t *Transcoder) keyCount(k *task, v uint64) error {
	if v > maxRows {
		return fmt.Errorf("%w: %d keys in column %q", ErrFormat, v, t.name)
	}
	keys := k.node
	k.op, k.node = opIndexRows, nil
	t.push(task{op: opNode, n: v, node: keys})
	return nil
}

func (t *Transcoder) indexRows(k *task, v uint64) error {
	if v != k.n { // clients read one set of keys a column
		return fmt.Errorf("%w: %d indexes for %d rows in column %q", ErrFormat, v, k.n, t.name)
	}
	size, err := t.times(v, k.width)
	*k = task{op: opSkip, n: size}
	return err
}

// offsets reads an array's end offsets; the last one counts its elements.
func (t *Transcoder) offsets(k *task, p []byte) (int, error) {
	read := 0
	// Only the last offset matters; the others are passed over.
	if t.num.empty() && k.n > 1 {
		whole := min(k.n-1, uint64(len(p)/8))
		k.n -= whole
		read = int(whole) * 8
	}
	v, n, ok := t.num.word(p[read:])
	read += n
	if !ok {
		return read, nil
	}
	if k.n--; k.n > 0 {
		return read, nil
	}
	if v > maxRows {
		return read, fmt.Errorf("%w: %d array elements in column %q", ErrFormat, v, t.name)
	}
	*k = task{op: opNode, n: v, node: k.node}
	return read, nil
}

// skipStrings passes over as many strings as p holds. A string that p cuts
// becomes a task of its own.
func (t *Transcoder) skipStrings(k *task, p []byte) (int, error) {
	at := 0
	for k.n > 0 && at < len(p) {
		if b := p[at]; b < 0x80 && t.num.empty() { // nearly always
			at += 1 + int(b)
		} else {
			v, n, ok, err := t.num.varint(p[at:])
			at += n
			if !ok || err != nil {
				return at, err
			}
			if left := uint64(len(p) - at); v > left {
				k.n--
				t.push(task{op: opSkip, n: v - left})
				return len(p), nil
			}
			at += int(v)
		}
		k.n--
		if at > len(p) {
			t.push(task{op: opSkip, n: uint64(at - len(p))})
			return len(p), nil
		}
	}
	if k.n == 0 {
		t.pop()
	}
	return at, nil
}

const nullVariant = 255

// discriminators counts each variant's rows; a NULL has no value.
func (t *Transcoder) discriminators(k *task, p []byte) (int, error) {
	n := int(min(k.n, uint64(len(p))))
	for _, b := range p[:n] {
		if b != nullVariant && int(b) >= len(k.node.kids) {
			return n, fmt.Errorf("%w: variant %d in column %q", ErrFormat, b, t.name)
		}
		k.counts[b]++
	}
	if k.n -= uint64(n); k.n > 0 {
		return n, nil
	}
	done := *k
	t.stack = t.stack[:len(t.stack)-1]
	for i := len(done.node.kids) - 1; i >= 0; i-- {
		t.push(task{op: opNode, n: done.counts[i], node: done.node.kids[i]})
	}
	return n, nil
}
