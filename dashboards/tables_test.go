package dashboards

import (
	"context"
	"errors"
	"io"
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
