package walk

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// lonsun is 龙讯, the platforms of Anhui: /public/column/6605221?type=3 is an organ's column of
// annual reports, its further pages are told by pageIndex, their number by a script. Details
// /openness/public/6605221/26271831.html.
var lonsun = family{
	name: "lonsun",
	sign: func(v *View) bool {
		return v.base != nil && lonsunColumn.MatchString(v.base.Path) || lonsunDetail.MatchString(v.Source)
	},
	pages: lonsunPages,
}

var (
	lonsunColumn = pattern.MustCompile(`/public/column/\d{3,12}$`)
	lonsunDetail = pattern.MustCompile(`["'/]public/\d{5,12}/\d{5,12}\.html["']|/openness/(?:public|detail)/`)
)

func lonsunPages(v *View) ([]disclosure.Request, bool) {
	pages := v.pagesSaid()
	if v.base == nil || !lonsunColumn.MatchString(v.base.Path) || pages == 0 {
		return genericPages(v)
	}
	query := v.base.Query()
	if at := strings.TrimLeft(query.Get("pageIndex"), "0"); at != "" && at != "1" {
		return nil, true // the first page has named all others
	}
	return v.numbered(query, "pageIndex", 2, pages)
}
