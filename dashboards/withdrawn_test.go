package dashboards

import (
	"context"
	"errors"
	"reflect"
	"testing"
)

// takenFrom answers as the database of a release, and as that of now where it is asked what was taken down.
type takenFrom map[string]any

func (f takenFrom) Select(_ context.Context, dst any, measure string, _ map[string]any) error {
	rows, there := f[measure]
	if !there {
		return errors.New("nobody asks for " + measure)
	}
	to := reflect.ValueOf(dst).Elem()
	to.Set(reflect.AppendSlice(to, reflect.ValueOf(rows)))
	return nil
}

// TestWithdrawnRows: rows of a report whose figures are hidden are left out, whatever says of which report they are.
func TestWithdrawnRows(t *testing.T) {
	const gone, stays = "990101-civil-2022", "990101-civil-2023"
	frozen := takenFrom{
		"findings":      []FindingRow{{ReportID: gone}, {ReportID: stays}},
		"sum_reports":   []SumRow{{ReportID: gone}, {ReportID: stays}},
		"agency_totals": []AgencyFigureRow{{ReportID: gone}, {ReportID: stays}},
		"rates":         []RateRow{{AgencyID: "990101-civil", FiscalYear: 2022, ReportID: ptr(gone)}, {AgencyID: "990101-civil", FiscalYear: 2023, ReportID: ptr(stays)}},
		"funnel":        []RateRow{{AgencyID: "990101-civil"}, {AgencyID: "990101-tax"}}, // of the year that is asked for
		"funnel_points": []FunnelPointRow{{AgencyID: "990101-civil"}, {AgencyID: "990101-tax"}},
		"agency_rates":  []RateRow{{FiscalYear: 2022}, {FiscalYear: 2023}},
	}
	// Its figures are hidden by one of two documents, which is not the last.
	taken := takenFrom{"takedowns": []TakedownRow{{SHA256: "a", Figures: "hide", Reason: "why"}, {SHA256: "b", Figures: "keep", Texts: 1}, {SHA256: "c", Figures: "keep"}}}
	m := asOfMeasures{frozen, taken, func(context.Context) (map[string][]string, error) {
		return map[string][]string{gone: {"a", "b"}, "990101-tax-2022": {"b"}, "990101-civil-2023": {"c"}}, nil
	}}
	for measure, rows := range frozen {
		got := reflect.New(reflect.TypeOf(rows))
		if err := m.Select(t.Context(), got.Interface(), measure, map[string]any{"agency": "990101-civil", "year": uint16(2022)}); err != nil {
			t.Fatal(err)
		}
		if want := reflect.ValueOf(rows).Slice(1, 2).Interface(); !reflect.DeepEqual(got.Elem().Interface(), want) {
			t.Errorf("%s: %+v, want %+v", measure, got.Elem(), want)
		}
	}
	by, err := m.taken(t.Context())
	if err != nil || by[gone].SHA256 != "a" || by[gone].Texts != 1 || by["990101-tax-2022"].Figures == "hide" {
		t.Errorf("taken down: %+v, %v", by, err)
	}
	var report []ReportRow
	if err := m.Select(t.Context(), &report, "report_findings", map[string]any{"report": gone}); err == nil {
		t.Error("a measure of the release that is not there gave no error")
	}
	frozen["report"] = []ReportRow{{ReportID: gone}}
	var f fault
	if err := m.Select(t.Context(), &report, "report", map[string]any{"report": gone}); !errors.As(err, &f) || f.key != "error.withdrawn" {
		t.Errorf("the report itself: %v", err)
	}
}
