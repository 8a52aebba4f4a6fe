package form

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/day"
	"gongkai/parse/lexicon"
)

// flatReader reads tables that are text: cells parted by tabs, spaces or lines, or by
// nothing. It knows rows by their labels and columns by the words of the head, as the form
// orders them, and takes nothing where the words of a form are not around it.
type flatReader struct {
	scan   flatScan
	cur    *flatTable
	tables []*flatTable
	arena  []flatCell // of all rows
	before string     // the label before, where it may begin the head of statistics
}

var requestRowOrder = sync.OnceValue(func() []string {
	var all []string
	for _, i := range disclosure.Catalogue() {
		if i.Table != "table_3" || slices.Contains(all, i.Indicator) {
			continue
		}
		at := len(all)
		if strings.HasPrefix(i.Indicator, "outcome_other_") { // of form 2021, behind those of form 2019
			at = slices.Index(all, "outcome_total")
		}
		all = slices.Insert(all, at, i.Indicator)
	}
	return all
})

// longestGap is the longest text inside a table that belongs to no label of a form, in code
// points. More is prose.
const longestGap = 40

// read reads a stretch of the flow that begins at a byte and a code point.
func (r *flatReader) read(text string, from, to, start int) {
	r.scan = flatScan{text: text, at: from, end: to, rune: start, cells: r.scan.cells}
	for r.scan.next() {
		r.row(flatLabels().words(r.scan.words))
	}
	r.close()
}

// close ends a table: nothing behind belongs to it.
func (r *flatReader) close() {
	if r.cur != nil && len(r.cur.rows) > 0 {
		r.tables = append(r.tables, r.cur)
	}
	r.cur = nil
}

// row takes words and the figures behind them.
func (r *flatReader) row(words []flatWord) {
	figures := slices.ContainsFunc(r.scan.cells, func(c flatCell) bool { return !c.blank() })
	n := len(words)
	for i, w := range words {
		if w.full && i > 0 {
			r.close()
		}
		switch {
		case w.label == "" && utf8.RuneCountInString(w.text) > longestGap:
			r.close()
		case w.label == "":
			if i < n-1 {
				r.unknownColumn(w)
			}
		case slices.Contains(flatHeadings, w.label) && (w.bound || i == 0):
			r.close()
		case i < n-1:
			r.word(w.label)
		}
	}
	if n == 0 {
		return
	}
	last := words[n-1]
	if len(r.scan.cells) == 0 || !figures && !r.wholeRow(last) {
		if last.label != "" && !slices.Contains(flatHeadings, last.label) {
			r.word(last.label)
		}
		return
	}
	if !r.labelled(words) && figures {
		r.unknown(words)
	}
}

// unknownColumn notes a word of a head that nobody knows. In table 2 it keeps its place; in
// table 3 the sums of the rows have to show what is what.
func (r *flatReader) unknownColumn(w flatWord) {
	switch {
	case r.cur == nil || !r.cur.heading || !w.bound || utf8.RuneCountInString(w.text) < 2:
	case r.cur.kind == Proactive:
		r.cur.columns = append(r.cur.columns, flatColumn{})
	case len(r.cur.columns) > 0:
		r.cur.odd = true
	}
}

// wholeRow reports whether the blank cells between two tabs are a row of their own. In
// statistics of one column the unit before it says which column is blank.
func (r *flatReader) wholeRow(last flatWord) bool {
	if r.cur == nil || r.cur.heading && r.cur.kind != Proactive {
		return false
	}
	n := len(r.cur.columns)
	if r.cur.kind == Requests {
		n = len(standardApplicants)
	}
	return (n > 1 || n == 1 && r.isList() && lexicon.Units[last.text]) && n == len(r.scan.cells) && !slices.ContainsFunc(r.scan.cells, func(c flatCell) bool { return c.weak })
}

// word takes a label that no figures stand behind: one of a head, or of a group of rows.
func (r *flatReader) word(label string) {
	switch {
	case r.isList() && (r.listWord(label) || listLabel(label)):
		r.cur.known = append(r.cur.known, label)
	case r.unifiedWord(label), r.listWord(label), r.cur == nil:
	case r.cur.kind == Requests:
		if e := lexicon.Tables().RequestGroups.Exact[label]; len(e) == 1 {
			r.cur.group, r.cur.heading = e[0].ID, false
		}
	}
}

// unifiedWord takes a label into the head of table 2, 3 or 4.
func (r *flatReader) unifiedWord(label string) bool {
	l := lexicon.Tables()
	heading := r.cur != nil && r.cur.heading
	switch {
	case lexicon.IsTotal(label) || lexicon.IsOther(label):
		switch {
		case heading && r.cur.kind == Requests:
			r.column(Requests, l.Applicants.Exact[label][0].ID)
		case heading && r.cur.kind == Reviews && lexicon.IsTotal(label):
			r.column(Reviews, "total")
		default:
			return false
		}
	case label == "申请人情况" || label == "法人或其他组织":
		r.enter(Requests)
	case label == "信息内容":
		r.enter(Proactive)
		r.cur.columns, r.cur.heading = nil, true
	case l.Applicants.Exact[label] != nil:
		r.column(Requests, l.Applicants.Exact[label][0].ID)
	case l.ReviewLeaves.Exact[label] != nil:
		r.column(Reviews, l.ReviewLeaves.Exact[label][0].ID)
	case l.ReviewGroups.Exact[label] != nil:
		r.stem(l.ReviewGroups.Exact[label][0].ID)
	case l.ProactiveCols.Exact[label] != nil:
		r.column(Proactive, l.ProactiveCols.Exact[label][0].ID)
		r.discriminate(label)
	default:
		return false
	}
	return true
}

// column adds a column to the head of a table.
func (r *flatReader) column(kind Kind, id string) {
	r.enter(kind)
	r.cur.columns = append(r.cur.columns, flatColumn{id: id})
}

// stem adds what is reviewed to the head of table 4. Where the results stand above, it is
// the label of a row.
func (r *flatReader) stem(id string) {
	if r.cur != nil && r.cur.kind == Reviews && !r.cur.heading {
		return
	}
	r.enter(Reviews)
	if id != "litigation" {
		r.cur.stems = append(r.cur.stems, id)
	}
}

// enter begins a table, or the next head in the same one, or goes on with the head that is
// being read.
func (r *flatReader) enter(kind Kind) {
	switch {
	case r.cur != nil && r.cur.kind == kind && r.cur.heading:
	case r.cur != nil && r.cur.kind == kind && kind == Proactive:
		r.cur.columns, r.cur.heading = nil, true
	default:
		r.close()
		r.cur = &flatTable{kind: kind, heading: true}
	}
}

// discriminate counts what only one of the forms of 2019 and 2021 prints.
func (r *flatReader) discriminate(label string) {
	switch id := lexicon.Tables().ProactiveCols.Exact[label][0].ID; {
	case id == "repealed", id == "in_force", id == "amount", id == "made" && strings.Contains(label, "制发"):
		r.cur.later++
	case id != "decisions":
		r.cur.earlier++
	}
}

// labelled reads figures under the label that stands before them.
func (r *flatReader) labelled(words []flatWord) bool {
	last := words[len(words)-1]
	if r.cur != nil && r.cur.kind == Reviews && r.cur.heading {
		if r.unifiedWord(last.label) && len(r.cur.columns) > len(standardResults) {
			r.add(flatRow{confidence: 1})
			return true
		}
	}
	switch {
	case r.isList():
		return r.listRow(words)
	case r.cur == nil || r.cur.kind == Reviews && !r.isStem(last.label):
		if sure(words) && last.label != "" && !lexicon.IsTotal(last.label) && !lexicon.IsOther(last.label) && lexicon.Tables().RequestRows.Exact[last.label] != nil {
			r.close()
			r.cur = &flatTable{kind: Requests}
			return r.requestRow(words)
		}
		return sure(words) && r.listRow(words)
	case r.cur.kind == Requests:
		return r.requestRow(words)
	case r.cur.kind == Proactive:
		e, confidence := lookUp(words, &lexicon.Tables().ProactiveRows)
		if e == nil {
			return false
		}
		r.add(flatRow{id: e.ID, confidence: confidence})
		return true
	}
	r.add(flatRow{id: lexicon.Tables().ReviewGroups.Exact[last.label][0].ID, confidence: 1})
	return true
}

func (r *flatReader) isStem(label string) bool {
	e := lexicon.Tables().ReviewGroups.Exact[label]
	return e != nil && e[0].ID != "litigation" && len(r.cur.columns) == len(standardResults)
}

// requestRow reads a row of table 3. A row that does not come behind the one before is one
// of a further table.
func (r *flatReader) requestRow(words []flatWord) bool {
	e, confidence := lookUp(words, &lexicon.Tables().RequestRows)
	if e == nil {
		e, confidence = r.goesOn(words, &lexicon.Tables().RequestRows)
	}
	if e == nil {
		return false
	}
	if lexicon.IsOther(words[len(words)-1].label) && r.cur.group != e.Group {
		return false
	}
	order := requestOrder(e.ID)
	if n := len(r.cur.rows); n > 0 && r.cur.rows[n-1].order >= order {
		columns := r.cur.columns
		r.close()
		r.cur = &flatTable{kind: Requests, columns: columns}
	}
	r.cur.group = e.Group
	r.add(flatRow{id: e.ID, order: order, confidence: confidence})
	return true
}

// add keeps a row of the table.
func (r *flatReader) add(row flatRow) {
	row.words, row.columns, row.stems = r.scan.words, r.cur.columns, r.cur.stems
	r.recell(&row)
	row.known, r.cur.known = r.cur.known, nil
	if r.cur.rows == nil && r.cur.kind == Requests {
		r.cur.rows = make([]flatRow, 0, mostRequestRows)
	}
	r.cur.rows, r.cur.heading = append(r.cur.rows, row), false
}

// recell gives a row the cells that were read last.
func (r *flatReader) recell(row *flatRow) {
	if r.arena == nil {
		r.arena = make([]flatCell, 0, usualClaims)
	}
	n := len(r.arena)
	r.arena = append(r.arena, r.scan.cells...)
	row.cells = r.arena[n:len(r.arena):len(r.arena)]
}

// sure reports whether the last of the words stands by itself: white space, a numbering or
// another label before it. 涉外行政许可 is no 行政许可.
func sure(words []flatWord) bool {
	n := len(words)
	return words[n-1].bound || n == 1 || words[n-2].label != ""
}

// lookUp finds the entry of the label next to the figures, one that lost or gained
// characters too.
func lookUp(words []flatWord, lex *lexicon.Index) (*lexicon.Entry, float64) {
	n := len(words)
	if e := lex.Exact[words[n-1].label]; len(e) == 1 && sure(words) {
		return &e[0], 1
	}
	text := ""
	for i := n - 1; i >= max(0, n-5); i-- {
		text = words[i].text + text
		if !words[i].bound {
			continue
		}
		if e, confidence := lex.Find(text); len(e) == 1 {
			return &e[0], confidence
		}
	}
	return nil, 0
}

// unknown notes figures under words that are no label of the table's form.
func (r *flatReader) unknown(words []flatWord) {
	if r.cur == nil || len(r.cur.rows) == 0 {
		return
	}
	text := ""
	for i := len(words) - 1; i >= 0; i-- {
		if text = words[i].text + text; words[i].bound {
			break
		}
	}
	if text == "" || isDay(text) || r.isList() && r.ofNoFigure(text) {
		return
	}
	r.cur.unknown = append(r.cur.unknown, unknownRow(text, r.scan.cells))
}

// isDay tells the day below a table: what stands behind it is the number of the page.
func isDay(text string) bool {
	return strings.HasSuffix(text, "日") && strings.HasPrefix(text, "20") && day.In(disclosure.FoldText(text)) != nil
}

// ofNoFigure reports whether a row of statistics is a group without a number (一、主动公开情况
// —— ——), or the line below the table with the telephone of who filled it in.
func (r *flatReader) ofNoFigure(text string) bool {
	if filledIn.MatchString(text) {
		return true
	}
	number := func(c flatCell) bool { return strings.ContainsFunc(c.print, flatDigit) }
	return listLabel(disclosure.Label(text)) && !slices.ContainsFunc(r.scan.cells, number)
}

var filledIn = pattern.MustCompile(`(?:填报人|审核人|负责人|填表人|经办人).*电话$|^(?:联系)?电话$`)

func unknownRow(text string, cells []flatCell) disclosure.Finding {
	var prints []string
	for _, c := range cells[:min(len(cells), 8)] {
		print := disclosure.Short(c.print)
		if c.blank() {
			print = "（空）"
		}
		prints = append(prints, print)
	}
	return disclosure.NewFinding(disclosure.RuleUnknownLabel, disclosure.BlameParser, disclosure.Key{}, "文字形式的表格中有未识别的行“"+disclosure.Short(text)+"”，所印为："+strings.Join(prints, "、"))
}
