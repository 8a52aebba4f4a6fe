package form

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/grid"
	"gongkai/parse/number"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// What statistics print in a column of all years (历年累计) is kept beside the figure of the year that
// stands in the same row. It is only read where that figure is, so whatever leaves the figure out
// leaves it out too, and it never stands for the year.

// chooseEver finds, for each column whose numbers the form asks for, the one of all years that counts
// for the same bodies. Of two nobody knows which.
func (b *block) chooseEver() {
	numbers, period := 0, false
	for i := range b.columns {
		c := &b.columns[i]
		c.ever = 0
		if c.taken {
			numbers++
		}
		period = period || strings.HasPrefix(c.label, "本期")
	}
	for i := range b.columns {
		if !b.columns[i].taken {
			continue
		}
		for j := range b.columns {
			switch c := &b.columns[j]; {
			case c.role != roleValue || c.timing.When != timing.Ever || period && !timing.SaysAllYears(c.label):
			case c.whose != b.columns[i].whose && (c.whose != whoseUnsaid || numbers > 1):
			case b.columns[i].ever > 0:
				b.columns[i].ever = -1
			case b.columns[i].ever == 0:
				b.columns[i].ever = j + 1
			}
		}
		b.columns[i].ever = max(b.columns[i].ever, 0)
	}
}

// sureEver is how sure the head of such a column is.
func (c *valueColumn) sureEver() float64 {
	if timing.SaysAllYears(c.label) {
		return confidence.Certain
	}
	return confidence.Near // 累计 alone
}

// ever keeps what the row prints in the column of all years beside the claim for its figure.
func (t *tableReader) ever(claim *Claim, b *block, year *valueColumn, pairs []pair, index map[*grid.Cell]int, unit string, sure float64) {
	if year.ever == 0 {
		return
	}
	column := &b.columns[year.ever-1]
	for _, p := range pairs {
		if index[p.cell] != year.ever-1 || p.cell.Height > 1 && p.cell.Text != "" {
			continue
		}
		print, doubtful := noteless(p.cell)
		read := number.Read(print, claim.Figure.Unit, unit)
		if doubtful || p.cell.Text == "" && p.cell.Node != nil && tree.Has(p.cell.Node, tree.ImageTags) {
			read = number.Unreadable
		}
		if t.doc.Paged && tree.Attr(p.cell.Node, "data-doubt") != "" {
			sure = min(sure, confidence.Doubted)
		}
		claim.setEver(column, read, p.cell.Text, t.grid.Where(t.doc, p.cell), min(sure, p.confidence))
		return
	}
}

// ever is the same for statistics that are text.
func (f *flatClaims) ever(claim *Claim, year valueColumn, columns []valueColumn, cells []flatCell, words string, sure float64) {
	if year.ever == 0 || cells[year.ever-1].open {
		return
	}
	unit := ""
	if number.IsMoney(claim.Figure.Unit) {
		unit = headUnit(words)
	}
	c := cells[year.ever-1]
	claim.setEver(&columns[year.ever-1], number.Read(c.print, claim.Figure.Unit, unit), c.print,
		disclosure.Place{Span: &disclosure.Span{Offset: c.start, Length: c.end - c.start}}, sure)
}

func (c *Claim) setEver(column *valueColumn, read number.Reading, raw string, where disclosure.Place, sure float64) {
	sum := &disclosure.Cumulative{State: read.State, Raw: raw, Confidence: min(sure, read.Confidence, column.sureEver()), Where: where}
	if read.State.Known() {
		sum.Value = &read.Value
	}
	c.Figure.Cumulative, c.until = sum, timing.Until(column.label)
}

// everInferred is the same for a row whose digits the sums of the form part.
func (f *flatClaims) everInferred(g *disclosure.Figure, o openRow, taken int, cells []flatCell) {
	claim := Claim{Figure: *g}
	if f.ever(&claim, o.columns[taken], o.columns, cells, o.row.words, confidence.Inferred); claim.until == 0 {
		g.Cumulative = claim.Figure.Cumulative
	}
}

// besideOf is the sum of all years beside a figure as a figure.
func besideOf(f *disclosure.Figure) disclosure.Figure {
	c := f.Cumulative
	return disclosure.Figure{Indicator: f.Indicator, Value: c.Value, Unit: f.Unit, State: c.State, Raw: c.Raw, Confidence: c.Confidence}
}

// agreeOnEver takes the sum of all years on which all claims agree that print one; where two differ
// there is none.
func (c *Claim) agreeOnEver(all []Claim) {
	for i := range all {
		sum := all[i].Figure.Cumulative
		switch {
		case sum == nil:
		case c.Figure.Cumulative == nil:
			c.Figure.Cumulative, c.until = sum, all[i].until
		case !sum.Same(c.Figure.Cumulative):
			c.Figure.Cumulative = nil
			return
		}
	}
}
