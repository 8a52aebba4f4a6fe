package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ClickHouse/clickhouse-go/v2"

	"gongkai/disclosure"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	closed.Close()
	good := configOf(t)
	for _, c := range []struct {
		name string
		with func(*Config)
		want string
	}{
		{"nobody there", func(c *Config) { c.URL = "http://" + closed.Addr().String() }, "no ClickHouse answers at http://" + closed.Addr().String() + ": check the address"},
		{"wrong password", func(c *Config) { c.Password = "wrong" }, `refuses user "gongkai": check the name and the password file`},
		{"no address", func(c *Config) { c.URL = "localhost:8123" }, "is no address like"},
		{"no password file", func(c *Config) { c.Password, c.PasswordFile = "", "/does/not/exist" }, "reading the ClickHouse password"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := good
			c.with(&config)
			_, err := Open(t.Context(), config)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line with %q", err, c.want)
			}
		})
	}
}

func TestOpenWithPasswordFileAndDSN(t *testing.T) {
	c := configOf(t)
	file := filepath.Join(t.TempDir(), "password")
	must(t, os.WriteFile(file, []byte(c.Password+"\n"), 0o600))
	dsn := "http://" + c.User + "@" + strings.TrimPrefix(c.URL, "http://") + "/" + c.Database
	db, err := Open(t.Context(), Config{URL: dsn, PasswordFile: file})
	must(t, err)
	defer db.Close()
	same(t, "database", text(t, db, "SELECT currentDatabase()"), c.Database+"\n")
}

func TestParametersArriveAsTheyWere(t *testing.T) {
	db := empty(t)
	hostile := "a'b\\c\td\ne\"f`g ? {x:String} \r end中文"
	moment := time.Date(2021, 2, 1, 3, 4, 5, 678e6, time.UTC)
	day := *date(t, "2021-01-31")
	var rows []struct {
		Text   string    `ch:"text"`
		Texts  []string  `ch:"texts"`
		Number int64     `ch:"number"`
		Years  []uint16  `ch:"years"`
		Yes    bool      `ch:"yes"`
		None   *string   `ch:"none"`
		Moment time.Time `ch:"moment"`
		Day    time.Time `ch:"day"`
		Days   []*string `ch:"days"`
		Empty  []string  `ch:"empty"`
		Choice string    `ch:"ternary"`
	}
	const query = `SELECT {text:String} AS text, {texts:Array(String)} AS texts, {number:Int64} AS number, {years:Array(UInt16)} AS years, {yes:Bool} AS yes,
		{none:Nullable(String)} AS none, {moment:DateTime64(3, 'UTC')} AS moment, {day:Date} AS day,
		arrayMap(d -> toString(d), {days:Array(Nullable(Date))}) AS days, {empty:Array(String)} AS empty, 1 ? '?' : '' AS ternary`
	must(t, db.Select(t.Context(), &rows, query, map[string]any{"text": hostile, "texts": []string{hostile, "", "'"},
		"number": -7, "years": []int{2019, 2020}, "yes": true, "none": (*string)(nil), "moment": moment, "day": day,
		"days": []*disclosure.Date{&day, nil}, "empty": []string{}}))
	r := rows[0]
	same(t, "text", r.Text, hostile)
	same(t, "texts", strings.Join(r.Texts, "|"), hostile+"||'")
	same(t, "rest", strings.TrimSpace(fmt.Sprintln(r.Number, r.Years, r.Yes, r.None == nil, r.Moment.Equal(moment), r.Day.Format(time.DateOnly), *r.Days[0], r.Days[1] == nil, len(r.Empty))),
		"-7 [2019 2020] true true true 2021-01-31 2021-01-31 true 0")
	if err := db.Select(t.Context(), rows, "SELECT 1", nil); err == nil || !strings.Contains(err.Error(), "pointer to a slice") {
		t.Errorf("a slice as the target: %v", err)
	}
	if err := db.Select(t.Context(), &rows, "SELECT 1", map[string]any{"bad": struct{}{}}); err == nil || !strings.Contains(err.Error(), "parameter bad") {
		t.Errorf("a struct as a parameter: %v", err)
	}
}

// A NULL after a number must not read as the number again.
func TestNullNeverReadsAsItsNeighbour(t *testing.T) {
	db := empty(t)
	var rows []struct {
		Value *float64 `ch:"value"`
		Text  *string  `ch:"text"`
		Day   *time.Time
	}
	const query = `SELECT toFloat64(if(number % 2 = 0, toDecimal64(number + 1, 6), NULL)) AS value, if(number % 2 = 0, 'x', NULL) AS text,
		if(number % 2 = 0, toDate('2021-01-01'), NULL) AS Day FROM numbers(6) ORDER BY number`
	must(t, db.Select(t.Context(), &rows, query, nil))
	for i, r := range rows {
		if known := i%2 == 0; (r.Value != nil) != known || (r.Text != nil) != known || (r.Day != nil) != known {
			t.Errorf("row %d: %v %v %v", i, r.Value, r.Text, r.Day)
		}
	}
	if len(rows) != 6 || *rows[0].Value != 1 || *rows[4].Value != 5 {
		t.Errorf("values: %v", rows)
	}
}

// A Nullable(Decimal) as the driver scans it, row after row; a second Select appends.
func TestNullDecimalsOfFigures(t *testing.T) {
	db := fresh(t)
	keep(t, db, reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, figures{inTotal: 7, newTotal: -1, outTotal: 9}))
	var rows []struct {
		Indicator string           `ch:"indicator"`
		Value     *decimal.Decimal `ch:"value"`
	}
	must(t, db.Select(t.Context(), &rows, "SELECT indicator, value FROM figures ORDER BY indicator DESC", nil))
	must(t, db.Select(t.Context(), &rows, "SELECT indicator, value FROM figures ORDER BY indicator", nil))
	got := ""
	for _, r := range rows {
		got += r.Indicator + " " + fmt.Sprint(r.Value) + "\n"
	}
	same(t, "values", got, "requests_new <nil>\nrequests_carried_out 9\nrequests_carried_in 7\nrequests_carried_in 7\nrequests_carried_out 9\nrequests_new <nil>\n")
}

func TestRawQuery(t *testing.T) {
	db := fresh(t)
	var out bytes.Buffer
	must(t, db.RawQuery(t.Context(), "SELECT 1 AS a, 'x' AS b", "CSVWithNames", &out))
	same(t, "csv", out.String(), "\"a\",\"b\"\n1,\"x\"\n")
	for _, c := range []struct{ query, want string }{
		{"SELECT nothing", "UNKNOWN_IDENTIFIER"},
		{"INSERT INTO scores (agency_id) VALUES ('a')", ""},
		{"DROP TABLE figures", ""},
		{"SELECT 1; SELECT 2", ""},
		{"SELECT throwIf(number = 900000) FROM numbers(1000000)", "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO"},
	} {
		out.Reset()
		err := db.RawQuery(t.Context(), c.query, "TSV", &out)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line with %q", c.query, err, c.want)
		}
		if strings.Contains(out.String(), "Exception") || strings.Contains(out.String(), "__exception__") {
			t.Errorf("%s: the error stands in the output: %q", c.query, out.String()[max(0, out.Len()-200):])
		}
	}
	same(t, "still there", text(t, db, "SELECT count() FROM scores"), "0\n")
}

// An answer that breaks off after its first rows, in the ways of newer and older servers.
func TestAnswersThatBreakOff(t *testing.T) {
	rows := strings.Repeat("1\tx\n", 50_000)
	for _, c := range []struct{ name, tag, end, want string }{
		{"tagged", "abcdefghijklmnop", "\r\n__exception__\r\nabcdefghijklmnop\r\nCode: 395. DB::Exception: broke: (X)\n38 abcdefghijklmnop\r\n__exception__\r\n", "Code: 395. DB::Exception: broke: (X)"},
		{"untagged", "", "Code: 395. DB::Exception: broke. (X) (version 24.8.1.1 (official build))\n", "Code: 395. DB::Exception: broke. (X) (version 24.8.1.1 (official build))"},
		{"whole", "abcdefghijklmnop", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("X-ClickHouse-Exception-Tag", c.tag)
				_, _ = w.Write([]byte(rows + c.end))
			}))
			defer server.Close()
			db := &DB{client: server.Client()}
			db.config = Config{URL: server.URL}
			var err error
			db.target, err = db.config.complete()
			must(t, err)
			var out bytes.Buffer
			err = db.RawQuery(t.Context(), "SELECT 1", "TSV", &out)
			if got := fmt.Sprint(err); c.want != "" && got != c.want || c.want == "" && err != nil {
				t.Errorf("got %s, want %s", got, c.want)
			}
			same(t, "rows", out.String(), rows)
		})
	}
}

// A raw query is asked again where its connection breaks, but not once rows were handed on.
func TestRawQueryOverBrokenConnections(t *testing.T) {
	row := "1\tx\n"
	for _, c := range []struct {
		name  string
		sent  int // rows of the first answer, before it breaks
		asked int32
	}{
		{"before the answer", 0, 2},
		{"in what is held back", 10, 2},
		{"after rows were handed on", 100_000, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) > 1 {
					_, _ = w.Write([]byte(row))
					return
				}
				_, _ = w.Write([]byte(strings.Repeat(row, c.sent)))
				panic(http.ErrAbortHandler)
			}))
			defer server.Close()
			db := &DB{client: server.Client(), config: Config{URL: server.URL}}
			db.answered.Store(true)
			var err error
			db.target, err = db.config.complete()
			must(t, err)
			var out bytes.Buffer
			err = db.RawQuery(t.Context(), "SELECT 1", "TSV", &out)
			if asked.Load() != c.asked || (err == nil) != (c.asked == 2) || err == nil && out.String() != row {
				t.Errorf("asked %d times, %v, %d bytes; want %d times", asked.Load(), err, out.Len(), c.asked)
			}
			if err != nil && (!strings.Contains(err.Error(), "broke off") || !errors.Is(err, io.ErrUnexpectedEOF)) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A statement waits for a ClickHouse that answered before, and only for such a one.
func TestPersistence(t *testing.T) {
	refused := fmt.Errorf("post: %w", &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED})
	cut := fmt.Errorf("post: %w", syscall.ECONNRESET)
	idle := &url.Error{Op: "Post", Err: errors.New("http: server closed idle connection")}
	late := &url.Error{Op: "Post", Err: os.ErrDeadlineExceeded}
	for _, c := range []struct {
		name     string
		answered bool
		once     bool // Exec: must not run twice
		err      error
		tries    int
		ran      time.Duration // before it failed for the first time
	}{
		{"first contact", false, false, refused, 1, 0},
		{"restarting", true, false, refused, 3, 0},
		{"cut off", true, false, cut, 3, 0},
		{"cut off after long", true, false, cut, 3, time.Hour},
		{"closed when idle", true, false, idle, 3, 0},
		{"no answer in time", true, false, late, 1, 0},
		{"restarting, exec", true, true, refused, 3, 0},
		{"cut off, exec", true, true, cut, 1, 0},
		{"closed when idle, exec", true, true, idle, 1, 0},
		{"an answer", true, false, errors.New("Code: 62"), 1, 0},
		{"shutting down", true, false, &clickhouse.Exception{Code: 236}, 3, 0},
		{"shutting down, exec", true, true, &clickhouse.Exception{Code: 236}, 1, 0},
		{"too many queries, exec", true, true, &clickhouse.Exception{Code: 202}, 3, 0},
		{"a wrong statement", true, false, &clickhouse.Exception{Code: 62}, 1, 0},
		{"a proxy", true, false, &clickhouse.HTTPError{StatusCode: 502, Err: errors.New("Bad Gateway")}, 3, 0},
		{"a proxy, streamed", true, false, refusal("Bad Gateway", "502 Bad Gateway"), 3, 0},
		{"shutting down, streamed", true, false, refusal("Code: 236. DB::Exception: Server is shutting down.", "500 Internal Server Error"), 3, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			db := &DB{}
			db.answered.Store(c.answered)
			tries := 0
			try := db.again
			if c.once {
				try = db.unreached
			}
			err := try(context.Background(), func() error {
				if tries++; tries == 1 {
					<-time.After(c.ran) // of the test's own clock
				}
				if tries < 3 {
					return c.err
				}
				return nil
			})
			if tries != c.tries || (err == nil) != (c.tries == 3) {
				t.Errorf("%s: %d tries, %v; want %d", c.name, tries, err, c.tries)
			}
		})
	}
}
