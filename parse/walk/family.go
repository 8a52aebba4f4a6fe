package walk

import (
	"net/url"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// family is a kind of content management system, known by its fingerprints, and how its
// lists are paged. Each stands in a file of its own.
type family struct {
	name   string
	sign   func(v *View) bool
	hidden func(v *View) []Anchor                     // items that only a script would show; may be nil
	pages  func(v *View) ([]disclosure.Request, bool) // further pages of the list, and whether they are all
	asks   *pattern.Regexp                            // addresses that its scripts ask for lists; may be nil
	answer func(a *answer) disclosure.Page            // reads what comes back; may be nil
	script bool                                       // a script may come back as well as JSON
}

// families in the order in which they are tried: the narrow fingerprints first.
var families = []family{gkmlpt, epoint, hanwebJPaaS, trueCMS, hanwebSearch, hanwebJCMS, ucap, vsb, trsWCM, nanfang, lonsun, aspNet, generic}

func familyOf(v *View) family {
	for _, f := range families {
		if f.sign(v) {
			return f
		}
	}
	return generic
}

// mostPages bounds a list: whoever claims more is misread.
const mostPages = 200

var createPage = pattern.MustCompile(`createPageHTML\s*\(([^)]{0,200})\)`)

// pager is what a call of createPageHTML says. TRS counts pages from 0 (index_1 is the
// second), UCAP from 1 (list_2 is the second); the number of the current page in its own
// call is the number in its own name.
type pager struct {
	pages, current int
	stem, ext      string
}

// findPager reads the call's arguments: TRS (pages, current, stem, ext), UCAP the same after
// the name of an element.
func findPager(source string) (pager, bool) {
	for _, m := range createPage.FindAllStringSubmatch(source, -1) {
		var numbers []int
		var words []string
		for i, arg := range strings.Split(m[1], ",") {
			arg = strings.Trim(strings.TrimSpace(arg), `"'`)
			if n, err := strconv.Atoi(arg); err == nil {
				numbers = append(numbers, n)
			} else if i > 0 {
				words = append(words, arg)
			}
		}
		if len(numbers) >= 2 && len(words) >= 2 && tree.PlainName(strings.ToLower(words[1])) {
			return pager{numbers[0], numbers[1], words[0], words[1]}, true
		}
	}
	return pager{}, false
}

// requests lists the pages of a list by the numbers in their names, the first page excepted.
func (v *View) requests(stem, ext string, first, last int) ([]disclosure.Request, bool) {
	complete := true
	if last > mostPages {
		last, complete = mostPages, false
	}
	var all []disclosure.Request
	for n := first; n <= last; n++ {
		u, ok := v.Resolve(stem + "_" + strconv.Itoa(n) + "." + ext)
		if !ok {
			return all, false
		}
		all = append(all, get(u))
	}
	return all, complete
}

func get(u *url.URL) disclosure.Request {
	return disclosure.Request{Method: "GET", URL: u.String(), Role: disclosure.RoleList}
}
