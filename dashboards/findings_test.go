package dashboards

import (
	"maps"
	"slices"
	"testing"
)

// What a finding compares with stands in last year's report: it is shown with its year, also where
// it is zero, leads there, and is no broken cell of this one.
func TestOperandOfAnotherYear(t *testing.T) {
	const operands = `[{"indicator":"requests_carried_out","applicant":"total","sign":1,"value":0,"state":"zero","report_id":"a-2022","fiscal_year":2022},
		{"indicator":"requests_carried_in","applicant":"total","sign":-1,"value":4,"state":"number","report_id":"a-2023","fiscal_year":2023}]`
	row := FindingRow{ReportID: "a-2023", FiscalYear: ptr[uint16](2023), Rule: "R601", Severity: "error", Indicator: "requests_carried_in", Applicant: "total", Operands: operands}
	views, err := (&server{}).findingViews(english, []FindingRow{row})
	if err != nil {
		t.Fatal(err)
	}
	last, own := views[0].Operands[0], views[0].Operands[1]
	if last.Report != "a-2022" || last.Zero || last.Label != english.indicator("2021", "requests_carried_out", "total")+" (report for 2022)" {
		t.Errorf("last year's: %+v", last)
	}
	if own.Report != "a-2023" || own.Label != english.indicator("2021", "requests_carried_in", "total") {
		t.Errorf("this year's: %+v", own)
	}
	if got := slices.Sorted(maps.Keys(brokenKeys(views))); !slices.Equal(got, []string{"requests_carried_in.total"}) {
		t.Errorf("broken: %v", got)
	}
}
