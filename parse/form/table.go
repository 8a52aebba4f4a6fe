package form

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/grid"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// tableReader reads one grid row by row: a head says what the columns mean until the next
// head, in the next table as well where a page break cut one in two.
type tableReader struct {
	doc       *tree.Document
	grid      *grid.Table
	caption   *caption
	given     map[Kind]bool // tables that tables before this one gave
	head      *head
	headFrom  int         // the row in which it begins
	headTo    int         // the first row that was not read as a part of it
	list      *list       // in place of head, for the statistics of forms 2008 and 2014
	group     string      // group of the last row, for labels that stand in several groups
	band      timing.Said // of a row that only says a year, for those below it
	goneOn    timing.Said // of the table before, until a head begins a new one
	cut       *cutRow     // a row whose label goes on in the next one
	claims    []Claim
	findings  []disclosure.Finding
	found     bool
	tall      bool           // a cell of figures spans rows
	since     int            // claims before the head
	misfit    bool           // a row has other cells than the head has columns
	unread    bool           // rows under a head whose columns nobody can tell were noted
	open      [][]*grid.Cell // rows of a head at the end of the table: it may go on in the next one
	above     [][]*grid.Cell // those of the table before
	later     int
	earlier   int
	renamed   map[disclosure.Applicant]string // columns of table 3 under other names, with these
	strangers []stranger                      // rows of table 3 under other names
	unplaced  bool                            // a row or a column of the form could not be read
	over      bool                            // the last answer of overHead
	alike     int                             // the first row for which it is another
	lost      int                             // cells that print a figure and gave none
	values    []disclosure.Number             // made room for, see value
	lines     *disclosure.Lines               // of the indicator that was asked for last
	asked     string                          // that indicator
}

// votes counts the labels of the forms in a table, and those that are labels of statistics in
// other words.
type votes struct{ unified, national, local, nearNational, nearLocal int }

func (v votes) none() bool { return v == votes{} }

// vote looks for the labels of all forms in a table: most tables of a page hold none, and no
// more is asked of them.
func vote(g *grid.Table) votes {
	var v votes
	for row := range g.Slots {
		for _, c := range g.Cells(row) {
			if c.Row == row && !c.Digits && c.Label != "" && len(c.Label) <= 200 {
				v.add(ballots.Of(c.Label, votesOf))
			}
		}
	}
	return v
}

var ballots lexicon.Memo[votes]

// votesOf are the votes of one label.
func votesOf(label string) votes {
	var v votes
	l, lists := lexicon.Tables(), listWords()
	if l.All[label] || l.ReviewBoth[label] != [2]string{} {
		v.unified++
	}
	national, local := lists.national.tells(label), lists.local.tells(label)
	if national {
		v.national++
	}
	if local {
		v.local++
	}
	if !national && !local && !l.All[label] {
		v.near(lists, label)
	}
	if w, ok := lists.telling[label]; ok {
		v.national, v.local = v.national+w.national, v.local+w.local
	}
	return v
}

func (v *votes) add(w votes) {
	v.unified += w.unified
	v.national += w.national
	v.local += w.local
	v.nearNational += w.nearNational
	v.nearLocal += w.nearLocal
}

// near counts a label in other words. Groups and words of heads are none.
func (v *votes) near(lists *lists, label string) {
	if lexicon.Units[label] || lists.national.groups[label] || lists.local.groups[label] {
		return
	}
	bare := lexicon.Bare(label)
	if lists.national.quiet[label] || lists.national.rows.Bare[bare] != "" {
		v.nearNational++
	}
	if lists.local.quiet[label] || lists.local.rows.Bare[bare] != "" {
		v.nearLocal++
	}
}

// readTable reads the grid as the kind of table that it is.
func (t *tableReader) readTable(v votes) {
	form := v.list()
	if form == nil && t.list != nil && v.unified == 0 {
		form = t.list.words
	}
	if form != nil {
		t.readList(form)
		return
	}
	t.list = nil
	t.readUnified(v.unified > 1)
}

// readUnified reads the tables of the forms of 2019 and 2021. told is true where more than
// one word says that it is one.
func (t *tableReader) readUnified(told bool) {
	start, above := -1, -1 // the first row of the head, and a row of years over it
	kind := noTable
	for row := range t.grid.Slots {
		k := headKind(t.grid, row)
		switch {
		case k == timingTable && (start >= 0 || t.years(row) > 1):
			if start < 0 && above < 0 {
				above = row
			}
			continue
		case k == timingTable:
			t.band, _ = timing.Of(t.grid.FirstLabel(row))
			continue
		case k == Reviews && start < 0 && t.onlyLabel(row) && !t.overHead(row): // 行政诉讼 over its two rows
			continue
		case k != noTable:
			if start < 0 || k != kind || k == Proactive && t.grid.HasLabel(row, "信息内容") {
				start, kind = row, k
				if above >= 0 {
					start = above
				}
			}
			above = -1
			t.discriminate(row)
			continue
		}
		if start >= 0 && kind != Proactive && row+1 < len(t.grid.Slots) && headKind(t.grid, row+1) == kind && !anyNumber(t.grid.Cells(row)) {
			continue // words of the head that a page break cut in two
		}
		if start >= 0 {
			t.begin(kind, start, row)
			start = -1
			if t.mendHead(row) {
				continue
			}
		}
		above = -1
		t.found = t.row(row) || t.found
	}
	if start >= 0 { // a head at the foot of a page: its rows follow in the next table
		t.begin(kind, start, len(t.grid.Slots))
		t.open, t.found = t.grid.Slots[start:], t.found || told
	}
	t.reorder()
	t.settleColumns()
	t.renameRows()
	if !t.found {
		t.head, t.cut = nil, nil
	}
}

// onlyLabel reports whether a row under a head of table 4 holds one label and nothing else.
func (t *tableReader) onlyLabel(row int) bool {
	if t.head == nil || t.head.kind != Reviews || t.head.near {
		return false
	}
	n := 0
	for _, c := range t.grid.Cells(row) {
		if c.Row == row && c.Text != "" {
			n++
		}
	}
	return n == 1
}

// overHead reports whether a row of one label is over a head of results: a table of its own
// begins with it.
func (t *tableReader) overHead(row int) bool {
	if row >= t.alike {
		t.over = false
		for t.alike = row + 1; !t.over && t.alike < len(t.grid.Slots) && headKind(t.grid, t.alike) == Reviews; t.alike++ {
			t.over = !t.onlyLabel(t.alike)
		}
	}
	return t.over
}

// begin starts a new head that takes the rows [from, to).
func (t *tableReader) begin(kind Kind, from, to int) {
	if t.head == nil || t.head.kind != kind || kind == Proactive { // else it is printed again on the next page
		t.dropCut()
		t.group = ""
	}
	t.goneOn = timing.Said{}
	t.head, t.headFrom, t.headTo, t.since = newHead(kind, t.grid, from, to), from, to, len(t.claims)
	t.mendHead(to - 1)
	if from == 0 && t.above != nil {
		if joined := t.joinedHead(kind, to); joined.count() > t.head.count() {
			t.head = joined
		}
	}
	if renamed := t.head.renameColumns(); renamed != nil {
		t.renamed = renamed
	}
	t.cornerTime(from)
	t.found = t.found || len(t.head.fields) > 0
	for _, f := range t.head.fields {
		if !f.known() && f.leaf != nil && (f.timing.When == timing.Unsaid || f.timing.When == timing.This || f.timing.When == timing.Named) {
			t.unknownColumn(f.leaf.Text)
		}
	}
}

// joinedHead reads a head that begins at the end of the table before and goes on to row to.
func (t *tableReader) joinedHead(kind Kind, to int) *head {
	whole := &grid.Table{Width: t.grid.Width, Slots: append(slices.Clone(t.above), t.grid.Slots[:to]...)}
	for _, row := range whole.Slots {
		if len(row) != whole.Width {
			return &head{kind: kind}
		}
	}
	fields, certain := columnFields(kind, whole, 0, len(whole.Slots))
	if !certain {
		fields = nil
	}
	return &head{kind: kind, fields: fields}
}

// count is how many columns a head knows.
func (h *head) count() int {
	n := 0
	for _, f := range h.fields {
		if f.known() {
			n++
		}
	}
	return n
}

// mendHead reports whether a row is the rest of the labels over it, which a page break cut in
// two: together they say what more of the columns are.
func (t *tableReader) mendHead(row int) bool {
	if t.head.kind == Proactive || row <= t.headFrom || anyNumber(t.grid.Cells(row)) {
		return false
	}
	upper, lower := t.grid.Slots[row-1], t.grid.Slots[row]
	first, second := upper, lower
	whole := map[*grid.Cell]*grid.Cell{}
	for i, c := range upper {
		d := lower[i]
		if c == nil || d == nil || d.Text == "" || c == d || c.Col != d.Col || c.Width != d.Width {
			continue
		}
		if len(whole) == 0 {
			first, second = slices.Clone(upper), slices.Clone(lower)
		}
		if whole[c] == nil {
			joined := *c
			joined.Print(c.Text + d.Text)
			whole[c] = &joined
		}
		first[i], second[i] = whole[c], whole[c]
	}
	if len(whole) == 0 && row < t.headTo && t.head.count() > 0 && !t.grid.Loose {
		return false // the same rows were read already
	}
	g := &grid.Table{Width: t.grid.Width, Slots: append(slices.Clone(t.grid.Slots[t.headFrom:row-1]), first, second)}
	fields, certain := columnFields(t.head.kind, g, 0, len(g.Slots))
	h := &head{kind: t.head.kind, fields: fields}
	if !certain || h.count() <= t.head.count() {
		return false
	}
	t.head = h
	return true
}

// years counts the cells of a row that say a year.
func (t *tableReader) years(row int) int {
	n := 0
	for _, c := range t.grid.Cells(row) {
		if _, ok := timing.Of(c.Label); ok && c.Row == row {
			n++
		}
	}
	return n
}

// cornerTime reads the time that the cell over the labels of the rows says.
func (t *tableReader) cornerTime(row int) {
	cells := t.grid.Cells(row)
	if len(cells) == 0 || !t.head.placed() || cells[0].Row != row || cells[0].Col+cells[0].Width > t.head.fields[0].from {
		return
	}
	if time, ok := timing.Of(cells[0].Label); ok && (time.When == timing.Named || time.When == timing.Before) {
		t.band = time
	}
}

// discriminate counts what only one of the two forms prints.
func (t *tableReader) discriminate(row int) {
	for _, c := range t.grid.Cells(row) {
		if c.Row != row {
			continue
		}
		switch e, _ := lexicon.Tables().ProactiveCols.Find(c.Label); {
		case len(e) != 1:
		case e[0].ID == "repealed", e[0].ID == "in_force", e[0].ID == "amount":
			t.later++
		case e[0].ID == "made" && strings.Contains(c.Label, "制发"):
			t.later++
		case e[0].ID == "decisions":
		default:
			t.earlier++
		}
	}
}

// figureRow reads the cells of a row under the fields of the head.
func (t *tableReader) figureRow(leaf *grid.Cell, values []*grid.Cell, confidence float64, said timing.Said, key func(*field) disclosure.Key) bool {
	t.straighten(values)
	pairs, ok := pairUp(t.head.fields, values)
	if !ok || tooFew(t.head.kind, t.head.fields, pairs) {
		t.misfit = true
		if anyNumber(values) && !t.head.near {
			t.lose(values)
			t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "“%s”一行的单元格与表头的列对不上，未读取：%s", disclosure.Short(leaf.Text), prints(values))
		}
		return false
	}
	for _, p := range pairs {
		if k := key(p.field); p.field.known() && k.Indicator != "" {
			time := p.field.timing
			if time.When == timing.Unsaid {
				time = said
			}
			t.figure(t.head.kind, k, p.cell, p.field.unit, min(confidence, p.confidence), time)
		}
	}
	t.head.near = false
	return true
}

// figure keeps what a cell claims.
func (t *tableReader) figure(kind Kind, k disclosure.Key, c *grid.Cell, unit string, sure float64, said timing.Said) {
	indicator := t.indicator(kind, k)
	if indicator == nil {
		t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "表中的行与列组合没有对应的指标：%s，所印为“%s”", k, disclosure.Short(c.Text))
		return
	}
	print, doubtful := noteless(c)
	read := number.Read(print, indicator.Unit, unit)
	if doubtful || c.Text == "" && c.Node != nil && tree.Has(c.Node, tree.ImageTags) {
		read = number.Unreadable
	}
	if t.doc.Paged && tree.Attr(c.Node, "data-doubt") != "" { // drawn across the edge of its cell, or wrapped in it
		sure = min(sure, confidence.Doubted)
	}
	if c.Height > 1 && c.Text != "" {
		t.tall = true
	}
	f := disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Unit: indicator.Unit, State: read.State, Raw: c.Text,
		Confidence: min(sure, read.Confidence), Where: t.grid.Where(t.doc, c)}
	if read.State.Known() {
		f.Value = t.value(read.Value)
	}
	t.claims = append(t.claims, Claim{Figure: f, kind: kind, timing: said.Inside(t.band).Inside(t.caption.timing).Inside(t.goneOn), table: t.caption})
}

// valuesAtOnce is how many values are made room for.
const valuesAtOnce = 64

// value is a place for a number.
func (t *tableReader) value(n disclosure.Number) *disclosure.Number {
	if len(t.values) == 0 {
		t.values = make([]disclosure.Number, valuesAtOnce)
	}
	v := &t.values[0]
	t.values = t.values[1:]
	*v = n
	return v
}

// indicator finds the line of the catalogue, nil where there is none. A row asks for one indicator.
func (t *tableReader) indicator(kind Kind, k disclosure.Key) *disclosure.Indicator {
	if t.lines == nil || t.asked != k.Indicator {
		t.lines, t.asked = disclosure.LinesOf(k.Indicator), k.Indicator
	}
	return lineOf(t.lines, kind, k.Applicant)
}

// indicatorOf finds the line of the catalogue in the forms that a table belongs to.
func indicatorOf(kind Kind, k disclosure.Key) (disclosure.Indicator, bool) {
	if i := lineOf(disclosure.LinesOf(k.Indicator), kind, k.Applicant); i != nil {
		return *i, true
	}
	return disclosure.Indicator{}, false
}

// lineOf is the line of the form that a table belongs to, of the unified ones the later.
func lineOf(lines *disclosure.Lines, kind Kind, applicant disclosure.Applicant) *disclosure.Indicator {
	switch kind {
	case nationalTable:
		return lines.Of(disclosure.Form2014, applicant)
	case localTable:
		return lines.Of(disclosure.Form2008, applicant)
	}
	if i := lines.Of(disclosure.Form2021, applicant); i != nil {
		return i
	}
	return lines.Of(disclosure.Form2019, applicant)
}

// unknownRow notes a row with figures under a label that is not known.
func (t *tableReader) unknownRow(label string, values []*grid.Cell) bool {
	if label != "" && anyNumber(values) && (t.head == nil || !t.head.near) {
		t.lose(values)
		t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "表中有未识别的行“%s”，所印为：%s", disclosure.Short(label), prints(values))
	}
	return false
}

// anyNumber reports whether one of the cells prints a figure, or that there is none.
func anyNumber(cells []*grid.Cell) bool {
	for _, c := range cells {
		if c.Digits || c.Text != "" && (number.IsPrinted(c.Text) || strings.Trim(disclosure.FoldText(c.Text), "-/ ") == "") {
			return true
		}
	}
	return false
}

// prints lists what cells print, for a message.
func prints(cells []*grid.Cell) string {
	var all []string
	for _, c := range cells {
		if len(all) == 8 {
			all = append(all, "…")
			break
		}
		text := disclosure.Short(c.Text)
		if text == "" {
			text = "（空）"
		}
		all = append(all, text)
	}
	return strings.Join(all, "、")
}

func (t *tableReader) find(rule string, k disclosure.Key, format string, args ...any) {
	t.findings = append(t.findings, disclosure.NewFinding(rule, disclosure.BlameParser, k, fmt.Sprintf(format, args...)))
}
