package statement

import (
	"strings"
	"testing"
)

func TestSplitInsert(t *testing.T) {
	for _, c := range []struct {
		q    string
		want Insert
	}{
		{"INSERT INTO t VALUES (1), (2)", Insert{Head: "INSERT INTO t", Format: "Values", Inline: []byte("(1), (2)")}},
		{"insert into t(a,b) values(1,')')", Insert{Head: "insert into t(a,b)", Format: "Values", Inline: []byte("(1,')')")}},
		{"INSERT INTO t FORMAT Native", Insert{Head: "INSERT INTO t", Format: "Native"}},
		{"INSERT INTO t FORMAT RowBinary\n\n\xff\x00'", Insert{Head: "INSERT INTO t", Format: "RowBinary", Inline: []byte("\n\xff\x00'")}},
		{"INSERT INTO t FORMAT CSV \t\r\n 1,x\n", Insert{Head: "INSERT INTO t", Format: "CSV", Inline: []byte(" 1,x\n")}},
		{"INSERT INTO t FORMAT CSV 1,x", Insert{Head: "INSERT INTO t", Format: "CSV", Inline: []byte("1,x")}},
		{"INSERT INTO t FORMAT `CSV`\n1", Insert{Head: "INSERT INTO t", Format: "CSV", Inline: []byte("1")}},
		{"INSERT INTO t (a, b)", Insert{Head: "INSERT INTO t (a, b)"}},
		{"INSERT INTO t (a, b) ; ", Insert{Head: "INSERT INTO t (a, b)"}},
		{"INSERT INTO TABLE db.t (`a)`, \"b(\") FORMAT TSV", Insert{Head: "INSERT INTO TABLE db.t (`a)`, \"b(\")", Format: "TSV"}},
		{"INSERT INTO `values` VALUES (1)", Insert{Head: "INSERT INTO `values`", Format: "Values", Inline: []byte("(1)")}},
		{"INSERT INTO db.format FORMAT TSV", Insert{Head: "INSERT INTO db.format", Format: "TSV"}},
		{"INSERT INTO t (format, values, select, with) FORMAT TSV", Insert{Head: "INSERT INTO t (format, values, select, with)", Format: "TSV"}},
		{"INSERT INTO t (select, with) FORMAT TSV", Insert{Head: "INSERT INTO t (select, with)", Format: "TSV"}},
		{"INSERT INTO t SETTINGS async_insert = 1, x = 'FORMAT' FORMAT JSONEachRow {}", Insert{
			Head:   "INSERT INTO t SETTINGS async_insert = 1, x = 'FORMAT'",
			Format: "JSONEachRow", Inline: []byte("{}"), Settings: "async_insert = 1, x = 'FORMAT'"}},
		{"INSERT INTO t FORMAT JSONEachRow SETTINGS", Insert{Head: "INSERT INTO t", Format: "JSONEachRow", Inline: []byte("SETTINGS")}},
		{"/* VALUES */ INSERT -- FORMAT X\nINTO t /* /* FORMAT */ Y */ (a) -- z\n FORMAT TSV", Insert{
			Head: "/* VALUES */ INSERT -- FORMAT X\nINTO t /* /* FORMAT */ Y */ (a)", Format: "TSV"}},
		{"INSERT INTO FUNCTION null('a Int32, b Array(String)') (* EXCEPT (a)) FORMAT TSV", Insert{
			Head: "INSERT INTO FUNCTION null('a Int32, b Array(String)') (* EXCEPT (a))", Format: "TSV"}},
		{"INSERT INTO TABLE FUNCTION file('x', 'CSV', [1, (2)]) PARTITION BY x VALUES (1)", Insert{
			Head: "INSERT INTO TABLE FUNCTION file('x', 'CSV', [1, (2)]) PARTITION BY x", Format: "Values", Inline: []byte("(1)")}},
		{"INSERT INTO {t:Identifier} VALUES (1)", Insert{Head: "INSERT INTO {t:Identifier}", Format: "Values", Inline: []byte("(1)")}},
	} {
		got, ok := SplitInsert(c.q)
		if !ok || got.Head != c.want.Head || got.Format != c.want.Format || string(got.Inline) != string(c.want.Inline) ||
			got.Settings != c.want.Settings || got.HasSelect {
			t.Errorf("%q:\n got %+v %q, %v\nwant %+v %q", c.q, got, got.Inline, ok, c.want, c.want.Inline)
		}
	}
}

func TestSplitInsertSelect(t *testing.T) {
	for _, q := range []string{
		"INSERT INTO t SELECT 1", "INSERT INTO t (a, b) SELECT 1, 'VALUES'", "INSERT INTO t WITH 1 AS x SELECT x",
		"INSERT INTO t (SELECT 1)", "INSERT INTO t (a) ((SELECT 1))", "INSERT INTO t (a) SELECT * FROM u FORMAT Null",
		"INSERT INTO t SETTINGS a = 1 SELECT 1", "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
		"WITH 1 AS x INSERT INTO t SELECT x", "WITH (SELECT 1) AS x INSERT INTO t VALUES (1)",
		"INSERT INTO FUNCTION null('a Int8') SELECT 1",
	} {
		if got, ok := SplitInsert(q); !ok || !got.HasSelect || got.Head != q {
			t.Errorf("%s: %+v, %v", q, got, ok)
		}
	}
	for _, q := range []string{
		"", "SELECT 1", "WITH 1 AS insert SELECT insert INTO OUTFILE 'x'", "-- INSERT INTO t VALUES (1)", "'INSERT INTO t'", "EXPLAIN INSERT INTO t VALUES",
	} {
		if got, ok := SplitInsert(q); ok {
			t.Errorf("%s: taken for %+v", q, got)
		}
	}
}

func FuzzSplitInsert(f *testing.F) {
	for _, q := range []string{
		"INSERT INTO t (a) SETTINGS x = 1 FORMAT CSV\n1", "INSERT INTO t VALUES (1)", "INSERT INTO t SELECT 1", "INSERT INTO $a$ x",
		"WITH a AS (SELECT 1) INSERT INTO t SELECT 1", "INSERT INTO “a” /* /* */ VALUES", "INSERT INTO ‘", "INSERT INTO `a\\", "SELECT 1 FORMAT JSON SETTINGS a = 1;",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		Kind(q)
		if _, rest := Format(q); len(rest) > len(q)+2 {
			t.Errorf("%q grew to %q", q, rest)
		}
		ins, ok := SplitInsert(q)
		if !strings.HasPrefix(strings.TrimSpace(q), strings.TrimSpace(ins.Head)) || !strings.HasSuffix(q, string(ins.Inline)) {
			t.Errorf("%q: parted into %+v", q, ins)
		}
		if !ok && ins.Head != "" {
			t.Errorf("%q: %+v without an INSERT", q, ins)
		}
	})
}
