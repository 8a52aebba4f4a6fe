package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// flatMarks are words that the head or the first rows of a table of the forms have. A flow
// without any holds no table.
var flatMarks = []string{"信息内容", "自然人", "商业企业", "结果维持", "尚未审结", "结转下年度", "统计指标", "指标名称", "计量单位", "历年累计", "规范性文件", "申请答复", "当面申请", "同意公开"}

// readFlat reads the tables that are text, of the kinds that no table of the page gave.
func (r *Reader) readFlat() {
	if r.Kinds[Requests] && r.Kinds[Reviews] && r.Kinds[Proactive] || r.Statistics() {
		return
	}
	text := r.doc.Flow.Text
	if !slices.ContainsFunc(flatMarks, func(m string) bool { return strings.Contains(text, m) }) {
		return
	}
	f, text := &flatReader{}, unpipe(asciiRules(uncomma(unlead(text))))
	r.betweenGrids(text, func(from, to, start int) { f.read(text, from, to, start) })
	r.flat = &flatClaims{flow: r.doc.Flow, caption: &caption{}, unread: map[Kind]bool{}, solver: solver{left: mostSolved}}
	tables := joinTables(f.tables)
	r.flat.vanished = r.flat.blanksVanish(tables)
	for _, t := range tables {
		if !r.Kinds[t.kind] {
			r.flat.take(t)
		}
	}
	r.takeFlat()
}

// takeFlat takes over what was read.
func (r *Reader) takeFlat() {
	f := r.flat
	r.Claims = append(r.Claims, f.claims...)
	r.Findings = append(r.Findings, f.findings...)
	r.later, r.earlier = r.later+f.later, r.earlier+f.earlier
	for i := range f.claims {
		kind := f.claims[i].kind
		if !f.unread[kind] {
			r.Kinds[kind] = true
		}
	}
	r.Places = append(r.Places, f.read...)
	r.gave = append(r.gave, f.read...)
	slices.SortFunc(r.Places, func(a, b tree.Run) int { return a.Start - b.Start })
}

// Unparted reports whether a table is there from which nothing could be read.
func (r *Reader) Unparted() bool {
	if r.flat == nil {
		return false
	}
	for kind, unread := range r.flat.unread {
		if unread && !r.Kinds[kind] {
			return true
		}
	}
	return false
}

// betweenGrids visits the stretches of the flow outside of tables, by bytes and the code
// point at which each begins. text is the flow's, character by character.
func (r *Reader) betweenGrids(text string, visit func(from, to, start int)) {
	at, bytes := 0, 0
	pass := func(to int) int {
		for i := range text[bytes:] {
			if at == to {
				bytes += i
				return bytes
			}
			at++
		}
		bytes = len(text)
		return bytes
	}
	for _, g := range r.grids {
		if g.Start < at {
			continue
		}
		from, start := bytes, at
		if to := pass(g.Start); to > from {
			visit(from, to, start)
		}
		pass(g.End)
	}
	if bytes < len(text) {
		visit(bytes, len(text), at)
	}
}

// joinTables joins what a repeated head parts: a table 3 that goes on where the one before ended.
func joinTables(tables []*flatTable) []*flatTable {
	var all []*flatTable
	for _, t := range tables {
		if n := len(all); n > 0 {
			last := all[n-1]
			switch {
			case t.kind == Requests && last.kind == Requests && last.rows[len(last.rows)-1].order < t.rows[0].order && (len(t.columns) == 0 || slices.Equal(t.columns, last.columns)),
				t.kind == Proactive && last.kind == Proactive:
				last.rows = append(last.rows, t.rows...)
				last.unknown = append(last.unknown, t.unknown...)
				last.later, last.earlier = last.later+t.later, last.earlier+t.earlier
				continue
			}
		}
		all = append(all, t)
	}
	return all
}

// openRow is a row of statistics whose columns run together.
type openRow struct {
	form    *listForm
	row     *flatRow
	id      string
	columns []valueColumn
}

// InferLists reads the rows of statistics that run together where the text of the report
// says the total and the channels add up to it in every column: in one way only. What the
// text says itself stays; other rows are named and not read.
func (r *Reader) InferLists(prose []disclosure.Figure) {
	if r.flat == nil || len(r.flat.open) == 0 {
		return
	}
	f := r.flat
	f.claims, f.findings = nil, nil
	solved := f.channels(prose)
	var left []string
	for _, o := range f.open {
		if slices.Contains(solved, o.id) {
			r.count(o.form.kind, 1, 0)
		} else {
			r.count(o.form.kind, 0, 1)
			left = append(left, disclosure.Short(o.row.id)+" "+disclosure.Short(printOf(o.row.cells)))
		}
	}
	if len(left) > 0 {
		f.find(disclosure.RuleUnreadable, disclosure.Key{}, "统计表各列的数字连在一起，无法分开，未读取：%s", strings.Join(left, "；"))
	}
	for _, c := range f.claims {
		r.Figures = append(r.Figures, c.Figure)
	}
	r.Findings = append(r.Findings, f.findings...)
}

// channels reads the channels of publication below a total that the text says.
func (f *flatClaims) channels(prose []disclosure.Figure) []string {
	at := slices.IndexFunc(f.open, func(o openRow) bool { return strings.HasSuffix(o.id, "published_total") })
	if at < 0 {
		return nil
	}
	total := f.open[at]
	said := slices.IndexFunc(prose, func(g disclosure.Figure) bool { return g.Indicator == total.id && g.Value != nil })
	taken := slices.IndexFunc(total.columns, func(c valueColumn) bool { return c.taken })
	if said < 0 || taken < 0 || len(total.row.cells) != 1 || !onlyDigits(total.row.cells[0].print) {
		return nil
	}
	var rows []openRow
	ways := [][][]flatCell{}
	for _, o := range f.open {
		if strings.Contains(o.id, "published_channel_") && len(o.row.cells) == 1 && onlyDigits(o.row.cells[0].print) {
			rows = append(rows, o)
			ways = append(ways, f.splitsOf(o.row.cells[0], len(total.columns)))
		}
	}
	var found [][][]flatCell
	var whole []flatCell // the total in the way that was found last
	for _, way := range f.splitsOf(total.row.cells[0], len(total.columns)) {
		if n, _ := count(way[taken].print); disclosure.Int(n) != *prose[said].Value {
			continue
		}
		want := make([]int64, len(way))
		for i, c := range way {
			want[i], _ = count(c.print)
		}
		for _, c := range f.closed {
			for i := range want {
				n, _ := count(c[i].print)
				want[i] -= n
			}
		}
		if all := f.addUp(ways, want); len(all) > 0 {
			found, whole = append(found, all...), way
		}
	}
	if len(found) != 1 {
		return nil
	}
	f.everInferred(&prose[said], total, taken, whole)
	var solved []string
	for i, o := range rows {
		solved = append(solved, o.id)
		c, n := found[0][i][taken], len(f.claims)
		if f.figure(o.form.kind, disclosure.Key{Indicator: o.id}, c, o.row.words, confidence.Inferred, timing.Said{}) {
			f.everInferred(&f.claims[n].Figure, o, taken, found[0][i])
			f.find(disclosure.RuleInferred, disclosure.Key{Indicator: o.id}, "“%s”没有分开印出各列，按合计与正文只有一种读法：%s", disclosure.Short(printOf(o.row.cells)), readingOf(found[0][i]))
		}
	}
	return append(solved, total.id)
}

// splitsOf lists the ways to part digits into n numbers.
func (s *solver) splitsOf(c flatCell, n int) [][]flatCell {
	ways, _ := s.splitDigits(disclosure.FoldText(c.print), make([]bool, n), mostWays)
	return splitCell(c, ways)
}

// addUp lists the choices of one way for each row that add up to what is wanted in every column.
func (s *solver) addUp(ways [][][]flatCell, want []int64) [][][]flatCell {
	if len(ways) == 0 {
		if slices.ContainsFunc(want, func(n int64) bool { return n != 0 }) {
			return nil
		}
		return [][][]flatCell{nil}
	}
	var all [][][]flatCell
	for _, way := range ways[0] {
		if s.left--; s.left < 0 {
			return nil
		}
		rest := slices.Clone(want)
		for i, c := range way {
			n, _ := count(c.print)
			rest[i] -= n
		}
		if slices.ContainsFunc(rest, func(n int64) bool { return n < 0 }) {
			continue
		}
		for _, more := range s.addUp(ways[1:], rest) {
			all = append(all, append([][]flatCell{way}, more...))
		}
	}
	return all
}

// splitCell parts a cell as each way says.
func splitCell(c flatCell, ways [][]int) [][]flatCell {
	in := []rune(c.print)
	all := make([][]flatCell, len(ways))
	for i, way := range ways {
		for k := range len(way) - 1 {
			all[i] = append(all[i], flatCell{start: c.start + way[k], end: c.start + way[k+1], print: string(in[way[k]:way[k+1]])})
		}
	}
	return all
}
