package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/parse"
	"gongkai/store"
)

// evidence renders the archived document of a version of a report (0: the current one), harmless,
// with the places of its figures marked. marks chooses figures by their keys
// ("requests_new.total"), none means all; the selected one stands out. "KEY.cumulative" selects what
// the row of a figure prints of all years.
func (h *home) evidence(ctx context.Context, reportID string, version uint32, marks []string, selected string) ([]byte, error) {
	in, reading, err := h.document(ctx, reportID, version)
	if err != nil {
		return nil, err
	}
	places, err := h.places(ctx, reportID, reading, marks, selected)
	if err != nil {
		return nil, err
	}
	return parse.Evidence(in, places)
}

// document brings the archived document of a version back, and says which reading of it counts.
func (h *home) document(ctx context.Context, reportID string, version uint32) (in parse.Input, reading string, err error) {
	var rows []struct {
		URL         string `ch:"url"`
		SHA256      string `ch:"sha256"`
		Reading     string `ch:"reading_id"`
		ContentType string `ch:"content_type"`
	}
	query := `SELECT url, sha256, reading_id, (SELECT any(content_type) FROM captures AS c WHERE c.sha256 = r.sha256 AND c.url = r.url) AS content_type FROM `
	params := map[string]any{"report": reportID}
	if version == 0 {
		query += `reports AS r WHERE report_id = {report:String}`
	} else {
		query += `reports_history AS r WHERE report_id = {report:String} AND version = {version:UInt32}`
		params["version"] = version
	}
	if err := h.Select(ctx, &rows, query, params); err != nil {
		return parse.Input{}, "", err
	}
	if len(rows) == 0 {
		return parse.Input{}, "", fmt.Errorf("report %s, version %d: %w", reportID, version, dashboards.ErrNotFound)
	}
	body, err := cmp.Or(h.bodies, h.DB).Body(ctx, rows[0].SHA256)
	if t, is := errors.AsType[*store.TakenDown](err); is {
		err = &dashboards.TakenDown{At: t.At, By: t.By, Reason: t.Reason}
	}
	if err != nil {
		return parse.Input{}, "", err
	}
	return parse.Input{Source: rows[0].URL, URL: onWeb(rows[0].URL), Body: body, ContentType: rows[0].ContentType, Role: disclosure.RoleReport}, rows[0].Reading, nil
}

// places reads where the figures of a reading stand.
func (h *home) places(ctx context.Context, reportID, reading string, marks []string, selected string) ([]parse.Mark, error) {
	type row struct {
		Indicator string `ch:"indicator"`
		Applicant string `ch:"applicant"`
		Evidence  string `ch:"evidence"`
	}
	var rows, sums []row
	const query = `SELECT indicator, applicant, evidence FROM figures_history
		WHERE report_id = {report:String} AND reading_id = {reading:String} ORDER BY indicator, applicant`
	if err := h.Select(ctx, &rows, query, map[string]any{"report": reportID, "reading": reading}); err != nil {
		return nil, err
	}
	sum, beside := strings.CutSuffix(selected, ".cumulative")
	if beside { // what the row prints of all years is marked where it is asked for
		const query = `SELECT indicator, '' AS applicant, evidence FROM cumulative_figures_history
			WHERE report_id = {report:String} AND reading_id = {reading:String} AND indicator = {indicator:String}`
		if err := h.Select(ctx, &sums, query, map[string]any{"report": reportID, "reading": reading, "indicator": sum}); err != nil {
			return nil, err
		}
	}
	wanted := map[string]bool{selected: selected != ""}
	for _, m := range marks {
		wanted[m] = true
	}
	var places []parse.Mark
	for i, r := range append(rows, sums...) {
		key := disclosure.Key{Indicator: r.Indicator, Applicant: disclosure.Applicant(r.Applicant)}.String()
		if i >= len(rows) {
			key = selected
		}
		if len(marks) > 0 && !wanted[key] {
			continue
		}
		mark := parse.Mark{ID: key, Selected: key == selected}
		if err := json.Unmarshal([]byte(r.Evidence), &mark.Place); err != nil {
			return nil, fmt.Errorf("evidence of %s in %s: %w", key, reportID, err)
		}
		places = append(places, mark)
	}
	return places, nil
}
