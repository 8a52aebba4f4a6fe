package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/disclosure"
)

// sampleTables are the questions whose answers are the sample counties' reports, as the API
// gives them one by one, which takes the engine 0.15 s a report. TestDemoAPI holds that the
// answers are the same.
var sampleTables = map[string]string{
	"reports": `SELECT r.report_id AS report_id, r.agency_id AS agency_id, r.fiscal_year AS fiscal_year, r.form AS form, r.scope AS scope,
			r.outcome AS outcome, r.url AS url, nullIf(ifNull(p.page_url, ''), '') AS page_url, nullIf(ifNull(r.index_number, ''), '') AS index_number,
			nullIf(ifNull(r.document_number, ''), '') AS document_number, r.issued_on AS issued_on, r.published_on AS published_on,
			nullIf(ifNull(r.contact_address, ''), '') AS contact_address, nullIf(ifNull(r.contact_postcode, ''), '') AS contact_postcode,
			nullIf(ifNull(r.contact_phone, ''), '') AS contact_phone, r.problems AS problems, r.improvements AS improvements, r.versions AS versions
		FROM reports AS r
		LEFT JOIN (SELECT site_id, url, argMax(parent_url, fetched_at) AS page_url FROM captures WHERE role = 'attachment' AND parent_url != '' GROUP BY site_id, url) AS p
			ON p.site_id = r.site_id AND p.url = r.url`,
	"figures": `SELECT report_id, indicator, applicant, value, unit, state, raw, confidence FROM figures ORDER BY report_id, indicator, applicant`,
	"findings": `SELECT report_id, rule, severity, blame, indicator, applicant, expected, actual FROM findings
		ORDER BY report_id, indexOf(['error', 'warning', 'info'], severity), rule, indicator, applicant, message`,
}

// samples keeps the reports of the sample counties: several tests look at the same ones.
var samples struct {
	once sync.Once
	all  map[string]reportAnswer
}

// report returns a report of the sample counties from the public tables; an empty one where
// they do not have it.
func (s site) report(id string) reportAnswer {
	s.t.Helper()
	samples.once.Do(func() { samples.all = readSamples(s.t, sharedDemo.dir) })
	if samples.all == nil {
		s.t.Fatal("the reports cannot be read; see the first test that asked for them")
	}
	return samples.all[id]
}

// readSamples reads them from the tables of a data folder.
func readSamples(t testing.TB, dir string) map[string]reportAnswer {
	t.Helper()
	all := map[string]reportAnswer{}
	rows(t, dir, "reports", func(id string, row []byte) error {
		var r reportAnswer
		err := json.Unmarshal(row, &r.Report)
		all[id] = r
		return err
	})
	rows(t, dir, "figures", func(id string, row []byte) error {
		r, f := all[id], disclosure.Figure{}
		err := json.Unmarshal(row, &f)
		r.Figures = append(r.Figures, f)
		all[id] = r
		return err
	})
	rows(t, dir, "findings", func(id string, row []byte) error {
		r, f := all[id], findingAnswer{}
		err := json.Unmarshal(row, &f)
		r.Findings = append(r.Findings, f)
		all[id] = r
		return err
	})
	return all
}

// rows hands every row of a table of the sample counties in a data folder on, as JSON.
func rows(t testing.TB, dir, table string, take func(reportID string, row []byte) error) {
	t.Helper()
	text, err := query(t, dir, sampleTables[table]+" FORMAT JSONEachRow")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text) {
		var of struct {
			ReportID string `json:"report_id"`
		}
		err := json.Unmarshal([]byte(line), &of)
		if err == nil {
			err = take(of.ReportID, []byte(line))
		}
		if err != nil {
			t.Fatalf("%s: %v in %s", table, err, line)
		}
	}
}

// TestDemoAPI asks the API for a report of each site, form, fault and format: what it answers
// is what the tables have.
func TestDemoAPI(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	seen := map[string]bool{}
	for _, want := range lastTruth().Seen() {
		kind := strings.Join([]string{want.SiteID, string(want.Form), string(want.Fault), path.Ext(want.ShownAt())}, " ")
		if seen[kind] {
			continue
		}
		seen[kind] = true
		var got reportAnswer
		s.read("/api/v1/reports/"+url.PathEscape(want.ID()), &got)
		of := s.report(want.ID())
		// Findings of one severity and rule may stand in another order.
		slices.SortFunc(got.Findings, compareFindings)
		slices.SortFunc(of.Findings, compareFindings)
		if len(got.Findings) == 0 {
			got.Findings = nil // [] there, no row here
		}
		if len(got.Figures) == 0 {
			got.Figures = nil
		}
		if !reflect.DeepEqual(got, of) {
			g, _ := json.MarshalIndent(got, "", " ")
			w, _ := json.MarshalIndent(of, "", " ")
			t.Errorf("%s: the API's answer is not what the tables have: %s", want.ID(), firstDifference(string(g), string(w)))
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d kinds of reports were asked for", len(seen))
	}
	t.Logf("%d reports", len(seen))
}

func compareFindings(a, b findingAnswer) int {
	return cmp.Compare(fmt.Sprint(a.Rule, a.Indicator, a.Applicant, show(a.Expected), show(a.Actual)), fmt.Sprint(b.Rule, b.Indicator, b.Applicant, show(b.Expected), show(b.Actual)))
}
