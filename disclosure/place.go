package disclosure

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// step is a place at the start of a name.
type step struct {
	place  Division
	length int  // bytes
	whole  bool // with its kind: 黎川县, not 黎川
	near   bool // named with a place above it, or related to the site
}

// placed returns the readings of a name that starts with a place, or with a chain of places
// from above: 江西省抚州市黎川县, 抚州市黎川.
func (r resolver) placed(name string) []reading {
	all := r.chains(name, nil, 0)
	if start := r.unknownAbove(name); start > 0 {
		for _, next := range r.chains(name[start:], nil, 0) {
			if next.place == r.site {
				next.consumed += start
				all = append(all, next)
			}
		}
	}
	return all
}

// chains reads the places at the start of name, above being the one read before.
func (r resolver) chains(name string, above *Division, consumed int) []reading {
	var all []reading
	for _, s := range r.steps(name, above) {
		rest := name[s.length:]
		taken := consumed + s.length
		if b, ok := r.behind(rest, s); ok {
			all = append(all, reading{body: b, place: s.place, consumed: taken})
		}
		if s.whole || s.near || s.place.Level() == LevelProvince {
			all = append(all, r.chains(rest, &s.place, taken)...)
		}
	}
	return all
}

// behind reads the body behind a place. What is named without its kind (黎川) may be part of
// another word: it counts only before words that are known.
func (r resolver) behind(rest string, s step) (body, bool) {
	if rest == "" {
		return body{kind: government, family: FamilyGovOffice}, s.whole
	}
	if s.whole && strings.HasPrefix(rest, "委") { // 黎川县委宣传部: the body is the county's, not 委…
		if last, _ := utf8.DecodeLastRuneInString(s.place.Name); bodyOf(rest).kind == otherBody {
			b := otherOf(string(last) + rest)
			return b, b.kind != noBody
		}
	}
	b := bodyOf(rest)
	switch b.kind {
	case noBody:
		return b, false
	case government, department:
		return b, true
	case zone, zoneBody:
		return b, (s.whole || genericZone.MatchString(b.zone)) && !namesStranger(b.zone)
	case township:
		return b, s.whole && r.fits(b, s.place) && !namesStranger(rest)
	}
	return b, (s.whole || s.near && utf8.RuneCountInString(rest) > 2) && !namesStranger(rest) && !r.namesPlace(rest)
}

// steps returns the places that a name may start with, below the one before where there is one.
func (r resolver) steps(name string, above *Division) []step {
	var steps []step
	if above == nil && r.site.Code != "" {
		steps = r.siteSteps(name)
	}
	for i := range name {
		if i > r.gazetteer.longest {
			break
		}
		if i > 0 {
			steps = r.stepsOf(steps, name[:i], above)
		}
	}
	if len(name) <= r.gazetteer.longest {
		steps = r.stepsOf(steps, name, above)
	}
	return steps
}

// siteSteps returns the site's own division where the table does not know it.
func (r resolver) siteSteps(name string) []step {
	if _, ok := r.gazetteer.byCode[r.site.Code]; ok || r.site.Name == "" {
		return nil
	}
	var steps []step
	full := Simplify(r.site.Name)
	if strings.HasPrefix(name, full) {
		steps = append(steps, step{r.site, len(full), true, true})
	}
	if root := divisionRoot(full); root != "" && strings.HasPrefix(name, root) {
		steps = append(steps, step{r.site, len(root), false, true})
	}
	return steps
}

func (r resolver) stepsOf(steps []step, name string, above *Division) []step {
	for _, whole := range [...]bool{true, false} {
		index := r.gazetteer.root
		if whole {
			index = r.gazetteer.full
			if above == nil && r.site.Name != "" && name == Simplify(r.site.Name) { // the site's own name is never another place of that name
				if _, ok := r.gazetteer.byCode[r.site.Code]; !ok {
					continue
				}
			}
		}
		if d, near, ok := r.choose(index[name], above, whole); ok {
			steps = append(steps, step{d, len(name), whole, near})
		}
	}
	return steps
}

// choose picks the one division that is meant among those of a name: the one below the place
// before; without such a place the one related to the site, or the only one of the name.
func (r resolver) choose(candidates []int, above *Division, whole bool) (d Division, near, ok bool) {
	var all, related []Division
	for _, i := range candidates {
		d := r.gazetteer.all[i]
		within := above != nil && isWithin(d, above.Code)
		if above != nil && !within {
			continue
		}
		if next, ok := Successor(d.Code); ok {
			d = next
		}
		if !slices.Contains(all, d) {
			all = append(all, d)
		}
		if above == nil && r.isRelated(d, whole) && !slices.Contains(related, d) {
			related = append(related, d)
		}
	}
	switch {
	case slices.Contains(related, r.site):
		return r.site, true, true
	case len(related) == 1:
		return related[0], true, true
	case len(all) == 1 && len(related) == 0:
		return all[0], above != nil, true
	}
	return Division{}, false, false
}

// isRelated reports whether a division is the site's own, above it, below it or, named whole, beside it.
func (r resolver) isRelated(d Division, whole bool) bool {
	if r.site.Code == "" {
		return false
	}
	return d.Code == r.site.Code || isWithin(r.site, d.Code) || isWithin(d, r.site.Code) ||
		whole && d.Parent != "" && d.Parent == r.site.Parent
}

// unknownAbove returns the bytes of a place before the site's own name, where the site is not
// in the table and so the place above it need not be: 云州市 in 云州市晴岚县教育局. 0 where there is none.
func (r resolver) unknownAbove(name string) int {
	if _, ok := r.gazetteer.byCode[r.site.Code]; ok || r.site.Name == "" {
		return 0
	}
	full := Simplify(r.site.Name)
	for _, own := range [...]string{full, divisionRoot(full)} {
		if i := strings.Index(name, own); own != "" && i > 0 && isPlaceLike(name[:i]) {
			return i
		}
	}
	return 0
}

func isPlaceLike(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 11 && strings.ContainsRune("省市州盟区", last)
}

// dispatched reads the names of local offices of a higher body: 抚州市生态环境局黎川分局,
// 抚州市住房公积金管理中心黎川县办事处. The county is the one named last.
func (r resolver) dispatched(name string) []reading {
	for _, ending := range [...]string{"分局", "分中心", "管理部", "办事处", "分公司"} {
		rest, ok := strings.CutSuffix(name, ending)
		if !ok {
			continue
		}
		for _, joint := range [...]string{"局", "管理中心", "公司"} {
			i := strings.LastIndex(rest, joint)
			if i < 0 || i+len(joint) == len(rest) {
				continue
			}
			if got, ok := r.branch(rest[:i+len(joint)], rest[i+len(joint):]); ok {
				got.consumed = len(name)
				return []reading{got}
			}
		}
	}
	return nil
}

// branch joins a higher body and the place of its office.
func (r resolver) branch(higher, place string) (reading, bool) {
	up := r.best(higher)
	var above *Division
	switch {
	case up.kind == department || up.kind == otherBody:
		above = &up.place
	default: // 生态环境局, 云州市生态环境局: the place above is not said, or not known
		up.body = r.behindUnknown(higher)
	}
	if up.kind != department && up.kind != otherBody {
		return reading{}, false
	}
	if up.consumed == 0 {
		above = nil // the higher body's place is not in the name
	}
	for _, s := range r.steps(place, above) {
		if s.length == len(place) && (s.place.Code != up.place.Code || above == nil) {
			got := reading{body: up.body, place: s.place}
			got.vertical = true
			if above != nil {
				got.parent = above.Code
			}
			return got, true
		}
	}
	return reading{}, false
}

// behindUnknown reads a department's name, as it is or behind a place that is not known.
func (r resolver) behindUnknown(name string) body {
	if b, ok := departmentOf(name); ok {
		return b
	}
	for i, c := range name {
		if end := i + utf8.RuneLen(c); isPlaceLike(name[:end]) {
			if b, ok := departmentOf(name[end:]); ok {
				return b
			}
		}
	}
	return body{}
}
