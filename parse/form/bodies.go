package form

import (
	"slices"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/timing"
)

// under is what the tables of one report stand under: the last caption that named a body or a
// year, and the kinds of tables that have stood under it.
type under struct {
	caption *caption
	kinds   map[Kind]bool
}

// inherit gives a table with nothing above it what the caption of the table before says: of
// several reports on a page only the first table of each may have one. A kind of table that
// has stood under it already is of the next report.
func (r *Reader) inherit(t *tableReader) {
	if len(t.claims) == 0 {
		return
	}
	kind := t.claims[0].kind
	u := &r.under
	if t.caption.timing.When != timing.Unsaid || t.caption.namesBody() {
		*u = under{caption: t.caption, kinds: map[Kind]bool{}}
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
		t.claims[i].timing = t.claims[i].timing.Inside(u.caption.timing)
	}
}

// withoutOthers leaves out claims of tables whose captions name another body, where others are
// left.
func (s *settlement) withoutOthers(claims []Claim) []Claim {
	if agree(claims) {
		return claims
	}
	return without(claims, func(c Claim) bool { return c.table.namesBody() && !c.table.names(s.names) })
}

var (
	wholeWords = pattern.MustCompile(`全[省市县区旗州盟镇乡]|汇总|合计|总体`)
	partWords  = pattern.MustCompile(`本级|其中[:：]|本机关|机关本部`)
	mended     = pattern.MustCompile(`^[(（【]?(?:更正|订正|勘误|修正)(?:如下|为|后|[:：]|[)）】])|(?:更正|订正|修正)为[:：]?$|有误.{0,4}应为[:：]?$`)
)

// ofTheScope keeps the claims of the body as a whole, or of the agency alone, whichever the
// report says that it is about, where the captions tell them apart.
func (s *settlement) ofTheScope(claims []Claim) []Claim {
	other := wholeWords
	switch s.scope {
	case disclosure.ScopeAggregate:
		other = partWords
	case disclosure.ScopeOwnOffice:
	default:
		return claims
	}
	return without(claims, func(c Claim) bool {
		return len(c.table.lines) > 0 && other.MatchString(c.table.lines[0]) && !(other == wholeWords && partWords.MatchString(c.table.lines[0]))
	})
}

// corrected keeps the claims of a table that is said to correct the one before.
func corrected(claims []Claim) []Claim {
	return without(claims, func(c Claim) bool { return !slices.ContainsFunc(c.table.lines, mended.MatchString) })
}

// without leaves out claims, unless none would be left.
func without(claims []Claim, out func(Claim) bool) []Claim {
	left := slices.DeleteFunc(slices.Clone(claims), out)
	if len(left) == 0 {
		return claims
	}
	return left
}
