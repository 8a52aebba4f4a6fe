package parse

import "slices"

// under is what the tables of one report stand under: the last caption that named a body or a
// year, and the kinds of tables that have stood under it.
type under struct {
	caption *caption
	kinds   map[tableKind]bool
}

// inherit gives a table with nothing above it what the caption of the table before says: of
// several reports on a page only the first table of each may have one. A kind of table that
// has stood under it already is of the next report.
func (r *formReader) inherit(t *tableReader) {
	if len(t.claims) == 0 {
		return
	}
	kind := t.claims[0].kind
	u := &r.under
	if t.caption.timing.when != whenUnsaid || t.caption.namesBody() {
		*u = under{caption: t.caption, kinds: map[tableKind]bool{}}
	}
	if u.caption == nil || u.caption != t.caption && (u.kinds[kind] || len(t.caption.lines) > 0) {
		*u = under{}
		return
	}
	u.kinds[kind] = true
	if u.caption == t.caption {
		return
	}
	t.caption.lines = u.caption.lines
	for i := range t.claims {
		t.claims[i].timing = t.claims[i].timing.inside(u.caption.timing)
	}
}

// withoutOthers leaves out claims of tables whose captions name another body, where others are
// left.
func (s *settlement) withoutOthers(claims []claim) []claim {
	if agree(claims) {
		return claims
	}
	own := slices.DeleteFunc(slices.Clone(claims), func(c claim) bool { return c.table.namesBody() && !c.table.names(s.names) })
	if len(own) == 0 {
		return claims
	}
	return own
}
