package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/analytics"
	"gongkai/analytics/profile"
	"gongkai/analytics/stats"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/store"
	"gongkai/store/engine"
)

// narrow asks the sample counties as pages do, and as the public views have it.
type narrow struct {
	*testing.T
	db      *store.DB
	handler http.Handler
	brief   http.Handler   // counts few texts
	rows    map[string]int // that were compared, by what
}

// What pages read from below the public views, and put together themselves, is what these say: testdata/narrow has the
// same questions asked of them, each at once, where no wider measure has it.
func TestNarrowMeasuresSayWhatTheViewsSay(t *testing.T) {
	t.Parallel()
	demoSite(t)
	e, err := engine.Attach(t.Context(), sharedDemo.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db, err := store.Open(t.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	config := dashboards.Config{
		Measures: analytics.NewMeasures(db), Interval: stats.Wilson, AuditRate: auditRate, Ready: func(context.Context) error { return nil }, Method: profile.Version,
		Evidence: func(context.Context, string, uint32, []string, string) ([]byte, error) {
			return nil, dashboards.ErrNotFound
		},
	}
	h, err := dashboards.New(config)
	if err != nil {
		t.Fatal(err)
	}
	config.CountedTexts = 3 // as if most were more than can be counted
	brief, err := dashboards.New(config)
	if err != nil {
		t.Fatal(err)
	}
	n := narrow{T: t, db: db, handler: h, brief: brief, rows: map[string]int{}}
	// An office that counts all, departments with findings of both kinds, a township, and a name that means none for certain.
	for _, chosen := range []string{"agency_id IN (SELECT agency_id FROM findings WHERE severity = 'error' AND NOT startsWith(rule, 'R6'))", "agency_id IN (SELECT agency_id FROM findings WHERE startsWith(rule, 'R6'))", "family = 'gov_office'", "agency_id = '990121-civil'", "level = 'township'", "startsWith(agency_id, 'unresolved')"} {
		var some []dashboards.AgencyRow
		if err := db.Select(t.Context(), &some, "SELECT agency_id FROM agencies WHERE agency_id IN (SELECT agency_id FROM reports) AND "+chosen+" ORDER BY agency_id LIMIT 1", nil); err != nil {
			t.Fatal(err)
		}
		for _, a := range some {
			n.agency(a.AgencyID)
		}
	}
	n.places()
	n.lists()
	n.texts("990121")
	n.branches()
	n.unfolded()
	few := map[string]int{"text_pairs": 1, "copies": 1, "searches": 1, "vanished": 1, "covariate_tables": 1, "covariate_codes": 1, "foreign_places": 0} // TestTexts has these of texts
	for what, rows := range n.rows {
		least, known := few[what]
		if !known {
			least = 3
		}
		if rows < least {
			t.Errorf("%s: %d rows were compared", what, rows)
		}
	}
}

// ofViews answers a question in the words of the views: a file of testdata/narrow, or a measure.
func ofViews[Row any](n narrow, name string, params map[string]any) []Row {
	n.Helper()
	text, err := os.ReadFile("testdata/narrow/" + name + ".sql")
	if os.IsNotExist(err) {
		var measure string
		measure, err = analytics.MeasureSQL(name)
		text = []byte(measure)
	}
	rows := []Row{}
	if err == nil {
		err = n.db.Select(n.Context(), &rows, string(text), params)
	}
	if err != nil {
		n.Fatalf("%s: %v", name, err)
	}
	return rows
}

func ofMeasure[Row any](n narrow, name string, params map[string]any) (rows []Row) {
	n.Helper()
	if err := analytics.NewMeasures(n.db).Select(n.Context(), &rows, name, params); err != nil {
		n.Fatal(err)
	}
	return rows
}

// same compares a measure with its question to the views.
func same[Row any](n narrow, name string, params map[string]any) {
	n.Helper()
	n.compare(name, ofMeasure[Row](n, name, params), ofViews[Row](n, name, params))
}

// ofAddress compares a list of the API, which the program puts together from several measures, with its question to the views.
func ofAddress[Row any](n narrow, name string, params map[string]any) {
	n.Helper()
	if params["county"] == "unknown" { // a place that the samples have nobody in: not found
		return
	}
	asked := url.Values{}
	for key, value := range params {
		if text := fmt.Sprint(value); text != "" && text != "0" {
			asked.Set(key, text)
		}
	}
	var got []json.RawMessage
	n.get("/"+strings.ReplaceAll(name, "_", "-")+"?"+asked.Encode(), &got)
	n.compare(name, got, ofViews[Row](n, name, params))
}

// compare compares rows as the API writes them.
func (n narrow) compare(what string, got, want any) {
	n.Helper()
	texts := func(v any) []json.RawMessage {
		text, err := json.Marshal(v)
		if err != nil {
			n.Fatal(err)
		}
		var all []json.RawMessage
		if err := json.Unmarshal(text, &all); err != nil {
			n.Fatalf("%s: %v: %.300s", what, err, text)
		}
		return all
	}
	g, w := texts(got), texts(want)
	n.rows[what] += len(w)
	if len(g) != len(w) {
		n.Errorf("%s: %d rows, want %d", what, len(g), len(w))
	}
	for i := range min(len(g), len(w)) {
		var a, b any
		_, _ = json.Unmarshal(g[i], &a), json.Unmarshal(w[i], &b) // as they were written
		if !reflect.DeepEqual(a, b) {
			n.Errorf("%s, row %d:\n got %.1500s\nwant %.1500s", what, i, g[i], w[i])
			return
		}
	}
}

// get reads an address of the API.
func (n narrow) get(address string, into any) {
	n.Helper()
	w := httptest.NewRecorder()
	n.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://gongkai.test/api/v1"+address, nil))
	if w.Code != http.StatusOK {
		n.Fatalf("%s: %d %.300s", address, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		n.Fatalf("%s: %v", address, err)
	}
}

func (n narrow) agency(id string) {
	n.Helper()
	params := map[string]any{"agency": id, "report": "", "year": uint16(0), "limit": uint32(10_000), "offset": uint32(0), "county": "", "level": "", "family": "", "rule": "", "severity": "", "blame": "", "q": ""}
	var answer struct {
		Agency, Years, Profile, Findings json.RawMessage
	}
	n.get("/agencies/"+url.PathEscape(id), &answer)
	n.compare("agency", []json.RawMessage{answer.Agency}, ofViews[dashboards.AgencyRow](n, "agency", params))
	n.compare("years of an agency", answer.Years, ofViews[dashboards.CoverageRow](n, "agency_coverage", params))
	n.compare("profile", answer.Profile, ofViews[dashboards.ProfileRow](n, "profile", params))
	findings := ofViews[dashboards.FindingRow](n, "findings", params)
	n.compare("findings of an agency", answer.Findings, findings)
	var rows json.RawMessage
	n.get("/agencies/"+url.PathEscape(id)+"/series", &rows)
	n.compare("series", rows, ofViews[dashboards.SeriesRow](n, "series", params))
	n.get("/agencies/"+url.PathEscape(id)+"/checks", &rows)
	n.compare("checks", rows, ofViews[dashboards.AcrossRow](n, "checks_across", params))
	same[dashboards.ScoreRow](n, "agency_scores", params)
	same[dashboards.RateRow](n, "agency_rates", params)
	same[dashboards.AgencyFigureRow](n, "agency_figures", map[string]any{"agency": id, "indicators": []string{"requests_new", "requests_carried_in", "published_total", "outcome_total"}})
	reports := ofViews[dashboards.ReportListRow](n, "reports", params)
	chosen := []string{reports[0].ReportID, reports[len(reports)-1].ReportID}
	if len(findings) > 0 {
		chosen = append(chosen, findings[0].ReportID)
	}
	slices.Sort(chosen)
	for _, r := range slices.Compact(chosen) {
		n.report(r, params)
	}
}

func (n narrow) report(id string, params map[string]any) {
	n.Helper()
	params = maps.Clone(params)
	params["report"], params["agency"] = id, ""
	var answer struct {
		Report                      map[string]any
		Figures, Findings, Captures json.RawMessage
	}
	n.get("/reports/"+url.PathEscape(id), &answer)
	want := ofViews[dashboards.ReportRow](n, "report", params)
	captures := ofViews[dashboards.CaptureRow](n, "report_captures", params)
	want[0].PageURL = captures[0].PageURL
	delete(answer.Report, "obtained_by") // a question of its own
	delete(answer.Report, "obtained_at")
	var report map[string]any
	text, err := json.Marshal(want[0])
	if err == nil {
		err = json.Unmarshal(text, &report)
	}
	if err != nil {
		n.Fatal(err)
	}
	delete(report, "obtained_by")
	delete(report, "obtained_at")
	n.compare("report", []any{answer.Report}, []any{report})
	figures := ofViews[dashboards.FigureRow](n, "report_figures", params)
	for i := range figures {
		figures[i].Obtained = want[0].Obtained
	}
	n.compare("figures", answer.Figures, figures)
	n.compare("findings of a report", answer.Findings, ofViews[dashboards.FindingRow](n, "findings", params))
	n.compare("captures", answer.Captures, captures)
	n.figure(want[0], figures)
}

// figure looks at the years of a figure that is a series by itself.
func (n narrow) figure(r dashboards.ReportRow, figures []dashboards.FigureRow) {
	n.Helper()
	for _, f := range figures {
		key := strings.TrimSuffix(f.Indicator+"."+f.Applicant, ".")
		if !slices.Contains([]string{"requests_new.total", "requests_received", "reconsideration_upheld"}, key) {
			continue
		}
		var answer struct {
			Series string
			Years  []struct {
				Value json.RawMessage
				Note  string
			}
		}
		n.get("/reports/"+url.PathEscape(r.ReportID)+"/figures/"+key, &answer)
		type point struct {
			Value json.RawMessage
			Note  string
		}
		var got, want []point
		for _, y := range answer.Years {
			got = append(got, point{y.Value, y.Note})
		}
		for _, s := range ofViews[dashboards.SeriesRow](n, "series", map[string]any{"agency": r.AgencyID}) {
			if s.Series == answer.Series {
				value, err := json.Marshal(s.Value)
				if err != nil {
					n.Fatal(err)
				}
				want = append(want, point{value, s.Note})
			}
		}
		n.compare("years of a figure", got, want)
	}
}

// places compares what is added up.
func (n narrow) places() {
	n.Helper()
	for _, params := range []map[string]any{{"county": "", "level": "", "family": ""}, {"county": "990121", "level": "", "family": ""}, {"county": "99", "level": "township", "family": "township"}} {
		same[dashboards.YearRow](n, "years", params)
		var years []dashboards.PlaceYearRow
		for _, sums := range ofMeasure[dashboards.PlaceSumsRow](n, "place_years", params) {
			year, err := sums.Year()
			if err != nil {
				n.Fatal(err)
			}
			years = append(years, year)
		}
		n.compare("place_years", years, ofViews[dashboards.PlaceYearRow](n, "place_years", params))
		with := maps.Clone(params)
		with["digits"] = uint8(6)
		same[dashboards.ErrorsRow](n, "errors_by_county", with)
	}
	same[dashboards.PlaceRow](n, "places", nil)
	same[dashboards.SiteRow](n, "sites", dashboards.AllSites)
	all := map[string]any{"county": "990121", "level": "", "family": "", "agency": "", "year": uint16(0), "limit": uint32(10_000), "offset": uint32(0)}
	var covered []dashboards.CoverageRow
	if err := analytics.NewMeasures(n.db).Select(n.Context(), &covered, "place_coverage", all); err != nil {
		n.Fatal(err)
	}
	n.compare("coverage of a place", knownOf(n, covered), knownOf(n, ofViews[dashboards.CoverageRow](n, "coverage", all)))
	for _, chosen := range []map[string]any{{"county": "99", "level": "", "family": "", "year": uint16(2023)}, {"county": "", "level": "", "family": "", "year": uint16(2024)}, {"county": "990121", "level": "county", "family": "", "year": uint16(2025)},
		{"county": "", "level": "", "family": "civil", "year": uint16(2021)}} {
		chosen["limit"] = uint32(4)
		ofAddress[dashboards.AttentionRow](n, "attention", chosen)
		chosen["limit"] = uint32(1000)
		ofAddress[dashboards.AttentionRow](n, "attention", chosen)
	}
	// Those that are expected, by what became of them, are those of the coverage.
	for status, which := range map[string]string{"": "NOT free", "not_expected": "free AND report_id IS NOT NULL", "on_time": "NOT free AND status = 'on_time'", "late": "NOT free AND status = 'late'",
		"unknown": "NOT free AND status = 'unknown' AND report_id IS NOT NULL AND ifNull(reason, '') != 'only_brought'", "unseen": "NOT free AND status = 'unknown' AND (report_id IS NULL OR reason = 'only_brought')"} {
		chosen := map[string]any{"county": "990121", "level": "", "family": "", "agency": "", "year": uint16(0), "status": status, "limit": uint32(10_000), "offset": uint32(0)}
		n.expected(chosen, which)
		chosen["county"], chosen["level"] = "", map[string]string{"late": "county", "": "township"}[status] // counted by the run
		n.expected(chosen, which)
	}
	for _, chosen := range [][3]string{{"", "", ""}, {"990121", "", ""}, {"", "county", ""}, {"99", "township", ""}, {"", "", "civil"}} {
		same[dashboards.RefusalRow](n, "refusals", map[string]any{"county": chosen[0], "level": chosen[1], "family": chosen[2], "agency": ""})
	}
	same[dashboards.RuleRow](n, "rules", nil)
	same[dashboards.PeersRow](n, "peers", map[string]any{"year": uint16(2022)})
}

// expected: what is expected, by what became of it, is that of the coverage, and as many.
func (n narrow) expected(chosen map[string]any, which string) {
	n.Helper()
	var expected, want []dashboards.CoverageRow
	if err := analytics.NewMeasures(n.db).Select(n.Context(), &expected, "expected", chosen); err != nil {
		n.Fatal(err)
	}
	coverage, err := analytics.MeasureSQL("coverage")
	if err != nil {
		n.Fatal(err)
	}
	query := "SELECT * EXCEPT (free, total), count() OVER () AS total FROM (SELECT *, status = 'not_expected' OR ifNull(reason, '') = 'no_deadline' AS free FROM (" + coverage + ")) WHERE " + which
	if err := n.db.Select(n.Context(), &want, query, chosen); err != nil {
		n.Fatal(err)
	}
	n.compare("expected", knownOf(n, expected), knownOf(n, want))
	var held []struct {
		Total uint64 `ch:"total"`
	}
	if err := analytics.NewMeasures(n.db).Select(n.Context(), &held, "expected_held", chosen); err != nil || len(held) != 1 || held[0].Total != uint64(len(want)) {
		n.Errorf("expected counts %v, %v, want %d", held, err, len(want))
	}
}

// lists compares the lists of a nation, whole and page by page; of townships and of kinds of bodies in the long form.
func (n narrow) lists() {
	n.Helper()
	same[dashboards.SizeRow](n, "table_sizes", nil)
	n.ledger()
	choices := []map[string]any{
		{"county": "", "level": "", "family": "", "year": uint16(0), "limit": uint32(10_000), "offset": uint32(0)},
		{"county": "9901", "level": "township", "family": "", "year": uint16(2022), "limit": uint32(7), "offset": uint32(3)},
		{"county": "990121", "level": "", "family": "", "year": uint16(0), "limit": uint32(7), "offset": uint32(0)},
		{"county": "unknown", "level": "", "family": "gov_office", "year": uint16(2022), "limit": uint32(10_000), "offset": uint32(0)},
	}
	if !longForm() {
		choices = choices[:2]
	}
	for _, chosen := range choices {
		ask := func(more map[string]any) map[string]any {
			all := maps.Clone(chosen)
			maps.Copy(all, more)
			return all
		}
		for _, cells := range []string{"unreadable", "doubtful", "blank"} {
			same[dashboards.CellRow](n, "cells", ask(map[string]any{"cells": cells}))
		}
		ofAddress[dashboards.RateRow](n, "rates", ask(map[string]any{"agency": "", "rate": ""}))
		ofAddress[dashboards.RateRow](n, "rates", ask(map[string]any{"agency": "990121-civil", "rate": "granted"}))
		ofAddress[dashboards.ScoreRow](n, "scores", ask(map[string]any{"agency": "", "dimension": "", "band": "", "which": "current"}))
		ofAddress[dashboards.ScoreRow](n, "scores", ask(map[string]any{"agency": "", "dimension": "consistency", "band": "none", "which": ""}))
		ofAddress[dashboards.ScoreRow](n, "scores", ask(map[string]any{"agency": "", "dimension": "timeliness", "band": "", "which": "current"}))
		ofAddress[dashboards.ScoreRow](n, "scores", ask(map[string]any{"agency": "", "dimension": "", "band": "", "which": "", "limit": uint32(9)}))
		ofAddress[dashboards.ScoreRow](n, "scores", ask(map[string]any{"agency": "", "dimension": "", "band": "D", "which": ""}))
		ofAddress[dashboards.ScoreRow](n, "scores", ask(map[string]any{"agency": "990121-civil", "dimension": "handling", "band": "", "which": "first"}))
		ofAddress[dashboards.TotalRow](n, "weighted_totals", ask(map[string]any{"which": "", "timeliness": 1., "completeness": 0., "consistency": 2., "legal": 0.5}))
		ofAddress[dashboards.TotalRow](n, "weighted_totals", ask(map[string]any{"which": "first", "timeliness": 0., "completeness": 1., "consistency": 0., "legal": 0.3}))
		same[dashboards.GoneRow](n, "vanished", ask(nil))
		same[dashboards.ChangeRow](n, "changes", ask(map[string]any{"kind": ""}))
		same[dashboards.ChangeRow](n, "changes", ask(map[string]any{"kind": "figure", "limit": uint32(3), "offset": uint32(4)}))
		same[dashboards.CheckedRow](n, "sum_checks", ask(nil))
		n.findings(ask)
		n.sums(ask)
		same[dashboards.SumRow](n, "sum_reports", ask(map[string]any{"sum": "", "bit": uint16(0), "agency": "", "indicators": []string{"requests_new", "requests_received", "narrative_requests_received"}, "every": []string{"requests_new", "requests_received", "narrative_requests_received", ""}, "mode": "first", "fallback": "", "needs": ""}))
		same[dashboards.SumRow](n, "sum_reports", ask(map[string]any{"sum": "", "bit": uint16(0), "agency": "", "indicators": []string{"outcome_other_fee_unpaid", "outcome_other_overdue_correction", "outcome_other"}, "every": []string{"outcome_other_fee_unpaid", "outcome_other_overdue_correction", "outcome_other", "outcome_total"}, "mode": "all", "fallback": "outcome_other", "needs": "outcome_total"}))
		same[dashboards.CalendarRow](n, "calendar", ask(map[string]any{"year": uint16(2022)}))
		for _, dimension := range []string{"timeliness", "legal"} {
			bands := ask(map[string]any{"dimension": dimension, "year": uint16(2022)})
			same[dashboards.BandRow](n, "score_bands", bands)
			bands["agency"], bands["which"] = "", "current"
			n.compare("score_bands_by_year", ofMeasure[dashboards.BandRow](n, "score_bands_by_year", bands), ofViews[dashboards.BandRow](n, "score_bands", bands))
		}
		same[dashboards.CovariateTableRow](n, "covariate_tables", nil)
		for _, dataset := range []string{"", sampleTable, "none"} {
			same[dashboards.CovariateCodeRow](n, "covariate_codes", map[string]any{"dataset": dataset, "limit": uint32(1000), "offset": uint32(0)})
		}
		same[dashboards.RatioRow](n, "government_ratios", ask(map[string]any{"agency": ""}))
		same[dashboards.ReportListRow](n, "reports", ask(map[string]any{"agency": ""}))
		same[dashboards.ReportListRow](n, "reports", ask(map[string]any{"agency": "990121-civil"}))
		n.search(ask)
	}
	for _, rate := range []string{"granted", "cells_wrong"} {
		same[dashboards.RateGroupRow](n, "funnel_groups", map[string]any{"rate": rate, "year": uint16(2022)})
		for _, g := range ofViews[dashboards.RateGroupRow](n, "funnel_groups", map[string]any{"rate": rate, "year": uint16(2022)}) {
			same[dashboards.FunnelGroundRow](n, "funnel_ground", map[string]any{"rate": rate, "year": uint16(2022), "group": g.PeerGroup})
			for _, county := range []string{"", "990121", "9901", "unknown"} {
				same[dashboards.RateRow](n, "funnel", map[string]any{"rate": rate, "year": uint16(2022), "group": g.PeerGroup, "county": county, "limit": uint32(1000)})
				same[dashboards.FunnelPointRow](n, "funnel_points", map[string]any{"rate": rate, "year": uint16(2022), "group": g.PeerGroup, "county": county, "every": uint32(3), "least": int64(20)})
			}
		}
	}
	same[dashboards.RatioRow](n, "government_ratios", map[string]any{"agency": "990121-gov_office", "county": ""})
	same[dashboards.SearchRow](n, "searches", map[string]any{"agency": "", "year": uint16(0), "limit": uint32(1000), "offset": uint32(0)})
	agencies := []string{"990121-civil", "990122-civil"}
	compared, err := dashboards.ComparedAgencies(n.Context(), analytics.NewMeasures(n.db), agencies, 2022)
	if err != nil {
		n.Fatal(err)
	}
	n.compare("compared", compared, ofViews[dashboards.ComparedRow](n, "compared", map[string]any{"agencies": agencies, "year": uint16(2022)}))
}

type namedRow struct {
	AgencyID string `ch:"agency_id"`
	Name     string `ch:"name"`
	County   string `ch:"county"`
	Total    uint64 `ch:"total"`
}

// search compares what texts and names hold with the same question to the views.
func (n narrow) search(ask func(map[string]any) map[string]any) {
	n.Helper()
	for _, words := range []string{"公开", "主动公开 信息", "民政局", "没有的词", "政府信息公开", "报告栏", "告的公", "信息公布"} {
		params := map[string]any{"pairs": []string{}, "word": "", "second": "", "third": ""}
		for i, word := range strings.Fields(words) {
			params[[]string{"word", "second", "third"}[i]] = word
			runes := []rune(word)
			for at := range len(runes) - 1 {
				params["pairs"] = append(params["pairs"].([]string), string(runes[at:at+2]))
			}
		}
		params = ask(params)
		if params["county"] == "unknown" { // a place that the samples have nobody in: not found
			continue
		}
		var got []dashboards.TextHitRow
		address := fmt.Sprintf("/search/texts?q=%s&county=%v&limit=%v&offset=%v", url.QueryEscape(words), params["county"], params["limit"], params["offset"])
		if params["year"] != uint16(0) {
			address += fmt.Sprint("&year=", params["year"])
		}
		n.get(address, &got)
		want := ofViews[dashboards.TextHitRow](n, "search_texts", params)
		n.compare("search_texts", got, want)
		if utf8.RuneCountInString(words) > 2 {
			some := n
			some.handler = n.brief
			got = nil
			some.get(address, &got)
			n.compare("search_texts counted to three", got, want)
		}
		var found []struct {
			FiscalYear uint16 `ch:"fiscal_year"`
			Reports    uint64 `ch:"reports"`
		}
		if err := analytics.NewMeasures(n.db).Select(n.Context(), &found, "search_years", map[string]any{"pairs": params["pairs"], "word": params["word"], "second": params["second"], "third": params["third"], "county": params["county"], "year": params["year"]}); err != nil {
			n.Fatal(err)
		}
		total := uint64(0)
		for _, f := range found {
			total += f.Reports
		}
		if len(want) > 0 && want[0].Total != total {
			n.Errorf("%s: search_years counts %d reports, want %d", words, total, want[0].Total)
		}
		// The first reports alone, and those before a place, are those that the whole list begins with.
		if len(want) > 2 {
			asked := maps.Clone(params)
			asked["years"], asked["upto"], asked["limit"], asked["offset"] = []uint16{want[0].FiscalYear}, want[1].ReportID, uint32(2), uint32(0)
			delete(asked, "year")
			delete(asked, "level")
			delete(asked, "family")
			if some := ofMeasure[dashboards.TextHitRow](n, "search_texts", asked); params["offset"] == uint32(0) && want[1].FiscalYear == want[0].FiscalYear && (len(some) != 1 || some[0].ReportID != want[0].ReportID) {
				n.Errorf("%s: before %s are %v", words, want[1].ReportID, some)
			}
		}
	}
	same[dashboards.CountyNamesRow](n, "search_names", nil)
	for _, q := range []string{"民政", "局", "没有", ""} {
		asked := ask(nil)
		listed := map[string]any{"q": q, "agency": "", "county": asked["county"], "level": asked["level"], "family": asked["family"], "limit": asked["limit"], "offset": asked["offset"]}
		agencies, err := dashboards.Agencies(n.Context(), analytics.NewMeasures(n.db), listed)
		if err != nil {
			n.Fatal(err)
		}
		want := ofViews[dashboards.AgencyRow](n, "agencies", listed)
		n.compare("agencies", agencies, want)
		if len(want) > 0 && len(agencies) > 0 && agencies[0].Total != want[0].Total {
			n.Errorf("%v: %d agencies, want %d", listed, agencies[0].Total, want[0].Total)
		}
		if q == "" {
			continue
		}
		same[namedRow](n, "agencies_named", map[string]any{"q": q, "county": asked["county"], "limit": asked["limit"]})
	}
}

// sums compares the reports of the sums that a score run has with those of the same question to the figures.
func (n narrow) sums(ask func(map[string]any) map[string]any) {
	n.Helper()
	stem := func(stem string, more ...string) []string {
		for _, i := range disclosure.Catalogue() {
			if strings.HasPrefix(i.Indicator, stem) && !slices.Contains(more, i.Indicator) {
				more = append(more, i.Indicator)
			}
		}
		return more
	}
	for _, of := range []struct {
		sum        string
		bit        uint16
		indicators []string
		mode       string
		fallback   string
		needs      string
	}{
		{"received", 1, []string{"requests_new", "requests_received", "narrative_requests_received"}, "first", "", ""},
		{"carried_out", 4, []string{"requests_carried_out"}, "first", "", ""},
		{"outcomes", 8, []string{"outcome_total"}, "first", "", ""},
		{"partial", 32, []string{"outcome_partial"}, "first", "", "outcome_total"},
		{"denied", 64, stem("outcome_denied_"), "all", "", "outcome_total"},
		{"other", 512, stem("outcome_other_", "outcome_other"), "all", "outcome_other", "outcome_total"},
	} {
		params := ask(map[string]any{"sum": of.sum, "bit": of.bit, "agency": "", "indicators": of.indicators, "every": append(slices.Clone(of.indicators), of.needs), "mode": of.mode, "fallback": of.fallback, "needs": of.needs})
		n.compare("sums", ofMeasure[dashboards.SumRow](n, "sum_reports", params), ofViews[dashboards.SumRow](n, "sum_reports", params))
	}
}

// ledger compares the objections and what came of them.
func (n narrow) ledger() {
	n.Helper()
	all := map[string]any{"county": "", "year": uint16(0), "state": "", "agency": "", "report": "", "case": "", "limit": uint32(1000), "offset": uint32(0)}
	same[dashboards.CaseRow](n, "cases", all)
	same[dashboards.CaseStateRow](n, "case_states", all)
	all["county"], all["year"], all["limit"] = "99", uint16(2022), uint32(2)
	same[dashboards.CaseRow](n, "cases", all)
	same[dashboards.CaseStateRow](n, "case_states", all)
}

// texts compares what reports share with others.
func (n narrow) texts(county string) {
	n.Helper()
	var some []struct {
		ReportID string `ch:"report_id"`
	}
	if err := n.db.Select(n.Context(), &some, "SELECT report_id FROM text_pairs GROUP BY report_id ORDER BY uniqExact(which) DESC, count() DESC, report_id LIMIT 4", nil); err != nil {
		n.Fatal(err)
	}
	for _, r := range some {
		pairs, err := dashboards.TextPairs(n.Context(), analytics.NewMeasures(n.db), r.ReportID)
		if err != nil {
			n.Fatal(err)
		}
		n.compare("text_pairs", pairs, ofViews[dashboards.TextPairRow](n, "text_pairs", map[string]any{"report": r.ReportID}))
	}
	for _, chosen := range []map[string]any{
		{"county": "", "level": "", "family": "", "year": uint16(0), "limit": uint32(10_000), "offset": uint32(0), "kind": "", "ordinal": uint32(0)},
		{"county": county, "level": "", "family": "", "year": uint16(2021), "limit": uint32(10_000), "offset": uint32(0), "kind": "passage", "ordinal": uint32(2)},
		{"county": county[:4], "level": "county", "family": "civil", "year": uint16(0), "limit": uint32(2), "offset": uint32(1), "kind": "", "ordinal": uint32(0)},
	} {
		same[dashboards.ForeignPlaceRow](n, "foreign_places", chosen)
		copies, err := dashboards.Copies(n.Context(), analytics.NewMeasures(n.db), chosen)
		if err != nil {
			n.Fatal(err)
		}
		n.compare("copies", copies, ofViews[dashboards.CopyRow](n, "copies", chosen))
		same[dashboards.TemplateRow](n, "text_templates", chosen)
	}
}

// knownOf writes rows without what is empty or not known, and of a year without a report without counts.
func knownOf(n narrow, rows []dashboards.CoverageRow) (all []map[string]any) {
	n.Helper()
	for _, r := range rows {
		var fields map[string]any
		text, err := json.Marshal(r)
		if err == nil {
			err = json.Unmarshal(text, &fields)
		}
		if err != nil {
			n.Fatal(err)
		}
		if r.ReportID == nil || *r.ReportID == "" {
			fields["versions"], fields["errors"], fields["doubts"] = nil, nil, nil
		}
		maps.DeleteFunc(fields, func(_ string, v any) bool { return v == nil || v == "" })
		all = append(all, fields)
	}
	return all
}

// branches compares questions that are put together of several, of which only those that matter are asked.
func (n narrow) branches() {
	n.Helper()
	var runs []struct {
		Run uint64 `ch:"run"`
	}
	if err := n.db.Select(n.Context(), &runs, "SELECT max(run_id) AS run FROM score_runs", nil); err != nil {
		n.Fatal(err)
	}
	for _, county := range []string{"", "990121"} {
		for _, level := range []string{"", "county"} {
			for _, family := range []string{"", "civil"} {
				for _, agency := range []string{"", "990121-civil"} {
					params := map[string]any{"county": county, "level": level, "family": family, "agency": agency, "run": runs[0].Run}
					whole[dashboards.RefusalRow](n, "refusals", params)
				}
				counties := []string{"990121", "990122"}
				compared, err := dashboards.ComparedCounties(n.Context(), analytics.NewMeasures(n.db), counties, level, family, 2022)
				if err != nil {
					n.Fatal(err)
				}
				n.compare("compared_counties", compared, ofViews[dashboards.ComparedCountyRow](n, "compared_counties", map[string]any{"counties": counties, "level": level, "family": family, "year": uint16(2022), "run": runs[0].Run}))
			}
		}
	}
}

// whole compares a measure with its text, of which nothing is left out.
func whole[Row any](n narrow, name string, params map[string]any) {
	n.Helper()
	text, err := analytics.MeasureSQL(name)
	if err != nil {
		n.Fatal(err)
	}
	want := []Row{}
	if err := n.db.Select(n.Context(), &want, text, params); err != nil {
		n.Fatal(err)
	}
	n.compare(name, ofMeasure[Row](n, name, params), want)
}

// findings: what a page of findings, and of the agencies that have them, is put together from is what the measures say at once.
func (n narrow) findings(ask func(map[string]any) map[string]any) {
	n.Helper()
	asked := map[string]any{"rule": "", "severity": "", "blame": "", "agency": "", "report": ""}
	for _, more := range []map[string]any{{}, {"limit": uint32(5), "offset": uint32(11)}, {"limit": uint32(300), "offset": uint32(40)}, {"severity": "info"}, {"blame": "agency"}, {"blame": "parser"}, {"rule": "R601"}, {"year": uint16(2021), "severity": "error"}, {"agency": "990121-civil"}} {
		all := ask(asked)
		maps.Copy(all, more)
		ofAddress[dashboards.FindingRow](n, "findings", all)
	}
	for _, more := range []map[string]any{{"severity": "", "blame": ""}, {"severity": "error", "blame": ""}, {"severity": "", "blame": "agency"}} {
		all := ask(more)
		all["limit"], all["offset"] = uint32(10_000), uint32(0)
		if all["county"] != "unknown" {
			var got []json.RawMessage
			address := fmt.Sprintf("/findings/matrix?county=%s&level=%s&family=%s&severity=%s&blame=%s", all["county"], all["level"], all["family"], all["severity"], all["blame"])
			if all["year"] != uint16(0) {
				address += fmt.Sprint("&year=", all["year"])
			}
			n.get(address, &got)
			n.compare("findings/matrix", got, ofViews[dashboards.FindingCountRow](n, "finding_matrix", all))
		}
	}
}

// ofParameter are values that give most measures some rows.
var ofParameter = map[string]string{"year": "2022", "limit": "1000", "agency": "'990121-civil'", "report": "'990121-civil-2022'", "dimension": "'timeliness'", "which": "'current'", "cells": "'doubtful'",
	"indicator": "'requests_new'", "applicant": "'total'", "mode": "'first'", "length": "50", "word": "'公开'", "pairs": "['公开']", "words": "['公开']", "reports": "['990121-civil-2022']",
	"indicators": "['requests_new']", "agencies": "['990121-civil']", "counties": "['990121']", "groups": "['']", "site": "''", "run": "(SELECT max(run_id) FROM score_runs)", "part": "(SELECT max(run_id) FROM score_runs)"}

// unfolded: that ClickHouse puts what a view is made of in its place changes no answer.
func (n narrow) unfolded() {
	n.Helper()
	parameter := regexp.MustCompile(`\{([a-z0-9_]+):([A-Za-z0-9()]+)\}`)
	for _, name := range analytics.MeasureNames() {
		text, err := analytics.MeasureSQL(name)
		if err != nil {
			n.Fatal(err)
		}
		query := parameter.ReplaceAllStringFunc(text, func(p string) string {
			m := parameter.FindStringSubmatch(p)
			value, ok := ofParameter[m[1]]
			switch {
			case strings.HasPrefix(m[2], "Array"):
				return cmp.Or(value, "CAST([], '"+m[2]+"')")
			case m[2] == "String":
				return cmp.Or(value, "''")
			case !ok:
				value = "0"
			}
			return "to" + m[2] + "(" + value + ")"
		})
		var answers []string
		for _, settings := range []map[string]string{nil, {"analyzer_inline_views": "1"}} {
			var out strings.Builder
			if err := n.db.Copy(n.Context(), query, "TSVWithNamesAndTypes", settings, &out); err != nil {
				n.Fatalf("%s with %v: %v", name, settings, err)
			}
			answers = append(answers, out.String())
		}
		n.rows["unfolded"] += strings.Count(answers[0], "\n") - 2
		if answers[0] != answers[1] && !slices.Contains([]string{"agency_findings", "report_findings"}, name) { // in no order
			n.Errorf("%s:\n got %.1000s\nwant %.1000s", name, lineApart(answers[1], answers[0]), lineApart(answers[0], answers[1]))
		}
	}
}
