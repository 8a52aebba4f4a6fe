package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"gongkai/disclosure"
	"gongkai/store/block"
)

const figureTarget = `reading_figures (report_id, reading_id, indicator, applicant, agency_id, division_code, fiscal_year, form, scope,
	value, unit, state, raw, confidence, evidence_body, evidence_cell, evidence_path, evidence)`

// insertFigures writes the figures of readings, in the order that the table keeps them in: ClickHouse
// then finds them sorted.
func (db *DB) insertFigures(ctx context.Context, readings []Reading, ids []string, to *room) error {
	order, left := make([]int, len(readings)), 0
	for i := range readings {
		order[i] = i
		left += len(readings[i].packed.stored)
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(strings.Compare(readings[i].reportID(), readings[j].reportID()), strings.Compare(ids[i], ids[j]))
	})
	if to.figures == nil {
		to.figures = newFigureColumns(min(left, flushFigures))
	}
	for at, i := range order {
		to.figures.add(&readings[i], ids[i])
		if to.figures.rows() >= flushFigures || at == len(order)-1 {
			if err := to.figures.insert(ctx, db); err != nil {
				return err
			}
			to.figures.clear()
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
	body, path           *block.Word // of evidence, see placeTexts
	cell, rest           *block.Encoded
}

// newFigureColumns has room for so many figures.
func newFigureColumns(n int) *figureColumns {
	return &figureColumns{
		report: block.NewText("report_id", 32*n), reading: block.NewText("reading_id", 37*n),
		indicator: block.NewWord("indicator", n), applicant: block.NewWord("applicant", n),
		agency: block.NewText("agency_id", 24*n), division: block.NewNullableWord("division_code", n),
		year: block.NewFixed[uint16]("fiscal_year", n), form: block.NewWord("form", n), scope: block.NewWord("scope", n),
		value: block.NewDecimal("value", n), unit: block.NewWord("unit", n), state: block.NewWord("state", n),
		raw: block.NewText("raw", 4*n), confidence: block.NewFixed[float64]("confidence", n),
		body: block.NewWord("evidence_body", n), cell: block.NewEncoded("evidence_cell"), path: block.NewWord("evidence_path", n), rest: block.NewEncoded("evidence"),
	}
}

func (c *figureColumns) add(r *Reading, id string) {
	p := &r.packed
	n := len(p.stored)
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
	for _, begin := range p.stored {
		f := p.figure(begin)
		c.indicator.Append(f.indicator)
		c.applicant.Append(f.applicant)
		c.value.Append(f.known())
		c.unit.Append(f.unit)
		c.state.Append(f.state)
		c.raw.Append(f.raw)
		c.confidence.Append(f.confidence)
	}
	for _, run := range p.places.runs {
		c.body.Repeat(run.body, run.cells)
		c.path.Repeat(run.path, run.cells)
	}
	c.cell.Append(n, p.places.cells)
	c.rest.Append(n, p.places.rests)
}

func (c *figureColumns) rows() int { return c.value.Rows() }

// all are the columns in the order of figureTarget.
func (c *figureColumns) all() []block.Column {
	return []block.Column{c.report, c.reading, c.indicator, c.applicant, c.agency, c.division, c.year, c.form, c.scope,
		c.value, c.unit, c.state, c.raw, c.confidence, c.body, c.cell, c.path, c.rest}
}

func (c *figureColumns) insert(ctx context.Context, db *DB) error {
	return db.insertBlock(ctx, figureTarget, c.all()...)
}

// clear takes all figures out and keeps their room.
func (c *figureColumns) clear() {
	for _, column := range c.all() {
		column.Clear()
	}
}

// sorted are the places of figures in the order of their keys. Of each key the first figure is taken:
// where a reader joins two, a second would count twice.
func sorted(figures []disclosure.Figure) []int {
	order := make([]int, len(figures))
	if sortedByRank(figures, order) {
		return slices.CompactFunc(order, func(i, j int) bool { return compareKeys(&figures[i], &figures[j]) == 0 })
	}
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(compareKeys(&figures[i], &figures[j]), cmp.Compare(i, j))
	})
	return slices.CompactFunc(order, func(i, j int) bool { return compareKeys(&figures[i], &figures[j]) == 0 })
}

// sortedByRank puts places in order by the ranks of their keys, unless there is a key that the catalogue has not.
func sortedByRank(figures []disclosure.Figure, order []int) bool {
	known, last, row := keyRanks(), "", uint64(0)
	ranked := make([]uint64, len(figures))
	for i := range figures {
		f := &figures[i]
		if f.Indicator != last || i == 0 {
			at, ok := known.indicators[f.Indicator]
			if !ok {
				return false
			}
			last, row = f.Indicator, at
		}
		column := slices.Index(known.applicants, f.Applicant)
		if column < 0 {
			return false
		}
		ranked[i] = (row<<8|uint64(column))<<32 | uint64(i)
	}
	slices.Sort(ranked)
	for n, r := range ranked {
		order[n] = int(uint32(r))
	}
	return true
}

// keyRanks are the numbers of indicators, and applicants, in the order of their texts.
var keyRanks = sync.OnceValue(func() (ranks struct {
	indicators map[string]uint64
	applicants []disclosure.Applicant
}) {
	var names []string
	for _, i := range disclosure.Catalogue() {
		names = append(names, i.Indicator)
	}
	slices.Sort(names)
	ranks.indicators = make(map[string]uint64, len(names))
	for n, name := range slices.Compact(names) {
		ranks.indicators[name] = uint64(n)
	}
	ranks.applicants = append(slices.Clone(disclosure.Applicants), disclosure.NoApplicant)
	slices.Sort(ranks.applicants)
	return ranks
})

func compareKeys(a, b *disclosure.Figure) int {
	if c := strings.Compare(a.Indicator, b.Indicator); c != 0 {
		return c
	}
	return strings.Compare(string(a.Applicant), string(b.Applicant))
}
