package dashboards

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// codePattern is a code of GB/T 2260, whole or the digits of a province or prefecture; what statistics
// add to it for townships and villages is passed over.
var codePattern = regexp.MustCompile(`^(?:[0-9]{2}|[0-9]{4}|([0-9]{6})(?:[0-9]{3}|[0-9]{6})?)$`)

// divisionOf is the division that a query means by its code.
func divisionOf(query string) (disclosure.Division, bool) {
	m := codePattern.FindStringSubmatch(query)
	if m == nil {
		return disclosure.Division{}, false
	}
	code := m[1]
	if code == "" {
		code = (query + "0000")[:6]
	}
	d, known := disclosure.FindDivision(code)
	if !known {
		d = disclosure.Division{Code: code} // the places may know one that the table does not
	}
	return d, true
}

// coded are the places with a code: of today, of the past, or that a place of the past has become.
func (l tongue) coded(places []PlaceRow, query string) []PlaceRow {
	d, ok := divisionOf(query)
	if !ok {
		return nil
	}
	codes := []string{d.Code}
	for next, ok := disclosure.Successor(d.Code); ok && !slices.Contains(codes, next.Code); next, ok = disclosure.Successor(next.Code) {
		codes = append(codes, next.Code)
	}
	var found []PlaceRow
	for _, p := range append(l.regions(places), places...) {
		code := p.County
		if regionPattern.MatchString(code) {
			code = (code + "0000")[:6]
		}
		now, moved := disclosure.Successor(code)
		if slices.Contains(codes, code) || moved && slices.Contains(codes, now.Code) {
			found = append(found, p)
		}
	}
	return found
}

// placesMeant are the places of a name, a sound or a code.
func (l tongue) placesMeant(places []PlaceRow, query string) []PlaceRow {
	found := l.coded(places, query)
	for _, p := range named(append(l.regions(places), places...), func(p PlaceRow) string { return p.Name }, query) {
		if !slices.ContainsFunc(found, func(f PlaceRow) bool { return f.County == p.County }) {
			found = append(found, p)
		}
	}
	return found
}

// codeNote says whose code was searched for, where it is that of a division: it may be one of the past.
func (l tongue) codeNote(query string) string {
	d, ok := divisionOf(query)
	if !ok || d.Name == "" {
		return ""
	}
	names := []string{d.Name}
	for _, a := range disclosure.Ancestors(d.Code) {
		names = append([]string{a.Name}, names...)
	}
	whole := strings.Join(names, "")
	if now, moved := disclosure.Successor(d.Code); moved {
		return l.say("search.code_former", d.Code, whole, now.Name, now.Code)
	}
	return l.say("search.code", d.Code, whole)
}
