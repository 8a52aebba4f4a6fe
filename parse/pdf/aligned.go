package pdf

import (
	"regexp"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// aligned is a table without ruling lines: a line of heads and at least three of figures,
// each under its head.
type aligned struct {
	lines   int // that it takes
	columns []box
	rows    [][]*word
	boxes   []box // of the rows
}

const (
	alignedRows     = 3
	mostAlignedRows = 200 // on a page
)

// figure is what stands in such a table: a number with or without its unit, or a mark for
// none.
var figure = regexp.MustCompile(`^(?:[+-]?[\d,，.．０-９]+ *(?:%|％|万元|元|件|条|次|个|人|篇|项|万)?|[-—–/／]|无)$`)

// alignedTable finds such a table at the beginning of lines. It is nil where one doubt is
// left: a head without figures, a figure without a head, one that stands between two.
func alignedTable(lines []*line) *aligned {
	if len(lines) < alignedRows+1 {
		return nil
	}
	heads := lines[0].chunks()
	if len(heads) < 2 {
		return nil
	}
	for _, h := range heads {
		if figure.MatchString(h.text) {
			return nil
		}
	}
	t := &aligned{}
	for _, l := range lines[1:min(len(lines), mostAlignedRows)] {
		row := l.chunks()
		if !isFigures(row) || len(t.rows) > 0 && l.box.t-lines[len(t.rows)].box.b > 3*l.em {
			break
		}
		t.rows = append(t.rows, words(row))
		t.boxes = append(t.boxes, l.box)
	}
	if len(t.rows) < alignedRows || !t.findColumns() || !t.put(heads) {
		return nil
	}
	t.boxes = append([]box{lines[0].box}, t.boxes...)
	t.lines = len(t.rows)
	return t
}

func words(row []word) []*word {
	out := make([]*word, len(row))
	for i := range row {
		out[i] = &row[i]
	}
	return out
}

// isFigures tells a row: a label and figures.
func isFigures(row []word) bool {
	if len(row) < 2 || figure.MatchString(row[0].text) {
		return false
	}
	for _, w := range row[1:] {
		if !figure.MatchString(w.text) {
			return false
		}
	}
	return true
}

// findColumns makes columns of what stands one under the other. Labels are the first; no
// figure may stand under two others.
func (t *aligned) findColumns() bool {
	labels := t.rows[0][0].box
	for _, row := range t.rows {
		labels = labels.union(row[0].box)
	}
	t.columns = []box{labels}
	for _, row := range t.rows {
		for _, w := range row[1:] {
			if hit := t.under(w.box); len(hit) == 1 && hit[0] > 0 {
				t.columns[hit[0]] = t.columns[hit[0]].union(w.box)
			} else if len(hit) == 0 {
				t.columns = append(t.columns, w.box)
			} else {
				return false
			}
		}
	}
	return t.sorted()
}

// sorted brings the columns in order and makes sure that they stay apart.
func (t *aligned) sorted() bool {
	for i := 1; i < len(t.columns); i++ {
		for k := i; k > 1 && t.columns[k].l < t.columns[k-1].l; k-- {
			t.columns[k], t.columns[k-1] = t.columns[k-1], t.columns[k]
		}
	}
	for i := 1; i < len(t.columns); i++ {
		if t.columns[i].l <= t.columns[i-1].r {
			return false
		}
	}
	return len(t.columns) >= 2
}

// under gives the columns that a box overlaps.
func (t *aligned) under(b box) []int {
	var hit []int
	for i, c := range t.columns {
		if b.l < c.r && b.r > c.l {
			hit = append(hit, i)
		}
	}
	return hit
}

// put gives every word its column and the heads as the first row. Every column of figures
// needs its own head, and a full row: in a narrower one a figure may belong elsewhere.
func (t *aligned) put(heads []word) bool {
	full := false
	for i, row := range t.rows {
		full = full || len(row) == len(t.columns)
		placed, ok := t.place(row)
		if !ok {
			return false
		}
		t.rows[i] = placed
	}
	first, ok := t.place(words(heads))
	if !ok || !full {
		return false
	}
	for _, h := range first[1:] {
		if h == nil {
			return false
		}
	}
	t.rows = append([][]*word{first}, t.rows...)
	return true
}

func (t *aligned) place(row []*word) ([]*word, bool) {
	out := make([]*word, len(t.columns))
	for _, w := range row {
		hit := t.under(w.box)
		if len(hit) != 1 || out[hit[0]] != nil {
			return nil, false
		}
		out[hit[0]] = w
	}
	return out, true
}

// node writes the table. A cell that holds nothing has the box of its place.
func (t *aligned) node(s *sheet) *html.Node {
	n := element(atom.Table, "class", "aligned")
	body := element(atom.Tbody)
	n.AppendChild(body)
	page := strconv.Itoa(s.page.number)
	for i, row := range t.rows {
		tr := element(atom.Tr)
		body.AppendChild(tr)
		for k, w := range row {
			b, text := box{t.columns[k].l, t.boxes[i].t, t.columns[k].r, t.boxes[i].b}, ""
			if w != nil {
				b, text = w.box, w.text
			}
			td := element(atom.Td, "data-page", page, "data-box", s.shown(b))
			addText(td, text)
			tr.AppendChild(td)
		}
	}
	return n
}
