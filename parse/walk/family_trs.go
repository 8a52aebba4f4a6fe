package walk

import (
	"strconv"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// trsWCM is TRS WCM: static pages index.html, index_1.html … index_N-1.html, their number in
// a call of createPageHTML or in a variable countPage.
var trsWCM = family{
	name:   "trs_wcm",
	marks:  []string{"createPageHTML", "TRS_Editor", "TRS_UEDITOR", "trs_editor_view", "CurrChnlCls", "countPage"},
	detail: formOf("/t20", `/t20\d{6}_\d{3,}\.s?html?`),
	pages:  trsPages,
}

var (
	countPage = pattern.MustCompile(`\bcountPage\s*=\s*["']?(\d{1,5})`)
	indexPage = pattern.MustCompile(`\bindex[^\n;]{0,80}?["'.](s?html?)\b`)
)

func trsPages(v *View) ([]disclosure.Request, bool) {
	if p, ok := findPager(v.Source); ok {
		return v.requests(p.stem, p.ext, 1, p.pages-1)
	}
	if m := countPage.FindStringSubmatch(v.Source); m != nil {
		pages, _ := strconv.Atoi(m[1])
		return v.requests("index", trsExtension(v.Source), 1, pages-1)
	}
	return genericPages(v)
}

func trsExtension(source string) string {
	if m := indexPage.FindStringSubmatch(source); m != nil {
		return m[1]
	}
	return "html"
}
