package native

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
)

// block builds one block with one column of the given type and data.
func block(typ string, rows uint64, data ...byte) []byte {
	b := binary.AppendUvarint([]byte{1}, rows)
	b = append(b, 1, 'a')
	b = binary.AppendUvarint(b, uint64(len(typ)))
	return append(append(b, typ...), data...)
}

func u64(v ...uint64) (b []byte) {
	for _, v := range v {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return b
}

func TestMalformed(t *testing.T) {
	huge := bytes.Repeat([]byte{0xff}, 9)
	for name, raw := range map[string][]byte{
		"column count":          append(huge, 1),
		"overlong number":       bytes.Repeat([]byte{0x80}, 11),
		"row count":             append([]byte{1}, append(huge, 1)...),
		"type length":           append([]byte{1, 1, 1, 'a'}, append(huge, 1)...),
		"array size":            block("Array(UInt8)", 1, u64(1<<63)...),
		"column size":           block("FixedString(2147483647)", 1<<39),
		"key version":           block("LowCardinality(String)", 1, u64(2)...),
		"key flags":             block("LowCardinality(String)", 1, u64(1, 4)...),
		"key count":             block("LowCardinality(String)", 1, u64(1, 0x600, 1<<60)...),
		"index count":           block("LowCardinality(UInt8)", 1, append(u64(1, 0x600, 1), append([]byte{0}, u64(2)...)...)...),
		"variant discriminator": block("Variant(String, UInt8)", 1, append(u64(0), 2)...),
	} {
		if _, err := transcode(raw, clientRevision, 3); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v, want ErrFormat", name, err)
		}
	}
}

func TestTypesThatCannotBeWalked(t *testing.T) {
	for _, typ := range []string{
		"", "Dynamic", "Dynamic(max_types=3)", "Object('json')", "QBit(Float32, 2)", "Int7",
		"AggregateFunction(sum, UInt8)", "Array(Dynamic)", "Tuple(a UInt8, b Dynamic)", "Map(String, Dynamic)",
		"Array()", "Array(UInt8", "Array(UInt8, UInt8)", "Variant()", "Decimal(77, 1)", "Decimal()",
		"FixedString(0)", "FixedString(x)", "SimpleAggregateFunction(sum)", "Nullable(Dynamic)",
		strings.Repeat("Array(", 200) + "UInt8" + strings.Repeat(")", 200),
		"Variant(" + strings.Repeat("UInt8, ", 300) + "UInt8)",
	} {
		_, err := transcode(block(typ, 1, 0), clientRevision, 1000)
		if !errors.Is(err, ErrType) || !strings.Contains(err.Error(), `"a"`) {
			t.Errorf("%q: %v, want ErrType with the column's name", typ, err)
		}
	}
}

func TestTypeTexts(t *testing.T) {
	for typ, size := range map[string]uint64{
		"Tuple(`a, (b` UInt8, \"c d\" UInt16, e Nullable(UInt32))": 1 + 2 + 5,
		"Enum8('a, b' = 1, 'it\\'s (' = 2)":                        1,
		"DateTime64(3, 'Asia/Shanghai')":                           8,
		"Decimal(9, 2)":                                            4,
		"Decimal(10, 2)":                                           8,
		"Decimal(38, 2)":                                           16,
		"Decimal(76, 0)":                                           32,
		"SimpleAggregateFunction(groupArray(3), FixedString(7))":   7,
		"Tuple()":                          1,
		"Nullable(Tuple(a Point, b UUID))": 33,
	} {
		var p parser
		n, err := p.parse(typ, 0)
		if err != nil || n.kind != fixed || n.size != size {
			t.Errorf("%s: %+v, %v, want %d bytes a row", typ, n, err, size)
		}
	}
}

// failing refuses every write after the first n bytes.
type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestWriterErrorIsFinal(t *testing.T) {
	raw := block("UInt8", 2, 1, 2)
	tr := NewTranscoder(&failing{n: 30}, clientRevision)
	var err error
	for range 10 {
		if _, err = tr.Write(raw); err != nil {
			break
		}
	}
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Fatalf("Write: %v", err)
	}
	if _, again := tr.Write(raw); !errors.Is(again, io.ErrClosedPipe) {
		t.Errorf("the next Write: %v", again)
	}
	if err := tr.Close(); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("Close: %v", err)
	}
}

// largest records the longest write: what the Transcoder held at once.
type largest struct{ total, max int }

func (l *largest) Write(p []byte) (int, error) {
	l.total += len(p)
	l.max = max(l.max, len(p))
	return len(p), nil
}

func TestHoldsNoMoreThanTheFirstMegabyte(t *testing.T) {
	const rows = 16 << 20
	l := &largest{}
	tr := NewTranscoder(l, clientRevision)
	raw := block("UInt8", rows)
	chunk := make([]byte, 4<<10)
	if _, err := tr.Write(raw); err != nil {
		t.Fatal(err)
	}
	for range rows / len(chunk) {
		if _, err := tr.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := tr.Close(); err != nil {
		t.Fatal(err)
	}
	if l.max > holdBytes+len(chunk) || l.total != len(raw)+rows+len(blockInfo)+1 {
		t.Errorf("longest write %d, total %d", l.max, l.total)
	}
	if cap(tr.out) > 2*gatherBytes {
		t.Errorf("%d bytes kept at the end", cap(tr.out))
	}
}

func FuzzTranscoder(f *testing.F) {
	for _, rec := range recordings(f) {
		f.Add(rec.raw, uint8(7))
	}
	f.Add(block("Array(LowCardinality(Nullable(String)))", 1, u64(1, 1)...), uint8(1))
	f.Fuzz(func(t *testing.T, raw []byte, chunk uint8) {
		whole, err := transcode(raw, clientRevision, max(1, len(raw)))
		parts, err2 := transcode(raw, clientRevision, int(chunk)+1)
		if (err == nil) != (err2 == nil) || err == nil && !bytes.Equal(whole, parts) {
			t.Errorf("whole: %v, %d bytes; in chunks of %d: %v, %d bytes", err, len(whole), int(chunk)+1, err2, len(parts))
		}
		same, err3 := transcode(raw, 0, max(1, len(raw)))
		if err3 == nil && !bytes.Equal(same, raw) {
			t.Error("revision 0 must not change the stream")
		}
	})
}

// benchmarkStream is blocks of a number, a date, two strings and an indexed
// string, as a listing of requests has them.
func benchmarkStream(rows int) []byte {
	b := binary.AppendUvarint([]byte{4}, uint64(rows))
	col := func(name, typ string, data []byte) {
		b = append(append(b, byte(len(name))), name...)
		b = append(append(b, byte(len(typ))), typ...)
		b = append(b, data...)
	}
	long := append([]byte{200, 1}, bytes.Repeat([]byte("x"), 200)...)
	col("id", "UInt64", make([]byte, 8*rows))
	col("title", "String", bytes.Repeat(append([]byte{30}, long[2:32]...), rows))
	col("text", "String", bytes.Repeat(long, rows))
	keys := append(u64(1, 0x600, 2), "\x00\x01a"...)
	keys = append(keys, u64(uint64(rows))...)
	col("agency", "LowCardinality(String)", append(keys, make([]byte, rows)...))
	return b
}

func BenchmarkTranscoder(b *testing.B) {
	blocks := bytes.Repeat(benchmarkStream(8192), 8)
	b.SetBytes(int64(len(blocks)))
	b.ReportAllocs()
	for b.Loop() {
		tr := NewTranscoder(io.Discard, clientRevision)
		if _, err := tr.Write(blocks); err != nil {
			b.Fatal(err)
		}
		if err := tr.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
