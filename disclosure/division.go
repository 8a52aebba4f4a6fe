package disclosure

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Level returns the level of government of the division, by its code.
func (d Division) Level() Level {
	switch {
	case len(d.Code) != 6:
		return ""
	case strings.HasSuffix(d.Code, "0000"):
		return LevelProvince
	case strings.HasSuffix(d.Code, "00"):
		return LevelPrefecture
	}
	return LevelCounty
}

//go:embed divisions.tsv
var divisionsTSV string

// gazetteer is the table of divisions with the names by which they are found.
type gazetteer struct {
	all     []Division
	byCode  map[string]int
	former  map[string]string // code of a division that is no longer there → what it became, "" where it became no single one
	full    map[string][]int  // by whole name, 恩施州 for 恩施土家族苗族自治州 as well
	root    map[string][]int  // by name without 省, 市, 县, …: at least two characters
	longest int               // bytes of the longest name
}

var divisions = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{byCode: map[string]int{}, former: map[string]string{}, full: map[string][]int{}, root: map[string][]int{}}
	for line := range strings.Lines(divisionsTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if c[3] != "" {
			g.former[c[0]] = c[4]
		}
		g.byCode[c[0]] = len(g.all)
		g.all = append(g.all, Division{Code: c[0], Name: c[1], Parent: c[2]})
	}
	for i, d := range g.all {
		g.index(i, d)
	}
	return g
})

// index files a division under its names, which are folded as the texts are that name it.
func (g *gazetteer) index(i int, d Division) {
	name := Simplify(d.Name)
	names := []string{name}
	root := divisionRoot(name)
	if strings.Contains(name, "自治") && root != "" && d.Level() != LevelProvince {
		_, last := utf8.DecodeLastRuneInString(name)
		names = append(names, root+name[len(name)-last:], root+"自治"+name[len(name)-last:])
	}
	if short, ok := shortNames[d.Code]; ok {
		names = append(names, short)
	}
	for _, n := range names {
		g.full[n] = append(g.full[n], i)
		g.longest = max(g.longest, len(n))
	}
	if _, former := g.former[d.Code]; root != "" && !former {
		g.root[root] = append(g.root[root], i)
	}
}

// shortNames are names that divisions are called by beside those that follow from their own.
var shortNames = map[string]string{
	"152221": "科右前旗", "152222": "科右中旗", "150521": "科左中旗", "150522": "科左后旗", "150722": "莫旗", "220721": "前郭县",
	"652700": "博州", "653000": "克州", "222400": "延边州", "152525": "东乌旗", "152526": "西乌旗", "152921": "阿左旗", "152922": "阿右旗",
	"150623": "鄂前旗", "150726": "新左旗", "150727": "新右旗", "150725": "陈旗", "230624": "杜蒙县",
}

// divisionRoot returns the name without the kind of division and without the peoples of an
// autonomous division, "" where less than two characters are left: 黎川, 恩施, 内蒙古.
func divisionRoot(name string) string {
	root := name
	for _, kind := range [...]string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "省", "市", "县", "区", "旗", "盟"} {
		if rest, ok := strings.CutSuffix(name, kind); ok {
			root = rest
			break
		}
	}
	if strings.Contains(name, "自治") {
		root = cutPeoples(root)
	}
	if root == name || utf8.RuneCountInString(root) < 2 {
		return ""
	}
	return root
}

// peoples are the peoples after whom autonomous divisions are named, longer names first where
// one ends in another.
var peoples = strings.Fields(`维吾尔 柯尔克孜 塔吉克族 塔吉克 哈萨克族 哈萨克 蒙古族 蒙古 锡伯 达斡尔族 鄂温克族 朝鲜族 土家族 仫佬族
	毛南族 布依族 仡佬族 哈尼族 拉祜族 布朗族 纳西族 景颇族 傈僳族 独龙族 普米族 裕固族 保安族 东乡族 撒拉族 高山族 满族 回族 壮族 苗族 瑶族
	侗族 黎族 畲族 羌族 彝族 藏族 水族 傣族 佤族 怒族 白族 土族 京族 各族`)

func cutPeoples(root string) string {
	for {
		before := root
		for _, p := range peoples {
			if rest := strings.TrimSuffix(root, p); rest != root && utf8.RuneCountInString(rest) >= 2 {
				root = rest
				break
			}
		}
		if root == before {
			return strings.TrimSuffix(root, "族") // 东乡族自治县: nothing but the people
		}
	}
}

// FindDivision returns the division with the code of GB/T 2260, one that is no longer there included.
func FindDivision(code string) (Division, bool) {
	g := divisions()
	if i, ok := g.byCode[code]; ok {
		return g.all[i], true
	}
	return Division{}, false
}

// Divisions returns every division of the table, those that are no longer there included, in
// its order. The slice is shared: it must not be changed.
func Divisions() []Division { return divisions().all }

// DivisionsNamed returns every division that has the name, whole (黎川县) or without its kind
// (黎川), in order of their codes; divisions that are no longer there come last.
func DivisionsNamed(name string) []Division {
	g := divisions()
	name = FoldName(name)
	var found []Division
	for _, former := range [...]bool{false, true} {
		for _, i := range slices.Concat(g.full[name], g.root[name]) {
			if _, gone := g.former[g.all[i].Code]; gone == former && !slices.Contains(found, g.all[i]) {
				found = append(found, g.all[i])
			}
		}
	}
	return found
}

// wasCalled reports whether a division took the place of one of that name.
func (g *gazetteer) wasCalled(d Division, name string) bool {
	return name != Simplify(d.Name) && slices.ContainsFunc(g.full[name], func(i int) bool { return g.former[g.all[i].Code] == d.Code })
}

// Successor returns the division that took the place of one that is no longer there, and
// false where it still stands, is not known, or was divided or merged among others.
func Successor(code string) (Division, bool) { return FindDivision(divisions().former[code]) }

// Ancestors returns the divisions above the one with the code, the nearest first.
func Ancestors(code string) []Division {
	var above []Division
	d, _ := FindDivision(code)
	for d.Parent != "" {
		d, _ = FindDivision(d.Parent)
		above = append(above, d)
	}
	return above
}

// isWithin reports whether d is a division somewhere below the one with the code.
func isWithin(d Division, code string) bool {
	return slices.ContainsFunc(Ancestors(d.Code), func(a Division) bool { return a.Code == code })
}

// ValidCode reports whether a site may have the code: six digits that start as a province's do,
// or with 99 for places that do not exist. A code need not be in the table, which is older than
// the newest divisions.
func ValidCode(code string) bool {
	if len(code) != 6 || strings.Trim(code, "0123456789") != "" {
		return false
	}
	_, ok := FindDivision(code[:2] + "0000")
	return ok || strings.HasPrefix(code, "99")
}

// DivisionOfSite returns the division of a site: its code as configured, its name from the
// table and, where the table does not know the code, from the site's name (晴岚县人民政府).
func DivisionOfSite(s Site) Division {
	if d, ok := FindDivision(s.DivisionCode); ok {
		return d
	}
	name := FoldName(s.Name)
	for _, ending := range [...]string{"门户网站", "官方网站", "网站", "人民政府办公室", "人民政府", "政府"} {
		name = strings.TrimSuffix(name, ending)
	}
	d := Division{Code: s.DivisionCode, Name: name}
	if len(d.Code) == 6 {
		for _, above := range [...]string{d.Code[:4] + "00", d.Code[:2] + "0000"} {
			if _, ok := FindDivision(above); ok && above != d.Code {
				d.Parent = above
				break
			}
		}
	}
	return d
}
