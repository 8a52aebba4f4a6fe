package walk

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// family is a kind of content management system: its fingerprints, how its lists are paged, the
// form of its documents' addresses. Each stands in a file of its own. What a family has not is nil.
type family struct {
	name string

	// Fingerprints; one is enough.
	marks  []string           // words in the source of its pages
	list   form               // its lists, by the page's own address
	detail form               // its documents, by the page's own address or as a link has them
	signs  func(v *View) bool // others

	// The walk of a list.
	links  func(v *View, all []Anchor) []Anchor       // what its links are, and those that only a script would show
	pages  func(v *View) ([]disclosure.Request, bool) // further pages of the list, and whether they are all
	asks   *pattern.Regexp                            // addresses that its scripts ask for lists
	answer func(a *answer) disclosure.Page            // reads what comes back
	script bool                                       // a script may come back as well as JSON
}

// families in the order in which they are tried: the narrow fingerprints first.
var families = []family{gkmlpt, epoint, hanwebJPaaS, trueCMS, hanwebAnnual, hanwebSearch, hanwebJCMS, ucap, vsb, trsScript, trsWCM, nanfang, lonsun, aspNet, generic}

func familyOf(v *View) family {
	for _, f := range families {
		if f.made(v) {
			return f
		}
	}
	return generic
}

// made reports whether a page has one of a family's fingerprints.
func (f family) made(v *View) bool {
	for _, mark := range f.marks {
		if v.has(mark) {
			return true
		}
	}
	if v.base != nil && (f.list.in(v.base.Path) || f.detail.in(v.base.Path)) {
		return true
	}
	return f.detail.on(v) || f.signs != nil && f.signs(v)
}

// form is how addresses of a kind are made. Most sources have none of any family, and a word that
// each of them has is found soonest.
type form struct {
	word string
	re   *pattern.Regexp
}

func formOf(word, re string) form {
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		panic("walk: the word of a form is not ASCII: " + word) // on would never find it
	}
	return form{word, pattern.MustCompile(re)}
}

func (f form) in(text string) bool {
	return f.re != nil && strings.Contains(text, f.word) && f.re.MatchString(text)
}

// on looks for the word where it is found soonest, and for the whole of it in the page.
func (f form) on(v *View) bool {
	return f.re != nil && v.has(f.word) && f.re.MatchString(v.Source)
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
