package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/number"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// secondReader reads every table a second time, not through its grid but through its text:
// the cells as they follow each other, with the rows and the columns in the form's order.
// Whatever spans and columns an export gave the table, the two have to agree.
type secondReader struct {
	flat  flatReader
	index []int // bytes of the flow before every indexStep code points, nil until it is asked for
	from  flatTable
}

// indexStep is how far apart the entries of the index of bytes are, in code points.
const indexStep = 256

// mostDoubts is how many figures a finding about two readings names.
const mostDoubts = 5

// confirm holds what a table claims against the second reading of its text. Where both agree
// the figure stays as sure as it is; where the text does not say which cell is which it has
// been read once; where they differ it is in doubt, and a finding says so.
func (r *Reader) confirm(t *tableReader) {
	if len(t.claims) == 0 {
		return
	}
	s := r.second
	if s == nil {
		s = &secondReader{}
		r.second = s
	}
	read := make([]verdict, len(t.claims))
	bytes, ok := t.grid.Bytes(r.doc.Flow)
	if !ok {
		bytes = tree.Stretch{From: s.offset(r.doc.Flow.Text, t.grid.Run.Start), To: s.offset(r.doc.Flow.Text, t.grid.Run.End)}
	}
	s.read(r.doc.Flow.Text, bytes, t.grid.Run.Start)
	next, claims := 0, &claimIndex{claims: t.claims}
	for _, table := range s.flat.tables {
		next = table.hold(claims, read, next)
	}
	var doubts []string
	for i, v := range read {
		f := &t.claims[i].Figure
		if f.Cumulative != nil && !t.claims[i].twice {
			f.Cumulative.Confidence = min(f.Cumulative.Confidence, confidence.Once)
		}
		switch {
		case v == notReadTwice:
			f.Confidence = min(f.Confidence, confidence.Once)
		case v == readOtherwise:
			f.Confidence = min(f.Confidence, confidence.Doubted)
			doubts = append(doubts, f.Key().String())
		}
	}
	if n := len(doubts); n > 0 {
		t.find(disclosure.RuleTwoReadings, t.claims[slices.Index(read, readOtherwise)].Figure.Key(), "按行列与按文字两种读法有%d个数字不同，以行列为准：%s", n, strings.Join(doubts[:min(n, mostDoubts)], "、"))
	}
	t.doubtPlaces()
}

// textOnly solves no puzzles: what the second reading reads stands in the text.
var textOnly *solver

// verdict says what the second reading made of a figure.
type verdict byte

const (
	notReadTwice verdict = iota
	readAlike
	readOtherwise
)

// byteIndex counts the bytes before every indexStep code points.
func byteIndex(text string) []int {
	index := make([]int, 0, len(text)/(2*indexStep)+1)
	n := 0
	for i := range text {
		if n%indexStep == 0 {
			index = append(index, i)
		}
		n++
	}
	return index
}

// offset is the bytes before a code point of the flow.
func (s *secondReader) offset(text string, at int) int {
	if s.index == nil {
		s.index = byteIndex(text)
	}
	if at/indexStep >= len(s.index) {
		return len(text)
	}
	from, n := s.index[at/indexStep], at%indexStep
	for i := range text[from:] {
		if n == 0 {
			return from + i
		}
		n--
	}
	return len(text)
}

// read reads the text of a table that begins at a code point. A table that a page break cut in two
// goes on with the columns of the one before.
func (s *secondReader) read(text string, table tree.Stretch, start int) {
	s.flat.tables, s.flat.arena = s.flat.tables[:0], s.flat.arena[:0]
	s.flat.cur = nil
	if k := s.from.kind; k == Requests || k == Proactive {
		s.flat.cur = &flatTable{kind: k, columns: s.from.columns, group: s.from.group}
	}
	s.flat.read(text, table.From, table.To, start)
	s.from = flatTable{}
	if n := len(s.flat.tables); n > 0 {
		last := s.flat.tables[n-1]
		s.from = flatTable{kind: last.kind, columns: last.columns, group: last.group}
	}
}

// hold compares the rows of the second reading with the claims, which follow in the same
// order: next is where the last row was found.
func (t *flatTable) hold(claims *claimIndex, read []verdict, next int) int {
	var form *listForm
	columns := []flatColumn(nil)
	switch t.kind {
	case Requests:
		if columns = t.applicants(); columns == nil {
			return next
		}
	case localTable:
		if form = listVotes(t); form == nil {
			return next
		}
	}
	group := ""
	for i := range t.rows {
		r := &t.rows[i]
		switch {
		case t.kind == Requests:
			r.columns = columns
		case form != nil:
			next = r.holdList(form, &group, claims, read, next)
			continue
		case t.kind == Reviews && r.id == "" && (!slices.Equal(r.columns, threeResults) || !slices.Equal(r.stems, standardStems)):
			continue
		}
		next = r.hold(t.kind, claims, read, next)
	}
	return next
}

func (r *flatRow) hold(kind Kind, claims *claimIndex, read []verdict, next int) int {
	if len(r.columns) == 0 {
		return next
	}
	l := textOnly.lay(r.cells, totals(kind, r.columns), len(r.columns))
	if l.cells == nil {
		return next
	}
	for i := range l.cells {
		at := claims.of(r.key(kind, i), next)
		if at < 0 {
			continue
		}
		next = at + 1
		unit := ""
		if claims.claims[at].Figure.Unit == "万元" || claims.claims[at].Figure.Unit == "元" {
			unit = headUnit(r.words)
		}
		if v := alike(&claims.claims[at].Figure, l.cells[i].print, unit); v != notReadTwice {
			read[at] = v
		}
	}
	return next
}

// holdList compares a row of statistics that prints as many figures as the head has columns,
// where the form asks for one of them.
func (r *flatRow) holdList(form *listForm, group *string, claims *claimIndex, read []verdict, next int) int {
	for _, label := range r.known {
		*group = form.groupBehind(label, *group)
	}
	e, _ := form.find(r.id, *group)
	*group = form.groupBehind(r.id, *group)
	if e == nil {
		return next
	}
	columns := listColumns(r.columns)
	taken := -1
	for i, c := range columns {
		if c.taken && taken >= 0 {
			return next
		}
		if c.taken {
			taken = i
		}
	}
	l := textOnly.lay(r.cells, nil, len(columns))
	at := claims.of(disclosure.Key{Indicator: e.ID}, next)
	if taken < 0 || l.cells == nil || at < 0 {
		return next
	}
	if v := alike(&claims.claims[at].Figure, l.cells[taken].print, ""); v == readAlike {
		read[at] = v
	}
	if c := &claims.claims[at]; c.Figure.Cumulative != nil && columns[taken].ever > 0 {
		sum := besideOf(&c.Figure)
		c.twice = alike(&sum, l.cells[columns[taken].ever-1].print, "") == readAlike
	}
	return at + 1
}

// claimIndex finds the claims of a table.
type claimIndex struct {
	claims []Claim
	places map[disclosure.Key][]int // of all claims, nil until a claim is not the next one
}

// of finds the claim for a figure, first among those behind the last one found. Of two
// claims for one figure the text cannot tell which is meant.
func (c *claimIndex) of(k disclosure.Key, next int) int {
	at := next
	if next == len(c.claims) || c.claims[next].Figure.Key() != k {
		if at = c.elsewhere(k, next); at < 0 {
			return -1
		}
	}
	if c.claims[at].timing.When == timing.Before {
		return -1
	}
	return at
}

// elsewhere is the place of the first claim for a figure behind a place, or from the first on; -1
// where there is none.
func (c *claimIndex) elsewhere(k disclosure.Key, next int) int {
	if c.places == nil {
		c.places = make(map[disclosure.Key][]int, len(c.claims))
		for i := range c.claims {
			key := c.claims[i].Figure.Key()
			c.places[key] = append(c.places[key], i)
		}
	}
	all := c.places[k]
	if len(all) == 0 {
		return -1
	}
	i, _ := slices.BinarySearch(all, next)
	return all[i%len(all)]
}

// alike compares a figure with what its cell prints in the text.
func alike(f *disclosure.Figure, print, unit string) verdict {
	if print == f.Raw {
		return readAlike
	}
	if f.State == disclosure.StateUnreadable {
		return notReadTwice
	}
	read := number.Read(print, f.Unit, unit)
	switch {
	case read.State == disclosure.StateUnreadable:
		return notReadTwice
	case read.State == f.State && (f.Value == nil || *f.Value == read.Value):
		return readAlike
	case f.Value != nil && number.IsMoney(f.Unit) && read.State == f.State: // the unit may stand where the text does not show it
		return notReadTwice
	}
	return readOtherwise
}
