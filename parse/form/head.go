package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/grid"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/timing"
)

// Kind is one of the tables of the forms.
type Kind int

const (
	noTable       Kind = 0
	timingTable   Kind = 1 // no table yet: a row of years, over the head of any
	Proactive     Kind = 2 // 主动公开政府信息情况
	Requests      Kind = 3 // 收到和处理政府信息公开申请情况
	Reviews       Kind = 4 // 政府信息公开行政复议、行政诉讼情况
	nationalTable Kind = 5 // 政府信息公开情况统计表 of form 2014
	localTable    Kind = 6 // a province's or a city's table of form 2008
)

// field is a column of figures: what its heads say and which columns of the grid it takes.
// A field without id and row keeps its place, so that its neighbours do not shift.
type field struct {
	row        string // stem of an indicator of table 2 or 4, "" where the row says it
	id         string // applicant, or ending of an indicator; "" where the row says it or nothing is known
	from, to   int    // columns [from, to); from is -1 where only the order is known
	unit       string // printed in the head, "" where none is
	timing     timing.Said
	confidence float64
	leaf       *grid.Cell // the cell of the head next to the figures
	plain      bool       // 数量 of table 2: the labels of the row say all of it
}

func (f field) known() bool { return f.id != "" || f.row != "" || f.plain }

// head is what the rows of a head say together.
type head struct {
	kind   Kind
	fields []field
	near   bool // of the table before, and no row in this one has shown yet that it goes on here
}

// complete reports whether the head alone says what every column is: a row needs no label.
func (h *head) complete() bool {
	for _, f := range h.fields {
		if f.row == "" || f.id == "" {
			return false
		}
	}
	return len(h.fields) > 0
}

// placed reports whether the columns of the fields are known, not only their order.
func (h *head) placed() bool { return len(h.fields) > 0 && h.fields[0].from >= 0 }

// loosened keeps the order of the fields for a table that goes on without a head: its own
// grid may have other columns.
func (h *head) loosened() *head {
	loose := &head{kind: h.kind, near: true, fields: slices.Clone(h.fields)}
	for i := range loose.fields {
		loose.fields[i].from, loose.fields[i].to = -1, -1
	}
	return loose
}

// headKind tells whether a row of the grid belongs to the head of a table, and of which, by
// the labels of the cells that begin in it. A row with figures is no head.
func headKind(g *grid.Table, row int) Kind {
	kind, stems, times, others := noTable, 0, 0, 0
	for _, c := range g.Cells(row) {
		if c.Row != row || c.Label == "" {
			continue
		}
		if c.Digits {
			if _, ok := timing.Of(c.Label); ok {
				times++
				continue
			}
			return noTable
		}
		is := headRoles.Of(c.Label, headRoleOf)
		switch {
		case is.time:
			times++
			continue
		case is.stem:
			others++
			stems++
			continue
		}
		others++
		if kind != noTable {
			if number.IsPrinted(c.Text) {
				return noTable
			}
			continue
		}
		if is.row {
			return noTable
		}
		if kind = is.word; kind == noTable && number.IsPrinted(c.Text) {
			return noTable
		}
	}
	switch {
	case kind != noTable && (stems == 0 || kind == Proactive):
		return kind
	case stems > 1:
		return Proactive
	case stems == 0 && times > 0 && (others == 0 || others == 1 && times > 1):
		return timingTable
	}
	return noTable
}

// headRole is what a label can be in a head: a time, the first word of columns of table 2, or a
// word of a head; or the label of a row, which is none.
type headRole struct {
	time, stem, row bool
	word            Kind
}

var headRoles lexicon.Memo[headRole]

func headRoleOf(label string) (is headRole) {
	l := lexicon.Tables()
	_, is.time = timing.Of(label)
	_, is.stem = l.ProactiveRows.Exact[label]
	if _, ok := l.RequestRows.Exact[label]; ok {
		is.row = !lexicon.IsTotal(label) && !lexicon.IsOther(label)
	}
	is.word = headWord(l, label)
	return is
}

// headWord is the table in whose head a label stands, noTable for a label of no head.
func headWord(l *lexicon.TableLabels, label string) Kind {
	if label == "申请人情况" || label == "法人或其他组织" {
		return Requests
	}
	if _, ok := l.Applicants.Exact[label]; ok && !lexicon.IsTotal(label) && !lexicon.IsOther(label) {
		return Requests
	}
	if e, _ := l.ReviewGroups.Find(label); e != nil || l.ReviewBoth[label] != [2]string{} {
		return Reviews
	}
	if _, ok := l.ReviewLeaves.Exact[label]; ok && !lexicon.IsTotal(label) {
		return Reviews
	}
	if label == "信息内容" {
		return Proactive
	}
	if e, _ := l.ProactiveCols.Find(label); e != nil {
		return Proactive
	}
	return noTable
}

// newHead reads the rows [from, to) of the grid as the head of a table.
func newHead(kind Kind, g *grid.Table, from, to int) *head {
	h := &head{kind: kind}
	var certain bool
	if !g.Loose {
		h.fields, certain = columnFields(kind, g, from, to)
	}
	if !certain {
		h.fields = orderedFields(kind, g, from, to)
	}
	if kind == Proactive {
		h.fields = listedFields(h.fields)
	}
	if kind != Proactive && len(h.fields) < 2 { // a word of the head in some other table
		h.fields = nil
	}
	return h
}

// listedFields keeps the last column of a table 2 that is a list, 信息内容 | 统计项 | 数量: what
// stands before it are labels.
func listedFields(fields []field) []field {
	n := len(fields)
	if n < 2 || n > 3 || fields[0].leaf == nil || !listedItem[fields[0].leaf.Label] || slices.ContainsFunc(fields, field.known) {
		return fields
	}
	last := fields[n-1]
	if role, _ := columnRole(last.leaf.Label); role != roleValue {
		return fields
	}
	last.plain = true
	return []field{last}
}

// listedItem are the names of the column that says what of an item was counted.
var listedItem = map[string]bool{"统计项": true, "统计项目": true, "统计指标": true, "统计内容": true, "指标": true, "项目": true, "指标名称": true, "类别": true}

// columnFields reads the heads column by column. It is not certain where a column has two
// words for one thing over it, or two columns the same: the rows of the head are shifted
// against each other.
func columnFields(kind Kind, g *grid.Table, from, to int) ([]field, bool) {
	var fields []field
	for col := range g.Width {
		f, ok := columnField(kind, g, col, from, to)
		if !ok {
			return nil, false
		}
		if f.leaf == nil || !f.known() && len(fields) == 0 && kind != Proactive {
			continue
		}
		if n := len(fields); n > 0 && fields[n-1].to == col && (f.leaf == fields[n-1].leaf || f.known() && f.same(fields[n-1])) {
			fields[n-1].to++
			continue
		}
		fields = append(fields, f)
	}
	return fields, len(fields) > 0 && distinct(fields) && (kind != Reviews || wholeReviews(fields))
}

func (f field) same(g field) bool { return f.row == g.row && f.id == g.id && f.timing == g.timing }

// columnField reads the labels over a column from the top. false where they contradict.
func columnField(kind Kind, g *grid.Table, col, from, to int) (field, bool) {
	f := field{from: col, to: col + 1, confidence: 1}
	var last *grid.Cell
	for r := from; r < to; r++ {
		c := g.Slots[r][col]
		if c == nil || c.Label == "" || c == last {
			continue
		}
		last = c
		if t, ok := timing.Of(c.Label); ok {
			f.timing, f.leaf = t, c
			continue
		}
		label := c.Label
		if t, rest, ok := timing.PartYear(c.Label); ok && kind == Proactive {
			f.timing, label = t, rest
		}
		row, id, confidence := columnOf(lexicon.Tables(), kind, label)
		switch {
		case kind == Reviews && row != "":
			f.row, f.id = row, id
		case row != "" && f.row != "" && row != f.row, id != "" && f.id != "" && id != f.id:
			return f, false
		case row != "":
			f.row = row
		case id != "":
			f.id = id
		case c.Label == "法人或其他组织" && c.Row+c.Height >= to: // all organisations in one column
		case isFrame(c, kind, col, g):
			continue
		}
		if row != "" || id != "" {
			f.confidence, f.unit = min(f.confidence, confidence), headUnit(c.Text)
		}
		f.leaf = c
	}
	if f.row == "litigation" && f.id == "" { // of which kind of suit nothing is said
		f.row, f.leaf = "", nil
		return f, true
	}
	if last != f.leaf && !f.known() { // the label next to the figures is the frame's
		f.leaf = nil
	}
	return f, true
}

// isFrame tells the labels of a head that are over columns of labels, or over all columns.
func isFrame(c *grid.Cell, kind Kind, col int, g *grid.Table) bool {
	switch {
	case c.Label == "信息内容" || c.Label == "申请人情况" || c.Label == "法人或其他组织" || strings.HasPrefix(c.Label, "第二十条"):
		return true
	case c.Width >= g.Width-1, c.Col == 0 && c.Col+c.Width < g.Width:
		return true
	}
	return false
}

// columnOf reads a label of a head: a stem, or an applicant or ending.
func columnOf(l *lexicon.TableLabels, kind Kind, label string) (row, id string, confidence float64) {
	switch kind {
	case Proactive:
		if e, c := l.ProactiveCols.Find(label); len(e) == 1 {
			return "", e[0].ID, c
		}
		if e, c := l.ProactiveRows.Find(label); len(e) == 1 {
			return e[0].ID, "", c
		}
	case Requests:
		if e, c := l.Applicants.Find(label); len(e) == 1 {
			return "", e[0].ID, c
		}
	case Reviews:
		if both, ok := l.ReviewBoth[label]; ok {
			return both[0], both[1], 1
		}
		if e, c := l.ReviewGroups.Find(label); len(e) == 1 {
			return e[0].ID, "", c
		}
		if e, c := l.ReviewLeaves.Find(label); len(e) == 1 {
			return "", e[0].ID, c
		}
	}
	return "", "", 0
}

// distinct reports whether no two fields claim the same figure.
func distinct(fields []field) bool {
	type claimed struct {
		row, id string
		timing  timing.Said
	}
	seen := make(map[claimed]bool, len(fields))
	for _, f := range fields {
		k := claimed{f.row, f.id, f.timing}
		if f.known() && seen[k] {
			return false
		}
		seen[k] = true
	}
	return true
}

// wholeReviews: every column of table 4 says its result, and either all of them or none say
// of what; 行政诉讼 is over its two halves, or over results that are of neither. Otherwise a
// head without spans has come apart.
func wholeReviews(fields []field) bool {
	rows, ids, all, halves, whole := 0, 0, 0, 0, 0
	for _, f := range fields {
		switch f.row {
		case "litigation":
			whole++
		case "litigation_direct", "litigation_after_review":
			halves++
		}
		if f.known() {
			all++
		}
		if f.row != "" {
			rows++
		}
		if f.id != "" {
			ids++
		}
	}
	return (ids == all || ids == 0) && (rows == all || rows == 0) && (halves == 0 || whole == 0)
}

// orderedFields reads the labels of a head in the order in which their columns stand: a label
// over several columns makes way for those below it.
func orderedFields(kind Kind, g *grid.Table, from, to int) []field {
	var fields []field
	var times []timing.Said
	var stems []string
	add := func(c *grid.Cell) bool {
		if t, ok := timing.Of(c.Label); ok {
			times = append(times, t)
			return true
		}
		row, id, confidence := columnOf(lexicon.Tables(), kind, c.Label)
		switch {
		case kind == Reviews && row != "" && id == "":
			if row != "litigation" {
				stems = append(stems, row)
			}
			return false
		case row == "" && id == "":
			return false
		}
		fields = append(fields, field{row: row, id: id, from: -1, to: -1, unit: headUnit(c.Text), confidence: min(confidence, 0.9), leaf: c})
		return true
	}
	for r := from; r < to; r++ {
		next := r + 1
		for _, c := range g.Cells(r) {
			if c.Row != r || c.Label == "" || add(c) || kind != Requests || len(fields) == 0 || c.Width == 1 && !g.Loose {
				continue
			}
			for ; next < to; next++ {
				for _, d := range g.Cells(next) {
					if d.Row == next {
						add(d)
					}
				}
			}
		}
		r = next - 1
	}
	if kind == Reviews {
		return reviewOrder(fields, stems)
	}
	return yearBlocks(fields, times)
}

// yearBlocks gives every block of the same fields its year. nil where there are blocks and
// no years for them.
func yearBlocks(fields []field, times []timing.Said) []field {
	if distinct(fields) {
		return fields
	}
	n := len(times)
	if n < 2 || len(fields)%n != 0 {
		return nil
	}
	size := len(fields) / n
	for i := range fields {
		if fields[i].id != fields[i%size].id {
			return nil
		}
		fields[i].timing = times[i/size]
	}
	if !distinct(fields) {
		return nil
	}
	return fields
}

// reviewOrder gives the fifteen results of table 4 their stems, where the head prints the
// three stems and the five results three times, each in the order of the form. Where it
// prints only the one or the other, the rows say the rest.
func reviewOrder(fields []field, stems []string) []field {
	switch {
	case len(stems) == 0 && len(fields) > 3 && distinct(fields):
		return fields
	case len(fields) == 0 && len(stems) == 3:
		for _, s := range stems {
			fields = append(fields, field{row: s, from: -1, to: -1, confidence: 0.9})
		}
		return fields
	}
	if len(fields) != 15 || !slices.Equal(stems, []string{"reconsideration", "litigation_direct", "litigation_after_review"}) {
		return nil
	}
	for i := range fields {
		if fields[i].id != fields[i%5].id {
			return nil
		}
		fields[i].row = stems[i/5]
	}
	if !distinct(fields) {
		return nil
	}
	return fields
}

// headUnit is the unit of money that a head prints: 单位：万元, （元）.
func headUnit(text string) string {
	if !strings.Contains(text, "元") {
		return ""
	}
	s := disclosure.FoldName(text)
	switch {
	case strings.Contains(s, "万元"):
		return "万元"
	case strings.Contains(s, "亿元"):
		return "亿元"
	case strings.Contains(s, "千元"):
		return "千元"
	case strings.Contains(s, ":元"), strings.Contains(s, "(元)"), s == "元":
		return "元"
	}
	return ""
}
