package form

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/number"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// Of fewer rows in the form's order a text is no table of the form.
const (
	leastRequestRows   = 5
	leastProactiveRows = 2
	leastListRows      = 5
)

// flatClaims is what tables that are text claim.
type flatClaims struct {
	solver
	flow     *tree.Flow
	claims   []Claim
	findings []disclosure.Finding
	later    int
	earlier  int
	read     []tree.Run
	caption  *caption
	closed   [][]flatCell  // the channels of publication that were read
	open     []openRow     // rows of statistics whose figures run together
	unread   map[Kind]bool // tables with rows, none of which could be read
}

// take reads one table.
func (f *flatClaims) take(t *flatTable) {
	n := len(f.claims)
	switch t.kind {
	case Requests:
		f.requests(t)
	case Reviews:
		f.reviews(t)
	case Proactive:
		if len(t.rows) >= leastProactiveRows {
			f.rows(t, t.rows)
			f.later, f.earlier = f.later+t.later, f.earlier+t.earlier
		}
	default:
		f.list(t)
	}
	if claimed := f.claims[n:]; len(claimed) > 0 {
		f.unread[t.kind] = !slices.ContainsFunc(claimed, func(c Claim) bool { return c.Figure.State != disclosure.StateUnreadable })
		f.findings = append(f.findings, t.unknown...)
		first, last := t.rows[0].cells, t.rows[len(t.rows)-1].cells
		f.read = append(f.read, tree.Run{Start: first[0].start, End: last[len(last)-1].end})
	}
}

// brokenRows is how many rows without a known label show that labels and figures of a table
// came apart: the rest of one label and the beginning of the next stand together before the
// figures of the latter. Only whole labels are believed then.
const brokenRows = 3

// requests reads table 3. Where the head is not printed, or oddly, the form's order of the
// columns is only believed if the total of each row says so.
func (f *flatClaims) requests(t *flatTable) {
	columns := t.applicants()
	if columns == nil && t.bare() {
		columns = standardApplicants
	}
	if columns == nil || (t.odd || len(t.columns) < len(columns)) && !t.totalsHold() {
		f.notRead(t, "申请情况表")
		return
	}
	if len(t.unknown) >= brokenRows {
		t.rows = slices.DeleteFunc(t.rows, func(r flatRow) bool { return r.confidence < 1 })
	}
	if len(t.rows) < leastRequestRows {
		return
	}
	for i := range t.rows {
		t.rows[i].columns = columns
	}
	f.rows(t, t.rows)
}

// totalsHold reports whether the figures of enough rows add up in the form's order.
func (t *flatTable) totalsHold() bool {
	whole := 0
	for _, r := range t.rows {
		if len(r.cells) != len(standardApplicants) {
			continue
		}
		if !sumsHold(r.cells, totals(Requests, standardApplicants)) {
			return false
		}
		whole++
	}
	return whole >= leastRequestRows
}

func (f *flatClaims) notRead(t *flatTable, name string) {
	if len(t.rows) >= leastRequestRows {
		f.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "文字形式的%s列的顺序不明，未读取", name)
	}
}

// reviews reads table 4: fifteen figures behind the whole head, or five behind each stem.
func (f *flatClaims) reviews(t *flatTable) {
	var rows []flatRow
	for _, r := range t.rows {
		switch {
		case r.id != "" && slices.Equal(r.columns, standardResults):
		case r.id == "" && slices.Equal(r.columns, threeResults) && slices.Equal(r.stems, standardStems) && len(rows) == 0:
		default:
			if r.id == "" {
				f.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "文字形式的复议、诉讼情况表列的顺序不明，未读取：%s", disclosure.Short(printOf(r.cells)))
			}
			continue
		}
		rows = append(rows, r)
	}
	f.rows(t, rows)
}

// rows reads the figures of rows of tables 2, 3 and 4.
func (f *flatClaims) rows(t *flatTable, rows []flatRow) {
	laid := make([]layout, len(rows))
	for i, r := range rows {
		if len(r.columns) == 0 {
			continue
		}
		laid[i] = f.lay(r.cells, totals(t.kind, r.columns), len(r.columns))
	}
	if t.kind == Requests {
		f.settleColumns(rows, laid)
	}
	for i := range rows {
		if len(rows[i].columns) > 0 {
			f.row(t.kind, &rows[i], laid[i])
		}
	}
}

// row claims the figures of a row, all of them unreadable where nobody can tell which is which.
func (f *flatClaims) row(kind Kind, r *flatRow, l layout) {
	if l.cells == nil {
		f.unreadable(kind, r)
		return
	}
	known := false
	for i, c := range l.cells {
		if c.open {
			f.unclear(kind, r, i)
			continue
		}
		known = f.figure(kind, r.key(kind, i), c, r.words, min(l.confidence, r.confidence), timing.Said{}) || known
	}
	if l.inferred && known {
		f.find(disclosure.RuleInferred, r.key(kind, 0), "“%s”没有分开印出各列，按表内勾稽关系只有一种读法：%s", disclosure.Short(printOf(r.cells)), readingOf(l.cells))
	}
}

// figure claims what one cell prints.
func (f *flatClaims) figure(kind Kind, k disclosure.Key, c flatCell, words string, confidence float64, said timing.Said) bool {
	indicator, ok := indicatorOf(kind, k)
	if !ok {
		return false
	}
	unit := ""
	if number.IsMoney(indicator.Unit) {
		unit = headUnit(words)
	}
	read := number.Read(c.print, indicator.Unit, unit)
	g := disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Unit: indicator.Unit, State: read.State, Raw: c.print,
		Confidence: min(confidence, read.Confidence), Where: disclosure.Place{Span: &disclosure.Span{Offset: c.start, Length: c.end - c.start}}}
	if read.State.Known() {
		g.Value = &read.Value
	}
	f.claims = append(f.claims, Claim{Figure: g, kind: kind, timing: said, table: f.caption})
	return true
}

func (f *flatClaims) unreadable(kind Kind, r *flatRow) {
	if !slices.ContainsFunc(r.cells, func(c flatCell) bool { return !c.blank() }) {
		return
	}
	for i := range r.columns {
		f.unclear(kind, r, i)
	}
}

// unclear claims a figure of which only the row is known.
func (f *flatClaims) unclear(kind Kind, r *flatRow, column int) {
	start, end := r.cells[0].start, r.cells[len(r.cells)-1].end
	k := r.key(kind, column)
	if indicator, ok := indicatorOf(kind, k); ok {
		g := disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Unit: indicator.Unit, State: disclosure.StateUnreadable, Raw: string(f.flow.Runes[start:end]),
			Where: disclosure.Place{Span: &disclosure.Span{Offset: start, Length: end - start}}}
		f.claims = append(f.claims, Claim{Figure: g, kind: kind, table: f.caption})
	}
}

func printOf(cells []flatCell) string {
	var all []string
	for _, c := range cells {
		if !c.blank() {
			all = append(all, c.print)
		}
	}
	return strings.Join(all, " ")
}

func readingOf(cells []flatCell) string {
	all := make([]string, len(cells))
	for i, c := range cells {
		switch all[i] = c.print; {
		case c.open:
			all[i] = "（不明）"
		case c.blank():
			all[i] = "（空）"
		}
	}
	return strings.Join(all, "、")
}

func (f *flatClaims) find(rule string, k disclosure.Key, format string, args ...any) {
	f.findings = append(f.findings, disclosure.NewFinding(rule, disclosure.BlameParser, k, fmt.Sprintf(format, args...)))
}

// list reads the statistics of forms 2008 and 2014.
func (f *flatClaims) list(t *flatTable) {
	form := listVotes(t)
	if form == nil || t.sentences() {
		return
	}
	columns := listColumns(t.columns)
	group := ""
	for i := range t.rows {
		r := &t.rows[i]
		for _, label := range r.known {
			group = form.groupBehind(label, group)
		}
		e, confidence := form.find(r.id, group)
		group = form.groupBehind(r.id, group)
		if e == nil {
			if !form.groups[r.id] {
				f.findings = append(f.findings, unknownRow(r.id, r.cells))
			}
			continue
		}
		f.listRow(form, r, e.ID, min(confidence, r.confidence), columns)
	}
}

// listColumns marks the columns whose figures the form asks for. A text without a head has
// one column.
func listColumns(columns []flatColumn) []valueColumn {
	b := block{}
	for _, c := range columns {
		b.columns = append(b.columns, valueColumn{field: field{timing: c.timing}, role: roleValue, whose: c.whose, sure: 1, label: c.label})
	}
	if len(b.columns) == 0 {
		b.columns = []valueColumn{{role: roleValue, sure: confidence.Near}}
	}
	b.choose()
	return b.columns
}

func (f *flatClaims) listRow(form *listForm, r *flatRow, id string, confidence float64, columns []valueColumn) {
	l := f.lay(r.cells, nil, len(columns))
	if l.cells == nil {
		f.open = append(f.open, openRow{form: form, row: r, id: id, columns: columns})
		return
	}
	if strings.Contains(id, "published_channel_") {
		f.closed = append(f.closed, l.cells)
	}
	for i, c := range columns {
		if c.taken {
			n := len(f.claims)
			if f.figure(form.kind, disclosure.Key{Indicator: id}, l.cells[i], r.words, min(confidence, l.confidence, c.sure), c.timing) {
				f.claims[n].whose = c.whose
				f.ever(&f.claims[n], c, columns, l.cells, r.words, min(confidence, l.confidence))
			}
		}
	}
}

// sentences reports whether rows of statistics are parts of sentences: marks of sentences
// stand behind the figures of one row and before the label of the next.
func (t *flatTable) sentences() bool {
	n := 0
	for _, r := range t.rows[1:] {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(r.words, unicode.IsSpace))
		if strings.ContainsRune("，,；;。、", first) {
			n++
		}
	}
	return 3*n > len(t.rows)
}

// listVotes tells of which form statistics are by their rows.
func listVotes(t *flatTable) *listForm {
	w := listWords()
	national, local := 0, 0
	for _, r := range t.rows {
		if w.national.tells(r.id) {
			national++
		}
		if w.local.tells(r.id) {
			local++
		}
	}
	switch {
	case max(national, local) < leastListRows:
		return nil
	case national >= local && !slices.ContainsFunc(t.columns, func(c flatColumn) bool { return c.timing.When == timing.Ever }):
		return &w.national
	}
	return &w.local
}
