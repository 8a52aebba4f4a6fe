package engine_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

func TestHTTP(t *testing.T) {
	e := enginetest.Engine(t)
	_, db := enginetest.New(t)
	query(t, e, "CREATE TABLE "+db+".t (n UInt32, s String) ENGINE = MergeTree ORDER BY n")
	in := "&database=" + db
	tests := map[string]struct {
		call   call
		status int
		body   string // exact
		part   string // or a part of it
		header map[string]string
	}{
		"ping needs no password":     {call: call{method: "GET", address: "/ping", user: "-"}, status: 200, body: "Ok.\n"},
		"root without a query":       {call: call{method: "GET", address: "/", user: "-"}, status: 200, body: "Ok.\n"},
		"unknown path":               {call: call{method: "GET", address: "/nothing"}, status: 404},
		"GET":                        {call: call{method: "GET", address: "/?query=SELECT+1"}, status: 200, body: "1\n", header: map[string]string{"Content-Type": "text/tab-separated-values; charset=UTF-8"}},
		"POST body":                  {call: call{address: "/", body: "SELECT 2"}, status: 200, body: "2\n"},
		"semicolon":                  {call: call{address: "/", body: "SELECT 2;"}, status: 200, body: "2\n"},
		"address and body":           {call: call{address: "/?query=SELECT+number", body: "FROM numbers(2)"}, status: 200, body: "0\n1\n"},
		"FORMAT clause":              {call: call{address: "/", body: "SELECT 1 AS a, 'x' AS b FORMAT CSVWithNames"}, status: 200, body: "\"a\",\"b\"\n1,\"x\"\n", header: map[string]string{"Content-Type": "text/csv; charset=UTF-8; header=present"}},
		"X-ClickHouse-Format":        {call: call{address: "/", body: "SELECT 1 AS a", header: map[string]string{"X-ClickHouse-Format": "JSONEachRow"}}, status: 200, body: "{\"a\":1}\n"},
		"default_format":             {call: call{address: "/?default_format=JSONCompactEachRow", body: "SELECT 1, 2"}, status: 200, body: "[1, 2]\n"},
		"unknown format":             {call: call{address: "/?default_format=Nope", body: "SELECT 1"}, status: 404, part: "UNKNOWN_FORMAT"},
		"database":                   {call: call{address: "/?database=" + db, body: "SELECT currentDatabase()"}, status: 200, body: db + "\n"},
		"default database":           {call: call{address: "/", body: "SELECT currentDatabase()"}, status: 200, body: engine.Database + "\n"},
		"unknown database":           {call: call{address: "/?database=nope", body: "SELECT 1"}, status: 404, part: "UNKNOWN_DATABASE"},
		"parameters":                 {call: call{address: "/?param_a=5&param_s=%E9%BB%8E&param_l=[1,2]", body: "SELECT {a:UInt8} + 1, {s:String}, {l:Array(UInt8)}"}, status: 200, body: "6\t黎\t[1,2]\n"},
		"missing parameter":          {call: call{address: "/", body: "SELECT {a:UInt8}"}, part: "UNKNOWN_QUERY_PARAMETER", status: 400},
		"setting":                    {call: call{address: "/?max_block_size=7", body: "SELECT getSetting('max_block_size')"}, status: 200, body: "7\n"},
		"unknown setting":            {call: call{address: "/?no_such_setting=1", body: "SELECT 1"}, status: 404, part: "Code: 115. DB::Exception", header: map[string]string{"X-ClickHouse-Exception-Code": "115"}},
		"bad value of a setting":     {call: call{address: "/?max_threads=lots", body: "SELECT 1"}, part: "DB::Exception", status: 400},
		"GET may not write":          {call: call{method: "GET", address: "/?query=CREATE+TABLE+x(a+Int8)ENGINE=Memory" + in}, status: 500, part: "READONLY"},
		"GET may not insert":         {call: call{method: "GET", address: "/?query=INSERT+INTO+t+VALUES(1,'a')" + in}, status: 500, part: "READONLY"},
		"unknown table":              {call: call{address: "/", body: "SELECT * FROM nope"}, status: 404, part: "Code: 60. DB::Exception", header: map[string]string{"X-ClickHouse-Exception-Code": "60"}},
		"syntax error":               {call: call{address: "/", body: "SELEC 1"}, status: 400, part: "SYNTAX_ERROR"},
		"two statements":             {call: call{address: "/", body: "SELECT 1; SELECT 2"}, status: 400, part: "SYNTAX_ERROR"},
		"nothing":                    {call: call{address: "/", body: "  "}, status: 400, part: "SYNTAX_ERROR"},
		"query id":                   {call: call{address: "/?query_id=mine", body: "SELECT 1"}, status: 200, body: "1\n", header: map[string]string{"X-ClickHouse-Query-Id": "mine"}},
		"sessions":                   {call: call{address: "/?session_id=a", body: "SELECT 1"}, status: 501, part: "session_id"},
		"name in a parameter":        {call: call{address: "/?param_t=t&database=" + db, body: "SELECT count() FROM {t:Identifier}"}, status: 200, body: "0\n"},
		"SHOW":                       {call: call{address: "/?database=" + db, body: "SHOW TABLES"}, status: 200, body: "t\n"},
		"DESCRIBE":                   {call: call{address: "/?database=" + db, body: "DESCRIBE TABLE t FORMAT TSVRaw"}, status: 200, part: "n\tUInt32"},
		"EXPLAIN":                    {call: call{address: "/?database=" + db, body: "EXPLAIN SELECT * FROM t"}, status: 200, part: "Output: n, s"},
		"empty with names":           {call: call{address: "/?database=" + db, body: "SELECT n, s FROM t WHERE n > 99 FORMAT TSVWithNames"}, status: 200, body: "n\ts\n"},
		"whole JSON":                 {call: call{address: "/", body: "SELECT number AS n FROM numbers(200000) FORMAT JSONCompact SETTINGS max_block_size=1000"}, status: 200, part: "\"rows\": 200000"},
		"wait_end_of_query":          {call: call{address: "/?wait_end_of_query=1", body: "SELECT throwIf(number = 500000) FROM numbers(1000000)"}, status: 500, part: "Code: 395"},
		"wrong password":             {call: call{address: "/", body: "SELECT 1", user: "-", header: map[string]string{"X-ClickHouse-User": "gongkai", "X-ClickHouse-Key": "guess"}}, status: 403, part: "Code: 516"},
		"no password":                {call: call{address: "/", body: "SELECT 1", user: "-"}, status: 403, part: "Code: 516"},
		"unknown user":               {call: call{address: "/", body: "SELECT 1", user: "default"}, status: 403, part: "Code: 516"},
		"password in headers":        {call: call{address: "/", body: "SELECT 1", user: "-", header: map[string]string{"X-ClickHouse-User": "gongkai", "X-ClickHouse-Key": e.Secret()}}, status: 200, body: "1\n"},
		"password in the address":    {call: call{method: "GET", address: "/?user=reader&password=" + e.Secret() + "&query=SELECT+currentRoles()", user: "-"}, status: 200, body: "['reader']\n"},
		"another name for this host": {call: call{address: "/", body: "SELECT 1", header: map[string]string{"Host": "evil.example:80"}}, status: 403},
		"method":                     {call: call{method: "DELETE", address: "/", body: "SELECT 1"}, status: 501},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := send(t, e, e.URL(), test.call)
			if got.status != test.status || test.body != "" && got.body != test.body || !strings.Contains(got.body, test.part) {
				t.Errorf("got %d %.300q, want %d %q %q", got.status, got.body, test.status, test.body, test.part)
			}
			for name, want := range test.header {
				if value := got.header.Get(name); value != want {
					t.Errorf("header %s: got %q, want %q", name, value, want)
				}
			}
		})
	}
}

func TestInsertOverHTTP(t *testing.T) {
	e := enginetest.Engine(t)
	_, db := enginetest.New(t)
	into := func(rest string) string {
		return "/?database=" + db + "&query=" + url.QueryEscape("INSERT INTO t "+rest)
	}
	tests := map[string]struct {
		address, body string
		encoding      string
	}{
		"query in the address":     {address: into("FORMAT CSV"), body: "1,\"a\"\n2,\"b\"\n"},
		"all in the body":          {address: "/?database=" + db, body: "INSERT INTO t FORMAT TSV\n1\ta\n2\tb\n"},
		"values":                   {address: "/?database=" + db, body: "INSERT INTO t VALUES (1, 'a'), (2, 'b')"},
		"columns":                  {address: into("(s, n) FORMAT JSONEachRow"), body: `{"s":"a","n":1}{"s":"b","n":2}`},
		"select":                   {address: "/?database=" + db, body: "INSERT INTO t SELECT number + 1, ['a','b'][number + 1] FROM numbers(2)"},
		"gzip":                     {address: into("FORMAT CSV"), body: "1,\"a\"\n2,\"b\"\n", encoding: "gzip"},
		"deflate":                  {address: into("FORMAT CSV"), body: "1,\"a\"\n2,\"b\"\n", encoding: "deflate"},
		"zstd":                     {address: into("FORMAT CSV"), body: "1,\"a\"\n2,\"b\"\n", encoding: "zstd"},
		"br":                       {address: into("FORMAT CSV"), body: "1,\"a\"\n2,\"b\"\n", encoding: "br"},
		"body goes on from VALUES": {address: into("VALUES (1, 'a'),"), body: " (2, 'b')"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			query(t, e, "CREATE OR REPLACE TABLE "+db+".t (n UInt32, s String) ENGINE = MergeTree ORDER BY n")
			header := map[string]string{}
			if test.encoding != "" {
				header["Content-Encoding"] = test.encoding
			}
			got := send(t, e, e.URL(), call{address: test.address, body: encode(t, test.encoding, test.body), header: header})
			if got.status != http.StatusOK || got.body != "" {
				t.Fatalf("got %d %q", got.status, got.body)
			}
			if !strings.Contains(got.header.Get("X-ClickHouse-Summary"), `"written_rows":"2"`) {
				t.Errorf("summary: %s", got.header.Get("X-ClickHouse-Summary"))
			}
			if rows := query(t, e, "SELECT groupArray((n, s)) FROM (SELECT * FROM "+db+".t ORDER BY n)"); rows != "[(1,'a'),(2,'b')]" {
				t.Errorf("rows: %s", rows)
			}
		})
	}
	t.Run("bad data", func(t *testing.T) {
		query(t, e, "TRUNCATE TABLE "+db+".t")
		got := send(t, e, e.URL(), call{address: into("FORMAT CSV"), body: "1,a\nx,b\n"})
		if got.status != http.StatusBadRequest || got.header.Get("X-ClickHouse-Exception-Code") == "" {
			t.Errorf("got %d %q", got.status, got.body)
		}
		if rows := query(t, e, "SELECT count() FROM "+db+".t"); rows != "0" {
			t.Errorf("%s rows of a refused insert", rows)
		}
	})
	t.Run("cut off", func(t *testing.T) {
		got := send(t, e, e.URL(), call{address: into("FORMAT CSV"), body: encode(t, "gzip", "1,\"a\"\n2,\"b\"\n")[:20], header: map[string]string{"Content-Encoding": "gzip"}})
		if got.status != http.StatusBadRequest {
			t.Errorf("got %d %q", got.status, got.body)
		}
		if rows := query(t, e, "SELECT count() FROM "+db+".t"); rows != "0" {
			t.Errorf("%s rows of an insert that was cut off", rows)
		}
	})
}

func encode(t *testing.T, encoding, body string) string {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "":
		return body
	case "gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		w, _ = zstd.NewWriter(&out)
	}
	if _, err := io.WriteString(w, body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestResponseCompression(t *testing.T) {
	e := enginetest.Engine(t)
	const text = "SELECT number FROM numbers(100000)"
	want := query(t, e, text) + "\n"
	for encoding, open := range map[string]func(io.Reader) (io.Reader, error){
		"gzip":    func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"deflate": func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) },
		"zstd":    func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
		"br":      func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	} {
		t.Run(encoding, func(t *testing.T) {
			got := send(t, e, e.URL(), call{address: "/?enable_http_compression=1", body: text, header: map[string]string{"Accept-Encoding": encoding}})
			if got.header.Get("Content-Encoding") != encoding || len(got.body) >= len(want) {
				t.Fatalf("encoding %q, %d bytes of %d", got.header.Get("Content-Encoding"), len(got.body), len(want))
			}
			r, err := open(strings.NewReader(got.body))
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := io.ReadAll(r); err != nil || string(plain) != want {
				t.Errorf("%d bytes, %v; want %d", len(plain), err, len(want))
			}
		})
	}
	t.Run("off", func(t *testing.T) {
		got := send(t, e, e.URL(), call{address: "/?enable_http_compression=0", body: text, header: map[string]string{"Accept-Encoding": "gzip"}})
		if got.header.Get("Content-Encoding") != "" || got.body != want {
			t.Errorf("encoding %q", got.header.Get("Content-Encoding"))
		}
	})
}

// TestFormats compares what is streamed with what the engine writes as a whole.
func TestFormats(t *testing.T) {
	e := enginetest.Engine(t)
	const text = "SELECT number AS n, concat('s', toString(number)) AS s, [number] AS a FROM numbers(5000) SETTINGS max_block_size = 500 FORMAT "
	for _, format := range []string{"TSV", "TSVWithNames", "TSVWithNamesAndTypes", "CSV", "CSVWithNames", "JSONEachRow", "JSONCompactEachRowWithNames",
		"RowBinary", "RowBinaryWithNames", "RowBinaryWithNamesAndTypes", "MsgPack", "Native", "Values", "Parquet", "Arrow", "ArrowStream", "ORC", "Markdown", "Vertical", "Avro"} {
		t.Run(format, func(t *testing.T) {
			streamed := send(t, e, e.URL(), call{address: "/", body: text + format})
			whole := send(t, e, e.URL(), call{address: "/?wait_end_of_query=1", body: text + format})
			if streamed.status != http.StatusOK || whole.status != http.StatusOK {
				t.Fatalf("%d %.200q, %d %.200q", streamed.status, streamed.body, whole.status, whole.body)
			}
			if format == "Avro" || format == "Native" {
				// Avro has a random marker; Native's blocks may be cut differently.
				if len(streamed.body) < 5000 {
					t.Errorf("%d bytes", len(streamed.body))
				}
				return
			}
			if streamed.body != whole.body {
				t.Errorf("streamed %d bytes, as a whole %d", len(streamed.body), len(whole.body))
			}
		})
	}
}

func TestLateException(t *testing.T) {
	e := enginetest.Engine(t)
	const text = "SELECT throwIf(number = 900000, 'too late') FROM numbers(1000000) SETTINGS max_block_size = 1000, max_threads = 1"
	for _, encoding := range []string{"", "gzip"} {
		got := send(t, e, e.URL(), call{address: "/?enable_http_compression=1", body: text, header: map[string]string{"Accept-Encoding": encoding}})
		if got.status != http.StatusOK {
			t.Fatalf("status %d: not late", got.status)
		}
		body := got.body
		if encoding == "gzip" {
			r, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			body = string(plain)
		}
		tag := got.header.Get("X-ClickHouse-Exception-Tag")
		if len(tag) != 16 {
			t.Errorf("tag %q", tag)
		}
		start := strings.Index(body, "\r\n__exception__\r\n"+tag+"\r\nCode: 395. DB::Exception")
		if start < 0 || !strings.HasSuffix(body, " "+tag+"\r\n__exception__\r\n") {
			t.Errorf("%q: no exception at the end: %q", encoding, body[max(0, len(body)-200):])
		}
	}
}
