package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"gongkai/disclosure"
	"gongkai/store/block"
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

const (
	flushFigures = 420_000 // bounds the figures of one insert
	writesAtOnce = 2       // have a room each that is kept
)

// room is what rows are encoded in before they are sent.
type room struct {
	figures              *figureColumns
	sums, findings, rows block.Lines
}

// takeRoom gives an empty room, one that was used before where there is one.
func (db *DB) takeRoom() *room {
	select {
	case r := <-db.rooms:
		r.sums.Clear()
		r.findings.Clear()
		r.rows.Clear()
		return r
	default:
		return new(room)
	}
}

// leaveRoom keeps a room for the next write, while there will be many. Nothing sends from it any more.
func (db *DB) leaveRoom(r *room) {
	if db.loading.Load() {
		select {
		case db.rooms <- r:
		default:
		}
	}
}

func (db *DB) writeOnce(ctx context.Context, readings []Reading) error {
	to := db.takeRoom()
	now := time.Now().UTC().Round(0) // the wall clock: it counts the time that the machine slept
	ids := make([]string, len(readings))
	for i := range readings {
		r := &readings[i]
		ids[i] = newReadingID()
		addCumulative(&to.sums, r, ids[i])
		addFindings(&to.findings, r, ids[i])
		// Later in the same call is newer: the last reading of a document stands.
		addReading(&to.rows, r, ids[i], now.Add(time.Duration(i)*time.Microsecond))
	}
	group, together := errgroup.WithContext(ctx)
	group.Go(func() error { return db.insertFigures(together, readings, ids, to) })
	group.Go(func() error { return db.insertLines(together, cumulativeTarget, &to.sums, nil) })
	group.Go(func() error { return db.insertLines(together, findingTarget, &to.findings, nil) })
	if err := group.Wait(); err != nil {
		return err
	}
	if time.Since(now) > attemptEnds { // a sweep may soon take its figures for left behind
		return fmt.Errorf("it took longer than %s: run it again", attemptEnds)
	}
	if err := db.insertLines(ctx, readingTarget, &to.rows, db.loadingSettings()); err != nil {
		return err
	}
	db.leaveRoom(to)
	return nil
}

const cumulativeTarget = `reading_cumulative (report_id, reading_id, indicator, agency_id, division_code, fiscal_year, form, scope,
	value, unit, state, raw, confidence, evidence)`

// addCumulative adds the sums of all years that stand beside figures.
func addCumulative(to *block.Lines, r *Reading, id string) {
	for i := range r.packed.cumulative {
		f := &r.packed.cumulative[i]
		c := f.Cumulative
		to.Texts(r.reportID(), id, f.Indicator, r.Agency.ID)
		to.Optional(optional(r.Agency.DivisionCode))
		to.UInt16(uint16(some(r.Report.FiscalYear)))
		to.Texts(string(some(r.Report.Form)), string(r.Report.Scope))
		to.OptionalDecimal(known(c.Value, c.State))
		to.Texts(f.Unit, string(c.State), c.Raw)
		to.Float64(c.Confidence)
		to.Text(evidence(r.Report.SHA256, c.Where))
	}
}

// known is a printed value in millionths; whatever the reader left there, only number and zero carry one.
func known(value *disclosure.Number, state disclosure.State) *int64 {
	if !state.Known() {
		return nil
	}
	return (*int64)(value)
}

const findingTarget = `reading_findings (report_id, reading_id, ordinal, agency_id, fiscal_year, rule, severity, blame, message,
	indicator, applicant, expected, actual, operands)`

func addFindings(to *block.Lines, r *Reading, id string) {
	for i := range r.Report.Findings {
		f := &r.Report.Findings[i]
		to.Texts(r.reportID(), id)
		to.UInt32(uint32(i + 1))
		to.Text(r.Agency.ID)
		to.UInt16(uint16(some(r.Report.FiscalYear)))
		to.Texts(f.Rule, string(f.Severity), string(f.Blame), f.Message, f.Indicator, string(f.Applicant))
		to.OptionalDecimal((*int64)(f.Expected))
		to.OptionalDecimal((*int64)(f.Actual))
		to.Text(list(f.Operands))
	}
}

// list is the JSON of a slice; an empty one is [], never null.
func list[T any](items []T) string {
	if len(items) == 0 {
		return "[]"
	}
	return string(asJSON(items))
}

const readingTarget = `readings (reading_id, digest, content_hash, report_id, url, sha256, site_id, role, parser_version, outcome,
	agency_id, agency_name, agency_as_printed, division_code, division_name, county_code, level, family, parent_agency_id, vertical,
	fiscal_year, form, scope, title, charset, content_type, index_number, document_number, issued_on, published_on, date_candidates,
	contact_address, contact_postcode, contact_phone, sections, problems, improvements, topics, measures, attachments,
	figures, checks_pass, checks_fail, checks_vacuous, checks_not_assessable, cells_checked, cells_wrong, deadline, deadline_adjusted, deadline_basis, read_at, texts, dates, text_checks)`

// addReading adds what was read of a document, in the order of readingTarget.
func addReading(to *block.Lines, r *Reading, id string, at time.Time) {
	p, a := &r.Report, r.Agency
	to.Texts(id, r.digest, r.packed.content, r.reportID(), r.Capture.URL, p.SHA256, r.Capture.SiteID, string(r.Capture.Role))
	to.UInt32(uint32(p.ParserVersion))
	to.Texts(string(p.Outcome), a.ID, a.Name)
	for _, s := range [...]*string{p.AgencyAsPrinted, optional(a.DivisionCode), optional(a.DivisionName), optional(a.CountyCode), optional(string(a.Level))} {
		to.Optional(s)
	}
	to.Text(string(a.Family))
	to.Optional(optional(a.ParentAgencyID))
	to.UInt8(flag(a.Vertical))
	to.OptionalUInt16(narrowed[uint16](p.FiscalYear))
	to.Texts(string(some(p.Form)), string(p.Scope))
	to.Optional(p.Title)
	to.Optional(p.Charset)
	to.Text(p.ContentType)
	to.Optional(p.IndexNumber)
	to.Optional(p.DocumentNumber)
	to.OptionalDay(day(p.IssuedOn))
	to.OptionalDay(day(p.PublishedOn))
	to.Text(list(p.DateCandidates))
	contact := some(p.Contact)
	for _, s := range [...]*string{contact.Address, contact.Postcode, contact.Phone} {
		to.Optional(s)
	}
	addContent(to, p)
	for _, n := range [...]int{len(r.packed.stored), p.Checks.Pass, p.Checks.Fail, p.Checks.Vacuous, p.Checks.NotAssessable, p.Cells.Checked} {
		to.UInt32(uint32(n))
	}
	to.OptionalUInt32(narrowed[uint32](p.Cells.Wrong)) // NULL where it is not known how many are
	to.OptionalDay(day(r.Due.Strict))
	to.OptionalDay(day(r.Due.Adjusted))
	to.Text(r.Due.Basis)
	to.Microseconds(at)
	to.List(len(p.Sections))
	for _, s := range p.Sections {
		to.Texts(s.Kind, s.Heading, s.Text)
	}
	to.TextList(printedDates(p.DateCandidates))
	to.Text(list(p.TextChecks))
}

// addContent adds sections, problems, improvements, topics, measures and attachments.
func addContent(to *block.Lines, p *disclosure.Report) {
	to.List(len(p.Sections))
	for _, s := range p.Sections {
		to.Texts(s.Kind, s.Heading)
		to.UInt32(uint32(s.Characters))
	}
	to.TextList(p.Problems)
	to.TextList(p.Improvements)
	to.List(len(p.Topics))
	for _, t := range p.Topics {
		to.Texts(t.Name, t.Article)
	}
	to.List(len(p.Measures))
	for _, m := range p.Measures {
		to.Texts(m.Kind, m.Raw)
	}
	to.TextList(p.Attachments)
}

// narrowed is a number as its column has it; nil stays nil.
func narrowed[T uint16 | uint32](n *int) *T {
	if n == nil {
		return nil
	}
	narrow := T(*n)
	return &narrow
}
