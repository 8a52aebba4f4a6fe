package dashboards

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/disclosure"
)

// hostile is a name as a page might print it to see what it can do.
const hostile = `<script>alert(1)</script>&"局`

// fakeMeasures answers with rows that a test gives, after a look at the parameters.
type fakeMeasures struct {
	rows  map[string]func(params map[string]any) any
	mu    sync.Mutex
	asked []string
	err   error
}

func (f *fakeMeasures) Select(_ context.Context, dst any, measure string, params map[string]any) error {
	f.mu.Lock()
	f.asked = append(f.asked, measure)
	f.mu.Unlock()
	if f.err != nil {
		return f.err
	}
	rows, ok := f.rows[measure]
	if !ok {
		rows, ok = f.addedUp()[measure]
	}
	if !ok {
		return fmt.Errorf("there is no measure %s", measure)
	}
	if got := rows(params); got != nil && reflect.ValueOf(got).Len() > 0 { // like a database: no rows leave dst alone
		reflect.ValueOf(dst).Elem().Set(reflect.ValueOf(got))
	}
	return nil
}

// counts reports whether the measure expected has the row among those of a status; empty: all that are due by a day.
func (r CoverageRow) counts(status string) bool {
	free := r.Status == "not_expected" || r.Reason != nil && *r.Reason == "no_deadline"
	switch status {
	case "not_expected":
		return free && r.ReportID != nil
	case "":
		return !free
	}
	return !free && r.look() == status
}

// addedUp are the measures that say together what others say apart.
func (f *fakeMeasures) addedUp() map[string]func(map[string]any) any {
	places := func(p map[string]any) []PlaceYearRow {
		byYear := map[uint16]PlaceYearRow{}
		eachOf(f, "timeliness", p, func(r TimelinessRow) {
			y := byYear[r.FiscalYear]
			y.Due = r.Expected + r.NoDeadline
			y.Expected, y.OnTime, y.Late, y.Unknown, y.Unseen, y.NotFound, y.Blocked, y.NotPublished, y.NoDeadline = r.Expected, r.OnTime, r.Late, r.Unknown, r.Unseen, r.NotFound, r.Blocked, r.NotPublished, r.NoDeadline
			byYear[r.FiscalYear] = y
		})
		eachOf(f, "requests", p, func(r RequestsRow) {
			y := byYear[r.FiscalYear]
			y.Counted, y.Own, y.ReceivedKnown, y.OutcomesKnown, y.OutcomeSums, y.Rated, y.RatedOutcomes, y.RatedGiven = max(1, r.Reports), r.Reports, r.ReceivedKnown, r.OutcomesKnown, r.OutcomeSums, r.Rated, r.RatedOutcomes, r.RatedGiven
			y.Aggregates, y.AggregatesReceived, y.Unscoped, y.UnscopedReceived = r.Aggregates, r.AggregatesReceived, r.Unscoped, r.UnscopedReceived
			byYear[r.FiscalYear] = y
		})
		eachOf(f, "quality", p, func(r QualityRow) {
			y := byYear[r.FiscalYear]
			y.Reports, y.UnscopedReports, y.PartRead, y.Changed, y.Cells, y.Unreadable, y.Doubtful, y.Blank = r.Reports, r.Unscoped, r.PartRead, r.Changed, r.Cells, r.Unreadable, r.Doubtful, r.Blank
			byYear[r.FiscalYear] = y
		})
		eachOf(f, "identities", p, func(r IdentitiesRow) {
			y := byYear[r.FiscalYear]
			y.Reports, y.ChecksPass, y.ChecksFail, y.DoubtfulChecks, y.ChecksVacuous, y.ChecksNotAssessable, y.BrokenReports = max(y.Reports, r.Reports), uint64(r.Pass), uint64(r.Fail+r.Doubtful), uint64(r.Doubtful), uint64(r.Vacuous), uint64(r.NotAssessable), r.BrokenReports
			byYear[r.FiscalYear] = y
		})
		eachOf(f, "legal", p, func(r LegalRow) {
			y := byYear[r.FiscalYear]
			y.OwnReports, y.ReviewsCorrected, y.ReviewsDecided, y.ReviewsAgencies, y.SuitsCorrected, y.SuitsDecided, y.SuitsAgencies = r.Reports, r.ReviewsCorrected, r.ReviewsDecided, r.ReviewsAgencies, r.SuitsCorrected, r.SuitsDecided, r.SuitsAgencies
			y.AfterReviewCorrected, y.AfterReviewDecided, y.AfterReviewAgencies = r.AfterReviewCorrected, r.AfterReviewDecided, r.AfterReviewAgencies
			byYear[r.FiscalYear] = y
		})
		var all []PlaceYearRow
		for _, year := range slices.Sorted(maps.Keys(byYear)) {
			y := byYear[year]
			y.FiscalYear = year
			all = append(all, y)
		}
		return all
	}
	narrow := func(measure string) func(map[string]any) any {
		return func(p map[string]any) any {
			all := among{}.params("q", "", "agency", "", "report", "", "rule", "", "severity", "", "blame", "", "dimension", "", "band", "", "which", "current", "rate", "", "year", uint16(0), "limit", uint32(apiLimit), "offset", uint32(0))
			maps.Copy(all, p)
			return f.rows[measure](all)
		}
	}
	bodies := func(p map[string]any) any {
		rows, _ := narrow("agencies")(p).([]AgencyRow)
		var all []BodyRow
		for _, r := range rows {
			all = append(all, BodyRow{r.AgencyID, r.Name, *cmp.Or(r.CountyCode, ptr("unknown")), ptr(r.Family), r.Level})
		}
		return all
	}
	return map[string]func(map[string]any) any{
		"agency": func(p map[string]any) any {
			var all []agencyRecord
			for _, a := range narrow("agencies")(p).([]AgencyRow) {
				r := agencyRecord{AgencyRow: a}
				if rows := f.rows["register"](p).([]RegisterRow); len(rows) > 0 {
					r.RegisterRow = rows[0]
				}
				all = append(all, r)
			}
			return all
		},
		"report_taken":    always([]TakenRow(nil)),
		"report_findings": narrow("findings"),
		"agency_findings": narrow("findings"),
		"findings_ours":   always([]OursRow(nil)),
		"finding_ranks": func(p map[string]any) any {
			rows, _ := narrow("finding_matrix")(p).([]FindingCountRow)
			var ranks []rankRow
			for _, id := range eachOnce(rows, func(r FindingCountRow) string { return r.AgencyID }) {
				ranks = append(ranks, rankRow{id, 0, rows[0].Total})
			}
			return ranks
		},
		"finding_counts": func(p map[string]any) any {
			rows, _ := narrow("finding_matrix")(p).([]FindingCountRow)
			return slices.DeleteFunc(slices.Clone(rows), func(r FindingCountRow) bool { return !slices.Contains(p["agencies"].([]string), r.AgencyID) })
		},
		"findings_held": func(p map[string]any) any {
			var held []heldFindings
			for _, r := range listed(narrow, p) {
				held = append(held, heldFindings{r.Severity, uint16Of(r.FiscalYear), r.Rule, 1})
			}
			return held
		},
		"findings_first": func(p map[string]any) any {
			rows := slices.DeleteFunc(slices.Clone(listed(narrow, p)), func(r FindingRow) bool {
				return !slices.Contains(p["severities"].([]string), r.Severity) || !slices.Contains(p["years"].([]uint16), uint16Of(r.FiscalYear)) || !slices.Contains(p["rules"].([]string), r.Rule)
			})
			var first []firstRow
			for _, r := range rows[:min(int(p["most"].(uint32)), len(rows))] {
				first = append(first, firstRow{r.ReportID})
			}
			return first
		},
		"findings_within": func(p map[string]any) any {
			rows := slices.DeleteFunc(slices.Clone(listed(narrow, p)), func(r FindingRow) bool {
				return !slices.Contains(p["severities"].([]string), r.Severity) || !slices.Contains(p["years"].([]uint16), uint16Of(r.FiscalYear)) || !slices.Contains(p["rules"].([]string), r.Rule) || !slices.Contains(p["reports"].([]string), r.ReportID)
			})
			offset, limit := int(p["offset"].(uint32)), int(p["limit"].(uint32))
			return rows[min(offset, len(rows)):min(offset+limit, len(rows))]
		},
		"place_coverage": narrow("coverage"),
		"case_count": func(map[string]any) any {
			all, _ := f.rows["cases"](allCases()).([]CaseRow)
			return []CaseCountRow{{uint64(len(all))}}
		},
		"expected": func(p map[string]any) any { return expected(narrow, p) },
		"expected_held": func(p map[string]any) any {
			return []totalRow{{uint64(len(expected(narrow, p)))}}
		},
		"agency_scores":       narrow("scores"),
		"agency_coverage":     narrow("coverage"),
		"agency_reports":      narrow("reports"),
		"agency_rates":        narrow("rates"),
		"score_bands_by_year": func(p map[string]any) any { return f.rows["score_bands"](p) },
		"scores_held":         func(map[string]any) any { return []heldRow{{}} }, // no bands: all are read
		"scores_by_year": func(p map[string]any) any {
			rows, _ := narrow("scores")(p).([]ScoreRow)
			var keys []scoreKey
			for _, r := range rows {
				keys = append(keys, scoreKey{r.AgencyID, r.FiscalYear, r.Dimension, r.Which})
			}
			return keys
		},
		"scores_of": narrow("scores"),
		"bodies":    bodies,
		"bodies_of": bodies,
		"agency_spans": func(p map[string]any) any {
			rows, _ := narrow("agencies")(p).([]AgencyRow)
			var all []spanRow
			for _, r := range rows {
				all = append(all, spanRow{r.AgencyID, r.Reports, r.FirstYear, r.LastYear, r.Errors})
			}
			return all
		},
		"county_reports": func(p map[string]any) any {
			rows, _ := narrow("reports")(p).([]ReportListRow)
			var all []namedReport
			for _, r := range rows {
				all = append(all, namedReport{r.AgencyID, r.Name, r.ReportID})
			}
			return all
		},
		"reports_named": narrow("reports"),
		"reports_there": func(p map[string]any) any {
			rows, _ := narrow("reports")(p).([]ReportListRow)
			var all []thereRow
			for _, r := range rows {
				all = append(all, thereRow{r.ReportID})
			}
			return all
		},
		"funnel": func(p map[string]any) any { return f.shares(p) },
		"funnel_ground": func(p map[string]any) any {
			var all []FunnelGroundRow
			for _, r := range f.shares(p) {
				if r.Theta != nil {
					all = append(all, FunnelGroundRow{r.N, *r.Theta, *r.LimitLow95, *r.LimitHigh95, *r.LimitLow998, *r.LimitHigh998, r.Dispersed, r.X, 1, uint64(b2i(strings.HasSuffix(r.Flag, "_998")))})
				}
			}
			return all
		},
		"funnel_points": func(p map[string]any) any {
			var all []FunnelPointRow
			for _, r := range f.shares(p) {
				if r.Theta != nil {
					all = append(all, FunnelPointRow{AgencyID: r.AgencyID, X: r.X, N: r.N, Low: r.Low, High: r.High, Flag: r.Flag, Own: uint8(b2i(p["county"] != "" && within(r.County, p["county"].(string)))), Drawn: 1})
				}
			}
			return all
		},
		"funnel_groups": func(p map[string]any) any {
			counts := map[string]uint64{}
			rows, _ := f.rows["rates"](p).([]RateRow)
			for _, r := range rows {
				counts[r.PeerGroup]++
			}
			var all []RateGroupRow
			for group, n := range counts {
				all = append(all, RateGroupRow{group, n})
			}
			return all
		},
		"place_years": func(p map[string]any) any { return sumsOf(places(p)) },
		"years": func(p map[string]any) any {
			var all []YearRow
			for _, y := range places(p) {
				if y.Due+y.Reports > 0 {
					all = append(all, YearRow{y.FiscalYear, y.Due, y.OnTime + y.Late + y.Unknown, y.Reports})
				}
			}
			return all
		},
	}
}

// shares are those of a peer group.
func (f *fakeMeasures) shares(p map[string]any) []RateRow {
	rows, _ := f.rows["rates"](p).([]RateRow)
	return slices.DeleteFunc(rows, func(r RateRow) bool { return r.PeerGroup != p["group"] })
}

// eachOf goes through what a measure answers.
func eachOf[R any](f *fakeMeasures, measure string, p map[string]any, do func(R)) {
	if rows, ok := f.rows[measure]; ok {
		all, _ := rows(p).([]R)
		for _, r := range all {
			do(r)
		}
	}
}

func always(rows any) func(map[string]any) any { return func(map[string]any) any { return rows } }

func number(n int64) Decimal { return Decimal{ptr(disclosure.Int(n))} }

func date(s string) Day {
	d, err := disclosure.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return Day{&d}
}

var seen = time.Date(2026, 1, 20, 2, 3, 0, 0, time.UTC)

// sample is one county with two agencies, one of them with a report that breaks a sum.
func sample() *fakeMeasures {
	agency := AgencyRow{AgencyID: "990101-civil", Name: "晴岚县民政局", CountyCode: ptr("990101"), DivisionCode: ptr("990101"), DivisionName: ptr("晴岚县"), Level: ptr("county"), Family: "civil", Reports: 1, FirstYear: ptr[uint16](2024), LastYear: ptr[uint16](2024), Errors: 1, Total: 2}
	other := AgencyRow{AgencyID: "990101-township-" + "枫屿乡", Name: hostile, CountyCode: ptr("990101"), Family: "township", Total: 2}
	cell := CoverageRow{AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: 2024, Status: "late", Deadline: date("2025-01-31"), DaysLateLow: ptr[int32](5), DaysLateHigh: ptr[int32](9), ReportID: ptr("990101-civil-2024"), Outcome: ptr("ok"), Form: ptr("2021"), Versions: ptr[int64](2), Errors: ptr[int64](1), Doubts: ptr[int64](0)}
	gap := CoverageRow{AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: 2022, Status: "not_found"}
	blocked := CoverageRow{AgencyID: other.AgencyID, Name: other.Name, County: "990101", FiscalYear: 2024, Status: "blocked"}
	sums := OutcomeSums{Received: number(12), CarriedIn: number(1), CarriedOut: number(2), Outcomes: number(11), Granted: number(5), Partial: number(1), Denied: number(2), Unable: number(1), NotProcessed: number(1)}
	finding := FindingRow{ReportID: "990101-civil-2024", AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: ptr[uint16](2024), Rule: "R303", Severity: "error", Blame: "agency", Message: "=各类申请人之和", Indicator: "requests_new", Applicant: "total", Expected: number(13), Actual: number(12), Total: 1,
		Operands: `[{"indicator":"requests_new","applicant":"natural_person","sign":1,"value":13,"state":"number"},{"indicator":"requests_new","applicant":"business","sign":1,"value":0,"state":"zero"},{"indicator":"requests_new","applicant":"total","sign":-1,"value":12,"state":"number"}]`}
	report := ReportRow{ReportID: "990101-civil-2024", AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", Family: "civil", FiscalYear: ptr[uint16](2024), Form: ptr("2021"), Scope: "own_office", Outcome: "ok", Title: ptr(hostile), URL: "javascript:alert(1)", SiteID: "qinglan", Obtained: "crawled", SeenOnSite: 1, IssuedOn: date("2025-02-03"), PublishedLow: date("2025-02-05"), PublishedHigh: date("2025-02-09"), FirstSeenAt: seen, LastSeenAt: seen, Deadline: date("2025-01-31"), DeadlineAdjusted: date("2025-02-05"), DeadlineBasis: ptr("art49_dept"), DaysLateLow: ptr[int32](5), DaysLateHigh: ptr[int32](9), Problems: []string{hostile}, Improvements: []string{}, Measures: []string{}, Attachments: []string{}, Topics: []string{"政策法规"}, TopicArticles: []string{"20(1)"}, ParserVersion: 1, SHA256: strings.Repeat("ab", 32), Version: 2, Versions: 2, ChecksPass: 9, ChecksFail: 1, Cases: 2, Reviews: 2,
		TextChecks: `[{"rule":"R506","state":"fail","indicator":"","expected":2024,"actual":2023,"where":{"offset":40,"length":5}},{"rule":"R505","state":"pass","indicator":"","expected":66.7,"actual":66.7,"operands":[{"indicator":"","applicant":"","sign":1,"value":2000,"state":"number"},{"indicator":"","applicant":"","sign":1,"value":3000,"state":"number"}],"where":{"offset":11,"length":9}},{"rule":"R505","state":"not_assessable","reason":"unclear_whole","indicator":"","expected":null,"actual":null,"where":{"offset":21,"length":9}}]`}
	figures := []FigureRow{
		{"requests_new", "natural_person", number(13), "件", "number", "13", 1, `{"table":2,"row":4,"column":3,"path":"td"}`, "crawled"},
		{"requests_new", "business", number(0), "件", "zero", "0", 1, "", "crawled"},
		{"requests_new", "research_institute", Decimal{}, "件", "blank", "", 1, "", "crawled"},
		{"requests_new", "total", number(12), "件", "number", "12", 0.8, "", "crawled"},
		{"proactive_rules_made", "", number(3), "件", "number", "3", 1, `{"page":2,"box":[72.4,130,210,150.6]}`, "crawled"},
		{"reconsideration_total", "", Decimal{}, "件", "unreadable", hostile, 0.5, "", "crawled"},
		{"no_such_indicator", "", number(7), "件", "number", "７", 1, `{"offset":120,"length":2}`, "crawled"},
	}
	only := func(want, key string, rows any) func(map[string]any) any {
		return func(p map[string]any) any {
			if p[key] == want || p[key] == "" {
				return rows
			}
			return nil
		}
	}
	rows := map[string]func(map[string]any) any{
		"data_version": always([]VersionRow{{"00ff", 1, 1, &seen, "01", "02", "03", 7}}),
		"places":       always([]PlaceRow{{"990101", "晴岚县", 2}}),
		"agencies": func(p map[string]any) any {
			all := []AgencyRow{agency, other}
			var found []AgencyRow
			for _, a := range all {
				if (p["agency"] == "" || p["agency"] == a.AgencyID) && strings.Contains(a.Name, p["q"].(string)) {
					found = append(found, a)
				}
			}
			return found
		},
		"coverage": func(p map[string]any) any {
			all := []CoverageRow{gap, cell, blocked}
			return slices.DeleteFunc(all, func(r CoverageRow) bool { return p["agency"] != "" && p["agency"] != r.AgencyID })
		},
		"absence_walks": always([]AbsenceWalkRow{{"qinglan", "晴岚县人民政府", "c1", date("2023-01-20"), 1, 1, 0}, {"qinglan", "晴岚县人民政府", "c2", date("2023-02-10"), 1, 1, 1}, {"qinglan", "晴岚县人民政府", "c3", date("2023-03-01"), 2, 1, 0}, {"qinglan", "晴岚县人民政府", "c4", date("2023-04-20"), 1, 1, 1}}),
		"searches": always([]SearchRow{
			{AgencyID: agency.AgencyID, FiscalYear: 2022, SiteID: "qinglan", AskedAt: seen, Outcome: "others", Words: "晴岚县民政局2022年" + hostile, URL: "http://qinglan.demo.test/s?q=2022", CaptureID: "a1", Hits: 10, ControlURL: "http://qinglan.demo.test/2021", ControlID: "c1", ControlAsked: "http://qinglan.demo.test/s?q=2021"},
			{AgencyID: agency.AgencyID, FiscalYear: 2022, SiteID: "qinglan", AskedAt: seen, Outcome: "script"},
		}),
		"timeliness":       always([]TimelinessRow{{2022, 1, 0, 0, 0, 0, 1, 0, 0, 0}, {2024, 2, 0, 1, 0, 0, 0, 1, 0, 3}}),
		"requests":         always([]RequestsRow{{FiscalYear: 2024, Reports: 1, ReceivedKnown: 1, OutcomesKnown: 1, OutcomeSums: sums, Rated: 1, RatedOutcomes: sums.Outcomes, RatedGiven: sums.Granted.Plus(sums.Partial), Unscoped: 2, UnscopedReceived: number(14069), Aggregates: 1}}),
		"identities":       always([]IdentitiesRow{{2024, 1, 9, 1, 3, 20, 0, 1}}),
		"errors_by_county": always([]ErrorsRow{{"990101", 2024, 1, 1, 0, 1}}),
		"scores": func(p map[string]any) any {
			f := func(v float64) *float64 { return &v }
			all := []ScoreRow{
				{AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: 2024, Dimension: "consistency", Which: "current", Value: f(0.91), Low: f(0.85), High: f(0.96), Band: ptr("D"), PeerGroup: "2021|county|*|own_office|2022-2024", MethodVersion: 1, Detail: []string{"x=2", "n=40"}, ReportID: &report.ReportID, Total: 3},
				{AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: 2024, Dimension: "completeness", Which: "current", Value: f(0.9), Low: f(0.9), High: f(1), PeerGroup: "2021|county|*|own_office|2022-2024", MethodVersion: 1, Detail: []string{"absent:table_4", "unknown:contact"}, ReportID: &report.ReportID, Total: 3},
				{AgencyID: other.AgencyID, Name: other.Name, County: "990101", FiscalYear: 2024, Dimension: "consistency", Which: "current", Reason: "no_identity", MethodVersion: 1, Detail: []string{}, Total: 3},
			}
			return slices.DeleteFunc(all, func(r ScoreRow) bool {
				return p["agency"] != "" && p["agency"] != r.AgencyID || p["dimension"] != "" && p["dimension"] != r.Dimension
			})
		},
		"text_pairs": only(report.ReportID, "report", []pairRow{
			{TextPairRow: TextPairRow{Which: "current", OtherReportID: "990101-audit-2024", OtherAgencyID: "990101-audit", OtherFiscalYear: 2024, Relation: "county", Jaccard: 0.952}, FiscalYear: 2024, Likely: 5, OtherLikely: 9, Key: "a", OtherKey: "b"},
			{TextPairRow: TextPairRow{Which: "first", OtherReportID: "990101-tax-2024", Relation: "county", Kind: "common", Jaccard: 0.4}, Key: "f", OtherKey: "c"},
		}),
		"text_levels": always([]levelRow{{2024, 9, ptr(0.1), ptr(0.94)}}),
		"shared_passages": only(report.ReportID, "report", []pairRow{
			{TextPairRow: TextPairRow{Which: "current", OtherReportID: "990101-audit-2024", Offsets: []uint32{3}, Lengths: []uint32{9}, OtherOffsets: []uint32{5}, OtherLengths: []uint32{9}, Texts: []string{"共培训二次" + hostile}, OtherTexts: []string{"共培训三次"}}, Key: "a", OtherKey: "b"},
		}),
		"weighted_totals": func(p map[string]any) any {
			f := func(v float64) *float64 { return &v }
			half := p["legal"].(float64) / max(1, p["legal"].(float64)+p["consistency"].(float64))
			return []TotalRow{
				{AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: 2024, Value: f(0.91), Low: f(0.85), High: f(0.96), Coverage: 1, Without: []string{}, MethodVersion: 1, ReportID: &report.ReportID, Complete: 1, Total: 2},
				{AgencyID: other.AgencyID, Name: other.Name, County: "990101", FiscalYear: 2024, Low: f(0.4), High: f(0.9), Coverage: 1 - half, Without: []string{"legal:no_decided_case"}, MethodVersion: 1, Complete: 1, Total: 2},
			}
		},
		"score_bands": always([]BandRow{{"D", "", 1}, {"none", "", 4}, {"", "no_identity", 2}}),
		"rates": func(p map[string]any) any {
			f := func(v float64) *float64 { return &v }
			row := RateRow{AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: 2024, Rate: "carried_out", X: 9, N: 40, Low: 0.12, High: 0.38, PeerGroup: "2021|county|*|own_office|2022-2024",
				Theta: f(0.05), LimitLow95: f(0), LimitHigh95: f(0.12), LimitLow998: f(0), LimitHigh998: f(0.18), Phi: f(1.1), Dispersed: 1, Flag: "high_998", Q: f(0.001), ReportID: &report.ReportID}
			few := row
			few.AgencyID, few.Name, few.X, few.N, few.Flag, few.LimitHigh95, few.LimitHigh998 = other.AgencyID, other.Name, 0, 3, "inside", f(0.4), f(0.6)
			alone := RateRow{AgencyID: "990102-tax", Name: "税务局", County: "990102", FiscalYear: 2024, Rate: "carried_out", X: 1, N: 2, Low: 0.1, High: 0.9}
			return []RateRow{few, row, alone}
		},
		"reports":         always([]ReportListRow{{ReportID: report.ReportID, AgencyID: agency.AgencyID, Name: agency.Name, County: "990101", FiscalYear: report.FiscalYear, Scope: "own_office", Outcome: "ok", SHA256: report.SHA256, Obtained: "crawled", SeenOnSite: 1, Total: 1}}),
		"report":          only(report.ReportID, "report", []ReportRow{report}),
		"report_figures":  only(report.ReportID, "report", figures),
		"report_versions": always([]ReportVersionRow{{1, "http://a/", "aa", 1, "ok", seen, seen}, {2, "http://a/", "bb", 1, "ok", seen, seen}}),
		"report_vanished": only(report.ReportID, "report", []VanishedRow{{VanishedOn: date("2026-04-02"), LastSeenAt: seen, Days: []string{"2026-01-30", "2026-03-01", "2026-04-02"}, Crawls: []string{"a", "b", "c"}, Lists: []string{"javascript:alert(2)"}, AnsweredAt: &seen, Answer: "not_found"}}),
		"report_changes": only(report.ReportID, "report", []ReportChangeRow{
			{Version: 2, Kind: "title", Change: "changed", FromText: ptr("旧题"), ToText: ptr(hostile), Confidence: 1, ChangedAfter: seen, ChangedBy: seen},
			{Version: 2, Kind: "date", Change: "changed", Part: "box", FromText: ptr("2025-02-07"), ToText: ptr("2025-01-20"), Confidence: 1, ChangedAfter: seen, ChangedBy: seen},
			{Version: 2, Kind: "figure", Change: "changed", Indicator: "requests_new", Applicant: "total", FromValue: number(14), ToValue: number(12), FromState: "number", ToState: "number", Confidence: 0.8, FromEvidence: `{"table":2,"row":4,"column":9,"path":"td"}`, ChangedAfter: seen, ChangedBy: seen},
			{Version: 2, Kind: "figure", Change: "removed", Indicator: "requests_new", Applicant: "business", FromState: "blank", Confidence: 1, ChangedAfter: seen, ChangedBy: seen},
			{Version: 2, Kind: "sentence", Change: "removed", Part: "一、总体情况", Section: "overview", Ordinal: 2, FromText: ptr("培训2次。"), Confidence: 1, ChangedAfter: seen, ChangedBy: seen},
			{Version: 2, Kind: "sentence", Change: "added", Part: "一、总体情况", Section: "overview", Ordinal: 2, ToText: ptr(hostile), Confidence: 1, ChangedAfter: seen, ChangedBy: seen}}),
		"report_captures": always([]CaptureRow{{seen, 200, "ok", "text/html", "aa", 1234, "crawled", "", nil}}),
		"findings":        always([]FindingRow{finding}),
		"rules":           always([]RuleRow{{Rule: "R303", Severity: "error", TitleZH: "各类申请人之和应等于总计列", TitleEN: "the applicants add up", Source: "统一格式表三", Kind: "identity", ExplanationZH: "每行分别核对。", ExplanationEN: "Held in each row.", Findings: 1, Reports: 1}}),
		"site_states":     always([]SiteStateRow{{SiteID: "qinglan", State: "partial", Total: 3, ListsBlocked: 1}, {SiteID: "yunting", State: "partial", Total: 3, ListsBlocked: 1}, {SiteID: "new", State: "never", Total: 3, ListsBlocked: 1}}),
		"sites": always([]SiteRow{{SiteID: "qinglan", Name: "晴岚县人民政府", URL: "http://qinglan.demo.test/", Crawls: 2, StartedAt: &seen, FinishedAt: &seen, Fetched: 20, Reports: 1,
			LastSuccess: &seen, Failure: "partial", Expected: 8, Found: 5, Note: "2 links", NoteCodes: []string{"strays"}, NoteArgs: [][]string{{"2", hostile}}},
			{SiteID: "yunting", Name: "云汀县人民政府", URL: "http://yunting.demo.test/", Crawls: 3, StartedAt: &seen, FinishedAt: &seen, FailingSince: &seen, Failure: "challenge", Expected: 9, Note: "older", NoteCodes: []string{}, NoteArgs: [][]string{}},
			{SiteID: "new", Name: "新县人民政府", URL: "http://new.demo.test/", NoteCodes: []string{}, NoteArgs: [][]string{}}}),
		"takedowns":    always([]TakedownRow{{SHA256: "aa", TakenAt: seen, TakenBy: hostile, Reason: hostile, Figures: "keep", ReportIDs: []string{report.ReportID}, URLs: []string{}, Total: 1}}),
		"holds":        always([]HoldRow{{Host: "qinglan.demo.test", SiteID: "qinglan", SiteName: "晴岚县人民政府", Since: seen, Until: seen, Failure: "challenge", Why: hostile, WhyArgs: []string{}, Stands: 1}, {Host: "ended.test", Why: "ended", WhyCode: "hold_silent", WhyArgs: []string{"429"}}}),
		"walks":        always([]WalkRow{{SiteID: "qinglan", URL: "http://qinglan.demo.test/a/", Name: hostile, State: "blocked", Reason: "412", ReasonCode: "lost", ReasonArgs: []string{"failure.challenge", "412"}, StartedAt: seen, FinishedAt: seen}}),
		"column_moves": always([]ColumnMoveRow{{SiteID: "qinglan", SiteName: "晴岚县人民政府", FromURL: "http://qinglan.demo.test/old/", ToURL: "http://qinglan.demo.test/new/", LeftAt: seen, MovedBy: seen, Reports: 9, Followed: 8}}),
		"unresolved": func(p map[string]any) any {
			if p["offset"].(uint32) > 100 {
				return nil
			}
			return []UnresolvedRow{{AgencyID: "unresolved-" + hostile, Printed: hostile, SiteID: "qinglan", SiteName: hostile, DivisionName: "晴岚县", Reports: 3, FirstYear: 2020, LastYear: 2022, ReportID: report.ReportID, Total: 107}}
		},
		"maybe_same":   always([]MaybeSameRow{{AgencyID: other.AgencyID, Name: hostile, DivisionCode: "990101", DivisionName: "晴岚县", FirstYear: 2012, LastYear: 2015, OtherID: "990101-township-枫屿镇", OtherName: "晴岚县枫屿镇人民政府", Total: 1}}),
		"unread_links": always([]UnreadLinkRow{{SiteID: "qinglan", SiteName: "晴岚县人民政府", Title: hostile, URL: "http://qinglan.demo.test/x", Reason: "unreachable", AgencyID: "990101-civil", Total: 2}}),
	}
	for _, more := range []map[string]func(map[string]any) any{figureSample(), compareSample(), takeawaySample(), releaseSample(), caseSample(), auditSample(), covariateSample()} {
		maps.Copy(rows, more)
	}
	return &fakeMeasures{rows: rows}
}

// evidencePage is what the fake archive returns.
const evidencePage = `<!doctype html><p>存档</p>`

type service struct {
	*testing.T
	handler  http.Handler
	measures *fakeMeasures
	notReady error
	marks    []string
	version  uint32 // of the archived page that was asked for last
}

func newService(t *testing.T) *service { return newServiceWith(t, func(*Config) {}) }

func newServiceWith(t *testing.T, change func(*Config)) *service {
	s := &service{T: t, measures: sample()}
	c := Config{
		Measures: s.measures,
		Evidence: func(_ context.Context, id string, version uint32, marks []string, selected string) ([]byte, error) {
			s.marks, s.version = append(marks, selected), version
			if id != "990101-civil-2024" || version > 2 {
				return nil, fmt.Errorf("report %s: %w", id, ErrNotFound)
			}
			return []byte(evidencePage), nil
		},
		ReleaseFile:     releaseFileSample(t),
		ReleaseFigures:  releaseFiguresSample,
		ReleaseRow:      releaseRowSample,
		AsOf:            s.asOfSample,
		TakedownsState:  func(context.Context) (string, error) { return "", nil },
		Interval:        func(k, n int64) (float64, float64) { return 0.25, 0.75 },
		AuditRate:       sampleAuditRate,
		RankCorrelation: func(x, y []float64) (float64, bool) { return 0.4321, true },
		Ready:           func(context.Context) error { return s.notReady },
		Check:           func(_ context.Context, d Draft) (*Opinion, error) { return sampleOpinion(d) },
		NextCrawl:       func(site string) (time.Time, bool) { return seen.AddDate(0, 0, 7), site == "yunting" },
		Tables:          tablesSample,
		Registry:        prometheus.NewRegistry(),
		Method:          3,
		Version:         "1.2.3",
	}
	change(&c)
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	s.handler = h
	return s
}

func (s *service) get(address string, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// sumsOf is what the measure place_years answers of years.
func sumsOf(years []PlaceYearRow) (rows []PlaceSumsRow) {
	for _, y := range years {
		row := PlaceSumsRow{FiscalYear: y.FiscalYear}
		counts, amounts := y.fields()
		for _, c := range counts {
			if c.CanInt() {
				row.Counts = append(row.Counts, c.Int())
			} else {
				row.Counts = append(row.Counts, int64(c.Uint()))
			}
		}
		for _, a := range amounts {
			row.Amounts = append(row.Amounts, a.Interface().(Decimal))
		}
		rows = append(rows, row)
	}
	return rows
}

// listed are all findings that are asked for, whatever part of them.
func listed(narrow func(string) func(map[string]any) any, p map[string]any) []FindingRow {
	all := maps.Clone(p)
	all["limit"], all["offset"] = uint32(math.MaxInt32), uint32(0)
	rows, _ := narrow("findings")(all).([]FindingRow)
	return rows
}

func expected(narrow func(string) func(map[string]any) any, p map[string]any) []CoverageRow {
	status, _ := p["status"].(string)
	all, _ := narrow("coverage")(p).([]CoverageRow)
	return slices.DeleteFunc(slices.Clone(all), func(r CoverageRow) bool { return !r.counts(status) })
}
