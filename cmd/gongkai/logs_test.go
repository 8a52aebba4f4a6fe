package main

import (
	"encoding/json"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/store"
)

// TestOneLogLineADocument: structured logs have a line for every document that was read, in which
// what is not known is null; people are spared them.
func TestOneLogLineADocument(t *testing.T) {
	year := 2021
	for _, c := range []struct {
		format string
		lines  int
	}{{"json", 2}, {"text", 0}} {
		out := &lockedBuffer{}
		a, err := newApp(&globals{LogFormat: c.format, LogLevel: "info"}, streams{err: out})
		if err != nil {
			t.Fatal(err)
		}
		a.logDocument(t.Context(), &store.Reading{Capture: disclosure.Capture{SiteID: "lichuan", URL: "http://county.test/1"}, Report: disclosure.Report{Outcome: disclosure.OutcomeOK, FiscalYear: &year, SHA256: "ab"}})
		a.logDocument(t.Context(), &store.Reading{Report: disclosure.Report{Outcome: disclosure.OutcomeBlocked}})
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if got := strings.Count(out.String(), "\n"); got != c.lines {
			t.Fatalf("%s: %d lines: %s", c.format, got, out)
		}
		if c.lines == 0 {
			continue
		}
		var read, blocked map[string]any
		if err := json.Unmarshal([]byte(lines[0]), &read); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(lines[1]), &blocked); err != nil {
			t.Fatal(err)
		}
		if read["site"] != "lichuan" || read["year"] != 2021.0 || read["outcome"] != "ok" || read["sha256"] != "ab" {
			t.Errorf("of a report: %s", lines[0])
		}
		if year, ok := blocked["year"]; !ok || year != nil || blocked["agency"] != nil || blocked["outcome"] != "blocked" {
			t.Errorf("of a challenge page: %s", lines[1])
		}
	}
}
