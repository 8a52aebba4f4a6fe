package dashboards

import (
	"slices"
	"strings"

	"gongkai/disclosure"
)

// formTable is one table of a report, laid out like the official form.
type formTable struct {
	ID      string
	Caption string
	Head    [][]headCell
	Rows    []formRow
	Missing bool // the report prints nothing of it
	Columns int
}

// headCell is a heading that covers columns and rows.
type headCell struct {
	Text       string
	Cols, Rows int
}

// formRow is a row of figures, or a heading between rows where it has no cells.
type formRow struct {
	Level int
	Label string
	Heads []string // column headings of the rows below, in table 2
	Cells []formCell
}

// formCell is one figure in its place on the form.
type formCell struct {
	Key      string
	Present  bool // the report prints this cell
	Figure   FigureRow
	Label    string
	Selected bool
	Broken   bool // takes part in an identity that does not hold
	Cols     int
}

// formBuilder lays figures out and keeps account of those that found their place.
type formBuilder struct {
	l        tongue
	form     disclosure.Form
	figures  map[string]FigureRow
	broken   map[string]bool
	selected string
	placed   map[string]bool
}

// layOutForm returns the tables of the report's form in the form's own order. A figure that
// no table has a place for comes last: none is left out.
func layOutForm(l tongue, form string, figures []FigureRow, broken map[string]bool, selected string) []formTable {
	b := formBuilder{l: l, form: disclosure.Form(form), figures: map[string]FigureRow{}, broken: broken, selected: selected, placed: map[string]bool{}}
	for _, f := range figures {
		b.figures[figureKey(f.Indicator, f.Applicant)] = f
	}
	var tables []formTable
	switch b.form {
	case disclosure.Form2019, disclosure.Form2021:
		tables = []formTable{b.table2(), b.table3(), b.table4(), b.list("section_6", true)}
	case disclosure.Form2014:
		tables = []formTable{b.list("stat_2014", false)}
	default:
		tables = []formTable{b.list("local_table", true)}
	}
	tables = append(tables, b.list("prose", true), b.rest(figures))
	return slices.DeleteFunc(tables, func(t formTable) bool { return len(t.Rows) == 0 })
}

// lines returns the catalogue's lines of a table of the form.
func (b *formBuilder) lines(table string) []disclosure.Indicator {
	var lines []disclosure.Indicator
	for _, i := range disclosure.Catalogue() {
		if i.Form == b.form && i.Table == table {
			lines = append(lines, i)
		}
	}
	return lines
}

func (b *formBuilder) cell(i disclosure.Indicator) formCell {
	key := i.Key().String()
	f, ok := b.figures[key]
	b.placed[key] = true
	return formCell{Key: key, Present: ok, Figure: f, Label: b.l.indicator(string(b.form), i.Indicator, string(i.Applicant)), Selected: key == b.selected, Broken: b.broken[key], Cols: 1}
}

// heading is a heading of the form: the printed one in Chinese, its translation in English.
func (b *formBuilder) heading(printed string) string {
	if b.l == english {
		return b.l.word("form", printed)
	}
	return printed
}

func (t *formTable) finish(name string, l tongue) {
	t.ID = "table-" + name
	t.Caption = l.say("table." + name)
	t.Missing = true
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			t.Missing = t.Missing && !c.Present
		}
	}
	if t.Missing {
		t.Rows = t.Rows[:min(1, len(t.Rows))] // one row keeps the table; the template says that it is missing
	}
}

// table2 is 主动公开政府信息情况: groups of rows, each with column headings of its own.
func (b *formBuilder) table2() formTable {
	t := formTable{Columns: 1}
	lines := b.lines("table_2")
	width := 3
	section, row := "", ""
	for n, i := range lines {
		if i.Section != section {
			section, row = i.Section, ""
			t.Rows = append(t.Rows, formRow{Label: b.heading(lastPart(section)), Heads: b.columnsOf(lines[n:], section)})
		}
		if i.RowLabel != row {
			row = i.RowLabel
			t.Rows = append(t.Rows, formRow{Level: 1, Label: b.heading(row)})
		}
		last := &t.Rows[len(t.Rows)-1]
		last.Cells = append(last.Cells, b.cell(i))
	}
	for i := range t.Rows {
		if n := len(t.Rows[i].Cells); n > 0 && n < width {
			t.Rows[i].Cells[n-1].Cols = width - n + 1
		}
	}
	t.Columns = 1 + width
	t.finish("table_2", b.l)
	return t
}

func (b *formBuilder) columnsOf(lines []disclosure.Indicator, section string) []string {
	var heads []string
	for _, i := range lines {
		if h := b.heading(i.ColumnLabel); i.Section == section && !slices.Contains(heads, h) {
			heads = append(heads, h)
		}
	}
	return heads
}

// list lays a table with a single column of figures out; brief leaves rows out that the
// report does not print.
func (b *formBuilder) list(table string, brief bool) formTable {
	t := formTable{Columns: 2}
	section := ""
	for _, i := range b.lines(table) {
		if _, printed := b.figures[i.Key().String()]; i.Unit == "text" || (brief && !printed) || b.placed[i.Key().String()] {
			continue
		}
		if i.Section != section && table == "stat_2014" {
			section = i.Section
			if strings.Contains(section, "/") || section != i.RowLabel {
				t.Rows = append(t.Rows, formRow{Label: b.heading(lastPart(section))})
			}
		}
		c := b.cell(i)
		t.Rows = append(t.Rows, formRow{Level: 1, Label: c.Label, Cells: []formCell{c}})
	}
	t.finish(table, b.l)
	return t
}

// rest holds the figures that no table of the form has a place for.
func (b *formBuilder) rest(figures []FigureRow) formTable {
	t := formTable{Columns: 2}
	for _, f := range figures {
		key := figureKey(f.Indicator, f.Applicant)
		if b.placed[key] {
			continue
		}
		c := formCell{Key: key, Present: true, Figure: f, Label: b.l.indicator(string(b.form), f.Indicator, f.Applicant), Selected: key == b.selected, Broken: b.broken[key], Cols: 1}
		t.Rows = append(t.Rows, formRow{Level: 1, Label: c.Label, Cells: []formCell{c}})
	}
	t.finish("rest", b.l)
	return t
}
