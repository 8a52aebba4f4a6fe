package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// eachCompression runs a test over every compression that clickhouse-go has for
// HTTP.
func eachCompression(t *testing.T, test func(t *testing.T, conn clickhouse.Conn)) {
	e := enginetest.Engine(t)
	for name, method := range map[string]clickhouse.CompressionMethod{
		"none": clickhouse.CompressionNone, "LZ4": clickhouse.CompressionLZ4, "ZSTD": clickhouse.CompressionZSTD,
		"gzip": clickhouse.CompressionGZIP, "deflate": clickhouse.CompressionDeflate, "brotli": clickhouse.CompressionBrotli,
	} {
		t.Run(name, func(t *testing.T) {
			_, db := enginetest.New(t)
			conn, err := clickhouse.Open(&clickhouse.Options{
				Protocol: clickhouse.HTTP, Addr: []string{strings.TrimPrefix(e.URL(), "http://")},
				Auth:        clickhouse.Auth{Database: db, Username: engine.UserAdmin, Password: e.Secret()},
				Compression: &clickhouse.Compression{Method: method, Level: 3},
			})
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			test(t, conn)
		})
	}
}

func mustExec(t testing.TB, conn clickhouse.Conn, text string, args ...any) {
	t.Helper()
	if err := conn.Exec(context.Background(), text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func TestClientBatch(t *testing.T) {
	eachCompression(t, func(t *testing.T, conn clickhouse.Conn) {
		ctx := t.Context()
		mustExec(t, conn, "CREATE TABLE t (n UInt32, s String, l LowCardinality(String), a Array(LowCardinality(String))) ENGINE = MergeTree ORDER BY n")
		type row struct {
			N uint32   `ch:"n"`
			S string   `ch:"s"`
			L string   `ch:"l"`
			A []string `ch:"a"`
		}
		const rows = 70_000 // more than one block
		batch, err := conn.PrepareBatch(ctx, "INSERT INTO t")
		if err != nil {
			t.Fatal(err)
		}
		for i := range uint32(rows) {
			if err := batch.AppendStruct(&row{i, fmt.Sprint("黎川县", i), fmt.Sprint(i % 5), []string{"a", fmt.Sprint(i % 3)}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := batch.Send(); err != nil {
			t.Fatal(err)
		}
		var got []row
		if err := conn.Select(ctx, &got, "SELECT * FROM t ORDER BY n"); err != nil {
			t.Fatal(err)
		}
		if len(got) != rows {
			t.Fatalf("%d rows", len(got))
		}
		for _, i := range []uint32{0, 1, 65_535, rows - 1} {
			if want := (row{i, fmt.Sprint("黎川县", i), fmt.Sprint(i % 5), []string{"a", fmt.Sprint(i % 3)}}); !reflect.DeepEqual(got[i], want) {
				t.Errorf("row %d: got %v, want %v", i, got[i], want)
			}
		}
		if err := conn.Select(ctx, &got, "SELECT * FROM t WHERE n > 1e9"); err != nil {
			t.Errorf("no rows: %v", err)
		}
	})
}

func TestClientExceptions(t *testing.T) {
	eachCompression(t, func(t *testing.T, conn clickhouse.Conn) {
		tests := map[string]struct {
			text string
			code int32
		}{
			"unknown table":  {"SELECT * FROM nope", 60},
			"unknown column": {"SELECT nope", 47},
			"before rows":    {"SELECT throwIf(number = 0) FROM numbers(10)", 395},
			"amid the rows":  {"SELECT throwIf(number = 900000) FROM numbers(1000000) SETTINGS max_block_size = 1000, max_threads = 1", 395},
			"type":           {"SELECT CAST(1 AS Dynamic)", 50},
		}
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				rows, err := conn.Query(t.Context(), test.text)
				if err == nil {
					for rows.Next() {
					}
					err = rows.Err()
					rows.Close()
				}
				var exception *clickhouse.Exception
				if !errors.As(err, &exception) || exception.Code != test.code {
					t.Errorf("got %v, want code %d", err, test.code)
				}
			})
		}
		mustExec(t, conn, "CREATE TABLE x (n Int8) ENGINE = Memory")
		var exception *clickhouse.Exception
		if err := conn.Exec(t.Context(), "CREATE TABLE x (n Int8) ENGINE = Memory"); !errors.As(err, &exception) || exception.Code != 57 {
			t.Errorf("got %v, want code 57", err)
		}
	})
}

// TestClientTypes sends one value of every type there and back.
func TestClientTypes(t *testing.T) {
	conn, _ := enginetest.New(t)
	when := time.Date(2024, 3, 31, 12, 34, 56, 789_000_000, time.UTC)
	str := func(s string) *string { return &s }
	wide, _ := new(big.Int).SetString("-123456789012345678901234567890", 10)
	tests := []struct {
		kind  string
		value any
	}{
		{"Bool", true},
		{"Int8", int8(-5)}, {"UInt64", uint64(1 << 63)}, {"Int256", *wide},
		{"Float64", 3.25}, {"Decimal(20, 6)", decimal.RequireFromString("12345.678901")},
		{"String", "政府信息公开"}, {"FixedString(4)", "abcd"}, {"LowCardinality(String)", "x"}, {"LowCardinality(Nullable(String))", str("y")},
		{"Nullable(String)", (*string)(nil)}, {"Nullable(UInt8)", func() *uint8 { v := uint8(7); return &v }()},
		{"Date", time.Date(2024, 3, 31, 0, 0, 0, 0, time.UTC)}, {"Date32", time.Date(1950, 1, 2, 0, 0, 0, 0, time.UTC)},
		{"DateTime('UTC')", when.Truncate(time.Second)}, {"DateTime64(3, 'UTC')", when},
		{"UUID", uuid.MustParse("61f0c404-5cb3-11e7-907b-a6006ad3dba0")}, {"Enum8('a' = 1, 'b' = 2)", "b"}, {"Enum16('z' = 1000)", "z"},
		{"Array(UInt8)", []uint8{1, 2, 3}}, {"Array(Array(String))", [][]string{{"a"}, {}, {"b", "c"}}}, {"Array(Nullable(String))", []*string{str("a"), nil}},
		{"Map(String, UInt32)", map[string]uint32{"a": 1, "b": 2}}, {"Tuple(String, UInt8)", []any{"a", uint8(1)}},
		{"Array(Tuple(a String, b UInt8))", []map[string]any{{"a": "x", "b": uint8(1)}}},
	}
	for i, test := range tests {
		t.Run(test.kind, func(t *testing.T) {
			table := fmt.Sprint("t", i)
			mustExec(t, conn, "CREATE TABLE "+table+" (v "+test.kind+") ENGINE = Memory")
			batch, err := conn.PrepareBatch(t.Context(), "INSERT INTO "+table)
			if err != nil {
				t.Fatal(err)
			}
			if err := batch.Append(test.value); err != nil {
				t.Fatal(err)
			}
			if err := batch.Send(); err != nil {
				t.Fatal(err)
			}
			got := reflect.New(reflect.TypeOf(test.value))
			if err := conn.QueryRow(t.Context(), "SELECT v FROM "+table).Scan(got.Interface()); err != nil {
				t.Fatal(err)
			}
			if got, want := asJSON(t, got.Elem().Interface()), asJSON(t, test.value); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	var address netip.Addr
	var text string
	if err := conn.QueryRow(t.Context(), "SELECT toString(toIPv4('10.1.2.3'))").Scan(&text); err != nil {
		t.Fatal(err)
	}
	if address = netip.MustParseAddr(text); address.String() != "10.1.2.3" {
		t.Errorf("got %s", address)
	}
	if err := conn.QueryRow(t.Context(), `SELECT '{"a":{"b":[1,2]}}'::JSON`).Scan(&text); err != nil || !strings.Contains(text, `"b"`) {
		t.Errorf("JSON: %q, %v", text, err)
	}
}

// asJSON compares by value what holds pointers.
func asJSON(t *testing.T, value any) string {
	t.Helper()
	if v, isBig := value.(big.Int); isBig {
		return v.String()
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestClientParametersAndSettings(t *testing.T) {
	conn, _ := enginetest.New(t)
	ctx := clickhouse.Context(t.Context(), clickhouse.WithParameters(clickhouse.Parameters{"n": "5", "s": "it's", "l": "['a','b']"}))
	var n uint8
	var s string
	var l []string
	if err := conn.QueryRow(ctx, "SELECT {n:UInt8}, {s:String}, {l:Array(String)}").Scan(&n, &s, &l); err != nil {
		t.Fatal(err)
	}
	if n != 5 || s != "it's" || len(l) != 2 {
		t.Errorf("got %d %q %q", n, s, l)
	}
	if err := conn.QueryRow(t.Context(), "SELECT ?, ?", 3, "o'clock").Scan(&n, &s); err != nil || n != 3 || s != "o'clock" {
		t.Errorf("got %d %q, %v", n, s, err)
	}
	ctx = clickhouse.Context(t.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_block_size": 77}))
	var size string
	if err := conn.QueryRow(ctx, "SELECT toString(getSetting('max_block_size'))").Scan(&size); err != nil || size != "77" {
		t.Errorf("got %s, %v", size, err)
	}
}

// TestCancel: a client that gives up leaves nothing running.
func TestCancel(t *testing.T) {
	conn, _ := enginetest.New(t)
	for name, text := range map[string]string{
		"before rows":   "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number)) -- gone",
		"amid the rows": "SELECT number, sipHash64(number) FROM numbers(1000000000000) -- gone",
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			failed := make(chan error, 1)
			go func() {
				rows, err := conn.Query(ctx, text)
				if err == nil {
					for rows.Next() {
					}
					err = rows.Err()
					rows.Close()
				}
				failed <- err
			}()
			running := func() (n uint64) {
				if err := conn.QueryRow(t.Context(), "SELECT count() FROM system.processes WHERE query LIKE '%-- gone' AND query NOT LIKE '%processes%'").Scan(&n); err != nil {
					t.Fatal(err)
				}
				return n
			}
			waitFor(t, "the query to run", func() bool { return running() == 1 })
			cancel()
			if err := <-failed; err == nil {
				t.Error("no error")
			}
			waitFor(t, "the query to be gone", func() bool { return running() == 0 })
		})
	}
}

// waitFor asks again and again until it is so; a test that hangs here has failed.
func waitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !so(); {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
