package dashboards

import (
	"slices"
	"strings"

	"gongkai/disclosure"
)

// table3 is 收到和处理政府信息公开申请情况: rows by what was asked and what became of it,
// columns by who asked.
func (b *formBuilder) table3() formTable {
	t := formTable{Columns: 1 + len(disclosure.Applicants)}
	t.Head = [][]headCell{
		{{b.l.say("table_3.corner"), 1, 2}, {b.l.word("applicant", "natural_person"), 1, 2}, {b.l.say("table_3.organisations"), 5, 1}, {b.l.word("applicant", "total"), 1, 2}},
		{},
	}
	for _, a := range disclosure.Applicants[1:6] {
		t.Head[1] = append(t.Head[1], headCell{b.l.word("applicant", string(a)), 1, 1})
	}
	var open []string
	for _, row := range b.rowsOf3() {
		path := strings.Split(row[0].Section, "/")[1:]
		for depth, name := range path {
			if depth >= len(open) || open[depth] != name {
				t.Rows = append(t.Rows, formRow{Level: depth, Label: b.heading(name)})
			}
		}
		open = path
		label := row[0].RowLabel
		if b.l == english {
			label = row[0].LabelEN
			if _, rest, ok := strings.Cut(label, ": "); ok && len(path) > 1 {
				label = rest // the heading above says the group
			}
		}
		r := formRow{Level: len(path), Label: label}
		for _, i := range row {
			r.Cells = append(r.Cells, b.cell(i))
		}
		t.Rows = append(t.Rows, r)
	}
	t.finish("table_3", b.l)
	return t
}

// rowsOf3 returns the rows of table 3, each with its seven lines. The single row 其他处理 of
// some reports is shown only where it is printed, in the place of its parts.
func (b *formBuilder) rowsOf3() [][]disclosure.Indicator {
	byRow := map[string][]disclosure.Indicator{}
	var order []string
	for _, i := range b.lines("table_3") {
		if byRow[i.Indicator] == nil {
			order = append(order, i.Indicator)
		}
		byRow[i.Indicator] = append(byRow[i.Indicator], i)
	}
	const single = "outcome_other"
	if at := slices.Index(order, single); at >= 0 {
		order = slices.Delete(order, at, at+1)
		if _, printed := b.figures[single+".total"]; printed {
			order = slices.Insert(order, slices.Index(order, "outcome_total"), single)
		}
	}
	var rows [][]disclosure.Indicator
	for _, name := range order {
		rows = append(rows, byRow[name])
	}
	return rows
}

// table4 is 政府信息公开行政复议、行政诉讼情况: one row of fifteen figures under three headings.
func (b *formBuilder) table4() formTable {
	lines := b.lines("table_4")
	t := formTable{Columns: len(lines), Head: [][]headCell{{}, {}, {}}}
	row := formRow{}
	group := ""
	for _, i := range lines {
		path := strings.Split(i.Section, "/")[1:]
		if i.Section != group {
			group = i.Section
			if len(path) == 1 {
				t.Head[0] = append(t.Head[0], headCell{b.heading(path[0]), 5, 2})
			} else {
				if n := len(t.Head[0]); n == 0 || t.Head[0][n-1].Text != b.heading(path[0]) {
					t.Head[0] = append(t.Head[0], headCell{b.heading(path[0]), 0, 1})
				}
				t.Head[0][len(t.Head[0])-1].Cols += 5
				t.Head[1] = append(t.Head[1], headCell{b.heading(path[1]), 5, 1})
			}
		}
		t.Head[2] = append(t.Head[2], headCell{b.heading(i.ColumnLabel), 1, 1})
		row.Cells = append(row.Cells, b.cell(i))
	}
	if len(row.Cells) > 0 {
		t.Rows = []formRow{row}
	}
	t.finish("table_4", b.l)
	return t
}
