package main

import (
	"encoding/csv"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestWholeTablesOfTheDemo: a table that is taken as a whole has every row that the API counts.
func TestWholeTablesOfTheDemo(t *testing.T) {
	s := demoSite(t)
	var reports []struct {
		ID string `json:"report_id"`
	}
	s.read("/api/v1/reports?limit=10000&fields=report_id", &reports)
	table := strings.TrimPrefix(s.page("/data/tables/reports.csv"), "\ufeff")
	lines, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil || len(lines) != len(reports)+1 || lines[0][0] != "report_id" || strings.Contains(table, `\N`) {
		t.Errorf("%v, %d lines of %d reports", err, len(lines), len(reports))
	}
	if body := s.page("/data/tables/findings.parquet"); !strings.HasPrefix(body, "PAR1") || !strings.HasSuffix(body, "PAR1") {
		t.Errorf("no Parquet: %.40q", body)
	}
	for _, name := range []string{"readings", "bodies", "leases", "no_such"} {
		response, err := http.Get(s.base + "/data/tables/" + name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d %.100s", name, response.StatusCode, body)
		}
	}
}
