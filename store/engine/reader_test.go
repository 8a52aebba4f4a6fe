package engine_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// TestReaderReads lists what readers are promised.
func TestReaderReads(t *testing.T) {
	e := enginetest.Engine(t)
	_, db := enginetest.New(t)
	query(t, e, "CREATE TABLE "+db+".t (n UInt32 COMMENT 'how many', s String) ENGINE = MergeTree ORDER BY n")
	query(t, e, "INSERT INTO "+db+".t SELECT number, 'file system' FROM numbers(10)")
	query(t, e, "CREATE VIEW "+db+".v AS SELECT n * 2 AS d FROM "+db+".t")
	for text, want := range map[string]string{
		"SELECT sum(n) FROM t": "45",
		"SELECT count() FROM t WHERE s = 'file system; SETTINGS'": "0",
		"WITH x AS (SELECT * FROM t) SELECT count() FROM x":       "10",
		"(SELECT 1) UNION ALL (SELECT 1)":                         "1\n1",
		"SELECT sum(d) FROM v":                                    "90",
		"SELECT comment FROM system.columns WHERE table = 't' AND name = 'n' AND database = currentDatabase()": "how many",
		"SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 't'":                     "t",
		"SELECT count() > 0 FROM system.databases":                                                             "1",
		"SHOW TABLES":                          "t\nv",
		"SELECT {n:UInt8} + 1":                 "6",
		"SELECT displayName(), revision() > 0": "gongkai\t1",
		"EXISTS TABLE t":                       "1",
	} {
		got := send(t, e, e.URL(), call{address: "/?param_n=5&database=" + db, body: text, user: engine.UserReader})
		if got.status != http.StatusOK || strings.TrimSuffix(got.body, "\n") != want {
			t.Errorf("%s: %d %q, want %q", text, got.status, got.body, want)
		}
	}
	for _, text := range []string{"DESCRIBE TABLE t", "EXPLAIN SELECT * FROM t", "SHOW CREATE TABLE t", "SELECT * FROM t FORMAT Native", "SELECT * FROM t FORMAT Parquet"} {
		if got := send(t, e, e.URL(), call{address: "/?database=" + db, body: text, user: engine.UserReader}); got.status != http.StatusOK || got.body == "" {
			t.Errorf("%s: %d %q", text, got.status, got.body)
		}
	}
}

// TestReaderText: the guard judges the text that runs, and changes nothing in it:
// line breaks, tabs and backslashes in the statement, in its strings and in its
// parameters are the reader's own.
func TestReaderText(t *testing.T) {
	e := enginetest.Engine(t)
	for name, test := range map[string]struct{ text, parameter, want string }{
		"lines":                    {"SELECT 1,\n\t2 -- two\r\n, 3\n", "", "1\t2\t3\n"},
		"a line break in a string": {"SELECT hex('a\nb')", "", "610A62\n"},
		"a tab in a string":        {"SELECT hex('a\tb')", "", "610962\n"},
		"other controls":           {"SELECT hex('\b\f\r')", "", "080C0D\n"},
		"escapes":                  {`SELECT hex('\n'), hex('\t'), hex('\\'), hex('\'')`, "", "0A\t09\t5C\t27\n"},
		"a backslash and an n":     {`SELECT hex('\\n')`, "", "5C6E\n"},
		"a parameter":              {"SELECT\n hex({p:String})", `a\nb\tc\\d`, "610A6209635C64\n"},
		"a quote in a parameter":   {"SELECT hex({p:String}),\n'\\n'", "'); SELECT file('x", "27293B2053454C4543542066696C65282778\t\\n\n"},
		"a word in a string":       {"SELECT hex('x\n file(1)')", "", "780A2066696C65283129\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got := send(t, e, e.URL(), call{address: "/?param_p=" + url.QueryEscape(test.parameter), body: test.text, user: engine.UserReader})
			if got.status != http.StatusOK || got.body != test.want {
				t.Errorf("%q: %d %q, want %q", test.text, got.status, got.body, test.want)
			}
		})
	}
	// What stands behind a line break is judged as well.
	for name, text := range map[string]string{
		"on a line of its own": "SELECT 1,\nfile('/etc/hostname')",
		"escaped":              "SELECT 'a\nb',\n\t`\\x66ile`('/etc/hostname')",
		"after a comment":      "SELECT 1 -- \\\n, file('/etc/hostname')",
		"after a NUL":          "SELECT '\x00', file('/etc/hostname')",
		"after a backslash":    `SELECT '\\', file('/etc/hostname'), '\\'`,
	} {
		t.Run(name, func(t *testing.T) {
			got := send(t, e, e.URL(), call{address: "/", body: text, user: engine.UserReader})
			if got.header.Get("X-ClickHouse-Exception-Code") != "497" || !strings.Contains(got.body, "file") {
				t.Errorf("%q: %d %q", text, got.status, got.body)
			}
		})
	}
}

// TestReaderClient: the handshakes of clickhouse-go pass as reader.
func TestReaderClient(t *testing.T) {
	e := enginetest.Engine(t)
	admin, db := enginetest.New(t)
	mustExec(t, admin, "CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n")
	mustExec(t, admin, "INSERT INTO t VALUES (1), (2)")
	reader := enginetest.Open(t, e, engine.UserReader, db)
	if err := reader.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	var n uint64
	ctx := clickhouse.Context(t.Context(), clickhouse.WithParameters(clickhouse.Parameters{"n": "2"}))
	if err := reader.QueryRow(ctx, "SELECT count() FROM t WHERE n = {n:UInt32}").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
	if err := reader.Exec(t.Context(), "INSERT INTO t VALUES (3)"); err == nil {
		t.Error("a reader could insert")
	}
	if batch, err := reader.PrepareBatch(t.Context(), "INSERT INTO t"); err == nil {
		_ = batch.Append(uint32(9))
		if err := batch.Send(); err == nil {
			t.Error("a reader could send a batch")
		}
	}
}

func TestReaderLimits(t *testing.T) {
	e := start(t, engine.Config{Limits: engine.Limits{Memory: 100_000_000, Seconds: 1, Rows: 1000}})
	for name, test := range map[string]struct{ text, settings, code string }{
		"rows":                {"SELECT number FROM numbers(100000)", "", "396"},
		"rows as JSON":        {"SELECT number FROM numbers(100000) FORMAT JSON", "", "396"},
		"fewer rows":          {"SELECT number FROM numbers(500)", "max_result_rows=100", "396"},
		"time":                {"SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))", "", "159"},
		"memory":              {"SELECT length(range(100000000))", "", "241"},
		"no way to more rows": {"SELECT number FROM numbers(100000)", "max_result_rows=0&result_overflow_mode=break", "164"},
	} {
		got := send(t, e, e.URL(), call{address: "/?" + test.settings, body: test.text, user: engine.UserReader})
		if !strings.Contains(got.body, "Code: "+test.code+".") {
			t.Errorf("%s: %d %.200q, want code %s", name, got.status, got.body, test.code)
		}
	}
}

// TestOpenDoor: --clickhouse-listen is for readers, whoever they say they are.
func TestOpenDoor(t *testing.T) {
	e := start(t, engine.Config{ReaderListen: "127.0.0.1:0"})
	base := "http://" + e.ReaderAddr().String()
	for user, want := range map[string]int{"": 200, "default": 200, "reader": 200, "gongkai": 403, "root": 403} {
		got := send(t, e, base, call{method: "GET", address: "/?query=SELECT+currentRoles()&user=" + user, user: "-"})
		if got.status != want || want == 200 && got.body != "['reader']\n" {
			t.Errorf("user %q: %d %q, want %d", user, got.status, got.body, want)
		}
	}
	tests := map[string]call{
		"the secret opens nothing more": {address: "/", body: "CREATE TABLE x (n Int8) ENGINE = Memory"},
		"as reader with the secret":     {address: "/", body: "CREATE TABLE x (n Int8) ENGINE = Memory", user: engine.UserReader},
		"no proof of the secret":        {method: "GET", address: "/engine/hello?nonce=x", user: "-"},
		"another name for this host":    {method: "GET", address: "/?query=SELECT+1", user: "-", header: map[string]string{"Host": "evil.example"}},
		"insert":                        {address: "/?query=" + url.QueryEscape("INSERT INTO x FORMAT CSV"), body: "1\n", user: "-"},
	}
	for name, test := range tests {
		if got := send(t, e, base, test); got.status == http.StatusOK {
			t.Errorf("%s: %d %q", name, got.status, got.body)
		}
	}
}
