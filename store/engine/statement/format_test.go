package statement

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct{ q, name, rest string }{
		{"SELECT 1", "", "SELECT 1"},
		{" SELECT 1 ; -- end\n", "", " SELECT 1"},
		{"SELECT 1 FORMAT JSON", "JSON", "SELECT 1"},
		{"SELECT 1 format\n`JSON` ;", "JSON", "SELECT 1"},
		{"SELECT 1 -- one\nFORMAT /* x */ CSV -- two", "CSV", "SELECT 1"},
		{"SELECT 1 FORMAT JSON SETTINGS a = 1, b = 2;", "JSON", "SELECT 1 SETTINGS a = 1, b = 2"},
		{"SELECT 1 SETTINGS a = 1 FORMAT JSON", "JSON", "SELECT 1 SETTINGS a = 1"},
		{"SELECT 1 SETTINGS a = 1 FORMAT JSON SETTINGS b = 2", "JSON", "SELECT 1 SETTINGS a = 1, b = 2"},
		{"SELECT 'FORMAT JSON'", "", "SELECT 'FORMAT JSON'"},
		{"SELECT 1 AS format", "", "SELECT 1 AS format"},
		{"SELECT * FROM t AS format FORMAT TSV", "TSV", "SELECT * FROM t AS format"},
		{"SELECT format FROM t", "", "SELECT format FROM t"},
		{"SELECT t.format AS x FROM t", "", "SELECT t.format AS x FROM t"},
		{"SELECT format('{}', a) FROM format(JSONEachRow, '{}') FORMAT TSV", "TSV", "SELECT format('{}', a) FROM format(JSONEachRow, '{}')"},
		{"SELECT * FROM (SELECT 1 FORMAT JSON)", "", "SELECT * FROM (SELECT 1 FORMAT JSON)"},
		{"SELECT [1, {a:UInt8}] FORMAT TSV", "TSV", "SELECT [1, {a:UInt8}]"},
		{"SHOW TABLES FORMAT JSON", "JSON", "SHOW TABLES"},
		{"SELECT 1 FORMAT JSON; SELECT 2", "", "SELECT 1 FORMAT JSON; SELECT 2"},
		{"SELECT 1 FORMAT", "", "SELECT 1 FORMAT"},
		{"SELECT $x$ FORMAT JSON $x$", "", "SELECT $x$ FORMAT JSON $x$"},
		{"SELECT “FORMAT JSON” FORMAT CSV", "CSV", "SELECT “FORMAT JSON”"},
		{"", "", ""},
	} {
		if name, rest := Format(c.q); name != c.name || rest != c.rest {
			t.Errorf("%q: %q, %q, want %q, %q", c.q, name, rest, c.name, c.rest)
		}
	}
}

func TestKind(t *testing.T) {
	for q, want := range map[string]string{
		"SELECT 1": "select", " -- x\n/* /* */ */ # y\n#!z\n// a\n((With 1 AS x SELECT x))": "with",
		"insert into t": "insert", "SHOW TABLES": "show", "": "", ";": "", "'select'": "", "`select`": "", "1": "", "/* open": "",
	} {
		if got := Kind(q); got != want {
			t.Errorf("%q: %q, want %q", q, got, want)
		}
	}
}

func TestStreamable(t *testing.T) {
	for _, f := range strings.Fields(`Native RowBinary RowBinaryWithNamesAndTypes JSONEachRow jsoneachrow CSV CSVWithNames
		TSV TabSeparatedWithNamesAndTypes JSONCompactEachRowWithNames MsgPack TSVRaw`) {
		if !Streamable(f) {
			t.Errorf("%s can be streamed", f)
		}
	}
	for _, f := range strings.Fields(`JSON JSONCompact Parquet Arrow ArrowStream ORC Avro XML Pretty PrettyCompact Values
		Vertical SQLInsert JSONObjectEachRow JSONEachRowWithProgress TSVRawWithNames Markdown Npy Unknown`) {
		if Streamable(f) {
			t.Errorf("%s must not be streamed", f)
		}
	}
}

func TestHeaderFilter(t *testing.T) {
	for _, c := range []struct{ format, header string }{
		{"CSV", ""}, {"Native", ""}, {"RowBinary", ""},
		{"CSVWithNames", "\"a\"\"b\",\"x\ny\"\r\n"},
		{"CSVWithNamesAndTypes", "\"a\"\n\"String\"\n"},
		{"TSVWithNames", "a\"\tb\\n\n"},
		{"TabSeparatedWithNamesAndTypes", "a\nUInt8\n"},
		{"JSONCompactEachRowWithNames", "[\"a\\\"\\nb\"]\n"},
		{"RowBinaryWithNames", "\x02\x01a\x03b\nc"},
		{"RowBinaryWithNamesAndTypes", "\x01\x01a\x05UInt8"},
	} {
		var out bytes.Buffer
		w := NewHeaderFilter(&out, c.format)
		// The middle part is nothing but a header, the last has a row that
		// looks like one.
		for _, part := range []string{c.header + "1\"\n", "", c.header, c.header + c.header + "2\"\n"} {
			if n, err := w.Write([]byte(part)); err != nil || n != len(part) {
				t.Errorf("%s: wrote %d of %d, %v", c.format, n, len(part), err)
			}
		}
		if want := c.header + "1\"\n" + c.header + "2\"\n"; out.String() != want {
			t.Errorf("%s: %q, want %q", c.format, out.String(), want)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestHeaderFilterPassesErrorsOn(t *testing.T) {
	w := NewHeaderFilter(broken{}, "CSVWithNames")
	for range 2 {
		if _, err := w.Write([]byte("a\n1\n")); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("error %v", err)
		}
	}
}

func FuzzHeaderFilter(f *testing.F) {
	f.Add("RowBinaryWithNamesAndTypes", []byte("\x01\x01a\x05UInt8\x01"))
	f.Add("CSVWithNames", []byte("\"a\"\n1\n"))
	f.Fuzz(func(t *testing.T, format string, part []byte) {
		var out bytes.Buffer
		w := NewHeaderFilter(&out, format)
		for range 2 {
			if _, err := w.Write(part); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.HasPrefix(out.Bytes(), part) || out.Len() > 2*len(part) {
			t.Errorf("%s: %q became %q", format, part, out.Bytes())
		}
	})
}

// A long script must not take quadratic time: the whole text is read once.
func BenchmarkFormat(b *testing.B) {
	q := "SELECT " + strings.Repeat("a, 'b', f(c), ", 5000) + "1 FORMAT JSON"
	b.SetBytes(int64(len(q)))
	for b.Loop() {
		if name, _ := Format(q); name != "JSON" {
			b.Fatal(name)
		}
	}
}
