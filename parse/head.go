package parse

import (
	"strings"

	"gongkai/disclosure"
)

// tableKind is one of the three tables of the unified form.
type tableKind int

const (
	noTable        tableKind = 0
	proactiveTable tableKind = 2 // 主动公开政府信息情况
	requestsTable  tableKind = 3 // 收到和处理政府信息公开申请情况
	reviewsTable   tableKind = 4 // 政府信息公开行政复议、行政诉讼情况
)

// field is a column of figures: what its heads say and which columns of the grid it takes.
// A field without an id keeps its place, so that its neighbours do not shift.
type field struct {
	id         string // applicant, ending, or indicator of table 4; "" where the label is not known
	from, to   int    // columns [from, to); from is -1 where only the order is known
	unit       string // printed in the head, "" where none is
	confidence float64
}

// head is what the rows of a head say together.
type head struct {
	kind   tableKind
	fields []field
	near   bool // of the table before, and no row in this one has shown yet that it goes on here
}

// first is the leftmost column of figures, 0 where only the order is known.
func (h *head) first() int {
	if len(h.fields) == 0 || h.fields[0].from < 0 {
		return 0
	}
	return h.fields[0].from
}

// headKind tells whether a row of the grid belongs to the head of a table, and of which, by
// the labels of the cells that begin in it.
func headKind(g *grid, row int) tableKind {
	l := labels()
	for _, c := range g.cells(row) {
		if c.row != row || c.label == "" {
			continue
		}
		if _, ok := l.requestRows.exact[c.label]; ok && !isTotal(c.label) && c.label != "其他" {
			return noTable
		}
		if _, ok := l.proactiveRows.exact[c.label]; ok {
			return noTable
		}
		if c.label == "申请人情况" || c.label == "法人或其他组织" {
			return requestsTable
		}
		if _, ok := l.applicants.exact[c.label]; ok && !isTotal(c.label) && c.label != "其他" && c.label != "其它" {
			return requestsTable
		}
		if e, _ := l.reviewGroups.find(c.label); e != nil {
			return reviewsTable
		}
		if _, ok := l.reviewLeaves.exact[c.label]; ok && !isTotal(c.label) {
			return reviewsTable
		}
		if c.label == "信息内容" {
			return proactiveTable
		}
		if e, _ := l.proactiveCols.find(c.label); e != nil {
			return proactiveTable
		}
	}
	return noTable
}

func isTotal(label string) bool { return label == "总计" || label == "合计" }

// newHead reads the rows [from, to) of the grid as the head of a table.
func newHead(kind tableKind, g *grid, from, to int) *head {
	h := &head{kind: kind}
	switch kind {
	case proactiveTable:
		h.fields = proactiveFields(g, to-1)
	case requestsTable:
		h.fields = requestFields(g, from, to)
	case reviewsTable:
		h.fields = reviewFields(g, from, to)
	}
	return h
}

// proactiveFields reads the one row 信息内容 | 本年制发件数 | …
func proactiveFields(g *grid, row int) []field {
	var fields []field
	for _, c := range g.cells(row) {
		if c.row != row || c.label == "信息内容" || c.label == "" || c.col == 0 && len(fields) == 0 && len(g.cells(row)) > 1 && !isProactiveColumn(c) {
			continue
		}
		f := field{from: c.col, to: c.col + c.width, unit: headUnit(c.text)}
		if e, confidence := labels().proactiveCols.find(c.label); len(e) == 1 {
			f.id, f.confidence = e[0].id, confidence
		}
		fields = append(fields, f)
	}
	return fields
}

func isProactiveColumn(c *cell) bool {
	e, _ := labels().proactiveCols.find(c.label)
	return e != nil
}

// headUnit is the unit of money that a head prints: 单位：万元, （元）.
func headUnit(text string) string {
	s := disclosure.FoldName(text)
	switch {
	case strings.Contains(s, "万元"):
		return "万元"
	case strings.Contains(s, "亿元"):
		return "亿元"
	case strings.Contains(s, ":元"), strings.Contains(s, "(元)"):
		return "元"
	}
	return ""
}

// columnLabels lists the labels over a column, from the top, each cell once.
func columnLabels(g *grid, col, from, to int) []*cell {
	var all []*cell
	for r := from; r < to; r++ {
		if c := g.slots[r][col]; c != nil && c.label != "" && (len(all) == 0 || all[len(all)-1] != c) {
			all = append(all, c)
		}
	}
	return all
}

// requestFields reads the columns of table 3. A column with two different applicants over it
// shows that the head's rows are shifted against each other; then only their order is used.
func requestFields(g *grid, from, to int) []field {
	var fields []field
	for col := range g.width {
		id, confidence := "", 1.0
		for _, c := range columnLabels(g, col, from, to) {
			e, conf := labels().applicants.find(c.label)
			if len(e) != 1 {
				continue
			}
			if id != "" && id != e[0].id {
				return orderedApplicants(g, from, to)
			}
			id, confidence = e[0].id, conf
		}
		if id == "" {
			continue
		}
		if n := len(fields); n > 0 && fields[n-1].id == id && fields[n-1].to == col {
			fields[n-1].to++
			continue
		}
		fields = append(fields, field{id: id, from: col, to: col + 1, confidence: confidence})
	}
	return distinct(fields)
}

// orderedApplicants reads the applicants in the order of the head: the row with 自然人, and
// in place of the cell over several columns the rows below it.
func orderedApplicants(g *grid, from, to int) []field {
	var fields []field
	add := func(c *cell) bool {
		e, _ := labels().applicants.find(c.label)
		if len(e) == 1 {
			fields = append(fields, field{id: e[0].id, from: -1, confidence: 0.9})
		}
		return len(e) == 1
	}
	for r := from; r < to; r++ {
		for _, c := range g.cells(r) {
			if c.row == r && !add(c) && c.width > 1 && len(fields) > 0 {
				for below := r + 1; below < to; below++ {
					for _, d := range g.cells(below) {
						if d.row == below {
							add(d)
						}
					}
				}
			}
		}
		if len(fields) > 0 {
			break
		}
	}
	return distinct(fields)
}

// distinct returns nothing where two fields claim the same figure.
func distinct(fields []field) []field {
	seen := map[string]bool{}
	for _, f := range fields {
		if f.id != "" && seen[f.id] {
			return nil
		}
		seen[f.id] = true
	}
	return fields
}

// reviewFields reads the columns of table 4: the innermost group over a column and the
// result next to the figures.
func reviewFields(g *grid, from, to int) []field {
	var fields []field
	for col := range g.width {
		stem, ending, confidence := "", "", 1.0
		for _, c := range columnLabels(g, col, from, to) {
			if e, conf := labels().reviewGroups.find(c.label); len(e) == 1 {
				stem, ending, confidence = e[0].id, "", min(confidence, conf)
			} else if e, conf := labels().reviewLeaves.find(c.label); len(e) == 1 {
				ending, confidence = e[0].id, min(confidence, conf)
			}
		}
		if stem == "" || stem == "litigation" || ending == "" {
			continue
		}
		id := stem + "_" + ending
		if n := len(fields); n > 0 && fields[n-1].id == id && fields[n-1].to == col {
			fields[n-1].to++
			continue
		}
		fields = append(fields, field{id: id, from: col, to: col + 1, confidence: confidence})
	}
	return distinct(fields)
}
