package export

import (
	"encoding/csv"
	"reflect"
	"strings"
	"testing"
)

func TestSpans(t *testing.T) {
	table := Table{Name: "reports", Key: []string{"report_id"}, Columns: []Column{{Name: "report_id", Type: "LowCardinality(String)"}}}
	for size, want := range map[uint64][]span{
		1:  {{"61", "61", 2}, {"62", "62", 1}, {"63", "63", 1}}, // a report is never cut
		2:  {{"61", "61", 2}, {"62", "63", 2}},
		3:  {{"61", "62", 3}, {"63", "63", 1}},
		10: {{"61", "63", 4}},
	} {
		got, err := spans(t.Context(), newFake(), table, size)
		must(t, err)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("parts of %d: %v, want %v", size, got, want)
		}
	}
	// A range would leave out what is NULL.
	table.Columns[0].Type = "Nullable(String)"
	got, err := spans(t.Context(), newFake(), table, 1)
	must(t, err)
	if !reflect.DeepEqual(got, []span{{rows: 1}}) {
		t.Errorf("a column with NULLs: %v", got)
	}
}

func TestCopySQL(t *testing.T) {
	table := Table{Name: "t`x", Key: []string{"year"}, Columns: []Column{{Name: "year", Type: "LowCardinality(UInt16)"}, {Name: "s", Type: "LowCardinality(Nullable(String))"}, {Name: "m", Type: "Map(String, String)"}}}
	const head = "SELECT t.`year` AS `year`, toValidUTF8(t.`s`) AS `s`, "
	for _, c := range []struct {
		format string
		parts  int
		want   string
	}{
		{CSV, 1, head + "toValidUTF8(toJSONString(t.`m`)) AS `m` FROM `t\\`x` AS t ORDER BY t.`year`"},
		{Parquet, 1, head + "t.`m` AS `m` FROM `t\\`x` AS t ORDER BY t.`year`"},
		{Parquet, 2, head + "t.`m` AS `m` FROM `t\\`x` AS t WHERE t.`year` >= CAST(unhex('32') AS UInt16) AND t.`year` <= CAST(unhex('33') AS UInt16) ORDER BY t.`year`"},
	} {
		if got := table.copySQL(c.format, span{"32", "33", 9}, c.parts); got != c.want {
			t.Errorf("%s of %d: %s\nwant %s", c.format, c.parts, got, c.want)
		}
	}
	table.Key = nil
	if got := strings.Join(table.order(), " "); got != "t.`year` t.`s` toString(t.`m`)" {
		t.Errorf("without a key: %s", got)
	}
}

// TestRowCounter counts as a reader of CSV does, wherever a write ends.
func TestRowCounter(t *testing.T) {
	const text = "\"a\",1\r\n\"line\r\nbreak\",\"say \"\"\r\n\"\"\"\r\n\"\",\r\n=1+1,\"\"\"\"\r\n"
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	must(t, err)
	for size := 1; size < 9; size++ {
		var c rowCounter
		for rest := text; rest != ""; {
			n := min(size, len(rest))
			_, _ = c.Write([]byte(rest[:n]))
			rest = rest[n:]
		}
		if int(c.rows) != len(records) || len(records) != 4 {
			t.Errorf("pieces of %d: %d rows, want %d", size, c.rows, len(records))
		}
	}
}

func TestTypes(t *testing.T) {
	for _, c := range []struct {
		kind, want string
		nullable   bool
	}{
		{"String", "string", false}, {"LowCardinality(Nullable(String))", "string", true}, {"Nullable(Decimal(20, 6))", "number", true},
		{"Float64", "number", false}, {"UInt8", "integer", false}, {"Nullable(Int32)", "integer", true}, {"Nullable(Date)", "date", true},
		{"DateTime64(3, 'UTC')", "datetime", false}, {"Nullable(DateTime64(3, 'UTC'))", "datetime", true}, {"Array(String)", "array", false},
		{"Array(Tuple(day Date, x Nullable(String)))", "array", false}, {"Map(String, String)", "object", false}, {"Bool", "boolean", false},
	} {
		column := Column{Type: c.kind}
		if column.frictionless() != c.want || column.Nullable() != c.nullable {
			t.Errorf("%s: %s %v, want %s %v", c.kind, column.frictionless(), column.Nullable(), c.want, c.nullable)
		}
	}
}

// TestNotes: what is written of tables and columns can be read, and says something.
func TestNotes(t *testing.T) {
	tables, err := readNotes(tablesTSV)
	must(t, err)
	for name, table := range tables {
		if len(table.Key) == 0 || len(table.Questions) == 0 || table.Chinese == "" {
			t.Errorf("%s has no key, no question or no Chinese", name)
		}
		for _, r := range table.References {
			if to, found := tables[r.Table]; !found || !reflect.DeepEqual(to.Key, r.ToColumn) || len(r.Columns) != len(r.ToColumn) {
				t.Errorf("%s refers to %v of %s, whose key is %v", name, r.ToColumn, r.Table, to.Key)
			}
		}
	}
	said, err := readWords(wordsTSV)
	must(t, err)
	columns, err := notes(columnsTSV, said)
	must(t, err)
	for name, n := range columns {
		if n.chinese == "" || (n.unitZH == "") != (n.unit == "") || (n.sourceZH == "") != (n.source == "") {
			t.Errorf("%s lacks Chinese: what it holds in columns.tsv, its unit %q or its source %q in words.tsv", name, n.unit, n.source)
		}
	}
	for _, bad := range []string{"h\na\tb\n", "h\nt\tk\tagency_id\tq\tz\tf\n", "h\nt\tk\t\tq | r\tz\tf\n"} {
		if _, err := readNotes(bad); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
	for _, bad := range []string{"h\na\tb\n", "h\na\t\t\t\na\t\t\t\n"} {
		if _, err := notes(bad, said); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
	for _, bad := range []string{"h\nunit\tdays\n", "h\nday\tdays\t天\n", "h\nunit\tdays\t\n", "h\nunit\ta\t一\nunit\ta\t二\n"} {
		if _, err := readWords(bad); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
}
