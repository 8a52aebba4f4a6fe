package letters

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// TestTable: each finding that is an agency's, each late or absent report and each objection is a row,
// an objection beside its finding where there is one.
func TestTable(t *testing.T) {
	stands, hint := sums("agency"), sums("agency")
	stands.Name, stands.County = "某县民政局", "990101"
	hint.Severity = "info"
	other := stands
	other.ReportID, other.FiscalYear = agency+"-2022", ptr[uint16](2022)
	unsure, undated := stands, stands
	unsure.AgencyID, undated.FiscalYear = "unresolved-某局", nil
	m := fakeMeasures{
		"findings": []findingRow{stands, hint, unsure, undated, other},
		"coverage": []coverageRow{{AgencyID: agency, Name: "某县民政局", County: "990101", FiscalYear: 2021, Status: "late", Deadline: on("2022-01-31"), DeadlineBasis: ptr("art49_dept"), PublishedLow: on("2022-02-10"), DaysLateLow: ptr[int32](10), ReportID: ptr(agency + "-2021")},
			{AgencyID: agency, FiscalYear: 2020, Status: "not_found", DeadlineBasis: ptr("art49_dept")}},
		"letter_cases": []caseRow{
			{CaseID: "c1", ReportID: report, AgencyID: agency, FiscalYear: 2023, Rule: "R401", Indicator: "reconsideration_total", State: "confirmed_agency", OpenedOn: *on("2025-12-01"), OpenedBy: "市民", DueOn: *on("2026-01-01"), DecidedOn: on("2025-12-05")},
			{CaseID: "c2", ReportID: report, AgencyID: agency, FiscalYear: 2023, Indicator: "requests_new", Applicant: "total", State: "mended", OpenedOn: *on("2025-10-01"), DueOn: *on("2025-10-31"), MendedOn: on("2025-10-21"), Days: ptr[int64](20), Objection: "=HYPERLINK(1)"},
		},
	}
	var b bytes.Buffer
	w, err := NewCSV(&b)
	if err != nil {
		t.Fatal(err)
	}
	given := terms(t)
	if err := (Office{Measures: m}).Table(t.Context(), Scope{}, given, given.Dated, w.Row); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || len(rows) != 5 || !slices.Equal(rows[0], TableHead) {
		t.Fatalf("%d rows, mark %t, %v:\n%s", len(rows), marked, err, text)
	}
	at := func(row int, column string) string { return rows[row][slices.Index(TableHead, column)] }
	for _, c := range []struct {
		row          int
		column, want string
	}{
		{1, "事项", "疑点"}, {1, "异议编号", "c1"}, {1, "状态", "报告所印如此"}, {1, "是否超期", "是"}, {1, "天数", "35"}, {1, "指标", "表四“行政复议 · 总计”"}, {1, "按规则", "4"}, {1, "所印", "0"},
		{2, "状态", "无异议"}, {2, "报告编号", agency + "-2022"}, {2, "证据页面", "https://gk.example.gov.cn/reports/" + agency + "-2022/figures/reconsideration_total"},
		{3, "事项", "逾期"}, {3, "说明", "逾期至少10天（遇节假日按顺延计）"}, {3, "证据页面", "https://gk.example.gov.cn/agencies/990101-civil/absence/2021"},
		{4, "事项", "异议"}, {4, "状态", "已整改"}, {4, "天数", "20"}, {4, "是否超期", ""}, {4, "说明", "'=HYPERLINK(1)"}, {4, "证据页面", "https://gk.example.gov.cn/ledger/c2"},
	} {
		if got := at(c.row, c.column); got != c.want {
			t.Errorf("row %d, %s: %q, want %q", c.row, c.column, got, c.want)
		}
	}
	if ids, of, err := (Office{Measures: m}).Agencies(t.Context(), Scope{County: "990101"}); err != nil || of != 1 || !slices.Equal(ids, []string{agency}) {
		t.Errorf("letters go to %v of %d, %v", ids, of, err)
	}
	m["findings"] = []findingRow{hint}
	m["coverage"] = []coverageRow{{AgencyID: agency, Status: "on_time"}, {AgencyID: agency, Status: "not_found"}, {AgencyID: "other", Status: "late"}}
	if ids, of, err := (Office{Measures: m}).Agencies(t.Context(), Scope{}); err != nil || of != 2 || len(ids) > 0 {
		t.Errorf("with nothing to tell letters go to %v of %d, %v", ids, of, err)
	}
	m["findings"] = []findingRow{stands}
	stop := errors.New("enough")
	if err := (Office{Measures: m}).Table(t.Context(), Scope{}, given, given.Dated, func([]string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("a row that can't be written: %v", err)
	}
}

// TestTableIsReadInSteps: a table of a nation is held a step at a time.
func TestTableIsReadInSteps(t *testing.T) {
	var offsets []uint32
	m := fakeMeasures{"letter_cases": []caseRow{}, "coverage": []coverageRow{}, "findings": func(params map[string]any) any {
		offsets = append(offsets, params["offset"].(uint32))
		if len(offsets) > 1 {
			return []findingRow{sums("agency")}
		}
		return slices.Repeat([]findingRow{sums("agency")}, tableStep)
	}}
	rows := 0
	err := (Office{Measures: m}).Table(t.Context(), Scope{}, Terms{}, disclosure.Date{}, func([]string) error { rows++; return nil })
	if err != nil || rows != tableStep+1 || !slices.Equal(offsets, []uint32{0, tableStep}) {
		t.Errorf("%d rows, asked at %v, %v", rows, offsets, err)
	}
}
