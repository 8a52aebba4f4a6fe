package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/store/block"
)

const figureTarget = `reading_figures (report_id, reading_id, indicator, applicant, agency_id, division_code, fiscal_year, form, scope,
	value, unit, state, raw, confidence, evidence)`

// insertFigures writes the figures of readings, in the order that the table keeps them in: ClickHouse
// then finds them sorted.
func (db *DB) insertFigures(ctx context.Context, readings []Reading, ids []string) error {
	order, left := make([]int, len(readings)), 0
	for i := range readings {
		order[i] = i
		left += len(readings[i].figures)
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(strings.Compare(readings[i].reportID(), readings[j].reportID()), strings.Compare(ids[i], ids[j]))
	})
	var columns *figureColumns
	for at, i := range order {
		r := &readings[i]
		if columns == nil {
			columns = newFigureColumns(min(left, flushFigures+len(r.figures)))
		}
		columns.add(r, ids[i])
		left -= len(r.figures)
		if columns.rows() >= flushFigures || at == len(order)-1 {
			if err := columns.insert(ctx, db); err != nil {
				return err
			}
			columns = nil
		}
	}
	return nil
}

// figureColumns are figures column by column, in the order of figureTarget.
type figureColumns struct {
	report, reading      *block.Text
	indicator, applicant *block.Word
	agency               *block.Text
	division             *block.Word
	year                 *block.Fixed[uint16]
	form, scope          *block.Word
	value                *block.Decimal
	unit, state          *block.Word
	raw                  *block.Text
	confidence           *block.Fixed[float64]
	evidence             *block.Text
}

// newFigureColumns has room for so many figures.
func newFigureColumns(n int) *figureColumns {
	return &figureColumns{
		report: block.NewText("report_id", 32*n), reading: block.NewText("reading_id", 37*n),
		indicator: block.NewWord("indicator", n), applicant: block.NewWord("applicant", n),
		agency: block.NewText("agency_id", 24*n), division: block.NewNullableWord("division_code", n),
		year: block.NewFixed[uint16]("fiscal_year", n), form: block.NewWord("form", n), scope: block.NewWord("scope", n),
		value: block.NewDecimal("value", n), unit: block.NewWord("unit", n), state: block.NewWord("state", n),
		raw: block.NewText("raw", 4*n), confidence: block.NewFixed[float64]("confidence", n), evidence: block.NewText("evidence", 256*n),
	}
}

func (c *figureColumns) add(r *Reading, id string) {
	n := len(r.figures)
	c.report.Repeat(r.reportID(), n)
	c.reading.Repeat(id, n)
	c.agency.Repeat(r.Agency.ID, n)
	if code := r.Agency.DivisionCode; code != "" {
		c.division.Repeat(code, n)
	} else {
		c.division.RepeatNull(n)
	}
	c.year.Repeat(uint16(some(r.Report.FiscalYear)), n)
	c.form.Repeat(string(some(r.Report.Form)), n)
	c.scope.Repeat(string(r.Report.Scope), n)
	for _, i := range r.figures {
		f := &r.Report.Figures[i]
		c.indicator.Append(f.Indicator)
		c.applicant.Append(string(f.Applicant))
		c.value.Append(known(f.Value, f.State))
		c.unit.Append(f.Unit)
		c.state.Append(string(f.State))
		c.raw.Append(f.Raw)
		c.confidence.Append(f.Confidence)
		c.evidence.AppendBytes(r.places.of(i))
	}
}

func (c *figureColumns) rows() int { return c.value.Rows() }

func (c *figureColumns) insert(ctx context.Context, db *DB) error {
	return db.insertBlock(ctx, figureTarget, c.report, c.reading, c.indicator, c.applicant, c.agency, c.division, c.year, c.form, c.scope,
		c.value, c.unit, c.state, c.raw, c.confidence, c.evidence)
}

// sorted are the places of figures in the order of their keys. Of each key the first figure is taken:
// where a reader joins two, a second would count twice.
func sorted(figures []disclosure.Figure) []int {
	order := make([]int, len(figures))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(compareKeys(&figures[i], &figures[j]), cmp.Compare(i, j))
	})
	return slices.CompactFunc(order, func(i, j int) bool { return compareKeys(&figures[i], &figures[j]) == 0 })
}

func compareKeys(a, b *disclosure.Figure) int {
	if c := strings.Compare(a.Indicator, b.Indicator); c != 0 {
		return c
	}
	return strings.Compare(string(a.Applicant), string(b.Applicant))
}

// placeTexts are the JSON of where the figures of a report can be seen.
type placeTexts struct {
	text []byte
	ends []int
	told bool
}

func placesOf(r *disclosure.Report) placeTexts {
	p := placeTexts{make([]byte, 0, 256*len(r.Figures)), make([]int, 0, len(r.Figures)), true}
	for i := range r.Figures {
		p.text = appendEvidence(p.text, r.SHA256, r.Figures[i].Where)
		p.ends = append(p.ends, len(p.text))
	}
	p.text = bytes.Clone(p.text) // some wait for long: no more than it is
	return p
}

// of is that of the i-th figure.
func (p placeTexts) of(i int) []byte {
	start := 0
	if i > 0 {
		start = p.ends[i-1]
	}
	return p.text[start:p.ends[i]]
}
