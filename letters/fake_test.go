package letters

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"gongkai/disclosure"
)

// fakeMeasures answers with the rows that a test gives.
type fakeMeasures map[string]any

func (f fakeMeasures) Select(_ context.Context, dst any, measure string, params map[string]any) error {
	rows, ok := f[measure]
	if !ok {
		return fmt.Errorf("there is no measure %s", measure)
	}
	if failed, is := rows.(error); is {
		return failed
	}
	if by, is := rows.(func(map[string]any) any); is {
		rows = by(params)
	}
	reflect.ValueOf(dst).Elem().Set(reflect.ValueOf(rows))
	return nil
}

func of(n int64) decimal { v := disclosure.Int(n); return decimal{&v} }

func on(day string) *time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return &t
}

func ptr[T any](v T) *T { return &v }

const (
	agency = "990101-civil"
	report = agency + "-2023"
)

// sums is a broken sum of reviews, as the reader tells it.
func sums(blame string) findingRow {
	return findingRow{ReportID: report, AgencyID: agency, FiscalYear: ptr[uint16](2023), Rule: "R401", Severity: "error", Blame: blame,
		Message: "行政复议各结果之和应等于总计：按各项计算为 4，表中所印为 0", Indicator: "reconsideration_total", Expected: of(4), Actual: of(0),
		Operands: `[{"indicator":"reconsideration_upheld","applicant":"","sign":1,"value":3,"state":"number"},{"indicator":"reconsideration_corrected","applicant":"","sign":1,"value":1,"state":"number"},{"indicator":"reconsideration_total","applicant":"","sign":-1,"value":0,"state":"zero"}]`}
}

// example is an agency with one finding of its own.
func example() fakeMeasures {
	seen := time.Date(2024, 1, 30, 2, 0, 0, 0, time.UTC)
	return fakeMeasures{
		"agency_names":   []agencyRow{{AgencyID: agency, Name: "某县民政局", County: "990101"}},
		"letter_reports": []reportRow{{ReportID: report, FiscalYear: 2023, Form: "2021", Title: "某县民政局2023年度报告", URL: "http://www.example.gov.cn/r.html", SHA256: "ab12", Version: 1, Versions: 1, Obtained: "crawled", FirstSeenAt: seen, LastSeenAt: seen.AddDate(0, 2, 0)}},
		"findings_of": []findingRow{sums("agency"), {ReportID: report, FiscalYear: ptr[uint16](2023), Rule: "L106", Severity: "info", Blame: "agency", Message: "须改动的最少单元格：总计未填：至少须改动1个单元格", Indicator: "reconsideration_total", Expected: of(4), Actual: of(0),
			Operands: `[{"indicator":"reconsideration_total","applicant":"","sign":0,"value":0,"state":"zero","expected":4}]`}},
		"agency_coverage": []coverageRow{{AgencyID: agency, FiscalYear: 2023, Status: "on_time", DeadlineBasis: ptr("art49_dept"), ReportID: ptr(report)}},
		"letter_cases":    []caseRow{},
		"absence_walks":   []walkRow{},
		"report_figures": []figureRow{
			{Indicator: "reconsideration_upheld", Value: of(3), Unit: "件", State: "number", Raw: "3", Confidence: 1, Evidence: `{"table":2,"row":4,"column":1,"path":"x"}`},
			{Indicator: "reconsideration_corrected", Value: of(1), Unit: "件", State: "number", Raw: "1", Confidence: 1},
			{Indicator: "reconsideration_total", Value: of(0), Unit: "件", State: "zero", Raw: "0", Confidence: 1, Evidence: `{"table":2,"row":4,"column":5,"path":"x"}`},
		},
	}
}
