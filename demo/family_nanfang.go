package demo

// nanfangSite is a portal of 南方 CMS: index.html, index_2.html and so on, counted from 1.
var nanfangSite = small{
	address:  func(r *report, _ *dice) string { return "/zwgk/zfxxgknb/content/post_" + serial(r) + ".html" },
	platform: "/zwgk/zfxxgk/index.html", list: "/zwgk/zfxxgknb/index.html", stranger: "/zwgk/zfxxgknb/content/post_990143.html", perPage: 10, shells: 1,
}

func buildNanfang(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	pages := list.pages(nanfangSite.perPage)
	path := func(i int) string { // of the i-th page
		if i == 0 {
			return nanfangSite.list
		}
		return "/zwgk/zfxxgknb/index_" + itoa(i+1) + ".html"
	}
	for i := range pages {
		v := view{Title: list.name, Column: list.name, Links: links(list.page(i, nanfangSite.perPage), "", "", ""), Total: len(list.entries), Pages: pages, Page: i + 1}
		if i < pages-1 {
			v.PagerLinks = []link{{URL: path(i + 1), Text: "下一页"}, {URL: path(pages - 1), Text: "尾页"}}
		}
		h.page(path(i), "list", h.listTime(), v)
	}
	return []*host{h}
}
