package walk

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// ucap is Kaipu UCAP: list.shtml, list_2.shtml …, details …/c133076/202204/<32 hex>.shtml,
// <UCAPTITLE> and <UCAPCONTENT> around title and text.
var ucap = family{
	name: "ucap",
	sign: func(v *View) bool {
		for _, mark := range [...]string{"UCAPTITLE", "ucaptitle", "UCAPCONTENT", "ucapcontent", "UCAP-CONTENT", "ucap-content"} {
			if strings.Contains(v.Source, mark) {
				return true
			}
		}
		return strings.Contains(v.Source, ".shtml") && (ucapDetail.MatchString(v.Source) || ucapColumn.MatchString(v.Source)) || ucapList.MatchString(v.Source)
	},
	pages: func(v *View) ([]disclosure.Request, bool) {
		if p, ok := findPager(v.Source); ok {
			first, last := 2, p.pages
			if p.current == 0 { // some installations count as TRS does
				first, last = 1, p.pages-1
			}
			return v.requests(p.stem, p.ext, first, last)
		}
		return genericPages(v)
	},
}

var (
	ucapDetail = pattern.MustCompile(`/\d{6}/(?:[0-9a-f]{32}|c\d+_\d+)\.shtml`)
	ucapColumn = pattern.MustCompile(`/c\d{4,6}[a-z]?/[a-z_\d]+\.shtml`)
	ucapList   = pattern.MustCompile(`createPageHTML\s*\(\s*["'][^"']*["']\s*,\s*\d+\s*,\s*\d+\s*,\s*["']list["']`)
)
