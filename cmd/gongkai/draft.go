package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gongkai/analytics/draft"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/parse"
)

// check says what would be found in a draft that somebody sent. It is read in the room that all
// documents share, so that a large one waits for those of crawls and they for it, and it is written
// nowhere.
func (h *home) check(ctx context.Context, d dashboards.Draft) (*dashboards.Opinion, error) {
	kept, err := h.keptBefore(ctx, d.BeforeArchived)
	if err != nil {
		return nil, err
	}
	var division disclosure.Division
	if len(kept) > 0 {
		division = disclosure.DivisionOfSite(disclosure.Site{Name: kept[0].SiteName, DivisionCode: kept[0].Code})
	}
	in, report, err := h.readDraft(ctx, d.File, division)
	if err != nil {
		return nil, err
	}
	before, err := h.before(ctx, &report, d, kept, in.Division)
	if err != nil {
		return nil, refusal(err)
	}
	o, err := draft.Judge(&report, before)
	if err != nil {
		return nil, refusal(err)
	}
	page, err := h.marked(ctx, in, o)
	if err != nil {
		return nil, err
	}
	return opinionOf(o, page), nil
}

// readDraft reads a draft as one of a division. Where nobody said of which, that of the one agency that
// has its name stands in, as a site's does when its reports are crawled.
func (h *home) readDraft(ctx context.Context, f dashboards.DraftFile, division disclosure.Division) (parse.Input, disclosure.Report, error) {
	in := draftInput(f, division)
	report, err := h.flight.read(ctx, in)
	if err != nil || division.Code != "" || report.Agency == nil || !report.Outcome.IsReport() {
		return in, report, err
	}
	agency, known, err := h.KnownAgency(ctx, *report.Agency, "")
	if err != nil || !known || agency.DivisionCode == "" {
		return in, report, err
	}
	in.Division = disclosure.DivisionOfSite(disclosure.Site{DivisionCode: agency.DivisionCode, Name: agency.DivisionName})
	report, err = h.flight.read(ctx, in)
	return in, report, err
}

func draftInput(f dashboards.DraftFile, division disclosure.Division) parse.Input {
	return parse.Input{Source: f.Name, Body: f.Body, ContentType: f.Type, Role: disclosure.RoleFile, Division: division}
}

// refusal is an error of judging a draft in the words of the dashboards.
func refusal(err error) error {
	if r, is := errors.AsType[*draft.Refusal](err); is {
		return &dashboards.DraftRefusal{Reason: string(r.Why), Args: r.Args}
	}
	return err
}

// keptReport is an archived report of the agency that somebody named.
type keptReport struct {
	ReportID   string `ch:"report_id"`
	AgencyID   string `ch:"agency_id"`
	FiscalYear uint16 `ch:"fiscal_year"`
	SiteName   string `ch:"site_name"`
	Code       string `ch:"division_code"`
}

// keptBefore finds the reports that a report's ID, an agency's ID or an agency's name means, of all
// years.
func (h *home) keptBefore(ctx context.Context, name string) ([]keptReport, error) {
	if name == "" {
		return nil, nil
	}
	const query = `SELECT r.report_id AS report_id, r.agency_id AS agency_id, toUInt16(ifNull(r.fiscal_year, 0)) AS fiscal_year, ifNull(s.name, '') AS site_name, ifNull(toString(s.division_code), '') AS division_code
		FROM reports AS r LEFT JOIN sites AS s ON s.site_id = r.site_id
		WHERE r.report_id = {name:String} OR r.agency_id IN (SELECT agency_id FROM agencies WHERE agency_id = {name:String} OR name = {name:String}) ORDER BY agency_id, fiscal_year DESC LIMIT 400`
	var rows []keptReport
	if err := h.Select(ctx, &rows, query, map[string]any{"name": name}); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, &dashboards.DraftRefusal{Reason: "no_before", Args: []string{name}}
	}
	var agencies []string
	for _, r := range rows {
		if !slices.Contains(agencies, r.AgencyID) {
			agencies = append(agencies, r.AgencyID)
		}
	}
	if len(agencies) > 1 {
		return nil, &dashboards.DraftRefusal{Reason: "several_before", Args: []string{name, strings.Join(agencies[:min(len(agencies), 5)], ", ")}}
	}
	return rows, nil
}

// before reads the report of the year before, where one was sent or named.
func (h *home) before(ctx context.Context, report *disclosure.Report, d dashboards.Draft, kept []keptReport, division disclosure.Division) (*disclosure.Report, error) {
	switch {
	case !report.Outcome.IsReport():
		return nil, nil // Judge says why not
	case d.Before != nil:
		before, err := h.flight.read(ctx, draftInput(*d.Before, division))
		return &before, err
	case len(kept) == 0:
		return nil, nil
	}
	chosen := kept[0]
	if chosen.ReportID != d.BeforeArchived {
		i := slices.IndexFunc(kept, func(k keptReport) bool {
			return report.FiscalYear != nil && int(k.FiscalYear) == *report.FiscalYear-1
		})
		switch {
		case report.FiscalYear == nil:
			return nil, &dashboards.DraftRefusal{Reason: string(draft.YearUnknown)}
		case i < 0:
			return nil, &dashboards.DraftRefusal{Reason: "no_before", Args: []string{d.BeforeArchived}}
		}
		chosen = kept[i]
	}
	in, _, err := h.document(ctx, chosen.ReportID, 0)
	if err != nil {
		return nil, err
	}
	in.Division = division
	before, err := h.flight.read(ctx, in)
	if before.AgencyID == nil { // what the archive knows by the list that named it
		before.AgencyID = &chosen.AgencyID
	}
	if year := int(chosen.FiscalYear); before.FiscalYear == nil && year > 0 {
		before.FiscalYear = &year
	}
	return &before, err
}

// marked is the draft with the places of its figures marked, nil where it has no text to show. The
// cells of what does not hold stand out.
func (h *home) marked(ctx context.Context, in parse.Input, o *draft.Opinion) (page []byte, err error) {
	faulty := map[disclosure.Key]bool{}
	for _, f := range o.Faults {
		for _, c := range f.Cells {
			if f.Counts() && (o.Before == nil || c.FiscalYear == 0 || c.FiscalYear != *o.Before.FiscalYear) {
				faulty[disclosure.Key{Indicator: c.Indicator, Applicant: c.Applicant}] = true
			}
		}
	}
	var marks []parse.Mark
	for _, f := range o.Report.Figures {
		marks = append(marks, parse.Mark{ID: f.Key().String(), Place: f.Where, Selected: faulty[f.Key()]})
	}
	var unseen error
	err = h.flight.carry(ctx, in.Body, func() { page, unseen = parse.Evidence(in, marks) })
	if unseen != nil {
		return nil, err
	}
	return page, err
}

// opinionOf is an opinion in the words of the dashboards.
func opinionOf(o *draft.Opinion, page []byte) *dashboards.Opinion {
	d := &dashboards.Opinion{Report: o.Report, Before: o.Before, Page: page}
	for _, f := range o.Faults {
		fault := dashboards.DraftFault{Finding: f.Finding, Causes: f.Causes}
		for _, c := range f.Cells {
			fault.Cells = append(fault.Cells, dashboards.DraftCell(c))
		}
		d.Faults = append(d.Faults, fault)
	}
	for _, m := range o.Moved {
		d.Moved = append(d.Moved, dashboards.DraftMovement(m))
	}
	return d
}
