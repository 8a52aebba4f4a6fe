package analytics

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// views are the tables that measures may read: what a researcher with the read-only role sees.
var views = map[string]bool{
	"agencies": true, "reports": true, "reports_history": true, "figures": true, "figures_additive": true,
	"findings": true, "expected_reports": true, "captures": true, "sites": true, "walks": true, "crawls": true, "holds": true,
	"indicators": true, "rules": true, "system.columns": true, "system.tables": true, "report_changes": true, "registers": true, "unread_links": true, "vanished_reports": true, "agency_walks": true, "deadlines": true, "searches": true, "releases": true, "seals": true, "report_rewordings": true, "scores": true, "agency_years": true, "counties": true, "county_years": true, "county_reasons": true, "county_rates": true, "rates": true, "text_pairs": true, "text_passages": true, "text_templates": true, "report_texts": true,
	"figures_history": true, "checks_across": true, "series": true, "series_catalogue": true, "government_ratios": true, "column_moves": true, "text_places": true, "rate_terms": true, "cumulative_figures": true, "takedowns": true, "cases": true, "case_events": true, "reviews": true, "audits": true, "audit_strata": true, "audit_cells": true, "audit_answers": true, "covariate_tables": true, "covariates": true,
}

// below are what measures may read that are not about reports but about the database itself, and
// the tables below public views, where the view would cost a page as much as the answer: that they say
// the same is held by cmd/gongkai/narrow_test.go.
var below = map[string][]string{"data_version": {"data_versions_history", "crawls_history", "score_runs", "system.parts", "system.tables"},
	"years": {"county_years_history", "score_parts"}, "place_years": {"county_years_history", "nation_years_history", "score_parts"}, "errors_by_county": {"county_years_history", "score_parts"},
	"changes": {"agencies_history", "changes_history", "score_parts"}, "report_changes": {"changes_history", "score_parts"},
	"rules": {"reading_findings", "findings_across", "score_parts"}, "refusals": {"reason_sums_history", "county_reasons_history", "level_reasons_history", "agency_years_history", "score_parts"}, "compared_counties": {"county_rates_history", "body_rates_history", "score_parts"}, "county_peers": {"county_peers_history"},
	"report_rewordings": {"agencies_history", "rewordings_history", "score_parts"}, "takedowns": {"takedowns_history"},
	"agency": {"agencies_history"}, "agency_coverage": {"agency_years_history"}, "agency_scores": {"scores_history"}, "agency_rates": {"rates_history"},
	"agency_reports": {"report_states"}, "agency_figures": {"reading_figures"}, "agency_totals": {"reading_figures"}, "checks_across": {"checks_across_history", "results"},
	"report_findings": {"reading_findings", "findings_across"}, "agency_findings": {"reading_findings", "findings_across"}, "findings_ours": {"findings_ours"},
	"place_coverage": {"agency_years_history", "score_parts"}, "attention": {"attention_history", "score_parts"}, "attention_years": {"agency_years_history", "score_parts"}, "attention_bands": {"score_parts", "score_years_history"},
	"findings_held": {"reading_findings", "findings_across", "findings_ours", "agencies_history", "score_parts"}, "findings_first": {"reading_findings", "findings_across", "findings_ours", "agencies_history", "score_parts"}, "findings_within": {"reading_findings", "findings_across", "findings_ours", "score_parts"},
	"finding_ranks": {"reading_findings", "findings_across", "findings_ours", "agencies_history", "score_parts"}, "finding_counts": {"reading_findings", "findings_across", "findings_ours", "score_parts"}, "bodies_of": {"agencies_history"},
	"findings_of": {"reading_findings", "findings_across", "findings_ours"}, "peers": {"peers_history"}, "places": {"counties_history"},
	"report": {"report_states", "cases_history", "reviews_history"}, "report_figures": {"reading_figures"}, "report_captures": {"captures_history"},
	"cells": {"agency_years_history", "reading_figures", "score_parts"}, "cases": {"agencies_history", "cases_history"}, "case_states": {"agencies_history", "cases_history"}, "case_count": {"cases_history"}, "sum_checks": {"agency_years_history", "score_parts"}, "calendar": {"agency_years_history", "score_parts"}, "expected": {"agency_years_history", "score_parts"}, "expected_held": {"status_sums_history", "agency_years_history", "score_parts"}, "sum_reports": {"agencies_history", "agency_years_history", "reading_figures", "score_parts"},
	"covariate_tables": {"agencies_history", "covariates_history"}, "covariate_codes": {"agencies_history", "covariates_history"},
	"copies":         {"agencies_history", "text_copies"},
	"foreign_places": {"agencies_history", "text_foreign_places"}, "government_ratios": {"government_ratios_history", "score_parts"},
	"maybe_same": {"agencies_history", "report_states"}, "rates": {"agencies_history", "rate_groups_history", "rates_history", "score_parts"},
	"reports": {"agencies_history", "report_states"}, "score_bands": {"agencies_history", "score_parts", "scores_history"}, "score_bands_by_year": {"agencies_history", "score_parts", "score_years_history"},
	"scores": {"agencies_history", "report_states", "score_parts", "scores_history"}, "scores_by_year": {"agencies_history", "score_parts", "score_years_history"}, "scores_by_band": {"agencies_history", "score_parts", "score_years_history"}, "scores_held": {"agencies_history", "score_bands_history", "score_parts", "score_years_history"}, "scores_of": {"score_parts", "scores_history"}, "bodies": {"agencies_history"}, "county_reports": {"agency_years_history", "score_parts"}, "reports_named": {"report_states"}, "reports_there": {"report_states"}, "search_texts": {"agencies_history", "readings"}, "search_years": {"agencies_history", "readings"}, "search_counted": {"readings"}, "search_names": {"agencies_history"}, "agencies_named": {"agencies_history"},
	"table_sizes": {"agencies_history", "captures_history", "findings_across", "reading_findings", "report_states", "score_parts", "score_sizes"}, "text_pairs": {"text_groups", "text_pairs_history"}, "text_levels": {"text_levels"}, "shared_passages": {"text_comparisons"},
	"text_templates": {"sentences", "text_groups", "text_units", "text_unit_templates"}, "unresolved": {"report_states"}, "vanished": {"agencies_history", "report_states", "vanished_history"}, "compared": {"rates_history", "score_parts"}, "rate_groups": {"rate_groups_history"}, "weighted_totals": {"agencies_history", "score_parts", "score_years_history"},
	"agencies": {"agencies_history"}, "agency_spans": {"agency_years_history", "score_parts"}, "funnel": {"agencies_history", "rates_history", "score_parts"}, "funnel_ground": {"rates_history", "score_parts"}, "sites": {"captures_history", "crawls_history", "score_parts", "site_years_history", "sites_history", "walks_history"},
	"walks": {"crawls_history", "walks_history"}, "site_states": {"crawls_history", "sites_history", "walks_history"}, "holds": {"sites_history"}, "column_moves": {"sites_history"}, "funnel_points": {"agencies_history", "rates_history", "score_parts"}, "funnel_groups": {"rate_groups_history"}}

var (
	comment   = regexp.MustCompile(`(?m)--.*$`)
	source    = regexp.MustCompile(`(?:\bFROM|(?:\bANY|[^Y\s])\s+JOIN)\s+([a-z_.]+)`) // not of ARRAY JOIN
	subquery  = regexp.MustCompile(`(?m)^\s*([a-z_]+) AS \(|WITH\s+([a-z_]+) AS \(`)
	parameter = regexp.MustCompile(`\{([a-z]+):[A-Za-z0-9]+\}`)
)

func TestMeasuresAreReadable(t *testing.T) {
	names := MeasureNames()
	if len(names) == 0 {
		t.Fatal("no measures")
	}
	for _, name := range names {
		text, err := MeasureSQL(name)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(text, "\nWITH")
		head, _, _ = strings.Cut(head, "\nSELECT")
		for _, want := range []string{"-- ", "Unit:", "Source:", "Parameters:"} {
			if !strings.Contains(head, want) {
				t.Errorf("%s: the comment at its head lacks %q", name, want)
			}
		}
		body := comment.ReplaceAllString(text, "")
		local := map[string]bool{}
		for _, m := range subquery.FindAllStringSubmatch(body, -1) {
			local[m[1]+m[2]] = true
		}
		for _, m := range source.FindAllStringSubmatch(body, -1) {
			if !views[m[1]] && !local[m[1]] && !slices.Contains(below[name], m[1]) {
				t.Errorf("%s reads %s, which is no public view", name, m[1])
			}
		}
		for _, m := range parameter.FindAllStringSubmatch(body, -1) {
			if !strings.Contains(head, m[1]) {
				t.Errorf("%s: parameter %s is not explained in its comment", name, m[1])
			}
		}
		if strings.Contains(body, ";") {
			t.Errorf("%s holds more than one statement", name)
		}
	}
}

// single are the measures of one row.
var single = map[string]bool{"agency": true, "case_count": true, "data_version": true, "data_digest": true, "scores_held": true, "expected_held": true, "report": true, "report_obtained": true, "report_taken": true, "search_counted": true}

// unordered are the measures that say of themselves that who asks puts their rows in order.
var unordered = map[string]bool{"agency_findings": true, "report_findings": true, "compared_counties": true}

// TestRowsStandInAnOrder: the same data gives the same rows in the same place, so that a list can
// be asked for in parts. What the last columns of an order name is the row's own.
func TestRowsStandInAnOrder(t *testing.T) {
	own := regexp.MustCompile(`(^|[., ])(agency_id|report_id|rows|url|fiscal_year|rule|county|message|which|ordinal|to_ordinal|version|applicant|failure|position|capture_id|crawl_id|reading_id|site_id|reason|other_report_id|last_seen_at|change|list_url|name|manifest_sha256|sha256|peer_group|case_id|audit_id|state|dataset|line|cases)\b`)
	for _, name := range MeasureNames() {
		text, _ := MeasureSQL(name)
		order := text[strings.LastIndex(text, "\nORDER BY ")+1:]
		order, _, _ = strings.Cut(order, "\nLIMIT ")
		terms := strings.Split(strings.TrimSpace(order), ", ")
		switch {
		case single[name], unordered[name]:
		case !strings.HasPrefix(order, "ORDER BY "):
			t.Errorf("%s: its rows stand in no order", name)
		case !own.MatchString(strings.TrimPrefix(terms[len(terms)-1], "ORDER BY ")):
			t.Errorf("%s: %s may name several rows", name, terms[len(terms)-1])
		}
	}
}

type fakeDB struct {
	query string
	err   error
}

func (f *fakeDB) Select(_ context.Context, _ any, query string, _ map[string]any) error {
	f.query = query
	return f.err
}

func (f *fakeDB) Exec(context.Context, string, map[string]any) error { return f.err }

func (f *fakeDB) Insert(context.Context, string, [][]any) error { return f.err }

func TestSelectRunsTheFile(t *testing.T) {
	db := &fakeDB{}
	name := MeasureNames()[0]
	want, _ := MeasureSQL(name)
	if err := NewMeasures(db).Select(t.Context(), nil, name, nil); err != nil || db.query != want {
		t.Errorf("Select ran %q, %v; want the file's text", db.query, err)
	}
	db.err = errors.New("down")
	if err := NewMeasures(db).Select(t.Context(), nil, name, nil); !errors.Is(err, db.err) || !strings.Contains(err.Error(), name) {
		t.Errorf("the error %v does not name the measure and its cause", err)
	}
	if err := NewMeasures(db).Select(t.Context(), nil, "../db", nil); err == nil {
		t.Error("a measure that does not exist gave no error")
	}
}
