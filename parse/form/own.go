package form

import (
	"slices"
	"sort"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

// strangeness is how far a part is from being the report's own: where several hold tables,
// those of the nearest are the report's.
type strangeness int

const (
	partOwn strangeness = iota
	partOfYear
	partOfBody
	partEmpty
	partVoid
)

// strangeness judges a part once the report's year and agency are known.
func (p *Realm) strangeness(report *disclosure.Report) strangeness {
	switch {
	case p.void:
		return partVoid
	case p.empty:
		return partEmpty
	case p.others && report.Scope != disclosure.ScopeAggregate, p.body != "" && !isOneOf(p.body, agencyNames(report)):
		return partOfBody
	case p.past, p.year != 0 && report.FiscalYear != nil && p.year != *report.FiscalYear:
		return partOfYear
	}
	return partOwn
}

// isOneOf reports whether a printed name is one of these, which may have the names of higher
// divisions before them, as it may. Of an agency whose name is not known nothing is said.
func isOneOf(name string, names []string) bool {
	name, _, _ = strings.Cut(disclosure.FoldName(name), "(")
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool {
		n, _, _ = strings.Cut(n, "(")
		return strings.HasSuffix(n, name) || strings.HasSuffix(name, n)
	})
}

// place is where in the flow a claim's table begins, or its text where it has none.
func (c *Claim) place() int {
	if c.Figure.Where.Span != nil {
		return c.Figure.Where.Span.Offset
	}
	return c.table.start
}

// partOf is the part in which a place of the flow lies, by its number.
func (r *Reader) partOf(place int) int {
	return max(0, sort.Search(len(r.Realms), func(i int) bool { return r.Realms[i].from > place })-1)
}

// dropOtherParts leaves out tables that stand under the title of another report or are forms
// to fill in, where the report's own part has some. strange keeps which parts those are.
func (r *Reader) dropOtherParts(report *disclosure.Report) {
	if len(r.Realms) < 2 {
		return
	}
	of := make([]strangeness, len(r.Realms))
	for i := range r.Realms {
		of[i] = r.Realms[i].strangeness(report)
	}
	nearest := partVoid
	for i := range r.Claims {
		nearest = min(nearest, of[r.partOf(r.Claims[i].place())])
	}
	if len(r.Claims) == 0 { // nothing but text: the report's own part, if it states anything
		nearest = partOwn
	}
	r.strange = func(place int) bool { return of[r.partOf(place)] > nearest }
	dropped := map[*caption]bool{}
	n := len(r.Claims)
	r.Claims = slices.DeleteFunc(r.Claims, func(c Claim) bool {
		if !r.strange(c.place()) {
			return false
		}
		dropped[c.table] = true
		return true
	})
	if len(r.Claims) == n {
		return
	}
	for table := range dropped {
		r.later, r.earlier = r.later-table.later, r.earlier-table.earlier
	}
	clear(r.Kinds)
	for i := range r.Claims {
		r.Kinds[r.Claims[i].kind] = true
	}
	r.find(disclosure.RuleUnknownLabel, disclosure.BlameParser, disclosure.Key{}, "页面另有其他机关、其他年度、作废或空白的统计表，其中%d个数字未计入", n-len(r.Claims))
}

// OwnLines keeps the lines of the parts whose tables were kept.
func (r *Reader) OwnLines(lines []tree.Line) []tree.Line {
	if r.strange == nil {
		return lines
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l tree.Line) bool { return r.strange(l.Start) })
}

// dropUnfilled leaves out a table without any print beside one of its kind that has some: it
// is the form, not a second answer.
func (r *Reader) dropUnfilled() {
	type table struct {
		*caption
		kind Kind
	}
	filled, printed := map[table]bool{}, map[Kind]bool{}
	var last table // of the claim before: those of a table follow each other
	for i := range r.Claims {
		c := &r.Claims[i]
		if t := (table{c.table, c.kind}); c.Figure.State != disclosure.StateBlank && t != last {
			filled[t], printed[c.kind], last = true, true, t
		}
	}
	last = table{}
	unfilled := false
	r.Claims = slices.DeleteFunc(r.Claims, func(c Claim) bool {
		if t := (table{c.table, c.kind}); t != last {
			unfilled, last = printed[c.kind] && !filled[t], t
		}
		return unfilled
	})
}
