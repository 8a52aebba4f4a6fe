package walk

import (
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// vsb is 博达 VSB: the newest entries of a list stand in zfxxgknb.htm, what follows in
// zfxxgknb/5.htm, zfxxgknb/4.htm … zfxxgknb/1.htm, counting down. Details /info/1535/61066.htm.
var vsb = family{
	name: "vsb",
	sign: func(v *View) bool {
		return strings.Contains(v.Source, "vsb_content") || strings.Contains(v.Source, "v_news_content") || strings.Contains(v.Source, "_vsb_") || vsbDetail.MatchString(v.Source)
	},
	pages: vsbPages,
}

var (
	vsbDetail = pattern.MustCompile(`["'/.]info/\d{3,6}/\d{3,9}\.htm["']`)
	vsbPage   = pattern.MustCompile(`^(.*/)(\d{1,4})\.(html?)$`)
)

// vsbPages names all further pages at once: the number of the next one is how many there are.
func vsbPages(v *View) ([]disclosure.Request, bool) {
	p := v.pagerOf()
	if p.next == nil || v.base == nil {
		return genericPages(v)
	}
	m := vsbPage.FindStringSubmatch(p.next.Path)
	if m == nil || !v.isBeside(p.next) || p.last != nil && strings.TrimSuffix(p.last.Path, "."+m[3]) != m[1]+"1" {
		return genericPages(v)
	}
	from, _ := strconv.Atoi(m[2])
	var all []disclosure.Request
	for n := from; n >= 1 && len(all) < mostPages; n-- {
		u := *p.next
		u.Path, u.RawPath = m[1]+strconv.Itoa(n)+"."+m[3], ""
		all = append(all, get(&u))
	}
	return all, from <= mostPages
}
