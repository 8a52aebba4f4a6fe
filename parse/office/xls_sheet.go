package office

import (
	"fmt"
	"math"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// xlsTable is a sheet while its records are read.
type xlsTable struct {
	*xls
	sheet    *sheet
	deep     int  // substreams that are open: charts lie in sheets
	waiting  bool // the last cell is a formula that gave a string, which comes in a later record
	keep     bool // the next cell is kept though it looks empty
	pictures int
}

// readSheet reads the records of a sheet up to its end.
func (w *xls) readSheet(s xlsSheet, into *html.Node) error {
	t := &xlsTable{xls: w, sheet: &sheet{name: s.name, hidden: s.hidden, hiddenRows: map[int]bool{}}}
	failed := t.records(s.at)
	return both(failed, t.sheet.build(into, w.b))
}

func (t *xlsTable) records(at int) error {
	for {
		r, ok, err := t.next(at)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("the sheet %s does not end: %w", t.sheet.name, ErrBroken)
		}
		switch r.kind {
		case recordBOF:
			t.deep++
		case recordEOF:
			if t.deep--; t.deep <= 0 {
				return nil
			}
		case recordText, recordString:
			if err := t.continued(&r); err != nil {
				return err
			}
		}
		if t.deep <= 1 {
			if err := t.record(r); err != nil {
				return err
			}
		}
		at = r.after
	}
}

func (t *xlsTable) record(r record) error {
	d := r.data
	switch r.kind {
	case recordRow:
		if d.u16(12)&0x20 != 0 {
			t.sheet.hiddenRows[d.u16(0)] = true
		}
	case recordColumns:
		if d.u16(8)&1 != 0 {
			t.sheet.hiddenCols = append(t.sheet.hiddenCols, area{left: d.u16(0), right: d.u16(2)})
		}
	case recordMerged:
		for i := range min(d.u16(0), len(d)/8) {
			if err := t.b.run(); err != nil {
				return err
			}
			m := d.from(2 + 8*i)
			t.sheet.merged = append(t.sheet.merged, area{m.u16(0), m.u16(4), m.u16(2), m.u16(6)})
		}
	case recordBlanks, recordRKs:
		return t.several(r)
	case recordText:
		t.textBox(r)
	case recordObject:
		if d.u16(0) == 0x15 && d.u16(4) == obj8 {
			t.pictures++
			t.sheet.attachments = append(t.sheet.attachments, picture("picture"+strconv.Itoa(t.pictures), "", 0, 0))
		}
	case recordString:
		if n := len(t.sheet.cells); t.waiting && n > 0 {
			t.sheet.cells[n-1].text = t.resultString(r)
		}
		t.waiting = false
	default:
		t.single(r)
	}
	return nil
}

// resultString is the text that a formula gave.
func (t *xlsTable) resultString(r record) string {
	if !t.wide {
		return t.narrow(r.data.part(2, r.data.u16(0)))
	}
	return (&chunks{parts: append([]view{r.data.from(2)}, r.more...)}).text(r.data.u16(0))
}

// form is what a style number says.
func (t *xlsTable) form(n int) cellForm {
	if n < len(t.cells) {
		return t.cells[n]
	}
	return cellForm{}
}

func (t *xlsTable) add(row, column, style int, text, raw string) {
	c := sheetCell{row: row, column: column, text: text, raw: raw, drawn: t.form(style).drawn || t.keep}
	t.waiting = false
	if t.keep { // its text comes in a later record
		t.sheet.lastText = max(t.sheet.lastText, row)
	}
	if t.b.text(len(text)) == nil {
		_ = t.sheet.add(c, t.b) // a breach ends the sheet with the next record
	}
}

func (t *xlsTable) number(row, column, style int, f float64) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		t.add(row, column, style, errorName(36), "")
		return
	}
	t.add(row, column, style, t.formats.show(t.form(style).format, f), general(f))
}

// single reads the records of one cell.
func (t *xlsTable) single(r record) {
	d := r.data
	row, column, style := d.u16(0), d.u16(2), d.u16(4)
	switch r.kind {
	case recordBlank:
		t.add(row, column, style, "", "")
	case recordNumber:
		t.number(row, column, style, d.f64(6))
	case recordRK:
		t.number(row, column, style, rk(d.u32(6)))
	case recordLabelShared:
		text := ""
		if n := d.u32(6); n < len(t.shared) {
			text = t.shared[n]
		}
		t.add(row, column, style, text, "")
	case recordLabel, recordRich:
		t.add(row, column, style, t.longString(d.from(6)), "")
	case recordBoolError:
		t.add(row, column, style, truthOrError(d.byte(6), d.byte(7) != 0), "")
	case recordFormula, recordFormula3, record4:
		t.formula(row, column, style, d)
	}
}

func truthOrError(v int, isError bool) string {
	switch {
	case isError:
		return errorName(v)
	case v != 0:
		return "TRUE"
	}
	return "FALSE"
}

// formula shows the result that the file keeps.
func (t *xlsTable) formula(row, column, style int, d view) {
	if d.u16(12) != 0xFFFF {
		t.number(row, column, style, d.f64(6))
		return
	}
	switch d.byte(6) {
	case 0:
		t.keep = true
		t.add(row, column, style, "", "")
		t.keep, t.waiting = false, true
	case 1, 2:
		t.add(row, column, style, truthOrError(d.byte(8), d.byte(6) == 2), "")
	default:
		t.add(row, column, style, "", "")
	}
}

// several reads the records of cells beside one another; the last column stands at the end.
func (t *xlsTable) several(r record) error {
	row, column := r.data.u16(0), r.data.u16(2)
	size := 2
	if r.kind == recordRKs {
		size = 6
	}
	for at := 4; at+size <= len(r.data)-2; at += size {
		if err := t.b.run(); err != nil {
			return err
		}
		style := r.data.u16(at)
		if size == 6 {
			t.number(row, column, style, rk(r.data.u32(at+2)))
		} else {
			t.add(row, column, style, "", "")
		}
		column++
	}
	return nil
}

// textBox reads text that lies over the cells; its characters continue the record.
func (t *xlsTable) textBox(r record) {
	if len(r.more) == 0 || !t.wide {
		return
	}
	text := (&chunks{parts: r.more}).text(r.data.u16(10))
	box, p := element(atom.Div, "class", "text-box"), element(atom.P)
	appendLines(p, text)
	if p.FirstChild != nil {
		box.AppendChild(p)
		t.sheet.attachments = append(t.sheet.attachments, box)
	}
}
