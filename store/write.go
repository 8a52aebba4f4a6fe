package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"gongkai/disclosure"
)

// Write keeps readings. Figures and findings go in first, the rows of readings last; an
// attempt has identifiers of its own, so what a killed attempt left behind belongs to nothing
// and is never seen; Refresh removes it a day later. A reading that is there already is not
// written again. Nothing of it is shown before Refresh.
func (db *DB) Write(ctx context.Context, readings []Reading) error {
	all, err := db.registers(ctx)
	if err != nil {
		return err
	}
	readings = slices.Clone(readings) // the caller's stay as they are
	for i := range readings {
		readings[i].complete(all)
	}
	fresh, err := db.unwritten(ctx, readings)
	if err != nil || len(fresh) == 0 {
		return err
	}
	// A broken connection does not say whether the rows arrived. The whole attempt is then made
	// again under new identifiers.
	err = db.again(ctx, func() error { return db.writeOnce(ctx, fresh) })
	if err != nil {
		return fmt.Errorf("writing %d readings: %w", len(fresh), db.explain(err))
	}
	return nil
}

// unwritten leaves out the readings that are the last ones of their documents by their
// parser version already, and doubles.
func (db *DB) unwritten(ctx context.Context, readings []Reading) ([]Reading, error) {
	var urls []string
	for _, r := range readings {
		urls = append(urls, r.Capture.URL)
	}
	var rows []struct {
		URL     string `ch:"url"`
		SHA256  string `ch:"sha256"`
		Version uint32 `ch:"parser_version"`
		Digest  string `ch:"last"`
	}
	const query = `SELECT url, sha256, parser_version, argMax(digest, (read_at, reading_id)) AS last FROM readings
		WHERE url IN {urls:Array(String)} GROUP BY url, sha256, parser_version`
	if err := db.Select(ctx, &rows, query, map[string]any{"urls": urls}); err != nil {
		return nil, fmt.Errorf("looking for readings: %w", err)
	}
	type document struct {
		url, sha256 string
		version     uint32
	}
	last := make(map[document]string, len(rows))
	for _, r := range rows {
		last[document{r.URL, r.SHA256, r.Version}] = r.Digest
	}
	var fresh []Reading
	for _, r := range readings {
		key := document{r.Capture.URL, r.Report.SHA256, uint32(r.Report.ParserVersion)}
		if last[key] != r.digest {
			last[key] = r.digest
			fresh = append(fresh, r)
		}
	}
	return fresh, nil
}

// flushFigures bounds the figures of one insert.
const flushFigures = 100_000

func (db *DB) writeOnce(ctx context.Context, readings []Reading) error {
	figures := newFigureColumns(readings)
	var sums, findings, rows [][]any
	now := time.Now().UTC().Round(0) // the wall clock: it counts the time that the machine slept
	for i := range readings {
		r, id := &readings[i], newReadingID()
		figures.add(r, id)
		sums = append(sums, cumulativeRows(r, id)...)
		findings = append(findings, findingRows(r, id)...)
		// Later in the same call is newer: the last reading of a document stands.
		rows = append(rows, readingRow(r, id, now.Add(time.Duration(i)*time.Microsecond)))
		if figures.rows() >= flushFigures {
			if err := figures.insert(ctx, db); err != nil {
				return err
			}
			figures = newFigureColumns(readings[i+1:])
		}
	}
	for _, insert := range []func() error{
		func() error { return figures.insert(ctx, db) },
		func() error { return db.insertOnce(ctx, cumulativeTarget, sums) },
		func() error { return db.insertOnce(ctx, findingTarget, findings) },
		func() error { return db.insertOnce(ctx, readingTarget, rows) },
	} {
		if time.Since(now) > attemptEnds { // a sweep may soon take its figures for left behind
			return fmt.Errorf("it took longer than %s: run it again", attemptEnds)
		}
		if err := insert(); err != nil {
			return err
		}
	}
	return nil
}

const figureTarget = `reading_figures (report_id, reading_id, indicator, applicant, agency_id, division_code, fiscal_year, form, scope,
	value, unit, state, raw, confidence, evidence)`

// figureColumns are figures column by column, in the order of figureTarget: there are so many that a
// value of an interface for each cell costs as much as reading the page.
type figureColumns struct {
	report, reading, indicator, applicant, agency []string
	division                                      []*string
	year                                          []uint16
	form, scope                                   []string
	value                                         []*decimal.Decimal
	unit, state, raw                              []string
	confidence                                    []float64
	evidence                                      []string
}

// newFigureColumns has room for what the readings bring before it is to be written.
func newFigureColumns(readings []Reading) *figureColumns {
	n := 0
	for i := range readings {
		if n += len(readings[i].Report.Figures); n >= flushFigures {
			break
		}
	}
	texts := func() []string { return make([]string, 0, n) }
	return &figureColumns{
		report: texts(), reading: texts(), indicator: texts(), applicant: texts(), agency: texts(), form: texts(), scope: texts(), unit: texts(), state: texts(), raw: texts(), evidence: texts(),
		division: make([]*string, 0, n), year: make([]uint16, 0, n), value: make([]*decimal.Decimal, 0, n), confidence: make([]float64, 0, n),
	}
}

func (c *figureColumns) add(r *Reading, id string) {
	report, division := r.reportID(), optional(r.Agency.DivisionCode)
	year, form := uint16(some(r.Report.FiscalYear)), string(some(r.Report.Form))
	for _, f := range distinct(r.Report.Figures) {
		value := f.Value
		if !f.State.Known() {
			value = nil // whatever the reader left there: only number and zero carry a value
		}
		c.report, c.reading = append(c.report, report), append(c.reading, id)
		c.indicator, c.applicant = append(c.indicator, f.Indicator), append(c.applicant, string(f.Applicant))
		c.agency, c.division, c.year = append(c.agency, r.Agency.ID), append(c.division, division), append(c.year, year)
		c.form, c.scope = append(c.form, form), append(c.scope, string(r.Report.Scope))
		c.value, c.unit, c.state = append(c.value, number(value)), append(c.unit, f.Unit), append(c.state, string(f.State))
		c.raw, c.confidence = append(c.raw, f.Raw), append(c.confidence, f.Confidence)
		c.evidence = append(c.evidence, evidence(r.Report.SHA256, f.Where))
	}
}

func (c *figureColumns) rows() int { return len(c.report) }

func (c *figureColumns) insert(ctx context.Context, db *DB) error {
	if c.rows() == 0 {
		return nil
	}
	return db.insertColumns(ctx, figureTarget, []any{c.report, c.reading, c.indicator, c.applicant, c.agency, c.division, c.year, c.form, c.scope,
		c.value, c.unit, c.state, c.raw, c.confidence, c.evidence})
}

const cumulativeTarget = `reading_cumulative (report_id, reading_id, indicator, agency_id, division_code, fiscal_year, form, scope,
	value, unit, state, raw, confidence, evidence)`

// cumulativeRows are the sums of all years that stand beside figures.
func cumulativeRows(r *Reading, id string) (rows [][]any) {
	report, division := r.reportID(), optional(r.Agency.DivisionCode)
	year, form := uint16(some(r.Report.FiscalYear)), string(some(r.Report.Form))
	for _, f := range distinct(r.Report.Figures) {
		c := f.Cumulative
		if c == nil {
			continue
		}
		value := c.Value
		if !c.State.Known() {
			value = nil
		}
		rows = append(rows, []any{report, id, f.Indicator, r.Agency.ID, division, year, form, string(r.Report.Scope),
			number(value), f.Unit, string(c.State), c.Raw, c.Confidence, evidence(r.Report.SHA256, c.Where)})
	}
	return rows
}

// distinct keeps one of each figure: where a reader joins two, a second would count twice.
func distinct(figures []disclosure.Figure) []disclosure.Figure {
	seen := make(map[disclosure.Key]bool, len(figures))
	kept := make([]disclosure.Figure, 0, len(figures))
	for _, f := range figures {
		if !seen[f.Key()] {
			seen[f.Key()] = true
			kept = append(kept, f)
		}
	}
	return kept
}

const findingTarget = `reading_findings (report_id, reading_id, ordinal, agency_id, fiscal_year, rule, severity, blame, message,
	indicator, applicant, expected, actual, operands)`

func findingRows(r *Reading, id string) [][]any {
	report, year := r.reportID(), uint16(some(r.Report.FiscalYear))
	rows := make([][]any, 0, len(r.Report.Findings))
	for i, f := range r.Report.Findings {
		rows = append(rows, []any{report, id, uint32(i + 1), r.Agency.ID, year, f.Rule, string(f.Severity), string(f.Blame), f.Message,
			f.Indicator, string(f.Applicant), number(f.Expected), number(f.Actual), list(f.Operands)})
	}
	return rows
}

// list is the JSON of a slice; an empty one is [], never null.
func list[T any](items []T) string {
	if len(items) == 0 {
		return "[]"
	}
	text, err := json.Marshal(items)
	if err != nil {
		panic(fmt.Sprintf("store: %T has no JSON: %v", items, err)) // types of ours, all of which have one
	}
	return string(text)
}

const readingTarget = `readings (reading_id, digest, content_hash, report_id, url, sha256, site_id, role, parser_version, outcome,
	agency_id, agency_name, agency_as_printed, division_code, division_name, county_code, level, family, parent_agency_id, vertical,
	fiscal_year, form, scope, title, charset, content_type, index_number, document_number, issued_on, published_on, date_candidates,
	contact_address, contact_postcode, contact_phone, sections, problems, improvements, topics, measures, attachments,
	figures, checks_pass, checks_fail, checks_vacuous, checks_not_assessable, cells_checked, cells_wrong, deadline, deadline_adjusted, deadline_basis, read_at, texts, dates, text_checks)`

func readingRow(r *Reading, id string, at time.Time) []any {
	p, a := &r.Report, r.Agency
	contact := some(p.Contact)
	var year *uint16
	if p.FiscalYear != nil {
		y := uint16(*p.FiscalYear)
		year = &y
	}
	return []any{id, r.digest, r.contentHash(), r.reportID(), r.Capture.URL, p.SHA256, r.Capture.SiteID, string(r.Capture.Role), uint32(p.ParserVersion), string(p.Outcome),
		a.ID, a.Name, p.AgencyAsPrinted, optional(a.DivisionCode), optional(a.DivisionName), optional(a.CountyCode), optional(string(a.Level)), string(a.Family), optional(a.ParentAgencyID), flag(a.Vertical),
		year, string(some(p.Form)), string(p.Scope), p.Title, p.Charset, p.ContentType, p.IndexNumber, p.DocumentNumber, day(p.IssuedOn), day(p.PublishedOn), list(p.DateCandidates),
		contact.Address, contact.Postcode, contact.Phone, sections(p.Sections), texts(p.Problems), texts(p.Improvements), topics(p.Topics), measures(p.Measures), texts(p.Attachments),
		uint32(len(distinct(p.Figures))), uint32(p.Checks.Pass), uint32(p.Checks.Fail), uint32(p.Checks.Vacuous), uint32(p.Checks.NotAssessable), uint32(p.Cells.Checked), cellsWrong(p.Cells), day(r.Due.Strict), day(r.Due.Adjusted), r.Due.Basis, at,
		sectionTexts(p.Sections), texts(printedDates(p.DateCandidates)), list(p.TextChecks)}
}

// cellsWrong is NULL where it is not known how many cells are wrong.
func cellsWrong(c disclosure.CellCount) *uint32 {
	if c.Wrong == nil {
		return nil
	}
	n := uint32(*c.Wrong)
	return &n
}

func texts(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// Tuples go to the driver as maps by name.
func sections(all []disclosure.Section) []map[string]any {
	rows := make([]map[string]any, 0, len(all))
	for _, s := range all {
		rows = append(rows, map[string]any{"kind": s.Kind, "heading": s.Heading, "characters": uint32(s.Characters)})
	}
	return rows
}

func sectionTexts(all []disclosure.Section) []map[string]any {
	rows := make([]map[string]any, 0, len(all))
	for _, s := range all {
		rows = append(rows, map[string]any{"kind": s.Kind, "heading": s.Heading, "text": s.Text})
	}
	return rows
}

func topics(all []disclosure.Topic) []map[string]any {
	rows := make([]map[string]any, 0, len(all))
	for _, t := range all {
		rows = append(rows, map[string]any{"name": t.Name, "article": t.Article})
	}
	return rows
}

func measures(all []disclosure.Measure) []map[string]any {
	rows := make([]map[string]any, 0, len(all))
	for _, m := range all {
		rows = append(rows, map[string]any{"kind": m.Kind, "raw": m.Raw})
	}
	return rows
}
