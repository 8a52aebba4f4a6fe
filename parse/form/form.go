package form

import (
	"fmt"

	"gongkai/disclosure"
	"gongkai/parse/grid"
	"gongkai/parse/lexicon"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// Reader reads the tables of all forms on a page. A table that goes on without a head,
// where a page break cut one in two, goes on with the head of the table before.
type Reader struct {
	doc      *tree.Document
	last     *tableReader         // of the table before, nil where it was none of a form
	Claims   []Claim              // what the cells say, before one is chosen of several for a figure
	Figures  []disclosure.Figure  // what settle makes of the claims
	Findings []disclosure.Finding // doubts about the reading
	Kinds    map[Kind]bool        // tables that gave figures
	Places   []tree.Run           // where in the flow the tables that were read lie
	gave     []tree.Run           // those of them that gave figures
	Other    disclosure.Form      // of statistics from which nothing could be read, "" where there are none
	later    int                  // discriminators of form 2021 …
	earlier  int                  // … and of form 2019
	grids    []tree.Run           // where tables lie that are no text
	flat     *flatClaims          // what tables that are text claim, nil where there are none
	under    under
	Realms   []Realm              // the parts of the page that are reports or years of their own; set by who knows the lines
	strange  func(place int) bool // whether a place lies in a part that is another report, nil where there is none
	second   *secondReader        // reads every table again
	tallies  map[Kind]tally       // of cells that are no claims
	unplaced bool                 // a row or a column that the form has there was not read
}

// Claim is a figure that a cell prints, with what its table says about it.
type Claim struct {
	Figure disclosure.Figure // with its place
	kind   Kind
	timing timing.Said
	whose  whose
	table  *caption
	until  int  // the year with whose end the sum of all years beside the figure ends, 0 where nothing says one
	twice  bool // that sum was read alike in two ways
}

// caption is what stands over a table.
type caption struct {
	lines          []string
	timing         timing.Said
	start          int // of the table, in runes of the flow
	later, earlier int // discriminators of the forms in the table
}

// Read reads all tables of a page.
func Read(d *tree.Document) *Reader {
	r := &Reader{doc: d, Kinds: map[Kind]bool{}}
	floor := 0
	for _, g := range grid.All(d, namesRow) {
		claimed := len(r.Claims)
		if r.table(g, floor) {
			runs := aroundProse(g, d)
			r.Places = append(r.Places, runs...)
			if len(r.Claims) > claimed {
				r.gave = append(r.gave, runs...)
			}
		}
		if !g.Frame && g.Width > 2 {
			r.grids = append(r.grids, g.Run)
		}
		if !g.Frame {
			floor = g.Run.End
		}
	}
	r.close()
	r.readFlat()
	return r
}

// table reads one grid, the other way round where it gives nothing as it is, and reports
// whether it belongs to a form.
func (r *Reader) table(g *grid.Table, floor int) bool {
	votes := vote(g)
	if votes.none() && r.last == nil {
		return false
	}
	above := &caption{start: g.Run.Start}
	if !votes.none() {
		above.lines = grid.Captions(r.doc, g, floor)
		for _, line := range above.lines {
			if above.timing = timing.OfCaption(line); above.timing.When != timing.Unsaid {
				break
			}
		}
	}
	t := r.reader(g, above)
	t.readTable(votes)
	if len(t.claims) == 0 && !votes.none() && !t.misfit {
		if turned := g.Turn(); turned != nil {
			u := r.reader(turned, above)
			if u.readTable(votes); len(u.claims) > 0 {
				u.head = nil // what goes on below goes on in the other direction
				t = u
			}
		}
	}
	if len(t.claims) == 0 && votes.unified >= leastTotals && votes.list() == nil {
		u := r.reader(g, above)
		if u.readTotals(); len(u.claims) > 0 {
			t = u
		}
	}
	if len(t.claims) == 0 && votes.unified >= leastHeadless && votes.list() == nil {
		u := r.reader(g, above)
		if u.readHeadless(); len(u.claims) > 0 {
			t = u
		}
	}
	if form := votes.list(); form != nil && len(t.claims) == 0 {
		r.Other = form.form()
		r.Findings = append(r.Findings, t.findings...)
		r.count(form.kind, 0, t.lost)
		t.lost = 0
	}
	if !t.found {
		if votes.unified >= leastRows {
			r.Findings = append(r.Findings, t.findings...)
			r.count(t.kind(), 0, t.lost)
		}
		if votes.none() && (g.Frame || len(g.Slots) <= 2) { // around the next table, or the number of a page
			return false
		}
		r.close()
		return false
	}
	r.keep(t)
	return true
}

// close ends the table before: nothing goes on from it.
func (r *Reader) close() {
	if t := r.last; t != nil && t.cut != nil {
		t.claims, t.findings = nil, nil
		t.dropCut()
		r.Claims, r.Findings = append(r.Claims, t.claims...), append(r.Findings, t.findings...)
	}
	r.last = nil
}

// usualClaims is room for the figures of the unified form.
const usualClaims = 224

// reader begins a table with what goes on from the one before.
func (r *Reader) reader(g *grid.Table, above *caption) *tableReader {
	if r.Claims == nil {
		r.Claims = make([]Claim, 0, usualClaims)
	}
	n := len(r.Claims) // what t claims is written behind what is claimed already
	t := &tableReader{doc: r.doc, grid: g, caption: above, given: r.Kinds, claims: r.Claims[n:n]}
	if r.last != nil && r.last.head != nil {
		t.head, t.group, t.cut = r.last.head.loosened(), r.last.group, r.last.cut
		t.list, t.above = r.last.list.loosened(), r.last.open
		if above.timing.When == timing.Unsaid {
			t.goneOn = r.last.caption.timing
		}
	}
	return t
}

func (r *Reader) keep(t *tableReader) {
	if r.last != nil {
		r.last.cut = nil // t has it
	}
	r.last = t
	t.unshare()
	r.inherit(t)
	r.confirm(t)
	r.Claims = append(r.Claims, t.claims...)
	r.Findings = append(r.Findings, t.findings...)
	r.unplaced = r.unplaced || t.unplaced
	if t.lost > 0 {
		r.count(t.kind(), 0, t.lost)
	}
	for i := range t.claims {
		r.Kinds[t.claims[i].kind] = true
	}
	t.caption.later, t.caption.earlier = t.later, t.earlier
	r.later, r.earlier = r.later+t.later, r.earlier+t.earlier
}

// unified reports whether a table of the forms of 2019 and 2021 was read.
func (r *Reader) unified() bool {
	return r.Kinds[Proactive] || r.Kinds[Requests] || r.Kinds[Reviews]
}

// leastStatistics is how many figures make a table the statistics of a whole report.
const leastStatistics = 8

// Statistics reports whether the one table of an earlier form was read, and no later one.
func (r *Reader) Statistics() bool {
	return !r.unified() && (r.Kinds[nationalTable] || r.Kinds[localTable]) && len(r.Claims) >= leastStatistics
}

// Form is the form that the tables show themselves to be, "" where there are none. The year
// decides only where the tables cannot: where table 2 is missing.
func (r *Reader) Form(fiscalYear int) disclosure.Form {
	switch {
	case r.unified():
	case r.Kinds[nationalTable]:
		return disclosure.Form2014
	case r.Kinds[localTable]:
		return disclosure.Form2008
	default:
		return ""
	}
	split := false
	for _, c := range r.Claims {
		split = split || c.Figure.Indicator == "outcome_other_no_correction"
	}
	switch {
	case r.later > r.earlier, r.later == 0 && r.earlier == 0 && split:
		return disclosure.Form2021
	case r.earlier > 0:
		return disclosure.Form2019
	case disclosure.FormDue(fiscalYear) == disclosure.Form2021:
		return disclosure.Form2021
	}
	return disclosure.Form2019
}

func (r *Reader) find(rule string, blame disclosure.Blame, k disclosure.Key, format string, args ...any) {
	r.Findings = append(r.Findings, disclosure.NewFinding(rule, blame, k, fmt.Sprintf(format, args...)))
}

// namesRow tells the labels of rows, and of their groups, of all forms.
func namesRow(text string) bool {
	label, l, lists := lexicon.OfCell(text), lexicon.Tables(), listWords()
	if l.RequestRows.Exact[label] != nil || l.RequestGroups.Exact[label] != nil || l.ProactiveRows.Exact[label] != nil {
		return true
	}
	for _, form := range []*listForm{&lists.national, &lists.local} {
		if e, _ := form.rows.Find(label); e != nil || form.groups[label] {
			return true
		}
	}
	return false
}
