package disclosure

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure/pattern"
)

// ResolveAgency finds the agency that a printed name means. site is the division of the site
// that the name was found on, zero where unknown: it completes names without a place
// (教育局, 东门街道办事处) and decides between places of one name, but a name with a place of its
// own goes to that place. The result is false where the agency is not certain: the Agency then
// has the ID "unresolved-<name>", Family other and no division; nothing is guessed.
//
// 抚州市黎川生态环境局, 黎川县生态环境局, 抚州市生态环境局黎川分局 and 抚州市黎川县环境保护局 are one
// agency, 361022-ecology.
func ResolveAgency(printed string, site Division) (Agency, bool) {
	name := agencyName(printed)
	if next, ok := Successor(site.Code); ok {
		site = next // what its sites print, also under the old name, is the new one's
	}
	if !ValidCode(site.Code) {
		site = Division{}
	}
	r := resolver{site: site, gazetteer: divisions()}
	if utf8.RuneCountInString(name) <= longestName {
		if best := r.best(name); best.kind != noBody {
			return best.agency(), true
		}
	}
	return unresolved(name), false
}

func unresolved(name string) Agency {
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	return Agency{ID: "unresolved-" + name, Name: name, Family: FamilyOther}
}

// longestName is the longest name that is looked at, in code points: longer ones are sentences.
const longestName = 60

// reading is one way to read a name: a place, and the body behind it.
type reading struct {
	body
	place    Division
	called   string // what the place was called, where that is not its name of today
	parent   string // code of the division of the higher authority, where the name says it
	consumed int    // bytes of the name that the place takes
	higher   string // ID of the body whose outpost it is, without a county of its own
}

// resolver reads names as found on one site.
type resolver struct {
	site      Division
	gazetteer *gazetteer
	nested    bool // reading the higher body of a local office, which has none of its own
}

// best returns the best reading, of kind noBody where there is none or two that differ.
func (r resolver) best(name string) reading {
	name = cutAuthority(name)
	all := slices.Concat(r.dispatched(name), r.inNewArea(name), r.placed(name), r.bare(name))
	if len(all) == 0 {
		return reading{}
	}
	slices.SortStableFunc(all, func(a, b reading) int {
		if x, y := a.kind.certain(), b.kind.certain(); x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.consumed, a.consumed)
	})
	if len(all) > 1 && all[1].kind.certain() == all[0].kind.certain() && all[1].consumed == all[0].consumed && all[1].agency().ID != all[0].agency().ID {
		return reading{}
	}
	return all[0]
}

// cutAuthority removes the national body that some vertical offices print before their own name.
func cutAuthority(name string) string {
	for _, authority := range [...]string{"国家税务总局", "国家统计局", "国家金融监督管理总局", "中国共产党", "中共", "中华人民共和国", "新疆生产建设兵团"} {
		if rest, ok := strings.CutPrefix(name, authority); ok && rest != "" {
			name = rest
			break
		}
	}
	if m := corpsDivision.FindString(name); m != "" && m != name {
		return name[len(m):]
	}
	return name
}

// corpsDivision is a division of the Xinjiang corps before the city that it governs: 第一师阿拉尔市.
var corpsDivision = pattern.MustCompile(`^第?[一二三四五六七八九十]{1,3}师`)

// bare reads a name without a place: the site's, where there is one.
func (r resolver) bare(name string) []reading {
	if r.site.Code == "" {
		return nil
	}
	b := bodyOf(name)
	if b.kind == department || b.kind == government {
		return []reading{{body: b, place: r.site}}
	}
	first, n := utf8.DecodeRuneInString(name) // 县教育局, 市人民政府
	if place, ok := r.above(first); ok {
		if b, ok := departmentOf(name[n:]); ok {
			return []reading{{body: b, place: place, consumed: n}}
		}
		if b := otherOf(name[n:]); b.kind != noBody && (b.id != "" || ownKind.MatchString(name[n:])) {
			return []reading{{body: b, place: place, consumed: n}}
		}
	}
	if m := bareStreet.FindStringSubmatch(name); m != nil && b.kind == noBody && r.site.Level() == LevelCounty { // 官洲街 on its district's site
		b = body{kind: township, family: FamilySubdistrict, name: m[1] + "街道"}
	}
	if b.kind == noBody || ownNamed.MatchString(b.zone) || !r.fits(b, r.site) || namesStranger(cmp.Or(b.zone, name)) || r.namesPlace(name) {
		return nil
	}
	return []reading{{body: b, place: r.site}}
}

// ownNamed are the zones that have names of their own, so that the word alone is not the name of
// one: 新区管委会 on a county's site is no 黎川新区.
var ownNamed = pattern.MustCompile(`^(?:新区|新城|片区)$`)

// ownKind matches what can stand behind a lone 县 or 市 that means the place (县档案馆): not the
// rest of another word (市政工程处, 区域合作局), nor of a party office (县委宣传部).
var ownKind = pattern.MustCompile(`^[^政容场民域划监委级际][\p{Han}()]{2,}$`)

// above returns the division that a lone 县, 区, 市 or 省 means on the site.
func (r resolver) above(kind rune) (Division, bool) {
	for _, d := range append([]Division{r.site}, Ancestors(r.site.Code)...) {
		if last, _ := utf8.DecodeLastRuneInString(d.Name); last == kind {
			return d, true
		}
	}
	return Division{}, false
}

// namesPlace reports whether a name starts with the whole name of a division that the table
// knows and goes on with a body: not 西城区街道, which is a street of its own.
func (r resolver) namesPlace(name string) bool {
	for i := range name {
		if i > 0 && i <= r.gazetteer.longest && len(r.gazetteer.full[name[:i]]) > 0 {
			if b := bodyOf(name[i:]); b.kind != noBody && !b.isShort() {
				return true
			}
		}
	}
	return len(r.gazetteer.full[name]) > 0
}

// fits reports whether a division can have such a body: townships belong to counties, and to
// cities without counties.
func (r resolver) fits(b body, d Division) bool {
	if b.kind != township {
		return true
	}
	return d.Level() == LevelCounty || d.Level() == LevelPrefecture && slices.Contains(citiesWithoutCounties, d.Code)
}

// citiesWithoutCounties: 东莞, 中山, 儋州, 嘉峪关.
var citiesWithoutCounties = []string{"441900", "442000", "460400", "620200"}
