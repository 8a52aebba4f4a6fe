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

// row reads a row of figures and reports whether it is one of the form's.
func (t *tableReader) row(row int) bool {
	cells := t.grid.Cells(row)
	if len(cells) == 0 || t.isBand(row, cells) || t.head == nil {
		return false
	}
	if c := t.grid.OnlyText(row); c != nil && c.Col == 0 && isProse(c) && !number.IsPrinted(c.Text) {
		return false // 五、存在的主要问题, in a sheet that holds the whole report
	}
	if len(t.head.fields) == 0 {
		if !t.unread && anyNumber(cells) && t.head.kind != Proactive {
			t.unread = true
			t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "表头的各列无法辨认，以下各行未读取：%s", prints(cells))
		}
		return false
	}
	switch t.head.kind {
	case Proactive:
		if t.head.fields[0].plain {
			t.discriminate(row)
		}
		return t.proactiveRow(cells)
	case Requests:
		return t.requestRow(row, cells)
	case Reviews:
		return t.reviewRow(row, cells)
	}
	return false
}

// isBand tells rows of one cell: the item of article 20 that follows, a title inside the
// table, a note below it. They hold no figures.
func (t *tableReader) isBand(row int, cells []*grid.Cell) bool {
	var only *grid.Cell
	for _, c := range cells {
		if c.Text == "" && c.Row == row {
			continue
		}
		if only != nil {
			return false
		}
		only = c
	}
	if only == nil || only.Digits || only.Row != row || len(cells) > 1 && only.Col > 0 {
		return false
	}
	switch {
	case strings.HasPrefix(only.Label, "第二十条"):
		if t.head != nil && t.head.kind == Proactive && len(cells) == 1 {
			t.head = nil
		}
		return len(cells) == 1
	case len(cells) > 1 && lexicon.Tables().All[only.Label]: // a row of the form, all blank
		return false
	}
	if time := timing.OfCaption(only.Text); time.When != timing.Unsaid {
		t.band = time
	}
	if g, _ := lexicon.Tables().RequestGroups.Find(only.Label); len(g) == 1 {
		t.group = g[0].ID
	}
	return len(cells) == 1
}

// split counts the cells of labels at the left of a row. Labels are known by their words, or
// by their place left of the columns of figures.
func (t *tableReader) split(cells []*grid.Cell, known func(label string) bool) int {
	first, fields := -1, len(t.head.fields)
	if t.head.placed() {
		first = t.head.fields[0].from
	}
	for i, c := range cells {
		left := first >= 0 && c.Col+c.Width <= first
		switch {
		case first < 0 && !isFigure(c) && len(cells)-i > fields:
		case c.Digits && (!left || len(cells)-i == fields):
			return i
		case left, c.Label != "" && !c.Digits && known(c.Label):
		case first < 0 && c.Text == "" && slices.ContainsFunc(cells[i+1:], func(c *grid.Cell) bool { return c.Label != "" && !c.Digits && known(c.Label) }): // of a group
		default:
			return i
		}
	}
	return len(cells)
}

// isFigure reports whether a cell prints a figure, or that there is none, and no label.
func isFigure(c *grid.Cell) bool {
	_, time := timing.Of(c.Label)
	return !time && anyNumber([]*grid.Cell{c})
}

// leastCounts is how many numbers that are more than digits (3.0, 1,200, 2件) make a row of counts.
const leastCounts = 3

// printsCounts reports whether a row without a label prints counts: digits, or nothing but
// numbers in another print.
func printsCounts(values []*grid.Cell) bool {
	n := 0
	for _, c := range values {
		switch {
		case c.Digits:
			return true
		case c.Text != "" && !number.IsPrinted(c.Text):
			return false
		case c.Text != "":
			n++
		}
	}
	return n >= leastCounts
}

// rowTiming is the time that a label at the left of a row says.
func rowTiming(labels []*grid.Cell) timing.Said {
	for _, c := range labels {
		if time, ok := timing.Of(c.Label); ok {
			return time
		}
	}
	return timing.Said{}
}

// proactiveRow reads a row of table 2: 规章 | 0 | 0 | 0, or 本年制发件数 | 0 | 0 where the
// columns are 规章 and 行政规范性文件.
func (t *tableReader) proactiveRow(cells []*grid.Cell) bool {
	split := t.split(cells, func(label string) bool {
		row, id, _ := columnOf(lexicon.Tables(), Proactive, label)
		_, time := timing.Of(label)
		return row != "" || id != "" || time || strings.HasPrefix(label, "第二十条")
	})
	var stem, ending string
	var leaf *grid.Cell
	confidence := 1.0
	for _, c := range cells[:split] {
		row, id, conf := columnOf(lexicon.Tables(), Proactive, c.Label)
		if row == "" && id == "" {
			continue
		}
		if row != "" {
			stem = row
		} else {
			ending = id
		}
		confidence, leaf = min(confidence, conf), c
	}
	switch {
	case leaf == nil && split == 0 && t.head.complete():
		leaf = cells[0]
	case leaf == nil:
		return t.unknownRow(joinLabels(cells[:split]), cells[split:])
	}
	return t.figureRow(leaf, cells[split:], confidence, rowTiming(cells[:split]), func(f *field) disclosure.Key {
		row, id, ok := joined(f, stem, ending)
		if !ok {
			return disclosure.Key{}
		}
		return disclosure.Key{Indicator: lexicon.Proactive(row, id)}
	})
}

// joined joins what the row and the head say, where they say different things of one figure.
func joined(f *field, row, id string) (string, string, bool) {
	if f.row != "" && row != "" && f.row != row || f.id != "" && id != "" && f.id != id {
		return "", "", false
	}
	if f.row != "" {
		row = f.row
	}
	if f.id != "" {
		id = f.id
	}
	return row, id, row != "" && id != ""
}

func joinLabels(cells []*grid.Cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.Text)
	}
	return b.String()
}

// requestRow reads a row of table 3: the labels from the outermost in, then the figures.
func (t *tableReader) requestRow(row int, cells []*grid.Cell) bool {
	l := lexicon.Tables()
	split := t.split(cells, func(label string) bool {
		if l.RequestRows.Exact[label] != nil || l.RequestGroups.Exact[label] != nil || label == "本年度办理结果" {
			return true
		}
		rows, _ := l.RequestRows.Find(label)
		return rows != nil
	})
	leaf, group := requestLeaf(row, cells[:split])
	if leaf == nil {
		return false
	}
	if g := l.RequestGroups.Exact[leaf.Label]; split == len(cells) && len(g) == 1 { // a group with its rows below it
		t.group = g[0].ID
		return false
	}
	values := cells[split:]
	if leaf.Row < row && leaf.Height > 1 && l.RequestGroups.Exact[leaf.Label] != nil { // the row's own label is missing
		return t.unknownRow(leaf.Text, values)
	}
	indicator, confidence, values, cut := t.requestLabel(leaf, group, values)
	if cut {
		return false
	}
	if indicator == "" {
		return t.keepStranger(leaf, values)
	}
	return t.requestFigures(leaf, values, indicator, confidence, rowTiming(cells[:split]))
}

// requestLeaf finds the cell of a row's own label, the last one, and the group that the label
// before it names. Where the span of a group is too long its cell stands in a row of the next
// group, and behind the label: a label that begins in the row goes before one from above.
func requestLeaf(row int, cells []*grid.Cell) (leaf *grid.Cell, group string) {
	for _, c := range cells {
		if _, time := timing.Of(c.Label); c.Label == "" || c.Digits || time {
			continue
		}
		outer := c
		if leaf == nil || c.Row == row || leaf.Row != row {
			outer, leaf = leaf, c
		}
		if outer == nil {
			continue
		}
		if g, _ := lexicon.Tables().RequestGroups.Find(outer.Label); len(g) == 1 {
			group = g[0].ID
		}
	}
	return leaf, group
}

func (t *tableReader) requestFigures(leaf *grid.Cell, values []*grid.Cell, indicator string, confidence float64, said timing.Said) bool {
	return t.figureRow(leaf, values, confidence, said, func(f *field) disclosure.Key {
		return disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(f.id)}
	})
}

// requestLabel finds the row of a label, together with the row before where a page break cut
// it in two. cut is true where the row has to wait for the next one.
func (t *tableReader) requestLabel(leaf *grid.Cell, group string, values []*grid.Cell) (indicator string, confidence float64, all []*grid.Cell, cut bool) {
	l := lexicon.Tables()
	if joined, values, ok := t.mend(leaf.Text, values, func(label string) bool { return l.RequestRows.Exact[label] != nil }); ok {
		indicator, confidence = t.requestIndicator(joined, group)
		return indicator, min(confidence, 0.9), values, false
	}
	indicator, confidence = t.requestIndicator(leaf.Label, group)
	if (indicator == "" || allEmpty(values)) && l.RequestRows.Begins(leaf.Label) {
		alone, sure := indicator, confidence
		t.cut = &cutRow{leaf.Text, values, func() bool {
			if alone == "" {
				return t.unknownRow(leaf.Text, values)
			}
			return t.requestFigures(leaf, values, alone, sure, timing.Said{})
		}}
		return "", 0, nil, true
	}
	return indicator, confidence, values, false
}

// requestIndicator finds the row of a label. 其他 is a row of 其他处理 only, and where the
// cell of the group is left blank after a page break, the rows above say which group it is;
// any other label is its own, and a group of another name makes it less sure.
func (t *tableReader) requestIndicator(label, group string) (string, float64) {
	entries, confidence := lexicon.Tables().RequestRows.Find(label)
	if len(entries) != 1 {
		return "", 0
	}
	e := entries[0]
	if lexicon.IsOther(label) && group == "" {
		group = t.group
	}
	if lexicon.IsOther(label) && group != e.Group {
		return "", 0
	}
	if e.Group != "" && group != "" && e.Group != group {
		confidence = min(confidence, 0.9)
	}
	t.group = e.Group
	return e.ID, confidence
}

// stem is what the line above a table of results says that they are of, "" where it says
// nothing or several things.
func (c *caption) stem() string {
	if len(c.lines) == 0 {
		return ""
	}
	line := c.lines[0]
	direct, after := strings.Contains(line, "直接起诉") || strings.Contains(line, "直接诉讼"), strings.Contains(line, "复议后")
	review, suit := strings.Contains(line, "行政复议"), strings.Contains(line, "行政诉讼")
	switch {
	case direct && after, direct && review, after && review, review && suit:
	case direct:
		return "litigation_direct"
	case after:
		return "litigation_after_review"
	case review:
		return "reconsideration"
	case suit:
		return "litigation"
	}
	return ""
}

// reviewRow reads a row of figures of table 4: the only one, that of a year, or that of
// 行政复议 where the columns are the results.
func (t *tableReader) reviewRow(row int, cells []*grid.Cell) bool {
	split := t.split(cells, func(label string) bool {
		stem, id, _ := columnOf(lexicon.Tables(), Reviews, label)
		_, time := timing.Of(label)
		return stem != "" || id != "" || time
	})
	var stem, ending string // of 行政诉讼 without its halves no figure is known: figure says so
	confidence := 1.0
	for _, c := range cells[:split] {
		s, id, conf := columnOf(lexicon.Tables(), Reviews, c.Label)
		if s != "" && (s != "litigation" || stem == "" && t.head.fields[0].row == "") {
			stem, confidence = s, min(confidence, conf)
		}
		if id != "" {
			ending, confidence = id, min(confidence, conf)
		}
	}
	if stem == "" && t.head.fields[0].row == "" {
		stem = t.caption.stem()
	}
	var values []*grid.Cell
	for _, c := range cells[split:] {
		if c.Row == row {
			values = append(values, c)
		}
	}
	said := rowTiming(cells[:split])
	again := t.given[Reviews] || len(t.claims) > 0
	if len(t.head.fields) == 0 || len(values) == 0 || stem == "" && ending == "" && said.When == timing.Unsaid && again && (!printsCounts(values) || t.head.near) {
		return false
	}
	return t.figureRow(values[0], values, confidence, said, func(f *field) disclosure.Key {
		s, id, ok := joined(f, stem, ending)
		if !ok {
			return disclosure.Key{}
		}
		return disclosure.Key{Indicator: s + "_" + id}
	})
}
