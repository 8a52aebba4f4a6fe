package dashboards

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"time"
)

// What was taken down after a release was made is not shown as of the release either: in its place stand the hash of the
// document, who decided it, when and why. Sums over many reports stay as they were released.

// asOfMeasures ask what a release froze, but for what was taken down since.
type asOfMeasures struct {
	Measures
	now     Measures
	reports func(ctx context.Context) (map[string][]string, error) // by report, the documents that were taken down of those that it was read from
}

// ofSingleReports are measures whose rows are contents of single reports.
var ofSingleReports = map[string]bool{
	"findings": true, "findings_within": true, "agency_findings": true, "report_findings": true, "cells": true, "sum_reports": true, "agency_figures": true, "agency_totals": true, "figure_versions": true,
	"report_changes": true, "rates": true, "funnel": true, "funnel_points": true, "agency_rates": true, "rate_inputs": true, "checks_across": true,
}

// Select asks, and leaves out what was withdrawn.
func (m asOfMeasures) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	if measure == "report_taken" {
		ctx, _ = afresh(ctx) // what this request has asked is of what was frozen
		return m.now.Select(ctx, dst, measure, params)
	}
	if err := m.Measures.Select(ctx, dst, measure, params); err != nil {
		return err
	}
	if measure != "report" && !ofSingleReports[measure] {
		return nil
	}
	taken, err := m.taken(ctx)
	if err != nil || len(taken) == 0 {
		return err
	}
	for id, t := range taken {
		if t.Figures == "hide" && params["report"] == id {
			return t.withdrawn()
		}
	}
	switch rows := dst.(type) {
	case *[]ReportRow:
		for i, r := range *rows {
			if t, is := taken[r.ReportID]; is && t.Texts == 1 {
				(*rows)[i].Problems, (*rows)[i].Improvements, (*rows)[i].TextChecks = []string{}, []string{}, "[]"
			}
		}
	case *[]ReportChangeRow:
		id, _ := params["report"].(string)
		*rows = slices.DeleteFunc(*rows, func(r ReportChangeRow) bool { return taken[id].Texts == 1 && r.Kind == "sentence" })
	}
	agency, _ := params["agency"].(string)
	year, _ := params["year"].(uint16)
	withoutHidden(reflect.ValueOf(dst).Elem(), agency, year, taken)
	return nil
}

// withoutHidden leaves out the rows of reports whose figures are hidden.
func withoutHidden(rows reflect.Value, agency string, year uint16, taken map[string]TakedownRow) {
	kept := reflect.MakeSlice(rows.Type(), 0, rows.Len())
	for i := range rows.Len() {
		if taken[reportOfRow(rows.Index(i), agency, year)].Figures != "hide" {
			kept = reflect.Append(kept, rows.Index(i))
		}
	}
	rows.Set(kept)
}

// reportOfRow is the report that a row is of: it says so, or is of an agency's year, as far as the row says which, and else of those that were asked for.
func reportOfRow(row reflect.Value, agency string, year uint16) string {
	if field := row.FieldByName("ReportID"); field.IsValid() && !field.IsZero() { // a text, or a pointer to one
		return reflect.Indirect(field).String()
	}
	if field := row.FieldByName("AgencyID"); field.IsValid() && field.String() != "" {
		agency = field.String()
	}
	if field := row.FieldByName("FiscalYear"); field.IsValid() && field.CanUint() && field.Uint() > 0 {
		year = uint16(field.Uint())
	}
	return reportID(agency, year)
}

// withdrawn says what stands in the place of a report.
func (t TakedownRow) withdrawn() error {
	return fault{http.StatusUnavailableForLegalReasons, "error.withdrawn", []any{t.TakenAt.UTC().Format(time.DateOnly), t.TakenBy, t.Reason, t.SHA256}}
}

// mostTakedowns bounds what is looked through.
const mostTakedowns = 100_000

// taken are the takedowns of documents that the release's reports were read from, by report: of several what removes most.
func (m asOfMeasures) taken(ctx context.Context) (map[string]TakedownRow, error) {
	var rows []TakedownRow
	fresh, _ := afresh(ctx)
	if err := m.now.Select(fresh, &rows, "takedowns", map[string]any{"limit": uint32(mostTakedowns), "offset": uint32(0)}); err != nil {
		return nil, err
	}
	by := map[string]TakedownRow{}
	for _, r := range rows {
		if r.Texts == 1 || r.Figures == "hide" {
			by[r.SHA256] = r
		}
	}
	if len(by) == 0 {
		return nil, nil
	}
	if m.reports == nil {
		return nil, errors.New("nobody says which reports of the release were read from what was taken down")
	}
	reports, err := m.reports(ctx)
	taken := map[string]TakedownRow{}
	for id, bodies := range reports {
		for _, sha256 := range bodies {
			if t, is := by[sha256]; is {
				taken[id] = taken[id].and(t)
			}
		}
	}
	return taken, err
}

// and is the takedown of two bodies of a report: that which hides its figures is told, and texts are removed where either removes them.
func (t TakedownRow) and(other TakedownRow) TakedownRow {
	if t.SHA256 == "" || t.Figures != "hide" && other.Figures == "hide" {
		t, other = other, t
	}
	t.Texts = max(t.Texts, other.Texts)
	return t
}

// withdrawnOf says whether a report of a release was withdrawn: the error that stands in its place.
func (s *server) withdrawnOf(ctx context.Context, release, report string) error {
	if v, err := s.currentVersion(ctx); err == nil && v.Mark != "" && v.TakenDown == "" || s.AsOf == nil {
		return nil // nothing was taken down
	}
	from, err := s.AsOf(ctx, release)
	if errors.Is(err, ErrNotFound) {
		return nil // it has no pages: only its files are given
	}
	if err != nil {
		return err
	}
	taken, err := asOfMeasures{from.Measures, s.Measures, from.Reports}.taken(ctx)
	if t, is := taken[report]; err == nil && is && t.Figures == "hide" {
		return t.withdrawn()
	}
	return err
}
