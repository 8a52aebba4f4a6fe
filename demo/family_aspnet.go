package demo

import (
	"net/http"
	"strings"
)

// aspNetSite is a site of ASP.NET forms: its pager posts the page's form back, with the state that
// the page before held.
var aspNetSite = small{
	address:  func(r *report, _ *dice) string { return "/xxgk/" + serial(r) + ".html" },
	platform: "/xxgk/index.html", list: "/xxgk/InfoPublic.aspx?cid=1019", stranger: "/xxgk/990144.html", perPage: 10, shells: 1,
}

// aspNetState is what the page holds, as long as such states are.
func aspNetState(page int) string {
	return "/wEPDwUKLTM4" + strings.Repeat("mZ2Vd8k", 400) + hex32("state", itoa(page)) + "=="
}

func buildASPNet(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	h.answers["/xxgk/InfoPublic.aspx"] = func(w http.ResponseWriter, r *http.Request) {
		page, pages := 1, list.pages(aspNetSite.perPage)
		if r.Method == http.MethodPost {
			r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
			page = pageNumber(r.PostFormValue("__EVENTARGUMENT"))
			before := firstPage(pages, func(n int) bool { return r.PostFormValue("__VIEWSTATE") == aspNetState(n) })
			if r.PostFormValue("__EVENTTARGET") != "AspNetPager1" || r.PostFormValue("kw") != "" || before == 0 || page > pages {
				http.Error(w, "Validation of viewstate MAC failed", http.StatusInternalServerError)
				return
			}
		}
		v := view{Title: list.name, Column: list.name, Body: aspNetState(page), Links: links(list.page(page-1, aspNetSite.perPage), "", "", ""), Page: page, Pages: pages}
		if page > 1 {
			v.PagerLinks = append(v.PagerLinks, link{URL: "1", Text: "首页"}, link{URL: itoa(page - 1), Text: "上一页"})
		}
		if page < pages {
			v.PagerLinks = append(v.PagerLinks, link{URL: itoa(page + 1), Text: "下一页"}, link{URL: itoa(pages), Text: "尾页"})
		}
		h.send(w, "text/html; charset=utf-8", http.StatusOK, []byte(h.render("list", v)))
	}
	return []*host{h}
}

// firstPage is the first page, from 1 on, of which something holds; 0 for none.
func firstPage(pages int, holds func(n int) bool) int {
	for n := 1; n <= pages; n++ {
		if holds(n) {
			return n
		}
	}
	return 0
}
