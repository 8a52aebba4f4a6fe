package demo

import "net/http"

// lonsunSite is a platform of 龙讯: its list's pages are told by pageIndex, and the pager is a
// script that knows how many there are.
var lonsunSite = small{
	address: func(r *report, _ *dice) string {
		return "/openness/public/6605221/" + serial(r) + itoa(r.agency.ordinal) + ".html"
	},
	platform: "/openness/index.html", list: "/openness/public/column/6605221?type=3&action=list", stranger: "/openness/public/6605221/26271831.html", perPage: 10, shells: 1,
}

func buildLonsun(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	h.answers["/openness/public/column/6605221"] = func(w http.ResponseWriter, r *http.Request) {
		page := pageNumber(r.URL.Query().Get("pageIndex"))
		v := view{Title: list.name, Column: list.name, Links: links(list.page(page-1, lonsunSite.perPage), "", "", ""), Pages: list.pages(lonsunSite.perPage), Page: page, Total: len(list.entries)}
		h.send(w, "text/html;charset=UTF-8", http.StatusOK, []byte(h.render("list", v)))
	}
	return []*host{h}
}
