package export

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"
)

// fakeDB is a database with two public tables, whose answers the tests can spoil.
type fakeDB struct {
	asked    []string
	states   int                              // how often the state was asked for
	captures []uint64                         // what it says then; the last one goes on
	copied   func(query, format string) error // may refuse
	short    bool                             // the CSV has a row less than was counted
}

var fakeColumns = []map[string]any{
	{"table": "bodies", "about": "pages", "name": "body", "type": "String", "comment": "the bytes"},
	{"table": "reports", "about": "a report", "name": "report_id", "type": "String", "comment": "its name"},
	{"table": "reports", "about": "a report", "name": "form", "type": "LowCardinality(String)", "comment": "its form"},
	{"table": "reports", "about": "a report", "name": "problems", "type": "Array(String)", "comment": "what it names"},
	{"table": "reports", "about": "a report", "name": "deadline", "type": "Nullable(Date)", "comment": "last day"},
	{"table": "zz_new", "about": "one that nobody wrote of", "name": "n", "type": "Nullable(UInt32)", "comment": "how many"},
	{"table": "zz_new", "about": "one that nobody wrote of", "name": "m", "type": "Map(String, String)", "comment": "which"},
}

func (f *fakeDB) Select(_ context.Context, dst any, query string, _ map[string]any) error {
	switch {
	case strings.Contains(query, "system.columns"):
		fill(dst, fakeColumns)
	case strings.Contains(query, "newest_capture"):
		at := time.Date(2021, 3, 4, 5, 6, 7, 0, time.UTC)
		parser := uint32(7)
		n := f.captures[min(f.states, len(f.captures)-1)]
		f.states++
		fill(dst, []map[string]any{{"captures": n, "newest_capture": &at, "oldest_parser": &parser, "newest_parser": &parser, "clickhouse": "26.7"}})
	case strings.Contains(query, "sipHash64"):
		fill(dst, []map[string]any{{"digest": "00ff", "reports": uint64(2), "parser_version": int64(7)}})
	case strings.Contains(query, "FROM sites"):
		fill(dst, []map[string]any{{"name": "样例县", "url": "http://a.test/"}})
	default:
		return fmt.Errorf("nobody expects %s", query)
	}
	return nil
}

// fill makes rows of what stands beside the ch tags.
func fill(dst any, rows []map[string]any) {
	slice := reflect.ValueOf(dst).Elem()
	for _, r := range rows {
		row := reflect.New(slice.Type().Elem()).Elem()
		for i := range row.NumField() {
			if value, found := r[row.Type().Field(i).Tag.Get("ch")]; found {
				row.Field(i).Set(reflect.ValueOf(value))
			}
		}
		slice.Set(reflect.Append(slice, row))
	}
}

func (f *fakeDB) Copy(_ context.Context, query, format string, _ map[string]string, w io.Writer) error {
	f.asked = append(f.asked, query)
	if f.copied != nil {
		if err := f.copied(query, format); err != nil {
			return err
		}
	}
	text := ""
	switch {
	case format == "JSONEachRow" && strings.Contains(query, "hex("):
		text = `{"value":"61","rows":2}` + "\n" + `{"value":"62","rows":1}` + "\n" + `{"value":"63","rows":1}` + "\n"
	case format == "JSONEachRow":
		text = `{"value":"","rows":1}` + "\n"
	case format == "Parquet":
		text = "PAR1"
	case f.short:
		text = ""
	default:
		rows := 1
		switch {
		case strings.Contains(query, "unhex('61')"):
			rows = 2
		case strings.Contains(query, "`reports`") && strings.Contains(query, "WHERE"):
			rows = 2
		case strings.Contains(query, "`reports`"):
			rows = 4
		}
		text = strings.Repeat("\"a\r\n\"\"b\"\"\",\"\",\"[]\",\r\n", rows)
	}
	_, err := io.WriteString(w, text)
	return err
}

func newFake() *fakeDB { return &fakeDB{captures: []uint64{5}} }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
