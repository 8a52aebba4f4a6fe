package walk

import (
	"strings"

	"gongkai/disclosure"
)

// lonsun is 龙讯, the platforms of Anhui: /public/column/6605221?type=3 is an organ's column of
// annual reports, its further pages are told by pageIndex, their number by a script.
var lonsun = family{
	name:   "lonsun",
	marks:  []string{"/openness/public/", "/openness/detail/"},
	list:   lonsunColumn,
	detail: formOf("public/", `["'/]public/\d{5,12}/\d{5,12}\.html`),
	signs:  func(v *View) bool { return lonsunType.on(v) },
	pages:  lonsunPages,
}

var (
	lonsunColumn = formOf("/public/column/", `/public/column/\d{3,12}$`)
	lonsunType   = formOf("ColumnType", `(?i)<meta\s+name=["']?ColumnType["']?\s+content=["']信息公开年报["']`)
)

func lonsunPages(v *View) ([]disclosure.Request, bool) {
	pages := v.pagesSaid()
	if v.base == nil || !lonsunColumn.in(v.base.Path) || pages == 0 {
		return genericPages(v)
	}
	query := v.base.Query()
	if at := strings.TrimLeft(query.Get("pageIndex"), "0"); at != "" && at != "1" {
		return nil, true // the first page has named all others
	}
	return v.numbered(query, "pageIndex", 2, pages)
}
