package dashboards

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	"gongkai/disclosure"
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
	taken := takenDown{}
	for _, d := range []struct {
		report string
		disclosure.Takedown
	}{{gone, disclosure.Takedown{SHA256: "a", Hide: true, Reason: "why"}}, {gone, disclosure.Takedown{SHA256: "b", Texts: true}}, {"990101-tax-2022", disclosure.Takedown{SHA256: "b", Texts: true}}, {stays, disclosure.Takedown{SHA256: "c"}}} {
		taken.add(d.report, d.Takedown)
	}
	m := asOfMeasures{frozen, nil, func(context.Context) (takenDown, error) { return taken, nil }}
	for measure, rows := range frozen {
		got := reflect.New(reflect.TypeOf(rows))
		if err := m.Select(t.Context(), got.Interface(), measure, map[string]any{"agency": "990101-civil", "year": uint16(2022)}); err != nil {
			t.Fatal(err)
		}
		if want := reflect.ValueOf(rows).Slice(1, 2).Interface(); !reflect.DeepEqual(got.Elem().Interface(), want) {
			t.Errorf("%s: %+v, want %+v", measure, got.Elem(), want)
		}
	}
	if taken[gone].SHA256 != "a" || !taken[gone].Texts || taken["990101-tax-2022"].Hide || len(taken) != 2 {
		t.Errorf("taken down: %+v", taken)
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

// TestTakenSince: what was taken down of a release is read once for all who ask while nothing more is, and again once it is.
func TestTakenSince(t *testing.T) {
	reads, fails := 0, false
	begun, goOn := make(chan bool), make(chan bool)
	f := takenSince{read: func(context.Context) (map[string][]disclosure.Takedown, error) {
		reads++
		if fails {
			return nil, errors.New("the database is away")
		}
		if reads == 1 {
			begun <- true
			<-goOn
		}
		return map[string][]disclosure.Takedown{"r": {{SHA256: "a", Texts: true}}}, nil
	}}
	var all sync.WaitGroup
	all.Go(func() { _, _ = f.as(t.Context(), "1") })
	<-begun
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.as(impatient, "1"); !errors.Is(err, context.Canceled) {
		t.Errorf("who went away: %v", err)
	}
	close(goOn)
	all.Wait()
	for _, c := range []struct {
		state   string
		fails   bool
		reads   int
		reports int
	}{{"1", false, 1, 1}, {"", false, 1, 0}, {"2", true, 2, 0}, {"1", true, 2, 1}, {"2", false, 3, 1}, {"2", true, 3, 1}} {
		fails = c.fails
		known, err := f.as(t.Context(), c.state)
		if len(known) != c.reports || reads != c.reads || (err != nil) != (c.fails && c.reports == 0) {
			t.Errorf("state %q, fails %v: %v, %v after %d readings", c.state, c.fails, known, err, reads)
		}
	}
}

// TestTakenDownAtOnce: once the takedown of a document is written, no answer as of a release shows it, neither one that was kept nor
// one of which the state of the data was just asked.
func TestTakenDownAtOnce(t *testing.T) {
	const report = "990101-civil-2024"
	taken, reads := "", 0
	var fails error
	s := newServiceWith(t, func(c *Config) {
		asOf := c.AsOf
		c.TakedownsState = func(context.Context) (string, error) { return taken, fails }
		c.AsOf = func(ctx context.Context, release string) (AsOf, error) {
			from, err := asOf(ctx, release)
			from.TakenDown = func(context.Context) (map[string][]disclosure.Takedown, error) {
				reads++
				return map[string][]disclosure.Takedown{report: {{SHA256: "aa55", By: "the office", Reason: "names of persons", Texts: true, Hide: taken == "hidden"}}}, nil
			}
			return from, err
		}
	})
	addresses := []string{"/releases/2025.1/reports/" + report, "/releases/2025.1/reports/" + report + "?lang=en", "/releases/2025.1/reports/" + report + "/figures/requests_new.total", "/api/v1/releases/2025.1/reports/" + report, "/api/v1/releases/2025.1/figures?report=" + report}
	for _, step := range []struct {
		taken         string
		fails         error
		status, reads int // so far
	}{{"", nil, http.StatusOK, 0}, {"texts", nil, http.StatusOK, 1}, {"texts", errors.New("the database is away"), http.StatusServiceUnavailable, 1}, {"hidden", nil, http.StatusUnavailableForLegalReasons, 2}, {"hidden", nil, http.StatusUnavailableForLegalReasons, 2}} {
		taken, fails = step.taken, step.fails
		for _, address := range addresses {
			w := s.get(address)
			if w.Code != step.status && (fails == nil || w.Code < http.StatusInternalServerError) {
				t.Errorf("taken down: %q, %v: %s answers %d, want %d", taken, fails, address, w.Code, step.status)
			}
			if step.status != http.StatusOK && strings.Contains(strings.ReplaceAll(w.Body.String(), address, ""), "requests_new") {
				t.Errorf("taken down: %q: %s shows its figures", taken, address)
			}
		}
		if reads != step.reads {
			t.Errorf("taken down: %q: it was read %d times, want %d", taken, reads, step.reads)
		}
	}
}
