package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"gongkai/analytics/stats"
)

// countiesBoard is what this test reads of Grafana's dashboard of the data.
type countiesBoard struct {
	Templating struct {
		List []struct{ Name, Type, Query string }
	}
	Panels []struct {
		Title, Description string
		Datasource         struct{ UID string }
		Targets            []struct {
			RawSQL     string `json:"rawSql"`
			Datasource struct{ UID string }
		}
	}
}

// TestCountiesPanels: Grafana's dashboard of the counties asks, as a reader, what the sample counties
// answer; what it chooses from is what they have; its intervals are those of the pages.
func TestCountiesPanels(t *testing.T) {
	demoSite(t)
	var board countiesBoard
	readJSON(t, "dashboards/grafana/dashboards/counties.json", &board)
	var sources struct{ Datasources []struct{ UID string } }
	readYAML(t, "dashboards/grafana/provisioning/datasources/clickhouse.yml", &sources)
	chosen := map[string]string{}
	for _, v := range board.Templating.List {
		if v.Type == "query" {
			chosen[v.Name] = fmt.Sprint(first(t, v.Query))
		}
	}
	if chosen["county"] != "990121" || chosen["year"] != "2025" {
		t.Errorf("it begins with %v", chosen)
	}
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			if target.Datasource.UID != sources.Datasources[0].UID || p.Datasource.UID != sources.Datasources[0].UID || p.Description == "" {
				t.Errorf("%s: asks %q, is said to be %q", p.Title, target.Datasource.UID, p.Description)
			}
			query := target.RawSQL
			for name, v := range chosen {
				query = strings.ReplaceAll(query, "${"+name+"}", v)
			}
			if strings.Contains(query, "$") {
				t.Errorf("%s: nobody fills in %s", p.Title, query)
			}
			for _, row := range rowsOf(t, query) {
				checkShare(t, p.Title, row)
			}
		}
	}
}

// checkShare holds the interval of the share of those that are known to be on time against ours.
func checkShare(t *testing.T, title string, row map[string]any) {
	t.Helper()
	if row["按时率 %"] == nil {
		return
	}
	x, late := numberOf(t, row["按时"]), numberOf(t, row["逾期"])
	low, high := stats.Wilson(int64(x), int64(x+late))
	for name, want := range map[string]float64{"按时率 %": x / (x + late), "区间低": low, "区间高": high} {
		if got := numberOf(t, row[name]); math.Abs(got-100*want) > 0.06 {
			t.Errorf("%s: %s is %v, want %.2f", title, name, got, 100*want)
		}
	}
}

// numberOf is a number of ClickHouse's JSON, which may stand in quotes.
func numberOf(t *testing.T, v any) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(fmt.Sprint(v), 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// rowsOf asks as a reader, whose answer must have rows.
func rowsOf(t *testing.T, query string) []map[string]any {
	t.Helper()
	status, body := readerSays(t, query, "JSON")
	var answer struct{ Data []map[string]any }
	if err := json.Unmarshal([]byte(body), &answer); status != http.StatusOK || err != nil || len(answer.Data) == 0 {
		t.Fatalf("%s: status %d, %v, %.300s", query, status, err, body)
	}
	return answer.Data
}

// first is what a list of choices begins with: its __value, or its only column.
func first(t *testing.T, query string) any {
	t.Helper()
	row := rowsOf(t, query)[0]
	if v, ok := row["__value"]; ok {
		return v
	}
	for _, v := range row {
		return v
	}
	return nil
}
