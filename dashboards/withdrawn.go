package dashboards

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"gongkai/disclosure"
)

// What was taken down after a release was made is not shown as of the release either: in its place stand the hash of the
// document, who decided it, when and why. Sums over many reports stay as they were released.

// asOfMeasures ask what a release froze, but for what was taken down since.
type asOfMeasures struct {
	Measures
	now   Measures                                 // past all that is remembered
	taken func(context.Context) (takenDown, error) // since, as of when the request came or later
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
	if id, is := params["report"].(string); is && taken[id].Hide {
		return taken.withdrawn(id)
	}
	switch rows := dst.(type) {
	case *[]ReportRow:
		for i, r := range *rows {
			if taken[r.ReportID].Texts {
				(*rows)[i].Problems, (*rows)[i].Improvements, (*rows)[i].TextChecks = []string{}, []string{}, "[]"
			}
		}
	case *[]ReportChangeRow:
		id, _ := params["report"].(string)
		*rows = slices.DeleteFunc(*rows, func(r ReportChangeRow) bool { return taken[id].Texts && r.Kind == "sentence" })
	}
	agency, _ := params["agency"].(string)
	year, _ := params["year"].(uint16)
	withoutHidden(reflect.ValueOf(dst).Elem(), agency, year, taken)
	return nil
}

// withoutHidden leaves out the rows of reports whose figures are hidden.
func withoutHidden(rows reflect.Value, agency string, year uint16, taken takenDown) {
	kept := reflect.MakeSlice(rows.Type(), 0, rows.Len())
	for i := range rows.Len() {
		if !taken[reportOfRow(rows.Index(i), agency, year)].Hide {
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

// takenDown is what was taken down of the documents that reports of a release were read from, by report: of several what removes most.
type takenDown map[string]disclosure.Takedown

// withdrawn says what stands in the place of a report.
func (t takenDown) withdrawn(report string) error {
	d := t[report]
	return fault{http.StatusUnavailableForLegalReasons, "error.withdrawn", []any{d.At.UTC().Format(time.DateOnly), d.By, d.Reason, d.SHA256}}
}

// add adds the takedown of a document of a report: that which hides its figures is told, and texts are removed where any removes them.
func (t takenDown) add(report string, d disclosure.Takedown) {
	switch was, is := t[report]; {
	case !d.Texts && !d.Hide:
	case !is:
		t[report] = d
	default:
		texts := was.Texts || d.Texts
		if was.Hide || !d.Hide {
			d = was
		}
		d.Texts = texts
		t[report] = d
	}
}

// takenSince is what was taken down of a release, kept as long as nothing more is: where much was, to read it takes longer than all
// the rest of a page.
type takenSince struct {
	read   func(ctx context.Context) (map[string][]disclosure.Takedown, error)
	asking singleflight.Group

	mu    sync.Mutex // never held while it is read
	state string
	known takenDown
}

// as of a state of all that was taken down, or a later one.
func (f *takenSince) as(ctx context.Context, state string) (takenDown, error) {
	if state == "" {
		return nil, nil // nothing was
	}
	f.mu.Lock()
	known, is := f.known, f.state == state
	f.mu.Unlock()
	if is {
		return known, nil
	}
	return together(ctx, &f.asking, state, func(ctx context.Context) (takenDown, error) {
		all, err := f.read(ctx)
		if err != nil {
			return nil, err
		}
		known := takenDown{}
		for report, some := range all {
			for _, d := range some {
				known.add(report, d)
			}
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.state, f.known = state, known
		return known, nil
	})
}

// takedownsState names what was taken down when a request asks first; what it asks then is as new or newer.
func (s *server) takedownsState(ctx context.Context) (string, error) {
	rows, err := once(ctx, "takedowns state", func() (reflect.Value, error) {
		state, err := s.TakedownsState(ctx)
		return reflect.ValueOf([]string{state}), err
	})
	if err != nil {
		return "", err
	}
	return rows.Index(0).String(), nil
}

// withdrawnOf says whether a report of a release was withdrawn: the error that stands in its place.
func (s *server) withdrawnOf(ctx context.Context, row ReleaseRow, m ReleaseManifest, report string) error {
	if s.AsOf == nil {
		return nil
	}
	state, err := s.takedownsState(ctx)
	if err != nil || state == "" {
		return err
	}
	f, err := s.as(ctx, row, m)
	if missing, is := errors.AsType[fault](err); is && missing.status == http.StatusNotFound {
		return nil // it has no pages: only its files are given
	}
	if err != nil {
		return err
	}
	taken, err := f.gone.as(ctx, state)
	if err == nil && taken[report].Hide {
		return taken.withdrawn(report)
	}
	return err
}
