package block

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/ClickHouse/ch-go/compress"
	chproto "github.com/ClickHouse/ch-go/proto"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/ClickHouse/clickhouse-go/v2/lib/proto"
)

// decoded is what ClickHouse's own driver reads of a block: a line a column.
func decoded(t *testing.T, columns ...Column) []string {
	t.Helper()
	rows, length, err := Rows(columns...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(rows)
	if err != nil || int64(len(all)) != length {
		t.Fatalf("%d bytes, %d are told: %v", len(all), length, err)
	}
	read := proto.Block{ServerContext: &column.ServerContext{}}
	rest := bytes.NewReader(all)
	if err := read.Decode(chproto.NewReader(rest), 0); err != nil {
		t.Fatal(err)
	}
	if rest.Len() > 0 {
		t.Errorf("%d bytes are left", rest.Len())
	}
	var lines []string
	for _, c := range read.Columns {
		line := []string{c.Name(), string(c.Type())}
		for i := range c.Rows() {
			switch v := c.Row(i, false).(type) {
			case *string:
				line = append(line, *v)
			default:
				line = append(line, fmt.Sprint(v))
			}
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return lines
}

func TestRowsAreReadByTheDriver(t *testing.T) {
	text, word, nullable := NewText("text", 8), NewWord("word", 4), NewNullableWord("nullable", 4)
	year, share, value := NewFixed[uint16]("year", 4), NewFixed[float64]("share", 4), NewDecimal("value", 4)
	text.Append("a")
	text.Repeat("公开", 2)
	text.Append(strings.Repeat("b", 200))
	word.Repeat("x", 2)
	word.Append("")
	word.Append("x")
	nullable.RepeatNull(1)
	nullable.Append("")
	nullable.Repeat("y", 2)
	year.Append(2008)
	year.Repeat(65535, 3)
	share.Append(0.25)
	share.Repeat(1, 3)
	for _, n := range []int64{1_500_000, -1, 0} {
		value.Append(&n)
	}
	value.Append(nil)
	want := []string{"text String a 公开 公开 " + strings.Repeat("b", 200), "word LowCardinality(String) x x  x", "nullable LowCardinality(Nullable(String)) <nil>  y y",
		"year UInt16 2008 65535 65535 65535", "share Float64 0.25 1 1 1", "value Nullable(Decimal(20, 6)) 1.5 -0.000001 0 <nil>"}
	got := decoded(t, text, word, nullable, year, share, value)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got  %q\nwant %q", got[i], want[i])
		}
	}
}

// A column that was cleared has nothing of the rows before.
func TestClear(t *testing.T) {
	text, encoded, word, nullable := NewText("text", 0), NewEncoded("encoded"), NewWord("word", 0), NewNullableWord("nullable", 0)
	year, value := NewFixed[uint16]("year", 0), NewDecimal("value", 0)
	for round, want := range [][]string{
		{"text String a a", "encoded String a b", "word LowCardinality(String) x y", "nullable LowCardinality(Nullable(String)) <nil> x", "year UInt16 1 2", "value Nullable(Decimal(20, 6)) 0.000001 <nil>"},
		{"text String b", "encoded String c", "word LowCardinality(String) z", "nullable LowCardinality(Nullable(String)) y", "year UInt16 3", "value Nullable(Decimal(20, 6)) 0.000002"},
		{"text String b", "encoded String c", "word LowCardinality(String) ", "nullable LowCardinality(Nullable(String)) ", "year UInt16 3", "value Nullable(Decimal(20, 6)) 0.000002"},
	} {
		all := []Column{text, encoded, word, nullable, year, value}
		for _, c := range all {
			c.Clear()
		}
		one, two := int64(1), int64(2)
		if round == 0 {
			text.Repeat("a", 2)
			encoded.Append(2, AppendText(AppendText(nil, "a"), "b"))
			word.Append("x")
			word.Append("y")
			nullable.RepeatNull(1)
			nullable.Append("x")
			year.Append(1)
			year.Append(2)
			value.Append(&one)
			value.Append(nil)
		} else {
			text.Append("b")
			encoded.Append(1, AppendText(nil, "c"))
			word.Append([]string{"", "z", ""}[round])
			nullable.Append([]string{"", "y", ""}[round])
			year.Append(3)
			value.Append(&two)
		}
		if got := decoded(t, all...); !slices.Equal(got, want) {
			t.Errorf("round %d: got  %q\nwant %q", round, got, want)
		}
	}
}

// Numbers of words are as wide as they have to be.
func TestManyWords(t *testing.T) {
	for _, n := range []int{1, 254, 255, 256, 257, 65535, 65536, 65537} {
		for _, c := range []*Word{NewWord("w", n), NewNullableWord("w", n)} {
			_, kind := c.title()
			want := []string{"w", kind}
			for i := range n {
				want = append(want, fmt.Sprint(i))
				c.Append(fmt.Sprint(i))
			}
			if got := decoded(t, c)[0]; got != strings.Join(want, " ") {
				t.Errorf("%d words of a %s are read otherwise: %.100s …", n, kind, got)
			}
		}
	}
}

func TestColumnsOfDifferentLengths(t *testing.T) {
	one, none := NewText("one", 1), NewText("none", 0)
	one.Append("")
	if _, _, err := Rows(one, none); err == nil || !strings.Contains(err.Error(), "column none has 0 rows and not 1") {
		t.Error(err)
	}
}

func TestPacked(t *testing.T) {
	for _, n := range []int{1, packedAtOnce - 1, packedAtOnce, packedAtOnce + 1, 3*packedAtOnce + 5} {
		want := bytes.Repeat([]byte("reading "), n/8+1)[:n]
		sent, err := io.ReadAll(Packed(bytes.NewReader(want)))
		if err != nil || n > 1 && len(sent) > n/10 {
			t.Errorf("%d bytes are packed into %d: %v", n, len(sent), err)
		}
		got, err := io.ReadAll(compress.NewReader(bytes.NewReader(sent)))
		if !errors.Is(err, io.EOF) || !bytes.Equal(got, want) { // it wraps the end
			t.Errorf("%d bytes come back as %d: %v", n, len(got), err)
		}
	}
}
