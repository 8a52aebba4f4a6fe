package parse

import (
	"fmt"
	"strings"

	"gongkai/disclosure"
)

// formReader reads the tables of the unified form row by row: a head says what the columns
// mean until the next head, in the next table as well where a page break cut one in two.
type formReader struct {
	doc      *document
	grid     *grid
	head     *head
	group    string // group of the last row of table 3, for cells whose group is left blank
	figures  []disclosure.Figure
	index    map[disclosure.Key]int
	findings []disclosure.Finding
	kinds    map[tableKind]bool // tables that gave figures
	read     []run              // where in the flow the tables that were read lie
	other    disclosure.Form    // of a table of figures that is of another form, "" where there is none
	later    int                // discriminators of form 2021 …
	earlier  int                // … and of form 2019
}

// readForms reads all tables of a page.
func readForms(d *document) *formReader {
	r := &formReader{doc: d, index: map[disclosure.Key]int{}, kinds: map[tableKind]bool{}}
	for _, g := range grids(d) {
		if r.table(g) {
			r.read = append(r.read, d.run(g.node))
		} else if form := otherForm(g); form != "" {
			r.other = form
		}
	}
	return r
}

// otherForm tells the tables of earlier forms by their heads and rows.
func otherForm(g *grid) disclosure.Form {
	seen := map[string]bool{}
	for row := range g.slots {
		for _, c := range g.cells(row) {
			seen[c.label] = true
		}
	}
	switch {
	case seen["统计指标"] && seen["统计数"], seen["申请办结数"]:
		return disclosure.Form2014
	case seen["指标名称"] && (seen["计量单位"] || seen["单位"] || seen["历年累计"]), seen["主动公开信息数"] && seen["行政复议数"]:
		return disclosure.Form2008
	}
	return ""
}

// table reads one grid and reports whether it belongs to the form.
func (r *formReader) table(g *grid) bool {
	r.grid = g
	if r.head != nil {
		r.head = &head{kind: r.head.kind, fields: loosened(r.head.fields), near: true}
	}
	found, start := false, -1
	kind := noTable
	for row := range g.slots {
		k := headKind(g, row)
		if k != noTable {
			if start < 0 || k != kind || k == proactiveTable {
				start, kind = row, k
			}
			r.discriminate(g, row)
			continue
		}
		if start >= 0 {
			r.head, r.group = newHead(kind, g, start, row), ""
			r.unknownColumns(kind, start, row)
			start, found = -1, found || len(r.head.fields) > 0
		}
		found = r.row(row) || found
	}
	if start >= 0 { // a head at the foot of a page: its rows follow in the next table
		r.head = newHead(kind, g, start, len(g.slots))
		found = found || len(r.head.fields) > 0
	}
	if !found {
		r.head = nil
	}
	return found
}

// loosened keeps the order of fields for a table that goes on without a head: its own grid
// may have other columns.
func loosened(fields []field) []field {
	loose := make([]field, len(fields))
	for i, f := range fields {
		f.from, f.to = -1, -1
		loose[i] = f
	}
	return loose
}

// discriminate counts what only one of the two forms prints.
func (r *formReader) discriminate(g *grid, row int) {
	for _, c := range g.cells(row) {
		if c.row != row {
			continue
		}
		switch e, _ := labels().proactiveCols.find(c.label); {
		case len(e) != 1:
		case e[0].id == "repealed", e[0].id == "in_force", e[0].id == "amount":
			r.later++
		case e[0].id == "made" && strings.Contains(c.label, "制发"):
			r.later++
		case e[0].id == "decisions":
		default:
			r.earlier++
		}
	}
}

// row reads a row of figures and reports whether it is one of the form's.
func (r *formReader) row(row int) bool {
	cells := r.grid.cells(row)
	if len(cells) == 0 {
		return false
	}
	if strings.HasPrefix(cells[0].label, "第二十条") && len(cells) == 1 {
		if r.head != nil && r.head.kind == proactiveTable {
			r.head = nil
		}
		return false
	}
	if r.head == nil {
		return false
	}
	switch r.head.kind {
	case proactiveTable:
		return r.proactiveRow(cells)
	case requestsTable:
		return r.requestRow(cells)
	case reviewsTable:
		return r.reviewRow(row, cells)
	}
	return false
}

// proactiveRow reads a row of table 2: 规章 | 0 | 0 | 0.
func (r *formReader) proactiveRow(cells []*cell) bool {
	var stem string
	confidence := 0.0
	i := 0
	for ; i < len(cells) && stem == ""; i++ {
		if e, conf := labels().proactiveRows.find(cells[i].label); len(e) == 1 {
			stem, confidence = e[0].id, conf
		} else if !strings.HasPrefix(cells[i].label, "第二十条") {
			break
		}
	}
	if stem == "" {
		return r.unknownRow(cells)
	}
	return r.figureRow(cells[i-1], cells[i:], confidence, func(f field) disclosure.Key {
		return disclosure.Key{Indicator: proactiveIndicator(stem, f.id)}
	})
}

// requestRow reads a row of table 3: the labels from the outermost in, then the figures.
func (r *formReader) requestRow(cells []*cell) bool {
	split := r.labelCells(cells)
	var leaf *cell
	group := ""
	for _, c := range cells[:split] {
		if c.label == "" {
			continue
		}
		if leaf != nil {
			if g, _ := labels().requestGroups.find(leaf.label); len(g) == 1 {
				group = g[0].id
			}
		}
		leaf = c
	}
	if leaf == nil {
		return false
	}
	indicator, confidence := r.requestIndicator(leaf.label, group)
	if indicator == "" {
		return r.unknownRow(cells)
	}
	return r.figureRow(leaf, cells[split:], confidence, func(f field) disclosure.Key {
		return disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(f.id)}
	})
}

// labelCells counts the cells of labels at the left of a row: those left of the columns of
// figures and those whose labels are known; where only the order of the columns is known,
// all but the last ones.
func (r *formReader) labelCells(cells []*cell) int {
	first := r.head.first()
	if first == 0 {
		return max(len(cells)-len(r.head.fields), 0)
	}
	for i, c := range cells {
		if c.col+c.width <= first {
			continue
		}
		if rows, _ := labels().requestRows.find(c.label); rows == nil {
			return i
		}
	}
	return len(cells)
}

// requestIndicator finds the row of a label. 其他 is a row of 其他处理 only, and where the
// cell of the group is left blank after a page break, the rows above say which group it is;
// any other label is its own, and a group of another name makes it less sure.
func (r *formReader) requestIndicator(label, group string) (string, float64) {
	entries, confidence := labels().requestRows.find(label)
	if len(entries) != 1 {
		return "", 0
	}
	e := entries[0]
	if label == "其他" && group == "" {
		group = r.group
	}
	if label == "其他" && group != e.group {
		return "", 0
	}
	if e.group != "" && group != "" && e.group != group {
		confidence = min(confidence, 0.9)
	}
	r.group = e.group
	return e.id, confidence
}

// reviewRow reads the row of figures of table 4.
func (r *formReader) reviewRow(row int, cells []*cell) bool {
	var values []*cell
	blank := true
	for _, c := range cells {
		if c.row == row && (r.head.first() == 0 || c.col+c.width > r.head.first()) {
			values = append(values, c)
			blank = blank && c.text == ""
		}
	}
	if len(r.head.fields) == 0 || len(values) == 0 || r.kinds[reviewsTable] && (blank || r.head.near) {
		return false
	}
	return r.figureRow(values[0], values, 1, func(f field) disclosure.Key { return disclosure.Key{Indicator: f.id} })
}

// figureRow reads the cells of a row under the fields of the head.
func (r *formReader) figureRow(leaf *cell, values []*cell, confidence float64, key func(field) disclosure.Key) bool {
	pairs, ok := pairUp(r.head.fields, values)
	if !ok {
		if len(values) > 0 && !r.head.near {
			r.find(disclosure.RuleUnknownLabel, disclosure.Key{}, fmt.Sprintf("“%s”一行的单元格与表头的列对不上，未读取", short(leaf.text)))
		}
		return false
	}
	for _, p := range pairs {
		if p.field.id != "" {
			r.figure(key(p.field), p, min(confidence, p.confidence))
		}
	}
	r.kinds[r.head.kind], r.head.near = true, false
	return true
}

// figure keeps a figure. Where two cells claim it with different prints, neither is believed.
func (r *formReader) figure(k disclosure.Key, p pair, confidence float64) {
	indicator, ok := disclosure.FindIndicator(disclosure.Form2021, k)
	if !ok {
		if indicator, ok = disclosure.FindIndicator(disclosure.Form2019, k); !ok {
			r.find(disclosure.RuleUnknownLabel, disclosure.Key{}, fmt.Sprintf("表中的行与列组合没有对应的指标：%s", k))
			return
		}
	}
	read := readCell(p.cell.text, indicator.Unit, p.field.unit)
	f := disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Unit: indicator.Unit, State: read.state, Raw: p.cell.text,
		Confidence: min(confidence, read.confidence), Where: r.grid.where(r.doc, p.cell)}
	if read.state.Known() {
		f.Value = &read.value
	}
	if i, ok := r.index[k]; ok {
		r.twice(k, i, f)
		return
	}
	r.index[k] = len(r.figures)
	r.figures = append(r.figures, f)
	if read.state == disclosure.StateUnreadable {
		r.find(disclosure.RuleUnreadable, k, fmt.Sprintf("单元格内容“%s”无法读作一个数", short(p.cell.text)))
	}
}

// twice weighs a second claim for a figure.
func (r *formReader) twice(k disclosure.Key, i int, f disclosure.Figure) {
	old := &r.figures[i]
	same := old.State == f.State && (f.Value == nil && old.Value == nil || f.Value != nil && old.Value != nil && *f.Value == *old.Value)
	if same {
		return
	}
	r.find(disclosure.RuleDuplicateCell, k, fmt.Sprintf("两处单元格分别印有“%s”和“%s”", short(old.Raw), short(f.Raw)))
	old.State, old.Value, old.Confidence = disclosure.StateUnreadable, nil, 0
}

// unknownRow notes a row with figures under a label that is not known.
func (r *formReader) unknownRow(cells []*cell) bool {
	label, figures := "", false
	for _, c := range cells {
		read := readCell(c.text, "件", "")
		figures = figures || label != "" && (read.state.Known() || read.state == disclosure.StateDash || read.state == disclosure.StateSlash)
		if c.label != "" && !read.state.Known() && label == "" {
			label = c.text
		}
	}
	if label != "" && figures && !r.head.near {
		r.find(disclosure.RuleUnknownLabel, disclosure.Key{}, fmt.Sprintf("表中有未识别的行“%s”", short(label)))
	}
	return false
}

// unknownColumns notes the heads of columns that are not known.
func (r *formReader) unknownColumns(kind tableKind, from, to int) {
	if kind != proactiveTable {
		return
	}
	for _, c := range r.grid.cells(to - 1) {
		if c.row >= from && c.label != "" && c.label != "信息内容" && !isProactiveColumn(c) && c.col > 0 {
			r.find(disclosure.RuleUnknownLabel, disclosure.Key{}, fmt.Sprintf("表中有未识别的列“%s”", short(c.text)))
		}
	}
}

func (r *formReader) find(rule string, k disclosure.Key, message string) {
	r.findings = append(r.findings, newFinding(rule, disclosure.BlameParser, k, message))
}

// form is the form that the tables show themselves to be, "" where there are none. The year
// decides only where the tables cannot: where table 2 is missing.
func (r *formReader) form(fiscalYear int) disclosure.Form {
	_, split := r.index[disclosure.Key{Indicator: "outcome_other_no_correction", Applicant: disclosure.Total}]
	switch {
	case len(r.kinds) == 0:
		return ""
	case r.later > r.earlier, r.later == 0 && r.earlier == 0 && split:
		return disclosure.Form2021
	case r.earlier > 0:
		return disclosure.Form2019
	case disclosure.FormDue(fiscalYear) == disclosure.Form2021:
		return disclosure.Form2021
	}
	return disclosure.Form2019
}

// short cuts a print for a message.
func short(s string) string {
	runes := []rune(oneLine(s))
	if len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return string(runes)
}
