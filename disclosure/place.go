package disclosure

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// step is a place at the start of a name.
type step struct {
	place  Division
	length int    // bytes
	whole  bool   // with its kind: 黎川县, not 黎川
	near   bool   // named with a place above it, or related to the site
	former bool   // under another kind than today's: 洪泽县
	called string // what the place was called, where that is not its name of today
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
			all = append(all, reading{body: b, place: s.place, called: s.called, consumed: taken})
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
	if m := bareStreet.FindStringSubmatch(rest); m != nil && b.kind == noBody && s.whole {
		b = body{kind: township, family: FamilySubdistrict, name: m[1] + "街道"}
	}
	switch b.kind {
	case noBody:
		return b, false
	case government, department:
		return b, true
	case zone, zoneBody:
		return b, (s.whole || genericZone.MatchString(b.zone) && (s.near || !ownNamed.MatchString(b.zone))) && !namesStranger(b.zone)
	case township:
		return b, s.whole && (s.near || !b.isShort()) && r.fits(b, s.place) && !namesStranger(rest)
	}
	if first, _ := utf8.DecodeRuneInString(rest); s.former || !s.whole && strings.ContainsRune("省市县区旗州盟", first) {
		return b, false // the name may go on: another place, or another word (黎川市政公司)
	}
	return b, (s.whole || s.near && utf8.RuneCountInString(rest) > 2 || b.vertical && slices.Contains(verticalOffices, rest)) && !namesStranger(rest) && !r.namesPlace(rest)
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
		steps = append(steps, step{place: r.site, length: len(full), whole: true, near: true})
	}
	if root := divisionRoot(full); root != "" && strings.HasPrefix(name, root) {
		steps = append(steps, step{place: r.site, length: len(root), near: true})
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
			s := step{place: d, length: len(name), whole: whole, near: near}
			if whole && r.gazetteer.wasCalled(d, name) {
				s.called = name
			}
			steps = append(steps, s)
		}
	}
	if d, ok := r.formerly(name, above); ok {
		steps = append(steps, step{place: d, length: len(name), whole: true, near: true, former: true, called: name})
	}
	return steps
}

// formerly reads a county's name under another kind than today's, 洪泽县 for what is 洪泽区 now:
// where no division has the name, and the place before it or the site says which one is meant,
// or no site is known and only one division of the whole country can be.
func (r resolver) formerly(name string, above *Division) (Division, bool) {
	last, n := utf8.DecodeLastRuneInString(name)
	if !strings.ContainsRune("县市区旗", last) || len(r.gazetteer.full[name]) > 0 {
		return Division{}, false
	}
	d, near, ok := r.choose(r.gazetteer.root[name[:len(name)-n]], above, false)
	return d, ok && (near || above == nil && r.site.Code == "") && d.Level() == LevelCounty
}

// choose picks the one division that is meant among those of a name: the one below the place
// before; without such a place the one related to the site, or the only one of the name.
func (r resolver) choose(candidates []int, above *Division, whole bool) (d Division, near, ok bool) {
	var all, related []Division
	for _, i := range candidates {
		d := r.gazetteer.all[i]
		within := above != nil && (isWithin(d, above.Code) || whole && d.Code == above.Code) // 黎川县黎川县教育局 is met, too
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
