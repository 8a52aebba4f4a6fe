package walk

import (
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// vsb is 博达 VSB: the newest entries of a list stand in zfxxgknb.htm, what follows in
// zfxxgknb/5.htm, zfxxgknb/4.htm … zfxxgknb/1.htm, counting down.
var vsb = family{
	name:   "vsb",
	marks:  []string{"vsb_content", "v_news_content", "_vsb_"},
	detail: formOf("info/", `["'/.]info/\d{3,6}/\d{3,9}\.htm(?:["']|$)`),
	pages:  vsbPages,
}

var vsbPage = pattern.MustCompile(`^(.*/)(\d{1,4})\.(html?)$`)

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
