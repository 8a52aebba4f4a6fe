package dashboards

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
)

func TestWholeTables(t *testing.T) {
	s := newServiceWith(t, func(c *Config) {
		c.Table = func(_ context.Context, name, format string, w io.Writer) error {
			switch name {
			case "large":
				return &QueryError{"too many rows"}
			case "gone":
				return ErrNotFound
			case "broken":
				_, _ = io.WriteString(w, "a,b\n1,2\n")
				return errors.New("it went away")
			}
			_, err := io.WriteString(w, "name,n\n\"=1+1\",-3\n\"a \"\"b\"\"\nc\",\n")
			return err
		}
	})
	w := s.get("/data/tables/reports.csv")
	if want := "\ufeffname,n\n'=1+1,-3\n\"a \"\"b\"\"\nc\",\n"; w.Body.String() != want || w.Header().Get("Content-Disposition") != `attachment; filename="gongkai-reports.csv"` {
		t.Errorf("%q, %v", w.Body, w.Header())
	}
	if w := s.get("/data/tables/reports.parquet"); w.Header().Get("Content-Type") != "application/vnd.apache.parquet" || !strings.HasPrefix(w.Body.String(), "name") {
		t.Errorf("%v", w.Header())
	}
	for address, status := range map[string]int{"/data/tables/bodies.csv": 404, "/data/tables/reports.xml": 404, "/data/tables/reports": 404, "/data/tables/gone.csv": 404, "/data/tables/..%2Fx.csv": 404, "/data/tables/a%20b.csv": 404, "/data/tables/large.parquet": 400} {
		if w := s.get(address); w.Code != status || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s gave %d, %s", address, w.Code, w.Header().Get("Content-Disposition"))
		}
	}
	if w := s.get("/data/tables?lang=en"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/data?lang=en#tables" {
		t.Errorf("/data/tables leads to %q, %d", w.Header().Get("Location"), w.Code)
	}
	if body := s.get("/data").Body.String(); !strings.Contains(body, `href="/data/tables/figures.csv"`) || strings.Contains(body, "tables/bodies.") || !strings.Contains(body, "1,234") {
		t.Error("the data page does not offer the tables")
	}
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("a table that broke off looks whole")
		}
	}()
	s.get("/data/tables/broken.csv")
}

// The API tells what columns hold in both languages, as the pages of tables do, in names that were there before and new ones behind them.
func TestDictionaryOfTheAPI(t *testing.T) {
	s := newService(t)
	var rows []map[string]string
	if err := json.Unmarshal(s.get("/api/v1/dictionary").Body.Bytes(), &rows); err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	want := map[string]string{"table": "figures", "name": "value", "type": "Nullable(Decimal(20, 6))", "comment": "in unit", "description_zh": "以 unit 为单位",
		"unit": "as unit says", "unit_zh": "见 unit 列", "source": "the report", "source_zh": "报告"}
	if !maps.Equal(rows[1], want) {
		t.Errorf("a column: %q", rows[1])
	}
	if other := rows[0]; other["comment"] != "hash" || other["description_zh"] != "" {
		t.Errorf("a column that has no Chinese: %q", other)
	}
	csv := s.get("/api/v1/dictionary?format=csv").Body.String()
	if !strings.HasPrefix(csv, "\ufefftable,name,type,comment,description_zh,unit,unit_zh,source,source_zh\n") || !strings.Contains(csv, "in unit,以 unit 为单位,as unit says,见 unit 列,the report,报告\n") {
		t.Errorf("as CSV: %s", csv)
	}
	if narrow := s.get("/api/v1/dictionary?fields=name,description_zh").Body.String(); !strings.Contains(narrow, `{"description_zh":"以 unit 为单位","name":"value"}`) && !strings.Contains(narrow, `{"name":"value","description_zh":"以 unit 为单位"}`) {
		t.Errorf("some fields: %s", narrow)
	}
	without := newServiceWith(t, func(c *Config) { c.Tables = nil })
	if got := without.get("/api/v1/dictionary").Body.String(); got != "[]\n" {
		t.Errorf("where tables are not described: %s", got)
	}
	failing := newServiceWith(t, func(c *Config) {
		c.Tables = func(context.Context) ([]PublicTable, error) { return nil, errors.New("the database is away") }
	})
	if w := failing.get("/api/v1/dictionary"); w.Code != http.StatusInternalServerError {
		t.Errorf("where the database is away: %d", w.Code)
	}
}
