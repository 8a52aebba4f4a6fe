package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gongkai/demo"
)

// profileRow is a row of scores, as far as it is about the current version.
type profileRow struct {
	AgencyID   string   `json:"agency_id"`
	FiscalYear int      `json:"fiscal_year"`
	Dimension  string   `json:"dimension"`
	Value      *float64 `json:"value"`
	Band       *string  `json:"band"`
	Reason     string   `json:"reason"`
	Detail     []string `json:"detail"`
}

// brokenInside are the faults of which the report itself shows that it has them.
var brokenInside = map[demo.Fault]bool{demo.FaultFlow: true, demo.FaultOutcomeSum: true, demo.FaultApplicantSum: true,
	demo.FaultReviewSum: true, demo.FaultDirectSum: true, demo.FaultReviewedSum: true}

// TestDemoProfiles: what lowers a dimension was planted, and nobody else is below what most are;
// what has no value says why, in words that the page on the method explains.
func TestDemoProfiles(t *testing.T) {
	t.Parallel()
	demoSite(t)
	fault := map[string]demo.Fault{}
	for _, r := range lastTruth().Reports {
		fault[fmt.Sprint(r.AgencyID, r.FiscalYear)] = r.Fault
	}
	for _, e := range lastTruth().Expected {
		if e.Status == "not_published" {
			fault[fmt.Sprint(e.AgencyID, e.FiscalYear)] = demo.FaultMissing
		}
	}
	planted := map[string]func(demo.Fault) bool{
		"timeliness":   func(f demo.Fault) bool { return f == demo.FaultLate || f == demo.FaultMissing },
		"completeness": func(f demo.Fault) bool { return f == demo.FaultNarrative || f == demo.FaultCumulative },
		"consistency":  func(f demo.Fault) bool { return brokenInside[f] },
	}
	lowered := map[string]int{}
	reasons := map[string]bool{}
	for _, r := range profileRows(t) {
		if (r.Value == nil) != (r.Reason != "") {
			t.Errorf("%s %d, %s: value %v and reason %q", r.AgencyID, r.FiscalYear, r.Dimension, r.Value, r.Reason)
		}
		reasons[r.Reason] = true
		is := planted[r.Dimension]
		if is == nil || r.Value == nil {
			continue
		}
		low := *r.Value < 0.999
		if r.Dimension == "consistency" { // shrunk: what counts are its own cells
			low = r.Detail[0] != "x=0"
		}
		if low && !is(fault[fmt.Sprint(r.AgencyID, r.FiscalYear)]) {
			t.Errorf("%s %d is innocent: %s %v, %v", r.AgencyID, r.FiscalYear, r.Dimension, *r.Value, r.Detail)
		}
		if low {
			lowered[r.Dimension]++
		}
		if r.Band != nil && (*r.Band == "D" || *r.Band == "E") && !low {
			t.Errorf("%s %d is innocent: %s is in band %s", r.AgencyID, r.FiscalYear, r.Dimension, *r.Band)
		}
	}
	if lowered["timeliness"] != 2 || lowered["completeness"] != 2 || lowered["consistency"] != len(brokenInside) {
		t.Errorf("lowered: %v", lowered)
	}
	method := readFile(t, "doc/method.md")
	delete(reasons, "")
	for reason := range reasons {
		if !strings.Contains(method, "`"+reason+"`") {
			t.Errorf("doc/method.md does not explain the reason %s", reason)
		}
	}
	// The figures of the sample counties are drawn alike for all: nobody stands out.
	conspicuous, err := query(t, sharedDemo.dir, "SELECT agency_id, fiscal_year, rate, x, n, q FROM rates WHERE q < 0.05 AND rate != 'cells_wrong' FORMAT TSV")
	if err != nil || conspicuous != "" {
		t.Errorf("conspicuous by chance: %s, %v", conspicuous, err)
	}
}

func profileRows(t *testing.T) (all []profileRow) {
	t.Helper()
	text, err := query(t, sharedDemo.dir, "SELECT agency_id, fiscal_year, dimension, value, band, reason, detail FROM scores WHERE which = 'current' FORMAT JSONEachRow")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text) {
		var r profileRow
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		t.Fatal("no profiles")
	}
	return all
}
