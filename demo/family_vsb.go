package demo

// vsbSite is a 博达 VSB site: its list's further pages count down to 1, the oldest.
var vsbSite = small{
	address: func(r *report, _ *dice) string {
		return "/info/1535/" + serial(r)[:5] + itoa(r.agency.ordinal) + ".htm"
	},
	platform: "/zfxxgk.htm", list: "/zfxxgk/zfxxgknb.htm", stranger: "/info/1535/61067.htm", perPage: 10, shells: 1,
}

func buildVSB(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	pages := list.pages(vsbSite.perPage)
	path := func(i int) string { // of the i-th page
		if i == 0 {
			return vsbSite.list
		}
		return "/zfxxgk/zfxxgknb/" + itoa(pages-i) + ".htm"
	}
	for i := range pages {
		v := view{Title: list.name, Column: list.name, Links: links(list.page(i, vsbSite.perPage), "", "", ""), Total: len(list.entries), Pages: pages, Page: i + 1}
		if i > 0 {
			v.PagerLinks = append(v.PagerLinks, link{URL: path(0), Text: "首页"}, link{URL: path(i - 1), Text: "上页"})
		}
		if i < pages-1 {
			v.PagerLinks = append(v.PagerLinks, link{URL: path(i + 1), Text: "下页"}, link{URL: path(pages - 1), Text: "尾页"})
		}
		h.page(path(i), "list", h.listTime(), v)
	}
	return []*host{h}
}
