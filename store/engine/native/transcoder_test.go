package native

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	chproto "github.com/ClickHouse/ch-go/proto"
	chcolumn "github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/ClickHouse/clickhouse-go/v2/lib/proto"
)

// clientRevision is what clickhouse-go 2.50 decodes with: the engine's own
// answer to SELECT revision().
const clientRevision = 54513

// recording is a stream as the engine wrote it, with the query that made it.
type recording struct {
	name, query string
	raw         []byte
}

func recordings(t testing.TB) []recording {
	t.Helper()
	list, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var recs []recording
	for line := range strings.Lines(string(list)) {
		name, query, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		recs = append(recs, recording{strings.TrimSuffix(name, ".bin"), query, raw})
	}
	return recs
}

// unwalkable are the recordings of types that must be refused.
var unwalkable = map[string]string{
	"dynamic":     `"b" is Dynamic`,
	"aggstate":    `"b" is AggregateFunction(sum, UInt8)`,
	"json_object": `"a" is JSON`,
}

// noDecoder are types that clickhouse-go cannot read, at any revision.
var noDecoder = map[string]bool{
	"empty_tuple": true, "nullable_tuple": true, "tuple_names": true, "json_array": true,
}

func transcode(raw []byte, revision uint64, chunk int) ([]byte, error) {
	var out bytes.Buffer
	tr := NewTranscoder(&out, revision)
	for len(raw) > 0 {
		n := min(chunk, len(raw))
		if _, err := tr.Write(raw[:n]); err != nil {
			return out.Bytes(), err
		}
		raw = raw[n:]
	}
	return out.Bytes(), tr.Close()
}

// decode reads a stream with clickhouse-go's own decoder and prints each
// block's names, types and values.
func decode(stream []byte, revision uint64) (blocks []string, err error) {
	r := chproto.NewReader(bytes.NewReader(stream))
	for {
		b := proto.NewBlock()
		b.ServerContext = &chcolumn.ServerContext{VersionMajor: 26, VersionMinor: 7}
		err := b.Decode(r, revision)
		if errors.Is(err, io.EOF) {
			return blocks, nil
		}
		if err != nil {
			return nil, err
		}
		var s strings.Builder
		for _, c := range b.Columns {
			fmt.Fprintf(&s, "%s %s:", c.Name(), c.Type())
			for i := range c.Rows() {
				fmt.Fprintf(&s, " %v", deref(c.Row(i, false)))
			}
			s.WriteString("\n")
		}
		blocks = append(blocks, s.String())
	}
}

// deref keeps addresses out of what is compared.
func deref(v any) any {
	switch p := v.(type) {
	case *string:
		if p != nil {
			return *p
		}
	case *uint8:
		if p != nil {
			return *p
		}
	case []*string:
		all := make([]any, len(p))
		for i := range p {
			all[i] = deref(p[i])
		}
		return all
	case []any:
		all := make([]any, len(p))
		for i := range p {
			all[i] = deref(p[i])
		}
		return all
	}
	return v
}

func TestClientReadsTranscodedStreams(t *testing.T) {
	for _, rec := range recordings(t) {
		t.Run(rec.name, func(t *testing.T) {
			got, err := transcode(rec.raw, clientRevision, len(rec.raw))
			if want, refused := unwalkable[rec.name]; refused {
				refusedCleanly(t, got, err, want)
				return
			}
			if err != nil {
				t.Fatalf("%s: %v", rec.query, err)
			}
			sameInAnyChunks(t, rec.raw, got)
			if !noDecoder[rec.name] {
				sameValues(t, rec.raw, got)
			}
		})
	}
}

func refusedCleanly(t *testing.T, out []byte, err error, want string) {
	t.Helper()
	if !errors.Is(err, ErrType) || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want ErrType with %s", err, want)
	}
	if len(out) > 0 {
		t.Errorf("%d bytes went out before the error", len(out))
	}
}

func sameInAnyChunks(t *testing.T, raw, want []byte) {
	t.Helper()
	for _, chunk := range []int{1, 2, 3, 7, 9, 64} {
		got, err := transcode(raw, clientRevision, chunk)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("in chunks of %d: %v, %d bytes, want %d", chunk, err, len(got), len(want))
		}
	}
	if got, err := transcode(raw, 0, 5); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("at revision 0: %v; the stream must stay as it is", err)
	}
}

func sameValues(t *testing.T, raw, got []byte) {
	t.Helper()
	want, err := decode(raw, 0)
	if err != nil {
		t.Fatalf("decoding what the engine wrote: %v", err)
	}
	have, err := decode(got, clientRevision)
	if err != nil {
		t.Fatalf("decoding the transcoded stream: %v", err)
	}
	if len(want) == 0 || strings.Join(have, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%swant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}

// The additions byte by byte: one block of one column.
func TestAdditions(t *testing.T) {
	const raw = "\x01\x02\x01a\x05UInt8\x07\x08"
	const info = "\x01\x00\x02\xff\xff\xff\xff\x00"
	for _, c := range []struct {
		revision uint64
		want     string
	}{
		{0, raw},
		{1, info + raw},
		{54453, info + raw},
		{54454, info + "\x01\x02\x01a\x05UInt8\x00\x07\x08"},
	} {
		got, err := transcode([]byte(raw+raw), c.revision, 4)
		if err != nil || string(got) != c.want+c.want {
			t.Errorf("revision %d: %q, %v, want %q", c.revision, got, err, c.want+c.want)
		}
	}
}

// Each prefix of a stream must be reported as cut, unless it ends a block.
func TestCloseReportsTruncation(t *testing.T) {
	for _, rec := range recordings(t) {
		if unwalkable[rec.name] != "" || rec.name == "blocks" {
			continue
		}
		for n := 1; n < len(rec.raw); n++ {
			if _, err := transcode(rec.raw[:n], clientRevision, n); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("%s cut after %d of %d bytes: %v", rec.name, n, len(rec.raw), err)
			}
		}
	}
}

func TestEmpty(t *testing.T) {
	for name, raw := range map[string]string{
		"no bytes":        "",
		"no columns":      "\x00\x00",
		"no rows":         "\x02\x00\x01a\x05UInt8\x01b\x16LowCardinality(String)",
		"nameless column": "\x01\x01\x00\x05UInt8\x07",
	} {
		out, err := transcode([]byte(raw), clientRevision, 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := decode(out, clientRevision); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
